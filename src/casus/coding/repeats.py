"""The same event told again by the same source in one document is one claim."""

from collections.abc import Iterable
from dataclasses import replace

from casus.model import Claim, Slot

BOTH = ("actors", "recipients")
DETAILS = ("mode", "date", "place", "losses")
WHOLE = frozenset({"IGO", "NGO"})  # countries of codes whose bodies have nothing in common
LAWLESS = frozenset({"REB", "CRM"})


def without_twins(claims: Iterable[Claim]) -> list[Claim]:
    """Make one claim of those in which two words of a sentence tell one event.

    "They summoned the envoy and handed him a note of protest": the first keeps its passage and
    takes from the other what it lacks, and the surer type.
    """
    kept: list[Claim] = []
    for claim in claims:
        at = next((n for n, other in enumerate(kept) if _twins(claim, other)), None)
        if at is None:
            kept.append(claim)
        else:
            kept[at] = _joined(kept[at], claim)
    return kept


def _joined(first: Claim, other: Claim) -> Claim:
    sides = BOTH if _covers(other, first) and not _covers(first, other) else ()
    filled = {name: getattr(other, name) for name in DETAILS if not getattr(first, name)}
    filled |= {name: getattr(other, name) for name in sides}
    stated = {slot.value for slot in first.weapons}
    filled["weapons"] = (*first.weapons, *(w for w in other.weapons if w.value not in stated))
    return replace(first, type=max(first.type, other.type, key=lambda t: t.score), **filled)


def _twins(claim: Claim, other: Claim) -> bool:
    """Whether nothing that is told of two events of a sentence sets them apart."""
    return (
        claim.evidence == other.evidence
        and _alike(claim, other)
        and (_covers(claim, other) or _covers(other, claim))
        and _fit(_value(claim.mode), _value(other.mode))
        and _fit(_value(claim.date), _value(other.date))
        and _fit(_place(claim), _place(other))
        and not (claim.losses and other.losses)
    )


def _covers(full: Claim, bare: Claim) -> bool:
    """Whether one names all parties that the other names."""
    return all(
        not getattr(bare, side) or sides_of(getattr(full, side)) == sides_of(getattr(bare, side))
        for side in BOTH
    )


def sides_of(slots: Iterable[Slot[str]]) -> set[str]:
    """The sides that actors stand for: countries, their rebels apart, and bodies of their own."""
    found = set()
    for slot in slots:
        country, *rest = slot.value.split(".")
        lawless = LAWLESS.intersection(rest[:1])
        found.add(slot.value if country in WHOLE else ".".join((country, *lawless)))
    return found


def _alike(claim: Claim, other: Claim) -> bool:
    """Whether two claims have type, status and source in common."""
    return (
        claim.type.value == other.type.value
        and claim.status.value == other.status.value
        and claim.source.value == other.source.value
    )


def _fit(ours: object, theirs: object) -> bool:
    """Whether two values are the same, or one is left out."""
    return not ours or not theirs or ours == theirs


def without_repeats(claims: Iterable[Claim], titles: Iterable[bool]) -> tuple[Claim, ...]:
    """Keep the first full mention of every event; a headline yields to the body.

    `titles` runs parallel to the claims: whether the evidence is the page's title.
    """
    marked = list(zip(claims, titles, strict=True))
    body = [c for c, title in marked if not title]
    kept: list[Claim] = []
    for claim, title in marked:
        if title and any(_retold(claim, other) for other in body):
            continue
        if not title and any(_repeated(claim, other) for other in kept):
            continue
        kept.append(claim)
    return tuple(kept)


def _retold(title: Claim, body: Claim) -> bool:
    """A headline is terse: what it leaves open may be filled in the body."""
    if title.type.value != body.type.value:
        return False
    for side in BOTH:
        ours, theirs = sides_of(getattr(title, side)), sides_of(getattr(body, side))
        if ours and theirs and not ours & theirs:
            return False
    return True


def _repeated(claim: Claim, other: Claim) -> bool:
    """A sentence may tell two like events, but what it denies of one kind it denies once."""
    apart = claim.evidence != other.evidence or claim.status.value == "denied"
    if not (apart and _alike(claim, other) and claim.actors and claim.recipients):
        return False
    if any(sides_of(getattr(claim, side)) != sides_of(getattr(other, side)) for side in BOTH):
        return False
    if _value(claim.mode) != _value(other.mode) or _losses(claim) - _losses(other):
        return False
    return _value(claim.date) == _value(other.date) and _place(claim) in (None, _place(other))


def _value(slot: object) -> object:
    return getattr(slot, "value", None)


def _losses(claim: Claim) -> set[tuple[str, int]]:
    return {(x.value.kind, x.value.low) for x in claim.losses}


def _place(claim: Claim) -> str | None:
    return claim.place.value.name if claim.place else None
