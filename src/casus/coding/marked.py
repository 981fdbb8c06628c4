"""Read events from the event network's marks; the tree rules fill what its pointers leave open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from casus.coding.context import counterpart
from casus.coding.page import PageView
from casus.coding.reading import Reading
from casus.coding.roles import roles_of
from casus.coding.rules import FORCEFUL
from casus.coding.sources import AUTHOR, last_holder, source_of
from casus.coding.triggers import Trigger, triggers
from casus.model import Mark, Pointer, Slot, Span

LEAST_EVENT = 0.8
AGREED = 0.2  # a word of the event table, in its frame, that the network types alike
LEAST_ROLE = 0.2
LEAST_HOLDER = 0.25
NEAR = 2
MUTUAL = frozenset({"CONSULT", "COOPERATE"})
SYMMETRIC = frozenset({"AGREE"})
# on the coded pages nearly every event of these types names somebody on both sides
DIRECTED = frozenset(
    {"ACCUSE", "AGREE", "AID", "ASSAULT", "CONSULT", "COOPERATE", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"}
)
BLIND = frozenset({"ASSAULT", "SANCTION", "AID"})  # whose doer may well be unknown

Slots = tuple[Slot[str], ...]


def read_marks(page: PageView, marks: Iterable[Mark]) -> Iterator[Reading]:
    """Yield the events of a page in order of their marks."""
    ruled: dict[int, dict[int, Trigger]] = {}
    last: Reading | None = None
    for mark in marks:
        if mark.sentence not in ruled:
            found = triggers(page.trees[mark.sentence], page.is_actor(mark.sentence))
            ruled[mark.sentence] = {t.token: t for t in found}
        rule = ruled[mark.sentence].get(mark.token)
        kind, _ = _top(mark.types)
        bonus = AGREED if rule is not None and rule.type == kind else 0.0
        if sum(mark.types.values()) + bonus >= LEAST_EVENT:
            reading = _reading(page, mark, rule)
            if kind == "ASSAULT":
                reading = _attacker(reading, last)
                last = reading if reading.actors else last
            yield reading


def _reading(page: PageView, mark: Mark, rule: Trigger | None) -> Reading:
    token = page.trees[mark.sentence].tokens[mark.token]
    span = Span(page.document.id, token.start, token.end)
    kind, chance = _top(mark.types)
    status, sure = _top(mark.statuses)
    source, chain = _source(page, mark)
    speaker = [s.value for s in chain[-1:] if "." in s.value]
    actors, recipients = _who(page, mark, kind, speaker, rule)
    return Reading(
        mark.sentence,
        (mark.token,),
        Slot(kind, span, chance, "network:type"),
        _mode(mark, kind, span),
        Slot(status, span, sure, "network:status"),
        actors,
        recipients,
        source,
        chain,
    )


def _attacker(reading: Reading, last: Reading | None) -> Reading:
    """A blow without a named attacker goes on with the attacks told just before."""
    if reading.actors or last is None or reading.sentence - last.sentence > NEAR:
        return reading
    struck = {s.value for s in reading.recipients}
    if struck & {s.value for s in last.actors} or reading.status.value != last.status.value:
        return reading
    why = "context:attacker"
    actors = tuple(Slot(s.value, s.span, 0.3, why) for s in last.actors)
    return replace(reading, actors=actors)


def _top(chances: dict[str, float]) -> tuple[str, float]:
    label = max(chances, key=lambda name: (chances[name], name))
    return label, chances[label]


def _mode(mark: Mark, kind: str, span: Span) -> Slot[str] | None:
    own = {m.partition(".")[2]: c for m, c in mark.modes.items() if m.startswith(f"{kind}.")}
    if not own:
        return None
    mode, chance = _top(own)
    return Slot(mode, span, round(chance / sum(own.values()), 4), "network:mode") if mode else None


def _who(
    page: PageView, mark: Mark, kind: str, speaker: Sequence[str], rule: Trigger | None
) -> tuple[Slots, Slots]:
    armed = kind in FORCEFUL
    actors = _resolved(page, mark.actors, speaker, military=armed)
    recipients = _resolved(page, mark.recipients, speaker, military=False)
    if rule is not None and not (actors and recipients):
        roles = roles_of(page.trees[mark.sentence], rule, page.is_actor(mark.sentence))
        if not actors:
            actors = _heads(page, mark.sentence, roles.actors, speaker, military=armed)
        if not recipients:
            recipients = _heads(page, mark.sentence, roles.recipients, speaker, military=False)
    return _completed(page, mark, kind, actors, recipients)


def _completed(
    page: PageView, mark: Mark, kind: str, actors: Slots, recipients: Slots
) -> tuple[Slots, Slots]:
    """Two-sided events have both sides; what the sentence leaves open is taken from the page."""
    if kind in MUTUAL or (kind in SYMMETRIC and not (actors and recipients)):
        actors = recipients = _distinct((*actors, *recipients))
        if len({s.value.partition(".")[0] for s in actors}) == 1:
            other = counterpart(page, mark.sentence, mark.token, [s.value for s in actors])
            actors = recipients = (*actors, *other)
        return actors, recipients
    doers = {s.value for s in actors}
    if doers >= {s.value for s in recipients} and len(doers) == 1 and kind in DIRECTED:
        recipients = counterpart(page, mark.sentence, mark.token, doers)
    if not actors and kind in DIRECTED - BLIND:
        actors = counterpart(page, mark.sentence, mark.token, [s.value for s in recipients])
    return actors, recipients


def _distinct(slots: Slots) -> Slots:
    return tuple({s.value: s for s in slots}.values())


def _resolved(
    page: PageView, pointers: Sequence[Pointer], speaker: Sequence[str], *, military: bool
) -> Slots:
    """Codes of the pointed-at phrases: all that are probable enough, in order."""
    found: dict[str, Slot[str]] = {}
    for pointer in pointers:
        if pointer.score < LEAST_ROLE:
            break
        for slot in page.actors.at(pointer.sentence, pointer.token, military=military, speaker=speaker):
            why = f"network:role, {slot.why}"
            found.setdefault(slot.value, Slot(slot.value, slot.span, pointer.score, why))
    return tuple(found.values())


def _heads(
    page: PageView, sentence: int, heads: Iterable[int], speaker: Sequence[str], *, military: bool
) -> Slots:
    found: dict[str, Slot[str]] = {}
    for head in heads:
        for slot in page.actors.at(sentence, head, military=military, speaker=speaker):
            found.setdefault(slot.value, slot)
    return tuple(found.values())


def _source(page: PageView, mark: Mark) -> tuple[Slot[str], Slots]:
    """The network tells the kind of source and points to it; the rules find one it cannot see."""
    kind, chance = _top(mark.sources)
    if kind == "author":
        return Slot("author", None, chance, "network:source"), ()
    if kind == "unnamed":
        return Slot("unnamed", None, chance, "network:source"), ()
    for pointer in mark.holders:
        if pointer.score >= LEAST_HOLDER:
            found = page.actors.at(pointer.sentence, pointer.token)
            if found:
                slot = Slot(found[0].value, found[0].span, pointer.score, f"network:source, {found[0].why}")
                return slot, (slot,)
    ruled = source_of(page, mark.sentence, mark.token)
    if ruled.chain and ruled.source.value != "unnamed":
        return ruled.source, ruled.chain
    carried = last_holder(page, mark.sentence)
    return (carried, (carried,)) if carried else (AUTHOR, ())
