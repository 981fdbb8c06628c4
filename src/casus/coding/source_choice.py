"""Who says that an event happened: the rules of attribution and the network weighed together.

Options are the author, nobody named, the holder that the rules find, the holders that the network
points to, and the one whose account was told last.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from casus.coding.choices import Weights, best, shares
from casus.coding.page import PageView
from casus.coding.sources import AUTHOR, Sourced, last_holder
from casus.model import GRADES, Mark, Slot

UNNAMED = "unnamed"
Slots = tuple[Slot[str], ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """An event whose source is asked for; `ruled` is what the rules of attribution find.

    `before` is the source of the event told before, "" at the beginning.
    """

    page: PageView
    mark: Mark
    kind: str
    ruled: Sourced
    before: str


@dataclass(slots=True)
class Holder:
    """An option: the source, and how surely the network points to it and to its name."""

    slot: Slot[str]
    near: float = 0.0
    name: float = 0.0
    last: bool = False


def options(asked: Telling) -> list[Holder]:
    """All sources that anything speaks for."""
    ruled = asked.ruled.source
    found = {
        s.value: Holder(s) for s in (ruled, AUTHOR, Slot(UNNAMED, None, 0.5, "network:source"))
    }
    for role in ("holders", "holder_names"):
        for pointer in asked.mark.pointers[role]:
            for slot in asked.page.actors.at(pointer.sentence, pointer.token, conjuncts=False)[:1]:
                one = found.setdefault(slot.value, Holder(slot))
                if role == "holders":
                    one.near = max(one.near, pointer.score)
                else:
                    one.name = max(one.name, pointer.score)
    if carried := last_holder(asked.page, asked.mark.sentence):
        found.setdefault(carried.value, Holder(carried)).last = True
    return list(found.values())


def evidence(asked: Telling, one: Holder) -> Iterator[str]:
    """Name what speaks for or against a source."""
    code = one.slot.value
    kind = code if code in (AUTHOR.value, UNNAMED) else "actor"
    ruled = asked.ruled.source
    by_rule = ruled.value if ruled.value in (AUTHOR.value, UNNAMED) else "actor"
    seen = bisect_right(GRADES, asked.mark.sources.get(kind, 0.0))
    yield kind
    yield f"{kind}&seen={seen}"
    yield f"{kind}&seen={seen}&ruled={by_rule}"
    yield f"{kind}&type={asked.kind}"
    yield f"{kind}&ruled={ruled.why}"
    yield f"{kind}&ruled={by_rule}&type={asked.kind}"
    if code == asked.before:
        yield f"{kind}&before"
    if kind != "actor":
        return
    near, name = bisect_right(GRADES, one.near), bisect_right(GRADES, one.name)
    yield f"near={near}"
    yield f"name={name}"
    yield f"near={near}&name={name}"
    if code == ruled.value:
        yield f"same&near={near}"
        yield f"same&{ruled.why}"
    if one.last:
        yield f"last&near={near}"
    yield f"sector={code.split('.')[1]}"


def choose(asked: Telling, weights: Weights) -> tuple[Slot[str], Slots]:
    """The source and the chain of holders, outermost first."""
    held = options(asked)
    chances = shares(weights, (evidence(asked, one) for one in held))
    at = best(chances)
    own = held[at].slot
    slot = Slot(own.value, own.span, chances[at], own.why)
    if own.value == asked.ruled.source.value:
        return slot, asked.ruled.chain
    return slot, () if own.value in (AUTHOR.value, UNNAMED) else (slot,)


def speaker_of(source: Slot[str], chain: Slots) -> str:
    """Who says "we" in the telling: the innermost holder with a code, "" where there is none."""
    held = [s.value for s in (*chain, source) if "." in s.value]
    return held[-1] if held else ""
