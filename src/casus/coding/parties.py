"""Actor and recipient of a marked event: pointers first, then the tree, then the page."""

from collections.abc import Iterable, Sequence

from casus.coding.context import counterpart
from casus.coding.page import PageView
from casus.coding.roles import roles_of
from casus.coding.rules import FORCEFUL
from casus.coding.triggers import Trigger
from casus.model import Mark, Pointer, Slot

LEAST_ROLE = 0.05
MOST = 2  # phrases a side; more would be noise
RELATIVE = 0.15  # of the best pointer's probability: a second party must come near the first
MUTUAL = frozenset({"CONSULT", "COOPERATE"})
SYMMETRIC = frozenset({"AGREE"})
# on the coded pages nearly every event of these types names somebody on both sides
DIRECTED = frozenset(
    [
        "ACCUSE",
        "AGREE",
        "AID",
        "ASSAULT",
        "CONSULT",
        "COOPERATE",
        "REJECT",
        "REQUEST",
        "SANCTION",
        "SUPPORT",
        "THREATEN",
    ]
)
BLIND = frozenset({"ASSAULT", "SANCTION", "AID"})  # whose doer may well be unknown

Slots = tuple[Slot[str], ...]


def parties(
    page: PageView, mark: Mark, kind: str, chain: Slots, group: Sequence[Trigger]
) -> tuple[Slots, Slots]:
    """Codes of the two sides of an event of type `kind`; `chain` are those who tell it."""
    speaker = [s.value for s in chain[-1:] if "." in s.value]
    armed = kind in FORCEFUL
    actors = _pointed(page, mark.actors, speaker, military=armed)
    recipients = _pointed(page, mark.recipients, speaker, military=False)
    if group and not (actors and recipients):
        roles = roles_of(page.trees[mark.sentence], group[0], page.is_actor(mark.sentence))
        actors = actors or _heads(page, mark.sentence, roles.actors, speaker, military=armed)
        recipients = recipients or _heads(
            page, mark.sentence, roles.recipients, speaker, military=False
        )
    return _completed(page, mark, kind, actors, recipients)


def _pointed(
    page: PageView, pointers: Sequence[Pointer], speaker: Sequence[str], *, military: bool
) -> Slots:
    """Codes of the pointed-at phrases: the best, and the next when it comes near."""
    found: dict[str, Slot[str]] = {}
    least = max(LEAST_ROLE, RELATIVE * pointers[0].score) if pointers else 1.0
    for pointer in pointers[:MOST]:
        if pointer.score < least:
            break
        at = pointer.sentence, pointer.token
        for slot in page.actors.at(*at, military=military, speaker=speaker):
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
    if len(doers) == 1 and kind not in SYMMETRIC:  # nobody does it to himself and another
        own = {s.span for s in actors}
        others = tuple(s for s in recipients if s.value not in doers and s.span not in own)
        recipients = others or recipients
    if doers >= {s.value for s in recipients} and len(doers) == 1 and kind in DIRECTED:
        recipients = counterpart(page, mark.sentence, mark.token, doers)
    if not actors and kind in DIRECTED - BLIND:
        actors = counterpart(page, mark.sentence, mark.token, [s.value for s in recipients])
    return actors, recipients


def _distinct(slots: Slots) -> Slots:
    return tuple({s.value: s for s in slots}.values())
