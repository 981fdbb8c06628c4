"""The document's own date and year: a posterior over evidence, with abstention."""

import re
from collections.abc import Sequence
from datetime import date

from casus.model import Document, Sentence
from casus.resolve.dates_anchor import Frame

_FULL_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b(?!\s(?:people|troops|men|soldiers))")


def is_history(text: str, day: date) -> bool:
    """Whether a text narrates years long before its own date: then its own chain gives the years."""
    years = [int(y) for y in _FULL_YEAR.findall(text)]
    old = sum(y < day.year - 1 for y in years)
    return old >= 10 and old > 0.7 * len(years)


def document_frame(document: Document, sentences: Sequence[Sentence]) -> Frame:
    """The anchors that a document gives."""
    published = document.published.value if document.published else None
    if published and re.fullmatch(r"\d{4}-\d\d-\d\d", published):
        day = date.fromisoformat(published)
        return Frame(day, history=is_history(document.text, day))
    return Frame(None)
