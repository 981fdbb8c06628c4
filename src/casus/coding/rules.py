"""Read events by the table of event words and tree patterns alone."""

from collections.abc import Iterator, Sequence

from casus.coding.modes import mode_of
from casus.coding.page import PageView
from casus.coding.reading import Reading
from casus.coding.roles import roles_of
from casus.coding.select import select
from casus.coding.sources import Sourced, source_of
from casus.coding.status import status_of
from casus.coding.tellers import issuer_of
from casus.coding.triggers import Trigger, triggers
from casus.coding.weapons import weapons
from casus.model import Slot, Span

FORCEFUL = frozenset({"ASSAULT", "MOBILIZE"})


def read_by_rules(page: PageView) -> Iterator[Reading]:
    """Yield the events of a page in order of their sentences."""
    issuer = issuer_of(page)
    for number, tree in enumerate(page.trees):
        for group in select(tree, list(triggers(tree, page.is_actor(number)))):
            sourced = source_of(page, number, group[0].token, group[0].type, issuer)
            yield _reading(page, number, group, sourced)


def _reading(page: PageView, number: int, group: Sequence[Trigger], sourced: Sourced) -> Reading:
    tree, first = page.trees[number], group[0]
    status = status_of(tree, first.token)
    actors, recipients = _who(page, number, group, sourced.chain)
    token = tree.tokens[first.token]
    span = Span(page.document.id, token.start, token.end)
    stated = [w for w, _ in weapons(tree, tree.subtree(first.token))]
    return Reading(
        number,
        tuple(t.token for t in group),
        Slot(first.type, span, first.score, first.why),
        mode_of(first, stated, span),
        Slot(status.value, page.span(number, status.token), 0.8, status.why),
        actors,
        recipients,
        sourced.source,
        sourced.chain,
    )


Slots = tuple[Slot[str], ...]


def _who(
    page: PageView, number: int, group: Sequence[Trigger], chain: Slots
) -> tuple[Slots, Slots]:
    actors: dict[str, Slot[str]] = {}
    recipients: dict[str, Slot[str]] = {}
    speaker = [s.value for s in chain[-1:] if "." in s.value]
    for trigger in group:
        roles = roles_of(page.trees[number], trigger, page.is_actor(number))
        armed = trigger.type in FORCEFUL
        for into, heads, military in (
            (actors, roles.actors, armed),
            (recipients, roles.recipients, False),
        ):
            if not into:
                for head in heads:
                    found = page.actors.at(number, head, military=military, speaker=speaker)
                    into.update({slot.value: slot for slot in found})
    symmetric = group[0].word is not None and group[0].word.flag == "sym"
    if not symmetric:
        recipients = {code: slot for code, slot in recipients.items() if code not in actors}
    return tuple(actors.values()), tuple(recipients.values())
