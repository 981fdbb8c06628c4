"""Which phrase of a page is a party of an event: evidence for every candidate, weighed.

Candidates are the phrases that the event network points to, those that the tree gives the event,
and the actors of the sentence and the ones before it, against "nobody".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from casus.coding.choices import Weights, shares
from casus.coding.page import PageView
from casus.coding.tree import Tree
from casus.model import Mark, Pointer, Slot, graded

Slots = tuple[Slot[str], ...]
At = tuple[int, int]
REACH = 3  # sentences back in which actors are considered that nothing points to
SIDES = ("actor", "recipient")
FARTHEST = 3  # steps through the tree that are spelled out
READ = 2  # phrases, and names of countries, of which the network's own reading is put together
LEAST_NEAR = 0.1  # probability from which a phrase,
LEAST_SECTOR = 0.2  # a sector,
LEAST_NAME = 0.3  # and the name of a country are put together


@dataclass(frozen=True, slots=True)
class Asked:
    """An event whose parties are asked for.

    `heads` are the phrases that the tree gives each side; `speaker` is who tells of the event, a
    code or ""; `before` are the codes of the last event of the type, by side.
    """

    page: PageView
    mark: Mark
    kind: str
    heads: dict[str, frozenset[At]]
    speaker: str
    before: dict[str, frozenset[str]]


@dataclass(slots=True)
class Option:
    """A party that an event may have on one side; no slots mean nobody.

    `near`, `name` and `other` are the surest pointers to its phrases as the party, as a name of
    it and as the other side; `sectors` is how the network reads the phrase.
    """

    slots: Slots
    military: bool = False
    near: float = 0.0
    how: str = "none"
    name: float = 0.0
    other: float = 0.0
    gap: int = 9
    sectors: Mapping[str, float] = field(default_factory=dict)
    ruled: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)


def options(asked: Asked, side: str) -> list[Option]:
    """All candidates of a side, "nobody" last."""
    pointers = asked.mark.pointers
    other = SIDES[1 - SIDES.index(side)]
    near = {(p.sentence, p.token): p for p in pointers[f"{side}s"]}
    name = {(p.sentence, p.token): p for p in pointers[f"{side}_names"]}
    against = {(p.sentence, p.token): p for p in pointers[f"{other}s"]}
    found: dict[tuple[str, ...], Option] = {}
    for at in _phrases(asked, [near, name, against]):
        for military, slots in _readings(asked, at, sure=_score(near, at) >= LEAST_NEAR):
            one = found.setdefault(tuple(s.value for s in slots), Option(slots, military))
            if _score(near, at) > one.near or one.how == "none":
                one.how = slots[0].why.partition(":")[0]
                one.slots = slots
                one.sectors = near[at].sectors if at in near else {}
            _see(one, asked, at, (near, name, against))
    for at, slot in _composed(asked, pointers[f"{side}s"], pointers[f"{side}_names"]):
        one = found.setdefault((slot.value,), Option((slot,), how="network"))
        one.sectors = one.sectors or near[at].sectors
        if one.how == "network":
            _see(one, asked, at, (near, name, against))
    return [*found.values(), Option(())]


def _see(one: Option, asked: Asked, at: At, pointed: Sequence[Mapping[At, Pointer]]) -> None:
    """Add what a phrase says of a candidate."""
    near, name, against = (_score(held, at) for held in pointed)
    one.near, one.name = max(one.near, near), max(one.name, name)
    one.other = max(one.other, against)
    one.gap = min(one.gap, abs(asked.mark.sentence - at[0]))
    one.ruled |= {s for s in SIDES if at in asked.heads[s]}
    one.links |= _links(asked, at)


def _score(pointed: Mapping[At, Pointer], at: At) -> float:
    return pointed[at].score if at in pointed else 0.0


def _composed(
    asked: Asked, phrases: Sequence[Pointer], names: Sequence[Pointer]
) -> Iterator[tuple[At, Slot[str]]]:
    """Phrases with a sector by the network, of their own country or of one it takes for named."""
    named = [
        slots[0].value.partition(".")[0]
        for p in names[:READ] if p.score >= LEAST_NAME
        for _, slots in _readings(asked, (p.sentence, p.token))
    ]  # fmt: skip
    for phrase in phrases[:READ]:
        at = phrase.sentence, phrase.token
        if phrase.score < LEAST_NEAR:
            continue
        _, plain = next(_readings(asked, at, sure=True), (False, ()))
        countries = [s.value.partition(".")[0] for s in plain[:1]]
        for country in dict.fromkeys((*countries, *named)):
            for sector, chance in phrase.sectors.items():
                if chance >= LEAST_SECTOR:
                    span = plain[0].span if plain else asked.page.span(*at)
                    yield at, Slot(f"{country}.{sector}", span, chance, "network:sector")


def _links(asked: Asked, at: At) -> set[str]:
    """How a phrase of the event's own sentence hangs together with its word."""
    if at[0] != asked.mark.sentence:
        return set()
    tree, trigger, head = asked.page.trees[at[0]], asked.mark.token, at[1]
    below = _steps(tree, head, trigger)
    if below is not None:
        return {f"under {below}"}
    above = _steps(tree, trigger, head)
    if above is not None:
        return {f"over {above}"}
    governor = tree.tokens[trigger].head
    beside = _steps(tree, head, governor) if governor >= 0 else None
    if beside is not None:
        return {f"beside {tree.tokens[trigger].deprel} {beside}"}
    return {"before" if head < trigger else "after"}


