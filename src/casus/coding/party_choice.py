"""Which phrase of a page is a party of an event: evidence for every candidate, weighed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casus.coding.choices import Weights, shares
from casus.coding.party_options import SIDES, Asked, Option, Slots, options
from casus.model import Slot, graded


@dataclass(frozen=True, slots=True)
class Contest:
    """The candidates for one side of an event.

    `chosen` stand on the other side, where that is known; `against` is the share of every country
    among the opponents that the page gives them.
    """

    asked: Asked
    side: str
    held: Sequence[Option]
    chosen: Slots
    against: Mapping[str, float]


def contest(asked: Asked, side: str, chosen: Slots) -> Contest:
    """Find the candidates of a side."""
    return Contest(asked, side, options(asked, side), chosen, _against(asked, chosen))


def _against(asked: Asked, chosen: Slots) -> dict[str, float]:
    rows = [asked.page.foes.get(s.value.partition(".")[0], {}) for s in chosen]
    total = sum(sum(row.values()) for row in rows)
    return {c: sum(row.get(c, 0.0) for row in rows) / total for row in rows for c in row}


def evidence(field: Contest, one: Option) -> Iterator[str]:
    """Name what speaks for or against a candidate."""
    letter = field.side[0]
    for name in _of_somebody(field, one) if one.slots else _of_nobody(field):
        yield f"{letter}:{name}"


def _of_somebody(field: Contest, one: Option) -> Iterator[str]:
    asked = field.asked
    code, near = one.slots[0].value, graded(one.near)
    country, _, rest = code.partition(".")
    yield from _pointed(field, one, country)
    yield from _read_as(field, one, rest.partition(".")[0])
    for ruled in sorted(one.ruled):
        yield f"ruled={ruled}"
        yield f"ruled={ruled}&near={near}"
    for link in sorted(one.links):
        yield f"link {link}"
        yield f"link {link}&type={asked.kind}"
    home = country == asked.page.actors.home
    yield f"home={home}"
    yield f"home={home}&near={near}"
    yield from _known(field, code)


def _pointed(field: Contest, one: Option, country: str) -> Iterator[str]:
    """How surely the network points to a candidate, by itself and beside the others."""
    asked, held = field.asked, field.held
    near, name = graded(one.near), graded(one.name)
    best = max(o.name for o in held if o.slots and o.slots[0].value.startswith(f"{country}."))
    yield f"near={near}"
    yield f"near={near}&how={one.how}"
    yield f"near={near}&type={asked.kind}"
    yield f"name={name}"
    yield f"name={name}&near={near}"
    yield f"country={graded(best)}"
    yield f"other={graded(one.other)}"
    yield f"other={graded(one.other)}&near={near}"
    yield f"gap={min(one.gap, 4)}"
    rank = min(sum(o.near > one.near for o in held), 3)
    by_name = min(sum(o.name > one.name for o in held), 3)
    yield f"rank={rank}"
    yield f"rank by name={by_name}"
    yield f"rank={rank}&by name={by_name}"


def _read_as(field: Contest, one: Option, sector: str) -> Iterator[str]:
    """How a candidate was read, and whether the network reads its sector so."""
    asked = field.asked
    yield f"how={one.how}"
    yield f"sector={sector}"
    yield f"sector={sector}&type={asked.kind}"
    word = graded(one.sectors.get(sector, 0.0)) if one.sectors else ""
    if one.sectors:
        yield f"word={word}"
        yield f"word={word}&how={one.how}"
    meant = graded(asked.mark.sides[f"{field.side}s"].get(sector, 0.0))
    yield f"side={meant}"
    yield f"side={meant}&word={word}"
    yield f"side={meant}&near={graded(one.near)}"
    if one.military:
        yield f"military&type={asked.kind}"
        yield "military"
    if len(one.slots) > 1:
        yield "several"


def _known(field: Contest, code: str) -> Iterator[str]:
    """How a code stands to the speaker, the last event of its type and the other side."""
    asked = field.asked
    country = code.partition(".")[0]
    if asked.speaker:
        if code == asked.speaker:
            yield "speaker"
            yield f"speaker&type={asked.kind}"
        elif country == asked.speaker.partition(".")[0]:
            yield "speaker's country"
    for before in SIDES:
        if code in asked.before[before]:
            yield f"before={before}"
            yield f"before={before}&type={asked.kind}"
    foe = graded(field.against.get(country, 0.0))
    yield f"foe={foe}"
    yield f"foe={foe}&type={asked.kind}"
    if field.chosen:
        if any(code == s.value for s in field.chosen):
            yield "same"
            yield f"same&type={asked.kind}"
        elif any(country == s.value.partition(".")[0] for s in field.chosen):
            yield "same country"
            yield f"same country&type={asked.kind}"
        else:
            yield "other country"


def _of_nobody(field: Contest) -> Iterator[str]:
    kind = field.asked.kind
    near = graded(max(o.near for o in field.held))
    yield "nobody"
    yield f"nobody&type={kind}"
    yield f"nobody&near={near}"
    yield f"nobody&name={graded(max(o.name for o in field.held))}"
    none = graded(field.asked.mark.sides[f"{field.side}s"].get("", 0.0))
    yield f"nobody&side={none}"
    yield f"nobody&side={none}&near={near}"
    yield f"nobody&ruled={any(field.side in o.ruled for o in field.held)}"
    yield f"nobody&chosen={bool(field.chosen)}"
    foe = graded(max(field.against.values(), default=0.0))
    yield f"nobody&foe={foe}&type={kind}"
    if field.side == "recipient":
        yield f"nobody&type={kind}&near={near // 2}"


Ranked = Sequence[tuple[Option, float]]


def ranked(asked: Asked, side: str, chosen: Slots, weights: Weights) -> Ranked:
    """The candidates of a side with their probabilities, the likeliest first."""
    field = contest(asked, side, chosen)
    chances = shares(weights, (evidence(field, one) for one in field.held))
    return sorted(zip(field.held, chances, strict=True), key=lambda pair: -pair[1])


def slots_of(pair: tuple[Option, float]) -> Slots:
    """The party that a candidate is; `()` for nobody. Its score is the choice's probability."""
    one, chance = pair
    return tuple(Slot(s.value, s.span, chance, f"choice, {s.why}") for s in one.slots)


def partner(first: Ranked, second: Ranked) -> Slots:
    """Who else takes part in a mutual event, beside the likeliest of `first`.

    `first` and `second` are the candidates of either side; who is likely on any of them is likely
    to be the partner, as sure as on the better one. Other readings of the likeliest one's phrase
    are left out.
    """
    taken = {key for s in first[0][0].slots for key in (s.value, s.span)}
    either = {_codes(one): chance for one, chance in first}
    left = [
        (one, chance, either.get(_codes(one), 0.0)) for one, chance in second
        if not taken & {key for s in one.slots for key in (s.value, s.span)}
    ]  # fmt: skip
    one, here, there = max(left, key=lambda row: row[1] + row[2])
    return slots_of((one, max(here, there)))


def _codes(one: Option) -> tuple[str, ...]:
    return tuple(s.value for s in one.slots)
