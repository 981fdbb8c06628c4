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

    A singular common noun or name is one, as "another" by itself and "he" are; a bare plural is
    None.
    """
    token = tree.tokens[head]
    if token.text.lower() in ONE:
        return Count(1, 1)
    own = number_at(tree, head)
    if own is not None:
        return own
    if tree.lemma(head) == "total":
        return next((count_of(tree, c) for c in tree.obliques(head).get("of", [])), None)
    for child in tree.children(head, "nummod", "amod", "det", "nmod", "advmod"):
        found = number_at(tree, child)
        if found is not None and tree.tokens[child].deprel != "nmod:poss":
            return found
    found = _between(tree, head)
    if found is None and token.xpos in ("NN", "NNP") and token.lemma.lower() not in COLLECTIVE:
        return Count(1, 1)
    return found


def number_at(tree: Tree, index: int) -> Count | None:
    """The number or vague word at a place, with the bounds and ranges around it; None for none."""
    own = _vague_or_exact(tree, index, tree.tokens[index].text)
    if own is None:
        return None
    first = index - 2 if index > 1 and _linked(tree, index - 1) else index
    low = number(tree.tokens[first].text)
    if first != index and low is not None and own.high is not None and low < own.high:
        return Count(low, own.high)
    second = index + 2
    if second < len(tree.tokens) and _linked(tree, index + 1):
        high = number(tree.tokens[second].text)
        if high is not None and own.low < high:
            return Count(own.low, high)
    return _bounded(tree, index, own)


def _linked(tree: Tree, index: int) -> bool:
    """Whether a word makes a range of the numbers around it: 10 to 15, five or six, 10-15."""
    word = tree.tokens[index].text.lower()
    if word in ("-", "–"):
        return tree.tokens[index - 1].text.isdigit()
    between = index > 1 and tree.tokens[index - 2].text.lower() == "between"
    return word in ("to", "or") or (word == "and" and between)


def _between(tree: Tree, head: int) -> Count | None:
    """The range before a noun that the tree hangs elsewhere: "between 10 and 15 people"."""
    return number_at(tree, head - 1) if head > 2 and _linked(tree, head - 2) else None


ONE = frozenset({"another", "he", "she", "him", "her", "himself", "herself"})
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
