"""What a mention may stand for in the codebook's notation: a day, or one end of a stretch."""

from collections.abc import Iterator, Sequence
from datetime import date

from casus.model import Document, Sentence
from casus.resolve.dates_calendar import make_day, of_day, written
from casus.resolve.dates_events import Placed, ancestors
from casus.resolve.dates_frame import Frame
from casus.resolve.dates_symbols import Calendar
from casus.resolve.dates_tense import PAST

_RANGE = frozenset({"to", "and", "-", "–", "until", "till", "through", "/"})


class Codes:
    """Writes the dates of one document."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        placed: Sequence[Sequence[Placed]],
        frame: Frame,
    ) -> None:
        self._text = document.text
        self._sentences = sentences
        self._placed = placed
        self._now = frame.now

    def first(self, item: Placed) -> str | None:
        """The mention as it is written; `since` and `from … to` make spans; None without a date."""
        reading = item.mention.reading
        if reading.low is None or reading.high is None:
            return None
        partner = self._partner(item)
        if partner is not None:
            first, last = sorted((item, partner), key=lambda p: p.first)
            low, high = first.mention.reading, last.mention.reading
            if low.low and high.high and low.low < high.high:
                return written(low.low, high.high, "S", known=low.known and high.known)
        if item.mention.expression.lead == "since":
            return self._until_now(item) or reading.code
        return reading.code

    def every(self, item: Placed) -> Iterator[tuple[str, str]]:
        """Everything the mention may stand for, each with its manner; the first has none."""
        code, own = self.first(item), item.mention.reading.code
        if code is None or own is None:
            return
        yield "", code
        if own != code:
            yield "by itself", own
            return
        stretch = self._until_now(item)
        if stretch and self._goes_on(item):
            yield "until now", stretch
        if before := self._year_before(item):
            yield "a year before", before

    def _until_now(self, item: Placed) -> str | None:
        """From the first day of a date to the day of the page; None where it begins later."""
        reading = item.mention.reading
        if reading.low is None or self._now is None or reading.low >= self._now:
            return None
        return written(reading.low, self._now, "S", known=reading.known)

    def _goes_on(self, item: Placed) -> bool:
        """Whether a date is not over yet ("this year") or stands in a clause with "since"."""
        reading = item.mention.reading
        if self._now and reading.low and reading.high and reading.low < self._now <= reading.high:
            return True
        tree = self._sentences[item.sentence]
        above = ancestors(tree, item.head)
        return any(
            t.head in above and t.deprel in {"mark", "case"} and t.lemma.lower() == "since"
            for t in tree.tokens
        )

    def _year_before(self, item: Placed) -> str | None:
        """A day of the past that was taken for one to come, in the year before."""
        reading, symbol = item.mention.reading, item.mention.expression.symbol
        if not isinstance(symbol, Calendar) or symbol.year or item.mention.tense != PAST:
            return None
        if reading.grain != "D" or not _after(reading.low, self._now):
            return None
        assert reading.low
        day = make_day(reading.low.year - 1, reading.low.month, reading.low.day)
        return of_day(day, "", known=reading.known).code if day else None

    def _partner(self, item: Placed) -> Placed | None:
        """The other end of a span: "June 15 and 16", "from Tuesday to Thursday"."""
        for other in self._placed[item.sentence]:
            first, last = sorted((item, other), key=lambda p: p.first)
            gap = self._text[first.mention.end : last.mention.start].strip().lower()
            if other is item or gap not in _RANGE:
                continue
            if (
                gap != "and"
                or first.mention.expression.lead == "between"
                or last.first - first.last <= 2
            ):
                return other
        return None


def _after(day: date | None, now: date | None) -> bool:
    return day is not None and now is not None and day > now
