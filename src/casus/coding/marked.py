"""Read events from the event network's marks; the tree rules fill what its pointers leave open."""

from collections.abc import Iterable, Iterator, Sequence

from casus.coding.page import PageView
from casus.coding.reading import Reading
from casus.coding.roles import roles_of
from casus.coding.rules import FORCEFUL
from casus.coding.sources import AUTHOR, last_holder, source_of
from casus.coding.triggers import Trigger, triggers
from casus.model import Mark, Pointer, Slot, Span

LEAST_EVENT = 0.5
LEAST_ROLE = 0.4
LEAST_HOLDER = 0.25
SYMMETRIC = frozenset({"CONSULT", "COOPERATE", "AGREE"})

Slots = tuple[Slot[str], ...]


def read_marks(page: PageView, marks: Iterable[Mark]) -> Iterator[Reading]:
    """Yield the events of a page in order of their marks."""
    ruled: dict[int, dict[int, Trigger]] = {}
    for mark in marks:
        if sum(mark.types.values()) < LEAST_EVENT:
            continue
        if mark.sentence not in ruled:
            found = triggers(page.trees[mark.sentence], page.is_actor(mark.sentence))
            ruled[mark.sentence] = {t.token: t for t in found}
        yield _reading(page, mark, ruled[mark.sentence].get(mark.token))


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
        if not actors and not mark.actors:
            actors = _heads(page, mark.sentence, roles.actors, speaker, military=armed)
        if not recipients and not mark.recipients:
            recipients = _heads(page, mark.sentence, roles.recipients, speaker, military=False)
    return actors, recipients


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
