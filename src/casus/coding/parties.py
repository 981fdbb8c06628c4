"""Actor and recipient of a marked event."""

from collections.abc import Sequence

from casus.coding.choices import Weights
from casus.coding.page import PageView
from casus.coding.party_choice import partner, ranked, slots_of
from casus.coding.party_options import SIDES, Asked, At
from casus.coding.roles import roles_of
from casus.coding.triggers import Trigger
from casus.model import Mark, Slot

MUTUAL = frozenset({"CONSULT", "COOPERATE"})  # four in five name the same parties on both sides,
MUTUAL_MODES = frozenset(
    {"AGREE.sign", "ASSAULT.clash", "RETREAT.ceasefire"}
)  # so do most of these

Slots = tuple[Slot[str], ...]


def heads_of(page: PageView, mark: Mark, group: Sequence[Trigger]) -> dict[str, frozenset[At]]:
    """The phrases that the tree gives each side of an event of the table."""
    if not group:
        return dict.fromkeys(SIDES, frozenset())
    roles = roles_of(page.trees[mark.sentence], group[0], page.is_actor(mark.sentence))
    return {
        "actor": frozenset((mark.sentence, head) for head in roles.actors),
        "recipient": frozenset((mark.sentence, head) for head in roles.recipients),
    }


def parties(asked: Asked, mode: str, weights: Weights) -> tuple[Slots, Slots]:
    """The two sides of an event; of a mutual one, everybody stands on both.

    A mutual event of one party alone has somebody else on the other side, if anybody.
    """
    mutual = asked.kind in MUTUAL or f"{asked.kind}.{mode}" in MUTUAL_MODES
    first = ranked(asked, "actor", (), weights)
    actors = slots_of(first[0])
    second = ranked(asked, "recipient", actors, weights)
    alone = mutual and len(actors) == 1
    recipients = partner(first, second) if alone else slots_of(second[0])
    return together(actors, recipients) if mutual else (actors, recipients)


def together(actors: Slots, recipients: Slots) -> tuple[Slots, Slots]:
    """Both sides hold the parties of both."""
    both = tuple({s.value: s for s in (*actors, *recipients)}.values())
    return both, both
