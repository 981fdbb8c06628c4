"""Quotations: where they open and close over the sentences of a document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casus.model import Sentence

OPENING = frozenset("“„«‟")
CLOSING = frozenset("”»")
STRAIGHT = frozenset(['"', "``", "''"])
LONGEST = 12  # sentences; an unclosed quotation mark must not swallow a page


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens from `first_token` of sentence `first` to `last_token` of sentence `last`, inclusive."""

    first: int
    first_token: int
    last: int
    last_token: int

    def holds(self, sentence: int, token: int) -> bool:
        """Whether the token lies in the quotation."""
        return (self.first, self.first_token) <= (sentence, token) <= (self.last, self.last_token)

    def words(self) -> int:
        """Tokens inside when the quotation stays in one sentence, else a large number."""
        return self.last_token - self.first_token - 1 if self.first == self.last else 1000


def quotes(sentences: Sequence[Sentence]) -> Iterator[Quote]:
    """Yield the quotations in order.

    A paragraph that opens with a mark while the quotation is still open continues it. A quotation
    that nobody closes ends with the sentence in which it began.
    """
    opened: tuple[int, int] | None = None
    for number, sentence in enumerate(sentences):
        for index, token in enumerate(sentence.tokens):
            mark = token.text
            if opened is None and (mark in OPENING or mark in STRAIGHT):
                opened = (number, index)
            elif opened is not None and (mark in CLOSING or mark in STRAIGHT) and (number, index) > opened:
                if not (mark in STRAIGHT and index == 0 and number > opened[0]):
                    yield Quote(*opened, number, index)
                    opened = None
        if opened is not None and number - opened[0] >= LONGEST:
            yield Quote(*opened, opened[0], len(sentences[opened[0]].tokens) - 1)
            opened = None
    if opened is not None:
        yield Quote(*opened, opened[0], len(sentences[opened[0]].tokens) - 1)
