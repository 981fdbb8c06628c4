"""Fast look-up of the page-words lexicon in a line."""

import re
from collections import defaultdict
from functools import cache

from casus.lexicon.page_words import PageWord, page_words

_NUMBER = re.compile(r"\d[\d.,:/]*")
_QUOTES = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
_BLANK = re.compile(r"\s+")
_EDGE = " \t-–—•*>#|[](){}:.…،,·»«☰\u200b\u200e\u200f"


def fold(line: str) -> str:
    """Fold a line for look-up: lower case, any number as `0`, no marks at the ends."""
    plain = line.lower().translate(_QUOTES)
    return _BLANK.sub(" ", _NUMBER.sub("0", plain)).strip(_EDGE)


class Phrases:
    """The lexicon's phrases by role and kind of match."""

    def __init__(self, words: tuple[PageWord, ...]) -> None:
        self._lines: dict[str, set[str]] = defaultdict(set)
        self._starts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._has: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._add(word.role, word.match, fold(word.text) or word.text.strip())

    def _add(self, role: str, match: str, text: str) -> None:
        if match == "line":
            self._lines[role].add(text)
        elif match == "start":
            self._starts[role][text[:2]].append(text)
        else:
            self._has[role].append(text)

    def line(self, role: str, folded: str) -> bool:
        """Whether a whole folded line is a phrase of the role."""
        return folded in self._lines[role]

    def start(self, role: str, folded: str) -> str | None:
        """Find the longest phrase of the role that a folded line begins with; None without one."""
        found = [p for p in self._starts[role].get(folded[:2], ()) if _begins(folded, p)]
        return max(found, key=len, default=None)

    def has(self, role: str, folded: str) -> str | None:
        """Find a phrase of the role anywhere in a folded line; None without one."""
        return next((p for p in self._has[role] if p in folded and _inside(folded, p)), None)


def _begins(folded: str, phrase: str) -> bool:
    return folded.startswith(phrase) and not folded[len(phrase) : len(phrase) + 1].isalnum()


def _inside(folded: str, phrase: str) -> bool:
    at = folded.find(phrase)
    before = folded[at - 1 : at] if at else ""
    after = folded[at + len(phrase) : at + len(phrase) + 1]
    return not before.isalnum() and not after.isalnum()


@cache
def phrases() -> Phrases:
    """Give the phrases of the lexicon that ships with the package."""
    return Phrases(page_words())
