"""The source of an event: innermost holder of what is said, or the account that goes on.

Codebook section 2: the innermost source wins; a lead that cites a body carries over to the
sentences that go on with its account until another source appears.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from casus.coding.attribution import Attribution
from casus.coding.page import PageView
from casus.model import Slot, Span

AUTHOR = Slot("author", None, 0.6, "source:author")


@dataclass(frozen=True, slots=True)
class Sourced:
    """The source of a claim and the chain of holders from the outermost to the innermost."""

    source: Slot[str]
    chain: tuple[Slot[str], ...]
    denied: Attribution | None


def source_of(page: PageView, sentence: int, trigger: int) -> Sourced:
    """Find who asserts the event at a token."""
    holders = sorted(_holders(page, sentence, trigger), key=lambda a: -len(a.content))
    slots = [s for s in (_slot(page, a) for a in holders) if s is not None]
    denied = next((a for a in holders if a.denies), None)
    if slots:
        return Sourced(slots[-1], tuple(slots), denied)
    quote = page.quote_of(sentence, trigger)
    if quote is not None and quote.words() > 3:
        spoken = page.speaker(quote)
        slot = _slot(page, spoken) if spoken else None
        if slot is not None:
            return Sourced(slot, (slot,), denied)
    carried = _carried(page, sentence)
    if carried is not None:
        return Sourced(carried, (carried,), denied)
    return Sourced(AUTHOR, (), denied)


def _holders(page: PageView, sentence: int, trigger: int) -> Iterator[Attribution]:
    for one in page.said[sentence]:
        if trigger in one.content and trigger != one.cue:
            yield one


def _slot(page: PageView, one: Attribution) -> Slot[str] | None:
    tree = page.trees[one.sentence]
    if one.source is None:
        token = tree.tokens[one.cue]
        span = Span(page.document.id, token.start, token.end)
        return Slot("unnamed", span, 0.7, f"source:{one.kind}-without-holder")
    found = page.actors.at(one.sentence, one.source)
    if found:
        return Slot(found[0].value, found[0].span, 0.8, f"source:{one.kind}")
    start, end = tree.span(one.source)
    return Slot("unnamed", Span(page.document.id, start, end), 0.5, f"source:{one.kind}-unresolved")


def _carried(page: PageView, sentence: int) -> Slot[str] | None:
    """The account goes on inside a paragraph: its last attribution still holds."""
    first = page.paragraphs.index(page.paragraphs[sentence])
    return last_holder(page, sentence, first)


def last_holder(page: PageView, sentence: int, first: int = 0) -> Slot[str] | None:
    """The last named source before a sentence, looked for back to the sentence `first`."""
    for before in range(sentence - 1, first - 1, -1):
        for one in reversed(page.said[before]):
            if one.source is not None and one.kind in ("verb", "according"):
                slot = _slot(page, one)
                if slot is not None and slot.value != "unnamed":
                    return Slot(slot.value, slot.span, 0.6, "source:carried-over")
    return None
