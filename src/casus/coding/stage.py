"""The stage that codes a parsed document."""

from collections.abc import Iterator

from casus.coding.claims import claims
from casus.coding.marked import read_marks
from casus.coding.page import view
from casus.coding.repeats import without_repeats
from casus.coding.rules import read_by_rules
from casus.model import Coded, Parsed, Problem
from casus.resolve.actors import Actors
from casus.resolve.dates import Dates
from casus.resolve.places import Places


class Code:
    """Parsed documents to claims: by the marks of the event network, or by rules without them."""

    ref = "code"
    takes = Parsed
    gives = Coded

    def __init__(self) -> None:
        self._actors = Actors()
        self._dates = Dates()
        self._places = Places()

    def map(self, item: Parsed, /) -> Iterator[Coded | Problem]:
        """Yield the document with its claims; a document in another language has none."""
        sentences = item.sentences
        page = view(item, self._actors.in_document(item.document, sentences))
        found = list(
            claims(
                page,
                list(read_by_rules(page) if item.marks is None else read_marks(page, item.marks)),
                self._dates.in_document(item.document, sentences),
                self._places.in_document(item.document, sentences),
            )
        )
        titles = {s.start: title for s, title in zip(sentences, page.titles, strict=True)}
        yield Coded(
            item.document, without_repeats(found, [titles[c.evidence.start] for c in found])
        )
