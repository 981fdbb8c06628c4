"""Sentences of a text: where one ends, decided word by word.

A sentence ends at a full stop, question or exclamation mark (with the quotation marks and brackets
that close after it) when what follows can begin one; at an empty line; and at a line's end unless
the line was merely wrapped. Nothing is longer than `LONGEST` words, whatever the text holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from casus.language.words import words

Spans = list[tuple[int, int]]

LONGEST = 120
# Words looked at together, so that a paragraph of megabytes takes no more memory than another.
WIDEST = 5000
_TERMINAL = frozenset(
    [".", "!", "?", "…", "...", "....", "….", "?!", "!!", "!?", "!!!", "??", "。"]
)
_CLOSING = frozenset(['"', "”", "’", "'", ")", "]", "»", "''", "’’"])
_CAN_END = _TERMINAL | _CLOSING
_BRACKETS = frozenset("([])")
_OPENING = frozenset(['"', "“", "‘", "'", "(", "[", "«", "``", "„"])
_BULLETS = frozenset("•‣▪●◦·*–—-►■□➤")
# After these a full stop may end the sentence too.
_MAY_END_WORDS = """
    a.m. p.m. etc. inc. ltd. co. corp. jr. sr. u.s. u.k. u.n. d.c. e.u. al. no. bros. u.s.s.r.
    u.a.e. est. ret. ph.d. m.d. b.c. a.d.
"""
_STARTER_WORDS = """
    The An A He She It They We I You This That These Those There In On At But And However If When
    While After Before His Her Its Their Our My For As By From With Some Many Most No Not One Two
    Three Meanwhile Although Since Both Earlier Later Last Another Such Also What Who How Why Where
    According Asked Despite During Under Until So Then Today Yesterday
"""
_MAY_END = frozenset(_MAY_END_WORDS.split())
_STARTERS = frozenset(_STARTER_WORDS.split())
_LINE = re.compile(r"[^\n]*\n?")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Spans]:
    """Yield the words of every sentence of `text[start:end]` as half-open code points.

    No word is lost and none stands in two sentences; a sentence is never empty.
    """
    stop = len(text) if end is None else end
    for left, right in paragraphs(text, start, stop):
        spans = words(text, left, right)
        held: Spans = []
        while chunk := list(islice(spans, WIDEST)):
            *done, held = _cut(text, held + chunk)
            yield from done
        if held:
            yield held


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield runs of lines that belong together: text that was wrapped, or single lines."""
    widest = max((right - left for left, right in _lines(text, start, end)), default=0)
    begun = start
    for line, following in pairwise(_lines(text, start, end)):
        if not _wrapped(text, line, following, widest):
            yield begun, line[1]
            begun = line[1]
    if begun < end:
        yield begun, end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _LINE.finditer(text, start, end) if match[0])


def _wrapped(text: str, line: tuple[int, int], after: tuple[int, int], widest: int) -> bool:
    """Tell whether a line runs on: it is long, ends in mid-sentence, and the next one continues it.

    Lines of a text wrapped at a width come close to that width; a headline does not.
    """
    ending = text[max(line[0], line[1] - 80) : line[1]].rstrip()
    head = text[after[0] : after[0] + 80].lstrip(" \t")
    if not ending or not head.strip() or ending[-1] in ".!?:;…" or head[0] in _BULLETS:
        return False
    if head.startswith(("http", "www.")):
        return False
    if head[0].islower():
        return line[1] - line[0] >= 30
    return widest <= 100 and line[1] - line[0] >= 0.75 * widest and line[1] - line[0] >= 50


def _cut(text: str, spans: Spans) -> Iterator[Spans]:
    sentence: Spans = []
    depth = 0
    last = len(spans) - 1
    for index, span in enumerate(spans):
        sentence.append(span)
        word = text[span[0] : span[1]]
        if depth or word in _BRACKETS:
            depth = _depth(depth, word)
        if index < last and word[-1] != "." and word not in _CAN_END:
            continue
        if _ends(text, spans, index, depth, index - len(sentence) + 1):
            yield from _bounded(text, sentence)
            sentence, depth = [], 0
    if sentence:
        yield from _bounded(text, sentence)


def _depth(depth: int, word: str) -> int:
    """Count open brackets; a bracket never closed must not glue a text together, so it fades."""
    if word in "([":
        return 12
    return 0 if word in ")]" else max(0, depth - 1)


def _ends(text: str, spans: Spans, index: int, depth: int, first: int) -> bool:
    """Tell whether the sentence begun at `first` ends after the word at `index`."""
    if index + 1 == len(spans):
        return True
    place = _before_closing(text, spans, index, first)
    mark = _word(text, spans[place])
    following = _word(text, spans[index + 1])
    if _closes(text, spans, index, following) or (depth and place == index):
        return False
    if mark in _TERMINAL and _is_note(text, spans, index + 1):
        return False
    gap = spans[index + 1][0] - spans[index][1]
    if mark in _TERMINAL:
        return _begins(text, spans, index + 1, mark, gap)
    if place == index and mark[-1] == "." and len(mark) > 2:
        return mark.lower() in _MAY_END and following in _STARTERS
    return False


def _before_closing(text: str, spans: Spans, index: int, first: int) -> int:
    """Go back over closing marks and footnote marks ("[7]") to the word before them."""
    place = index
    while place > max(first, index - 12):
        if place - 2 > first and _is_note(text, spans, place - 2):
            place -= 3
        elif place > index - 3 and _word(text, spans[place]) in _CLOSING:
            place -= 1
        else:
            break
    return place


def _is_note(text: str, spans: Spans, index: int) -> bool:
    """Tell whether a footnote mark begins at `index`."""
    if index + 2 >= len(spans) or _word(text, spans[index]) != "[":
        return False
    return _word(text, spans[index + 1]).isdigit() and _word(text, spans[index + 2]) == "]"


def _closes(text: str, spans: Spans, index: int, following: str) -> bool:
    """Tell whether the next word is a quotation mark or bracket that closes this sentence."""
    if following not in _CLOSING:
        return False
    glued = spans[index + 1][0] == spans[index][1]
    if following not in _OPENING:
        return True
    after = spans[index + 1][1]
    return glued and (after >= len(text) or not text[after].isalnum())


def _begins(text: str, spans: Spans, index: int, mark: str, gap: int) -> bool:
    """Tell whether a sentence can begin at `index` after the mark `mark` and `gap` blanks."""
    word = _word(text, spans[index])
    if word in _OPENING or word in _BULLETS:
        word = _word(text, spans[index + 1]) if index + 1 < len(spans) else word
    if word[0].isupper():
        return gap > 0 or (mark == "." and len(word) > 1)
    if gap == 0:
        return False
    if word[0].isalpha():
        return mark in "!?" and not word[0].islower()
    return word[0].isdigit() or word[0] in "@#$€£" or word in _OPENING


def _bounded(text: str, sentence: Spans) -> Iterator[Spans]:
    """Chop a sentence that is too long, at its last semicolon or comma where it has one."""
    while len(sentence) > LONGEST:
        cut = _seam(text, sentence)
        yield sentence[:cut]
        sentence = sentence[cut:]
    yield sentence


def _seam(text: str, sentence: Sequence[tuple[int, int]]) -> int:
    for marks in (";:—–", ","):
        for place in range(LONGEST - 1, LONGEST // 2, -1):
            if _word(text, sentence[place]) in marks:
                return place + 1
    return LONGEST


def _word(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]