def _steps(tree: Tree, low: int, high: int) -> str | None:
    """The relations from a word up to one above it, at most three; None where it is not."""
    found: list[str] = []
    while low >= 0 and len(found) <= FARTHEST:
        if low == high:
            return "<".join(found)
        found.append(tree.tokens[low].deprel)
        low = tree.tokens[low].head
    return None


def _phrases(asked: Asked, pointed: Sequence[Mapping[At, Pointer]]) -> list[At]:
    here = asked.mark.sentence
    around = [
        (m.sentence, m.head)
        for m in asked.page.actors.mentions_in(range(max(0, here - REACH), here + 1))
    ]
    ruled = [at for side in SIDES for at in sorted(asked.heads[side])]
    return list(dict.fromkeys([*(at for held in pointed for at in held), *ruled, *around]))


def _readings(asked: Asked, at: At, *, sure: bool = False) -> Iterator[tuple[bool, Slots]]:
    """The codes of a phrase; a bare country also as one that acts by force.

    `sure` is a phrase that the network takes for a party: what no rule reads is guessed at.
    """
    actors, speaker = asked.page.actors, _speakers(asked)
    plain = actors.at(*at, speaker=speaker) or (actors.guess(*at) if sure else ())
    armed = actors.at(*at, military=True, speaker=speaker)
    if plain:
        yield False, plain
    if armed and armed != plain:
        yield True, armed


def _speakers(asked: Asked) -> list[str]:
    return [asked.speaker] if asked.speaker else []


def evidence(
    asked: Asked, side: str, one: Option, held: Sequence[Option], chosen: Slots
) -> Iterator[str]:
    """Name what speaks for or against a candidate; `chosen` is the other side where it is known."""
    letter = side[0]
    for name in _evidence(asked, side, one, held, chosen):
        yield f"{letter}:{name}"


def _evidence(
    asked: Asked, side: str, one: Option, held: Sequence[Option], chosen: Slots
) -> Iterator[str]:
    if not one.slots:
        yield from _nobody(asked, side, held, chosen)
        return
    code, near = one.slots[0].value, graded(one.near)
    country, _, rest = code.partition(".")
    yield from _pointed(asked, one, country, held)
    yield from _read_as(asked, side, one, rest.partition(".")[0])
    for ruled in sorted(one.ruled):
        yield f"ruled={ruled}"
        yield f"ruled={ruled}&near={near}"
    for link in sorted(one.links):
        yield f"link {link}"
        yield f"link {link}&type={asked.kind}"
    home = country == asked.page.actors.home
    yield f"home={home}"
    yield f"home={home}&near={near}"
    yield from _known(asked, code, chosen)


