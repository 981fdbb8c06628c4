"""Counts in words and figures, with the ranges that the codebook gives to vague words."""

import re
from dataclasses import dataclass

from casus.coding.tree import Tree
from casus.lexicon.numerals import NUMERALS

ROUND = frozenset(range(20, 100, 10))  # "Twenty-three" stands as three words in the tree
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
# codebook section 2: several 3-9, dozens 24-99, thousands 2000-; the others by the same measure
VAGUE: dict[str, tuple[int, int | None]] = {
    "several": (3, 9),
    "few": (3, 9),
    "some": (2, None),
    "many": (3, None),
    "couple": (2, 2),
    "pair": (2, 2),
    "dozen": (12, 12),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, None),
    "both": (2, 2),
}
FIGURE = re.compile(r"\d{1,3}(?:[,.  ]\d{3})+|\d+")
LEAST = frozenset(
    {"least", "more", "over", "exceed", "minimum", "fewer-than-not", "excess", "above"}
)
MOST = frozenset({"most", "up", "less", "fewer", "under"})


@dataclass(frozen=True, slots=True)
class Count:
    """A range of persons; `high` None: no upper bound."""

    low: int
    high: int | None


def number(word: str) -> int | None:
    """The value of one word or figure, or None: "three", "23", "1,500", "twenty-three"."""
    word = word.lower()
    if word in NUMERALS:
        return NUMERALS[word]
    if word in SCALES:
        return SCALES[word]
    if FIGURE.fullmatch(word):
        return int(re.sub(r"\D", "", word))
    left, _, right = word.partition("-")
    if left in NUMERALS and right in NUMERALS:
        return NUMERALS[left] + NUMERALS[right]
    return None


def count_of(tree: Tree, head: int) -> Count | None:
    """How many the noun phrase of `head` speaks of; None when it does not say.

    A singular common noun or name is one, as "another" by itself is; a bare plural is None.
    """
    token = tree.tokens[head]
    if token.text.lower() == "another":
        return Count(1, 1)
    own = _vague_or_exact(tree, head, token.text)
    if own is not None:
        return _bounded(tree, head, own)
    for child in tree.children(head, "nummod", "amod", "det", "nmod", "advmod"):
        found = _vague_or_exact(tree, child, tree.tokens[child].text)
        if found is not None and tree.tokens[child].deprel != "nmod:poss":
            return _bounded(tree, child, found)
    if token.xpos in ("NN", "NNP") and token.lemma.lower() not in COLLECTIVE:
        return Count(1, 1)
    return None


COLLECTIVE = frozenset(
    [
        "army",
        "force",
        "military",
        "police",
        "group",
        "family",
        "crew",
        "team",
        "people",
        "unit",
        "patrol",
        "convoy",
        "number",
        "population",
        "public",
        "fire",
        "village",
        "town",
        "city",
        "post",
        "position",
        "base",
    ]
)


def _vague_or_exact(tree: Tree, index: int, text: str) -> Count | None:
    word = text.lower()
    if word in VAGUE and not (word == "some" and tree.tokens[index].upos == "DET"):
        return Count(*VAGUE[word])
    value = number(word)
    if value is None:
        return None
    for child in tree.children(index, "nummod", "compound"):
        factor = number(tree.tokens[child].text)
        if factor is not None and value >= 100:
            value *= factor
        elif factor is not None and (factor >= 100 or (factor in ROUND and value < 10)):
            value += factor
    return Count(value, value)


def _bounded(tree: Tree, index: int, count: Count) -> Count:
    words = {tree.tokens[i].text.lower() for i in range(max(0, index - 3), index)}
    if words & LEAST:
        return Count(count.low + (1 if "more" in words or "over" in words else 0), None)
    if words & MOST:
        return Count(0 if "up" in words else 1, count.high)
    return count
