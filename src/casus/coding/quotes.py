"""Quotations: where they open and close over the sentences of a document."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from casus.model import Sentence

OPENING = frozenset("“„«‟")
CLOSING = frozenset("”»")
STRAIGHT = frozenset(['"', "``", "''"])
MARKS = OPENING | CLOSING | STRAIGHT
LONGEST = 12  # sentences; an unclosed quotation mark must not swallow a page
STATEMENT = 40  # the same of a quotation that a colon introduces


@dataclass(frozen=True, slots=True)
class Quote:
    """From token `first_token` of sentence `first` to `last_token` of `last`, both included."""

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


def quotes(sentences: Sequence[Sentence], breaks: Collection[int] = ()) -> Iterator[Quote]:
    """Yield the quotations in order, in time linear in the words.

    `breaks` are the numbers of the sentences that begin a paragraph. A paragraph that opens with a
    mark while the quotation is still open continues it; without such a mark the quotation has
    ended with the paragraph before, unless a colon introduced it and the next mark closes it: a
    statement that is printed whole. One that nobody closes ends with the sentence of its beginning.
    """
    opened: tuple[int, int] | None = None
    longest = LONGEST
    for number, sentence in enumerate(sentences):
        if (
            opened is not None
            and number in breaks
            and not _continues(sentence)
            and (longest == LONGEST or not _closes(sentences[number : opened[0] + longest]))
        ):
            yield _until(opened, number - 1, sentences)
            opened = None
        for index, token in enumerate(sentence.tokens):
            mark = token.text
            if mark not in MARKS:
                continue
            if opened is None:
                opened = (number, index) if mark not in CLOSING else None
                longest = _longest(sentences, number, index)
            elif mark not in OPENING and not _resumes(mark, index, number, opened):
                yield Quote(*opened, number, index)
                opened = None
        if opened is not None and number - opened[0] >= longest:
            yield _until(opened, opened[0], sentences)
            opened = None
    if opened is not None:
        yield _until(opened, opened[0], sentences)


def _continues(sentence: Sentence) -> bool:
    return bool(sentence.tokens) and sentence.tokens[0].text in OPENING | STRAIGHT


def _longest(sentences: Sequence[Sentence], number: int, index: int) -> int:
    """How many sentences a quotation may have: more if "It reads:" stands right before it."""
    introduced = not index and number > 0 and sentences[number - 1].tokens[-1].text == ":"
    return STATEMENT if introduced else LONGEST


def _closes(rest: Sequence[Sentence]) -> bool:
    """Whether the next mark ends a sentence, and with it a quotation that is open."""
    for sentence in rest:
        for index, token in enumerate(sentence.tokens):
            if token.text in MARKS:
                ends = 0 < index >= len(sentence.tokens) - 2
                return ends and token.text not in OPENING
    return False


def _resumes(mark: str, index: int, number: int, opened: tuple[int, int]) -> bool:
    """A straight mark that begins a later sentence resumes the quotation, it does not end it."""
    return mark in STRAIGHT and index == 0 and number > opened[0]


def _until(opened: tuple[int, int], last: int, sentences: Sequence[Sentence]) -> Quote:
    return Quote(*opened, last, len(sentences[last].tokens) - 1)
