"""All mentions of a text, resolved in order of their place."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from casus.resolve.dates_anchor import resolve
from casus.resolve.dates_calendar import Reading
from casus.resolve.dates_find import find
from casus.resolve.dates_frame import Chain, Frame
from casus.resolve.dates_symbols import Calendar, Expression
from casus.resolve.dates_tense import FUTURE, OPEN, PAST, tense_of

_SENTENCE_END = re.compile(r"(?<=[a-z\d)”\"'’]{2}[.!?])[\"”’']?\s+(?=[\"“‘'(]?[A-Z\d])|\n+")


@dataclass(frozen=True, slots=True)
class Mention:
    """An expression of time at code points `[start, end)` with what it means in this document."""

    start: int
    end: int
    text: str
    type: str
    value: str
    why: str
    expression: Expression
    reading: Reading
    tense: int


def sentence_bounds(text: str) -> list[int]:
    """Where sentences begin, by punctuation and line breaks."""
    return [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]


def mentions(text: str, frame: Frame, bounds: Sequence[int] | None = None) -> list[Mention]:
    """Find and resolve every expression of time in a text."""
    starts = list(bounds) if bounds else sentence_bounds(text)
    return resolved(text, inherited(text, find(text)), frame, starts)


def resolved(
    text: str, found: Sequence[Expression], frame: Frame, starts: Sequence[int]
) -> list[Mention]:
    """Resolve expressions in order, each leaving its date to the chain.

    In a page of several dated entries, "today" and weekdays count from the day of their entry.
    """
    chain, out = Chain(), []
    heads = headings(text, found)
    for expression in found:
        tense = _tense(text, expression, starts)
        heading = expression in heads
        if heads_line(text, expression):
            chain.day = None
        reading = resolve(expression, frame, chain, OPEN if heading else tense)
        if heading and reading.grain == "D" and reading.low:
            frame = replace(frame, entry=reading.low, known=reading.known)
        if (expression.type != "DURATION" and not reading.weak) or (
            reading.weak and reading.grain == "S" and expression.type == "DATE"
        ):
            chain.take(reading)
        out.append(
            Mention(
                expression.start,
                expression.end,
                expression.text,
                expression.type,
                reading.value,
                reading.why,
                expression,
                reading,
                tense,
            )
        )
    return out


def _tense(text: str, expression: Expression, starts: Sequence[int]) -> int:
    if expression.lead == "since":
        return PAST
    at = bisect_right(starts, expression.start)
    low = starts[at - 1] if at else 0
    high = starts[at] if at < len(starts) else len(text)
    found = tense_of(text[low:high], expression.start - low, expression.end - low)
    return FUTURE if expression.lead in {"until", "by"} and found == OPEN else found


def heads_line(text: str, found: Expression) -> bool:
    """Whether a clock time heads a line, as in "18:40 | Russian attacks …" or "[09:40] …"."""
    line = text.rfind("\n", 0, found.start) + 1
    return (
        found.type == "TIME"
        and bool(re.match(r"\d", found.text))
        and not text[line : found.start].strip(" \t*•-–—[(|")
    )


_HEADING_TAIL = re.compile(r"\s?(?:[:|–—-]|\.\s|$)", re.MULTILINE)


def headings(text: str, found: Sequence[Expression]) -> list[Expression]:
    """Days that stand alone at the head of a line, where a page has two or more."""
    heads = [e for e in found if _is_heading(text, e)]
    return (
        heads
        if len({(e.symbol.month, e.symbol.day) for e in heads if isinstance(e.symbol, Calendar)})
        > 1
        else []
    )


def _is_heading(text: str, found: Expression) -> bool:
    if not isinstance(found.symbol, Calendar) or not found.symbol.day:
        return False
    line = text.rfind("\n", 0, found.start) + 1
    return not text[line : found.start].strip(" \t*•-–—#[(") and bool(
        _HEADING_TAIL.match(text, found.end)
    )


_RANGE_GAP = re.compile(r"\s?[-–—/]\s?|\s(?:and|to|or|till|until|through)\s(?:the\s)?|,\s")


def inherited(text: str, found: Sequence[Expression]) -> list[Expression]:
    """Give the first half of "3 March to 5 May 1950" the year of the second."""
    out = list(found)
    for index in range(len(out) - 2, -1, -1):
        left, right = out[index], out[index + 1]
        gap = text[left.end : right.start]
        if len(gap) > 12 or not _RANGE_GAP.fullmatch(gap):
            continue
        if isinstance(left.symbol, Calendar) and isinstance(right.symbol, Calendar):
            out[index] = replace(left, symbol=_with_year(left.symbol, right.symbol))
    return out


def _with_year(left: Calendar, right: Calendar) -> Calendar:
    if left.year is not None or not left.month or not right.month or not right.year:
        return left
    if left.month > right.month:
        return left
    return replace(left, year=right.year, era=right.era)
