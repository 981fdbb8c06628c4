"""The mode of an event: from its word, else from the weapon."""

from collections.abc import Sequence

from casus.coding.triggers import Trigger
from casus.model import Slot, Span

BY_WEAPON = {
    "artillery": "heavy-weapons",
    "rocket": "heavy-weapons",
    "missile": "heavy-weapons",
    "drone": "drone",
    "aircraft": "aerial",
    "small-arms": "firearms",
    "mine": "explosives",
    "explosive": "explosives",
}
OPEN = frozenset({None, "aerial"})  # "strike" alone: a stated weapon says which


def mode_of(trigger: Trigger, found: Sequence[str], span: Span) -> Slot[str] | None:
    """The mode of a trigger given the weapons of its clause; None when the text does not say."""
    if trigger.type == "ASSAULT" and trigger.mode in OPEN:
        for weapon in found:
            if weapon in BY_WEAPON:
                return Slot(BY_WEAPON[weapon], span, 0.7, "mode:weapon")
    if trigger.mode is None:
        return None
    return Slot(trigger.mode, span, 0.7, trigger.why)
