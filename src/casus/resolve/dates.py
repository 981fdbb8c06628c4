"""Dates: what a text's expressions of time mean, and when its events happened."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from casus.lexicon.weights import weights_of
from casus.model import Document, Pointer, Sentence, Slot, Span, When
from casus.resolve.dates_account import Account
from casus.resolve.dates_features import Event
from casus.resolve.dates_frame import Frame
from casus.resolve.dates_mentions import Mention, mentions
from casus.resolve.dates_year import document_frame, is_history

UNREAD = 20_000  # characters that are searched where no sentence was read


class DateIndex:
    """The dates of one document.

    `mentions` are all expressions of time of the text in order: `start`, `end`, `text`, TimeML
    `type` and `value`, and `why` it was resolved so.
    """

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        frame: Frame,
        weights: Mapping[str, float],
    ) -> None:
        self.document = document
        self.frame = frame
        # what lies behind the last sentence read dates no event; it may be megabytes
        text = document.text[: sentences[-1].end if sentences else UNREAD]
        bounds = [0, *(s.start for s in sentences), len(text)]
        self.mentions: tuple[Mention, ...] = tuple(mentions(text, frame, bounds))
        self.account = Account(document, sentences, self.mentions, frame, weights)

    def event(
        self,
        sentence: int,
        token: int,
        event: Event,
        pointers: Sequence[Pointer] = (),
    ) -> Slot[str] | None:
        """The date of the event that a token names, in the codebook's notation; None if unknown.

        `event` is the event as it is coded; `pointers` are the event network's to its date.
        """
        found = self.account.date_of(sentence, token, event, pointers)
        if found is None:
            return None
        mention = found.mention
        span = Span(self.document.id, mention.start, mention.end) if mention else None
        return Slot(found.code, span, found.score, found.why)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin in `[start, end)` of the text."""
        starts = [m.start for m in self.mentions]
        return self.mentions[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]


class Dates:
    """Resolves the dates of documents; holds no state of any document."""

    def __init__(self, weights: Mapping[str, float] | None = None) -> None:
        """Choose an event's date by `weights`, by default those of `date_choice.tsv`."""
        self._weights = weights_of("date_choice.tsv") if weights is None else weights

    def in_document(self, document: Document, sentences: Sequence[Sentence]) -> DateIndex:
        """Find and resolve every date of a document."""
        return DateIndex(document, sentences, document_frame(document), self._weights)


def timex(text: str, published: str | None = None) -> list[Mention]:
    """The expressions of time of a bare text.

    `published` is its date, `YYYY-MM-DD`; None leaves what hangs on it unresolved.

    Raises:
        ValueError: `published` is no date.
    """
    day = date.fromisoformat(published) if published else None
    history = day is not None and is_history(text, day)
    return mentions(text, Frame(day, history=history))


__all__ = ["DateIndex", "Dates", "Event", "Mention", "When", "timex"]
