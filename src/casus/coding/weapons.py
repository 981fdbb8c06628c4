"""Weapons that a sentence states."""

from collections.abc import Iterable, Iterator

from casus.coding.tree import Tree
from casus.lexicon.weapons import weapon_words


def weapons(tree: Tree, tokens: Iterable[int]) -> Iterator[tuple[str, int]]:
    """Yield weapon classes with the token that names each, among `tokens`."""
    words = weapon_words()
    for index in sorted(tokens):
        for key in (tree.lemma(index), tree.tokens[index].text.lower()):
            if key in words:
                yield words[key], index
                break
