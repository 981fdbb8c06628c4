"""Readings to claims: losses, weapons, date and place are added, each with its passage."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from casus.coding.losses import Counted, losses
from casus.coding.page import PageView
from casus.coding.reading import Reading
from casus.coding.weapons import weapons
from casus.model import Claim, Loss, Slot, Span
from casus.resolve.dates import DateIndex, Event
from casus.resolve.places_index import PlaceIndex

COUNTS = {"ASSAULT": ("killed", "wounded", "captured"), "COERCE": ("captured",)}


def claims(
    page: PageView, readings: Sequence[Reading], dates: DateIndex, places: PlaceIndex
) -> Iterator[Claim]:
    """Yield a claim for every reading, in order; repeats are not taken out."""
    by_sentence: dict[int, list[Reading]] = {}
    for reading in readings:
        by_sentence.setdefault(reading.sentence, []).append(reading)
    for number in sorted(by_sentence):
        here = by_sentence[number]
        shares = share_losses(list(losses(page.trees[number])), here)
        for reading, counted in zip(here, shares, strict=True):
            yield _claim(page, reading, counted, dates, places)


def _claim(
    page: PageView,
    reading: Reading,
    counted: Sequence[Counted],
    dates: DateIndex,
    places: PlaceIndex,
) -> Claim:
    tree, number, first = page.trees[reading.sentence], reading.sentence, reading.tokens[0]
    token, sentence = tree.tokens[first], tree.sentence
    stated = dict(weapons(tree, _clause(page, reading)))
    return Claim(
        doc=page.document.id,
        type=reading.type,
        mode=reading.mode,
        status=reading.status,
        actors=reading.actors,
        recipients=reading.recipients,
        source=reading.source,
        chain=reading.chain,
        date=dates.event(number, first, _told(reading), reading.dates),
        place=places.event(number, first, reading.type.value, reading.places),
        losses=tuple(
            Slot(
                Loss(c.kind, c.count.low, c.count.high),
                page.span(number, c.head),
                0.8,
                "losses:counted",
            )
            for c in _once(counted)
        ),
        weapons=tuple(
            Slot(w, page.span(number, at), 0.8, "weapons:word") for w, at in stated.items()
        ),
        trigger=Span(page.document.id, token.start, token.end),
        evidence=Span(page.document.id, sentence.start, sentence.end),
        quote=page.document.text[sentence.start : sentence.end],
    )


def _told(reading: Reading) -> Event:
    return Event(reading.type.value, reading.status.value, reading.source.value)


def _clause(page: PageView, reading: Reading) -> set[int]:
    """The words around an event in which its weapon may be stated."""
    tree = page.trees[reading.sentence]
    found: set[int] = set()
    if COUNTS.get(reading.type.value) is None:
        return found
    for token in reading.tokens:
        found.update(tree.subtree(token))
        governor = tree.tokens[token].head
        if governor >= 0 and tree.tokens[token].upos == "NOUN":
            found.update(tree.subtree(governor))
    return found


def share_losses(counted: Sequence[Counted], readings: Sequence[Reading]) -> list[list[Counted]]:
    """Give each loss to the nearest event of the sentence that can have caused it."""
    shares: list[list[Counted]] = [[] for _ in readings]
    for one in counted:
        able = [n for n, r in enumerate(readings) if one.kind in COUNTS.get(r.type.value, ())]
        if able:
            nearest = min(able, key=lambda n: min(abs(t - one.word) for t in readings[n].tokens))
            shares[nearest].append(one)
    return shares


def _once(counted: Sequence[Counted]) -> list[Counted]:
    """One entry a kind: the parts of a coordination add up."""
    found: dict[str, Counted] = {}
    for one in counted:
        if one.kind not in found:
            found[one.kind] = one
        elif found[one.kind].head != one.head:
            a, b = found[one.kind].count, one.count
            high = None if a.high is None or b.high is None else a.high + b.high
            found[one.kind] = replace(found[one.kind], count=type(a)(a.low + b.low, high))
    return list(found.values())
