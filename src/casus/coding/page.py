"""A document as the coding rules see it: trees, quotations, attributions, paragraphs."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from casus.coding.attributed import breaks
from casus.coding.attribution import Attribution, attributions, speaker_of_quote
from casus.coding.foes import Foes, foes
from casus.coding.quotes import Quote, quotes
from casus.coding.tree import Tree
from casus.model import Document, Mark, Parsed, Role, Span
from casus.resolve.actors import ActorIndex


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything that is computed once for a document. Lists run parallel to the sentences.

    `marks` are those of every sentence, none where the document was read without the network.
    """

    document: Document
    trees: tuple[Tree, ...]
    said: tuple[tuple[Attribution, ...], ...]
    quotes: tuple[Quote, ...]
    paragraphs: tuple[int, ...]
    titles: tuple[bool, ...]
    marks: tuple[tuple[Mark, ...], ...]
    foes: Foes
    actors: ActorIndex

    def is_actor(self, sentence: int) -> Callable[[int], bool]:
        """A test for tokens of one sentence: does the noun phrase name an actor?"""
        return lambda token: bool(self.actors.at(sentence, token))

    def span(self, sentence: int, token: int | None) -> Span | None:
        """The passage of the phrase headed by a token; None for None."""
        if token is None:
            return None
        start, end = self.trees[sentence].span(token)
        return Span(self.document.id, start, end)

    def quote_of(self, sentence: int, token: int) -> Quote | None:
        """The quotation that holds a token."""
        before = bisect_right(
            self.quotes, (sentence, token), key=lambda q: (q.first, q.first_token)
        )
        quote = self.quotes[before - 1] if before else None
        return quote if quote is not None and quote.holds(sentence, token) else None

    def speaker(self, quote: Quote) -> Attribution | None:
        """Who speaks in a quotation."""
        return speaker_of_quote(quote, self.said)


def view(parsed: Parsed, actors: ActorIndex) -> PageView:
    """Compute the view of a parsed document."""
    trees = tuple(Tree(s) for s in parsed.sentences)
    blocks = parsed.document.evidence_blocks
    starts = [s.start for s in parsed.sentences]
    begins = [b.start for b in blocks]
    block_of = [max(0, bisect_right(begins, at) - 1) for at in starts]
    marks: list[list[Mark]] = [[] for _ in trees]
    for mark in parsed.marks or ():
        marks[mark.sentence].append(mark)
    return PageView(
        parsed.document,
        trees,
        tuple(tuple(attributions(n, t)) for n, t in enumerate(trees)),
        tuple(quotes(parsed.sentences, breaks(parsed.document.text, parsed.sentences))),
        tuple(block_of),
        tuple(bool(blocks) and blocks[b].role is Role.TITLE for b in block_of),
        tuple(map(tuple, marks)),
        foes(parsed.marks or (), actors),
        actors,
    )
