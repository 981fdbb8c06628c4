"""The stage: a document's evidence blocks become sentences, with the events that the network sees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from casus.language.marker import Marker
from casus.language.parser import SHIPPED, LanguageModel
from casus.model import Document, Parsed, Problem


@cache
def shipped() -> LanguageModel:
    """Load the shipped model once a process; raises ModelError when it cannot be."""
    return LanguageModel.load()


@cache
def shipped_marker() -> Marker:
    """Load the shipped event network once a process; raises ModelError when it cannot be."""
    return Marker(SHIPPED)


class Parse:
    """Parse title, body and captions; comments and chrome are never read."""

    ref = "parse"
    takes = Document
    gives = Parsed

    def __init__(self, marker: Marker | None = None) -> None:
        """Mark events with `marker`, by default the shipped one."""
        self._marker = marker

    def map(self, item: Document) -> Iterator[Parsed | Problem]:
        """Give the document with its sentences, in order of the text."""
        zones = [(block.start, block.end) for block in item.evidence_blocks]
        read = shipped().read_zones(item.text, zones)
        sentences = tuple(sentence for sentence, _ in read)
        marker = self._marker or shipped_marker()
        marks = marker.marks(sentences, [states for _, states in read])
        yield Parsed(item, sentences, tuple(marks))


class ParseWithoutMarks:
    """Parse without the event network; the coding rules then read the trees alone."""

    ref = "parse-without-marks"
    takes = Document
    gives = Parsed

    def map(self, item: Document) -> Iterator[Parsed | Problem]:
        """Give the document with its sentences, in order of the text."""
        zones = [(block.start, block.end) for block in item.evidence_blocks]
        yield Parsed(item, tuple(shipped().parse_zones(item.text, zones)))
