"""The stage: evidence blocks become sentences, with the events that the network sees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from casus.language.marker import Marker
from casus.language.parser import SHIPPED, LanguageModel
from casus.model import Document, Parsed, Problem

READ = frozenset({"en", "und"})
"""Languages that the model reads; `und` is a page too short to tell, which is read as English."""


@cache
def shipped() -> LanguageModel:
    """Load the shipped model once a process; raises ModelError when it cannot be."""
    return LanguageModel.load()


@cache
def shipped_marker() -> Marker:
    """Load the shipped event network once a process; raises ModelError when it cannot be."""
    return Marker(SHIPPED, SHIPPED / "tokenizer.json")


# Characters of a page that are read for claims, some 15,000 words: coding compares a page's events
# with each other, so its time grows faster than the page.
MOST_READ = 100_000


def skipped(document: Document) -> Problem | None:
    """Why a document is kept but not read: its language; None where it is read."""
    if document.language in READ:
        return None
    reason = f"is in another language ({document.language}): kept, but not read for claims"
    return Problem("language", document.origin or document.id, reason, fatal=False)


Zones = list[tuple[int, int]]


def zones_of(document: Document) -> tuple[Zones, Problem | None]:
    """The code points to read, at most `MOST_READ`, and a problem where more was there."""
    zones: Zones = []
    left = MOST_READ
    for block in document.evidence_blocks:
        if left <= 0:
            break
        zones.append((block.start, min(block.end, block.start + left)))
        left -= block.end - block.start
    if left >= 0:
        return zones, None
    reason = f"only its first {MOST_READ:,} characters were read for claims; split it to read all"
    return zones, Problem("parse", document.origin or document.id, reason, fatal=False)


class Parse:
    """Parse title, body and captions; comments and chrome are never read."""

    ref = "parse"
    takes = Document
    gives = Parsed

    def __init__(self, marker: Marker | None = None) -> None:
        """Mark events with `marker`, by default the shipped one."""
        self._marker = marker

    def map(self, item: Document) -> Iterator[Parsed | Problem]:
        """Give the document with its sentences; none, and a problem, in another language."""
        if problem := skipped(item):
            yield from (problem, Parsed(item, (), ()))
            return
        zones, problem = zones_of(item)
        if problem:
            yield problem
        sentences = tuple(shipped().parse_zones(item.text, zones))
        marks = (self._marker or shipped_marker()).marks(sentences)
        yield Parsed(item, sentences, tuple(marks))


class ParseWithoutMarks:
    """Parse without the event network; the coding rules then read the trees alone."""

    ref = "parse-without-marks"
    takes = Document
    gives = Parsed

    def map(self, item: Document) -> Iterator[Parsed | Problem]:
        """Give the document with its sentences; none, and a problem, in another language."""
        if problem := skipped(item):
            yield from (problem, Parsed(item, ()))
            return
        zones, problem = zones_of(item)
        if problem:
            yield problem
        yield Parsed(item, tuple(shipped().parse_zones(item.text, zones)))
