"""The mode of an event: its word, the weapons of its clause and the network weighed together."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casus.coding.choices import Weights, best, shares
from casus.coding.triggers import Trigger
from casus.model import Mark, Slot, Span

GRADES = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9)
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


@dataclass(frozen=True, slots=True)
class Manner:
    """What speaks for a mode: the event's type, its word's lemma, the rule's word, the weapons."""

    kind: str
    lemma: str
    mark: Mark
    ruled: str
    weapons: tuple[str, ...]


def options(asked: Manner) -> list[str]:
    """The modes of a type that the network or the rule names, and "" for none."""
    prefix = f"{asked.kind}."
    seen = {m.removeprefix(prefix) for m in asked.mark.modes if m.startswith(prefix)}
    return sorted(seen | {asked.ruled, ""})


def evidence(asked: Manner, option: str) -> Iterator[str]:
    """Name what speaks for or against a mode."""
    own = {m: c for m, c in asked.mark.modes.items() if m.startswith(f"{asked.kind}.")}
    chance = own.get(f"{asked.kind}.{option}", 0.0) / (sum(own.values()) or 1.0)
    seen = bisect_right(GRADES, chance)
    mode = f"{asked.kind}.{option}"
    yield mode
    yield f"seen={seen}"
    yield f"seen={seen}&none={not option}"
    yield f"seen={seen}&ruled={option == asked.ruled}&none={not option}"
    yield f"{mode}&ruled={option == asked.ruled}"
    yield f"{asked.kind}.{asked.ruled}>{option}"
    yield f"lemma={asked.lemma}&{mode}"
    for weapon in asked.weapons:
        yield f"weapon={weapon}&{mode}"


def choose(asked: Manner, span: Span, weights: Weights) -> Slot[str] | None:
    """The likeliest mode; None when the text does not say."""
    held = options(asked)
    chances = shares(weights, (evidence(asked, option) for option in held))
    at = best(chances)
    why = "mode:word" if held[at] == asked.ruled else "network:mode"
    return Slot(held[at], span, chances[at], why) if held[at] else None
