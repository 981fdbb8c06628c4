"""Who may be a party of an event.

Candidates are the phrases that the event network points to, those that the tree gives the event,
and the actors of the sentence and the ones before it, against "nobody".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from casus.coding.page import PageView
from casus.coding.tree import Tree
from casus.lexicon.actors import unarmed
from casus.model import Mark, Pointer, Slot

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
                if chance >= LEAST_SECTOR and not (sector == "MIL" and country in unarmed()):
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