def _pointed(asked: Asked, one: Option, country: str, held: Sequence[Option]) -> Iterator[str]:
    """How surely the network points to a candidate, by itself and beside the others."""
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


def _read_as(asked: Asked, side: str, one: Option, sector: str) -> Iterator[str]:
    """How a candidate was read, and whether the network reads its sector so."""
    yield f"how={one.how}"
    yield f"sector={sector}"
    yield f"sector={sector}&type={asked.kind}"
    word = graded(one.sectors.get(sector, 0.0)) if one.sectors else ""
    if one.sectors:
        yield f"word={word}"
        yield f"word={word}&how={one.how}"
    meant = graded(asked.mark.sides[f"{side}s"].get(sector, 0.0))
    yield f"side={meant}"
    yield f"side={meant}&word={word}"
    yield f"side={meant}&near={graded(one.near)}"
    if one.military:
        yield f"military&type={asked.kind}"
        yield "military"
    if len(one.slots) > 1:
        yield "several"


def _known(asked: Asked, code: str, chosen: Slots) -> Iterator[str]:
    """How a code stands to the speaker, the last event of its type and the other side."""
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
    against = _against(asked, chosen)
    yield f"foe={graded(against.get(country, 0.0))}"
    yield f"foe={graded(against.get(country, 0.0))}&type={asked.kind}"
    if chosen:
        if any(code == s.value for s in chosen):
            yield "same"
            yield f"same&type={asked.kind}"
        elif any(country == s.value.partition(".")[0] for s in chosen):
            yield "same country"
            yield f"same country&type={asked.kind}"
        else:
            yield "other country"


def _against(asked: Asked, chosen: Slots) -> dict[str, float]:
    """The share of every country among the opponents that the page gives the other side."""
    rows = [asked.page.foes.get(s.value.partition(".")[0], {}) for s in chosen]
    total = sum(sum(row.values()) for row in rows)
    return {c: sum(row.get(c, 0.0) for row in rows) / total for row in rows for c in row}


def _nobody(asked: Asked, side: str, held: Sequence[Option], chosen: Slots) -> Iterator[str]:
    yield "nobody"
    yield f"nobody&type={asked.kind}"
    yield f"nobody&near={graded(max(o.near for o in held))}"
    yield f"nobody&name={graded(max(o.name for o in held))}"
    none = graded(asked.mark.sides[f"{side}s"].get("", 0.0))
    yield f"nobody&side={none}"
    yield f"nobody&side={none}&near={graded(max(o.near for o in held))}"
    yield f"nobody&ruled={any(side in o.ruled for o in held)}"
    yield f"nobody&chosen={bool(chosen)}"
    foe = graded(max(_against(asked, chosen).values(), default=0.0))
    yield f"nobody&foe={foe}&type={asked.kind}"
    if side == "recipient":
        yield f"nobody&type={asked.kind}&near={graded(max(o.near for o in held)) // 2}"


def choose(
    asked: Asked, side: str, chosen: Slots, weights: Weights, *, other: bool = False
) -> Slots:
    """The party of a side; `()` for nobody. Scores are the choice's probabilities.

    `other` leaves `chosen`, who stand on the other side, and other readings of their phrase out.
    """
    held = options(asked, side)
    chances = shares(weights, (evidence(asked, side, o, held, chosen) for o in held))
    taken = {key for s in chosen for key in (s.value, s.span)} if other else set()
    left = [
        i for i, o in enumerate(held) if not taken & {k for s in o.slots for k in (s.value, s.span)}
    ]
    at = max(left, key=lambda i: chances[i])
    return tuple(Slot(s.value, s.span, chances[at], f"choice, {s.why}") for s in held[at].slots)
