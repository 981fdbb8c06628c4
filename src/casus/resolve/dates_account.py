"""A document's sentences with their dates, in order: which date an event takes, and what carries."""

from collections.abc import Sequence

from casus.model import Document, Sentence
from casus.resolve.dates_anchor import Frame
from casus.resolve.dates_calendar import written
from casus.resolve.dates_events import LIMIT, Placed, ancestors, is_saying, placed, price, universal
from casus.resolve.dates_mentions import Mention

Found = tuple[str, Mention | None, float, str]


class Account:
    """Looks up the date of events; built once for a document."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        frame: Frame,
    ) -> None:
        self.document = document
        self.sentences = sentences
        self.frame = frame
        self.placed: list[list[Placed]] = [
            _placed(mentions, number, sentence) for number, sentence in enumerate(sentences)
        ]

    def date_of(self, sentence: int, token: int) -> Found | None:
        """The codebook's date, the mention that shows it, a probability, and the rule."""
        tree = self.sentences[sentence]
        priced = sorted(
            ((price(tree, token, p), p.first, p) for p in self.placed[sentence] if _datable(p)),
            key=lambda item: item[:2],
        )
        if priced and priced[0][0] < LIMIT:
            cost, _, best = priced[0]
            code = self._code(best, self.placed[sentence])
            if code:
                return code, best.mention, max(0.5, 0.95 - 0.08 * cost), f"governed; {best.mention.why}"
        return None

    def _code(self, item: Placed, others: Sequence[Placed]) -> str | None:
        """The mention as the codebook writes it; `since` and `from … to` make spans."""
        reading = item.mention.reading
        if reading.low is None or reading.high is None:
            return None
        partner = self._partner(item, others)
        if partner is not None:
            first, last = sorted((item, partner), key=lambda p: p.first)
            low, high = first.mention.reading, last.mention.reading
            if low.low and high.high and low.low < high.high:
                return written(low.low, high.high, "S", known=low.known and high.known)
        if item.mention.expression.lead == "since" and self.frame.day and reading.low <= self.frame.day:
            return written(reading.low, self.frame.day, "S", known=reading.known)
        return reading.code

    def _partner(self, item: Placed, others: Sequence[Placed]) -> Placed | None:
        for other in others:
            first, last = sorted((item, other), key=lambda p: p.first)
            gap = self.document.text[first.mention.end : last.mention.start].strip().lower()
            if other is not item and gap in {"to", "and", "-", "–", "until", "till", "through", "/"}:
                if gap != "and" or first.mention.expression.lead == "between" or last.first - first.last <= 2:
                    return other
        return None


def _placed(mentions: Sequence[Mention], number: int, sentence: Sentence) -> list[Placed]:
    return [
        item
        for m in mentions
        if sentence.start <= m.start < sentence.end and (item := placed(m, number, sentence))
    ]


def _datable(item: Placed) -> bool:
    return item.mention.reading.code is not None


__all__ = ["Account", "ancestors", "is_saying", "universal"]
