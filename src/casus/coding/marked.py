"""Read events with the event table and the event network together.

The table names an event where it knows the word; the network points to who, to whom and who says
so, tells the status, and adds events of which it is sure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from casus.coding.modes import mode_of
from casus.coding.page import PageView
from casus.coding.parties import parties
from casus.coding.reading import Reading
from casus.coding.select import select
from casus.coding.sources import AUTHOR, last_holder, source_of
from casus.coding.status import status_of
from casus.coding.triggers import Trigger, triggers
from casus.coding.weapons import weapons
from casus.model import Mark, Slot, Span

# expected events in a thousand words: pages on sport, business or pests that borrow words of war
# reached 1.5, the thinnest conflict page 9.6 (coded pages)
LEAST_PAGE = 70  # words
LEAST_EVENTS = 4.0
LEAST_CERTAIN = 0.8  # a football report that "bombarded" and "fired" reached .74
ALONE = 0.96  # certainty that an event needs which no word of the event table names
RENEWED = 0.5  # certainty over which "the attack" is an event of its own
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "no"})
LEAST_HOLDER = 0.25
LEAST_MODE = 0.5
SURE = 0.9  # certainty over which the network overrules a rule that found nothing
RULED = 0.95  # how often the rules of status are right on the coded pages
NEAR = 2  # sentences over which attacks go on with the same attacker

Slots = tuple[Slot[str], ...]
Group = tuple[Trigger, ...]


def read_marks(page: PageView, marks: Iterable[Mark]) -> Iterator[Reading]:
    """Yield the events of a page sentence by sentence; none where the network sees no conflict."""
    marks = tuple(marks)
    if not _of_conflict(page, marks):
        return
    held: dict[int, list[Mark]] = {}
    for mark in marks:
        held.setdefault(mark.sentence, []).append(mark)
    last: Reading | None = None
    told: set[str] = set()
    for number in sorted(held):
        for mark, group in _events(page, number, held[number]):
            if group and group[0].type in told and _refers_back(page, mark, group):
                continue
            reading = _reading(page, mark, group)
            told.add(reading.type.value)
            if reading.type.value == "ASSAULT":
                reading = _attacker(reading, last)
                last = reading if reading.actors else last
            yield reading


def _of_conflict(page: PageView, marks: Sequence[Mark]) -> bool:
    """Whether the network sees events at all: enough for the page's length, and one for certain.

    A sentence or two given by themselves are too little to tell a page by.
    """
    words = sum(len(tree.tokens) for tree in page.trees)
    if words < LEAST_PAGE:
        return True
    sure = [sum(m.types.values()) for m in marks]
    return 1000 * sum(sure) >= LEAST_EVENTS * words and max(sure, default=0.0) >= LEAST_CERTAIN


def _events(page: PageView, number: int, marks: Sequence[Mark]) -> Iterator[tuple[Mark, Group]]:
    """The events of a sentence in order: mark and triggers of the table, `()` if none."""
    tree = page.trees[number]
    groups = select(tree, list(triggers(tree, page.is_actor(number))))
    ruled = {t.token: group for group in groups for t in group}
    types = {group[0].type for group in groups}
    for mark in marks:
        group = ruled.get(mark.token, ())
        if group:
            if group[0].token == mark.token:
                yield mark, group
        elif sum(mark.types.values()) >= ALONE and _top(mark.types)[0] not in types:
            yield mark, ()


def _refers_back(page: PageView, mark: Mark, group: Group) -> bool:
    """After an attack was told, "the attack" speaks of that one, unless the network is sure."""
    tree = page.trees[mark.sentence]
    if len(group) > 1 or tree.tokens[mark.token].upos != "NOUN":
        return False
    marks = {tree.lemma(d) for d in tree.children(mark.token, "det")}
    return bool(marks & DEFINITE) and sum(mark.types.values()) < RENEWED


def _reading(page: PageView, mark: Mark, group: Group) -> Reading:
    token = page.trees[mark.sentence].tokens[mark.token]
    span = Span(page.document.id, token.start, token.end)
    kind = _type(mark, group, span)
    source, chain = _source(page, mark, kind.value)
    actors, recipients = parties(page, mark, kind.value, chain, group)
    return Reading(
        mark.sentence,
        tuple(t.token for t in group) or (mark.token,),
        kind,
        _mode(page, mark, kind.value, group, span),
        _status(page, mark, span),
        actors,
        recipients,
        source,
        chain,
    )


def _top(chances: dict[str, float]) -> tuple[str, float]:
    label = max(chances, key=lambda name: (chances[name], name))
    return label, chances[label]


def _status(page: PageView, mark: Mark, span: Span) -> Slot[str]:
    """What the tree shows is certain; where it shows nothing, the network may know better."""
    status, sure = _top(mark.statuses)
    ruled = status_of(page.trees[mark.sentence], mark.token)
    if ruled.token is None and sure >= SURE:
        return Slot(status, span, sure, "network:status")
    return Slot(ruled.value, page.span(mark.sentence, ruled.token), RULED, ruled.why)


def _type(mark: Mark, group: Group, span: Span) -> Slot[str]:
    if not group:
        kind, chance = _top(mark.types)
        return Slot(kind, span, chance, "network:type")
    own = group[0]
    return Slot(own.type, span, round(0.5 + 0.5 * mark.types.get(own.type, 0.0), 4), own.why)


def _mode(page: PageView, mark: Mark, kind: str, group: Group, span: Span) -> Slot[str] | None:
    if group:
        tree = page.trees[mark.sentence]
        stated = [w for w, _ in weapons(tree, tree.subtree(mark.token))]
        ruled = mode_of(group[0], stated, span)
        if ruled is not None:
            return ruled
    own = {m.partition(".")[2]: c for m, c in mark.modes.items() if m.startswith(f"{kind}.")}
    if not own:
        return None
    mode, chance = _top(own)
    chance = round(chance / sum(own.values()), 4)
    return Slot(mode, span, chance, "network:mode") if mode and chance >= LEAST_MODE else None


def _attacker(reading: Reading, last: Reading | None) -> Reading:
    """A blow without a named attacker goes on with the attacks told just before."""
    if reading.actors or last is None or reading.sentence - last.sentence > NEAR:
        return reading
    struck = {s.value for s in reading.recipients}
    if struck & {s.value for s in last.actors} or reading.status.value != last.status.value:
        return reading
    actors = tuple(Slot(s.value, s.span, 0.3, "context:attacker") for s in last.actors)
    return replace(reading, actors=actors)


def _source(page: PageView, mark: Mark, event: str) -> tuple[Slot[str], Slots]:
    """The network's word where it is sure, else what the rules of attribution find."""
    kind, chance = _top(mark.sources)
    if chance < SURE:
        ruled = source_of(page, mark.sentence, mark.token, event)
        return ruled.source, ruled.chain
    if kind != "actor":
        return Slot(kind, None, chance, "network:source"), ()
    for pointer in mark.holders:
        if pointer.score >= LEAST_HOLDER:
            found = page.actors.at(pointer.sentence, pointer.token)
            if found:
                why = f"network:source, {found[0].why}"
                slot = Slot(found[0].value, found[0].span, pointer.score, why)
                return slot, (slot,)
    ruled = source_of(page, mark.sentence, mark.token, event)
    if ruled.chain and ruled.source.value != "unnamed":
        return ruled.source, ruled.chain
    carried = last_holder(page, mark.sentence)
    return (carried, (carried,)) if carried else (AUTHOR, ())
