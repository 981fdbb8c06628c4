"""Weapons that a sentence states; `weapons.tsv` maps words to the codebook's list."""

from collections.abc import Iterable, Iterator
from functools import cache

from casus.coding.tree import Tree
from casus.lexicon.table import table


@cache
def weapon_words() -> dict[str, str]:
    """Weapon class by lower-cased lemma."""
    return {row["lemma"]: row["weapon"] for row in table("weapons.tsv", ("lemma", "weapon"))}


def weapons(tree: Tree, tokens: Iterable[int]) -> Iterator[tuple[str, int]]:
    """Yield weapon classes with the token that names each, among `tokens`."""
    words = weapon_words()
    for index in sorted(tokens):
        for key in (tree.lemma(index), tree.tokens[index].text.lower()):
            if key in words:
                yield words[key], index
                break
