"""The stage that codes a parsed document."""

from collections.abc import Iterable, Iterator

from casus.coding.choices import Choices
from casus.coding.claims import claims
from casus.coding.marked import read_marks
from casus.coding.page import PageView, view
from casus.coding.reading import Reading
from casus.coding.repeats import without_repeats, without_twins
from casus.coding.rules import read_by_rules
from casus.coding.standing import standing
from casus.model import Claim, Coded, Parsed, Problem
from casus.resolve.actors import Actors
from casus.resolve.dates import Dates
from casus.resolve.places import Places


class Code:
    """Parsed documents to claims: by the marks of the event network, or by rules without them."""

    ref = "code"
    takes = Parsed
    gives = Coded

    def __init__(self, choices: Choices | None = None) -> None:
        """Choose by `choices`, by default the shipped weights.

        Raises:
            LexiconError: a table is malformed.
        """
        self._choices = choices or Choices.load()
        self._actors = Actors()
        self._dates = Dates(self._choices.date)
        self._places = Places(weights=self._choices.place)

    def map(self, item: Parsed, /) -> Iterator[Coded | Problem]:
        """Yield the document with its claims; a document in another language has none."""
        page, found = self.candidates(item)
        if item.marks is not None:
            found = list(standing(found, item.document, self._choices.claim))
        titles = {s.start: title for s, title in zip(item.sentences, page.titles, strict=True)}
        yield Coded(
            item.document, without_repeats(found, [titles[c.evidence.start] for c in found])
        )

    def candidates(self, item: Parsed) -> tuple[PageView, list[Claim]]:
        """All that may be claims, in order: some do not stand, others are told again."""
        sentences = item.sentences
        places = self._places.in_document(item.document, sentences)
        actors = self._actors.in_document(item.document, sentences, places.countries())
        dates = self._dates.in_document(item.document, sentences)
        page = view(item, actors)
        return page, without_twins(claims(page, list(self._readings(page, item)), dates, places))

    def _readings(self, page: PageView, item: Parsed) -> Iterable[Reading]:
        if item.marks is None:
            return read_by_rules(page)
        return read_marks(page, self._choices)
