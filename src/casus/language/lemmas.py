"""Lemmas by suffix: a table over the Penn tag, learned from the treebanks and shipped as TSV.

Two kinds of row: `edit` cuts letters off the lower-cased word and adds others; `case` says whether
a capital stays. The longest suffix of the word that the table knows under its tag decides;
`^` at the front of a suffix stands for the word's beginning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

Value = TypeVar("Value")

LONGEST_SUFFIX = 12
REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Edit:
    """Cut `cut` letters off the end, then add `add`."""

    cut: int
    add: str

    def apply(self, word: str) -> str:
        """Return the edited word; a word shorter than the cut stays as it is."""
        return word[: len(word) - self.cut] + self.add if len(word) >= self.cut else word


AS_IS = Edit(0, "")


class Lemmatiser:
    """Word and Penn tag to lemma; a table that knows nothing of the tag leaves the word alone."""

    def __init__(
        self, edits: Mapping[tuple[str, str], Edit], keeps: Mapping[tuple[str, str], bool]
    ) -> None:
        """`edits` and `keeps` are keyed by tag and suffix."""
        self._edits = edits
        self._keeps = keeps
        self._known: dict[tuple[str, str], str] = {}

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the shipped TSV: kind, tag, suffix, cut or keep, add."""
        edits: dict[tuple[str, str], Edit] = {}
        keeps: dict[tuple[str, str], bool] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, tag, suffix, number, add = line.split("\t")
            if kind == "edit":
                edits[tag, suffix] = Edit(int(number), add)
            else:
                keeps[tag, suffix] = number == "1"
        return cls(edits, keeps)

    def lemma(self, word: str, tag: str) -> str:
        """Return the lemma of a word under its Penn tag; never empty for a word that is not."""
        key = (word, tag)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._find(word, tag)
        return found

    def _find(self, word: str, tag: str) -> str:
        low = word.lower()
        edit = longest(self._edits, tag, low) or AS_IS
        if word != low and longest(self._keeps, tag, low):
            return edit.apply(word) or word
        return edit.apply(low) or word


def longest(table: Mapping[tuple[str, str], Value], tag: str, word: str) -> Value | None:
    """Look up the longest suffix of `word` under `tag`; None when the table has none."""
    for suffix in suffixes(word):
        value = table.get((tag, suffix))
        if value is not None:
            return value
    return None


def suffixes(word: str) -> list[str]:
    """List the suffixes of a word from the whole, marked `^`, to the empty one."""
    ends = [word[start:] for start in range(max(0, len(word) - LONGEST_SUFFIX), len(word) + 1)]
    return ["^" + word, *ends] if len(word) <= LONGEST_SUFFIX else ends
