"""Text to units that get one role each: a line, or a hard-wrapped paragraph."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

TERMINAL = ".!?…。！？؟۔।։:;"
_CLOSERS = "\"'”’»)]*_"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LINE = re.compile(r"[^\n]+")
_HEAD = 4000
"""Characters of a unit that the rules look at."""


@dataclass(frozen=True)
class Unit:
    """Code points `[start, end)` of a text, without blanks at either end."""

    start: int
    end: int
    text: str

    @cached_property
    def head(self) -> str:
        """The part that the rules look at: rules must be cheap on a line of any length."""
        return self.text[:_HEAD]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of `head`; a Chinese, Japanese or Korean character pair counts as one word."""
        found = tuple(_WORD.findall(self.head))
        extra = len(_CJK.findall(self.head)) // 2
        return found + ("字",) * extra

    @property
    def size(self) -> int:
        """How many words `head` has."""
        return len(self.words)

    @cached_property
    def stopped(self) -> bool:
        """Whether it ends as a sentence ends."""
        tail = self.text[-8:].rstrip(_CLOSERS + " ")
        return bool(tail) and tail[-1] in TERMINAL

    @cached_property
    def prose(self) -> bool:
        """Whether it reads as running text rather than a label, a headline or a menu."""
        return (self.size >= 6 and self.stopped) or self.size >= 22


def split_units(text: str) -> list[Unit]:
    """Cut text into units; every character that is not blank lies in exactly one."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m.group().isspace()]
    if _hard_wrapped(text, lines):
        lines = _paragraphs(text, lines)
    return [_trim(text, start, end) for start, end in lines]


def _trim(text: str, start: int, end: int) -> Unit:
    raw = text[start:end]
    left = len(raw) - len(raw.lstrip())
    body = raw.strip()
    return Unit(start + left, start + left + len(body), body)


def _hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines were broken at a fixed width: most go on in the next line without a stop."""
    pairs = goes_on = 0
    for (start, end), (following, _) in pairwise(lines[:2001]):
        if text.count("\n", end, following) > 1:
            continue
        pairs += 1
        width = end - start
        if 45 <= width <= 110 and text[end - 1] not in TERMINAL and text[following].islower():
            goes_on += 1
    return pairs >= 4 and goes_on > 0.45 * pairs


def _paragraphs(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        last = joined[-1] if joined else None
        if last and text.count("\n", last[1], start) == 1 and _continues(text, last, start):
            joined[-1] = (last[0], end)
        else:
            joined.append((start, end))
    return joined


def _continues(text: str, last: tuple[int, int], start: int) -> bool:
    begun = text.rfind("\n", last[0], last[1]) + 1 or last[0]
    return last[1] - begun >= 45 and not text.startswith(("- ", "* ", "• "), start)
