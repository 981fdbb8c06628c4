"""What the head of a page says of time: its dateline, and the period that a report covers.

"KIEV, Feb 3, 2015 - Fighting …"; "as of 19:30, 26 February"; "Daily summary for 11 November".
"""

import re
from collections.abc import Sequence
from datetime import date

from casus.model import Document
from casus.resolve.dates_calendar import shifted, written
from casus.resolve.dates_find import find
from casus.resolve.dates_mentions import Mention
from casus.resolve.dates_symbols import Calendar, Expression

_HEAD = 2000
_REPORT = re.compile(
    r"\b(?:daily|weekly|situation|spot|monthly)\s(?:\w{1,20}\s)?(?:report|summary|update|bulletin)"
    r"|\bsitrep\b|"
    r"\bbased on information (?:received )?as of\b|\blatest from the\b|\b(?:report|summary) for\b",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(
    r"\b(?:last|past|previous) (?:24 hours|day)\b|\bover 24 hours\b", re.IGNORECASE
)
_RELEASE = re.compile(
    r"\b(?:statement|press release|communiqu[eé]|declaration|press centre|operational update|for"
    r" immediate release|"
    r"ministry of (?:foreign affairs|defen[cs]e))\b",
    re.IGNORECASE,
)


_PLACE = re.compile(r"(?:[A-Z(][\w.'’()-]{0,24}[,./]{0,2}\s?){1,7}")
_AFTER = re.compile(
    r"\s?(?:\([A-Z][^)\n]{1,30}\)|/[A-Z][^/\n]{1,20}/)?\s?(?:[-–—:]\s|$|(?<=\))\s)", re.MULTILINE
)


def is_dateline(text: str, found: Expression) -> bool:
    """Whether a date stands in a dateline: at a line's head, before a dash."""
    if not isinstance(found.symbol, Calendar) or not found.symbol.day:
        return False
    line = text.rfind("\n", 0, found.start) + 1
    before = text[line : found.start]
    if len(before) > 80 or not _AFTER.match(text, found.end):
        return False
    return bool(_PLACE.fullmatch(before)) and not re.match(
        r"(?:On|In|Since|From|By|Until)\b", before
    )


def dateline(document: Document) -> Calendar | None:
    """The first dateline of a page's own text."""
    for block in document.evidence_blocks[:12]:
        text = document.text[block.start : min(block.end, block.start + 160)]
        for found in find(text):
            if is_dateline(text, found) and isinstance(found.symbol, Calendar):
                return found.symbol
    return None


def is_release(document: Document) -> bool:
    """Whether a page's head calls itself a statement or a release of a body."""
    return bool(_RELEASE.search(document.text, 0, 400))


def period(document: Document, mentions: Sequence[Mention]) -> tuple[str, Mention | None] | None:
    """The codebook's date of the reporting period with its mention; None for other pages."""
    text = document.text
    if not _REPORT.search(text, 0, _HEAD):
        return None
    head = [
        m for m in mentions if m.start < _HEAD and m.reading.low and m.reading.grain in {"D", "S"}
    ]
    for mention in head:
        before = text[max(0, mention.start - 30) : mention.start].lower()
        if _closes(mention, before) and (span := _day_before(mention.reading.low, mention)):
            return span, mention
        if re.search(r"(?:summary|report|events|update) (?:for|of)\s*$", before):
            return mention.reading.code or "", mention
    first = next((m for m in head if m.reading.grain == "D"), None)
    if (
        first
        and _LAST_DAY.search(text, 0, _HEAD)
        and (span := _day_before(first.reading.low, first))
    ):
        return span, first
    return None


def _closes(mention: Mention, before: str) -> bool:
    """Whether a report takes in what was known by then: "as of 26 February", "by 19:30 on …"."""
    if before.rstrip().endswith("as of"):
        return True
    return mention.type == "TIME" and bool(re.search(r"\b(?:by|until|till|up to)\s*$", before))


def _day_before(day: date | None, mention: Mention) -> str | None:
    before = shifted(day, -1) if day else None
    return written(before, day, "S", known=mention.reading.known) if before and day else None
