"""The stage: a document's evidence blocks become sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from casus.language.parser import LanguageModel
from casus.model import Document, Parsed, Problem


@cache
def shipped() -> LanguageModel:
    """Load the shipped model once a process; raises ModelError when it cannot be."""
    return LanguageModel.load()


class Parse:
    """Parse title, body and captions; comments and chrome are never read."""

    ref = "parse"
    takes = Document
    gives = Parsed

    def map(self, item: Document) -> Iterator[Parsed | Problem]:
        """Give the document with its sentences, in order of the text."""
        zones = [(block.start, block.end) for block in item.evidence_blocks]
        yield Parsed(item, tuple(shipped().parse_zones(item.text, zones)))
