"""Whether a word names an event, and of which type: table, tree and network weighed together.

The options of a word are the sixteen types and "none".
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casus.coding.choices import Weights, best, shares
from casus.coding.tree import Tree, universal
from casus.coding.triggers import Trigger
from casus.lexicon.events import event_words
from casus.model import TYPES, Mark

GRADES = (0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97, 0.99)
NONE = "none"
LEAST_SHARE = 0.35  # of an event in its sum with none: what stands is judged later (`standing`)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or words, that may name one event: what the network and the table make of them.

    `marks` has at least one; `group` may be empty; `told` are the types told before on the page,
    `beside` the types that the table names elsewhere in the sentence.
    """

    tree: Tree
    token: int
    marks: tuple[Mark, ...]
    group: tuple[Trigger, ...]
    told: frozenset[str]
    beside: frozenset[str]

    @property
    def mark(self) -> Mark:
        """The network's mark that stands for the unit: that of its naming word, else the surest."""
        naming = [m for m in self.marks if m.token == self.token]
        return naming[0] if naming else max(self.marks, key=lambda m: sum(m.types.values()))


def chances(unit: Unit) -> dict[str, float]:
    """The network's probability of every type: the largest of the unit's words."""
    found: dict[str, float] = {}
    for mark in unit.marks:
        for kind, chance in mark.types.items():
            found[kind] = max(found.get(kind, 0.0), chance)
    return found


def options(unit: Unit) -> list[str]:
    """The types that anything speaks for, and none."""
    seen = {kind for kind, chance in chances(unit).items() if chance >= GRADES[0]}
    seen |= {t.type for t in unit.group} | _known(unit)
    return [*(t for t in TYPES if t in seen), NONE]


def _known(unit: Unit) -> set[str]:
    token = unit.tree.tokens[unit.token]
    pos = "v" if token.upos == "VERB" else "n"
    return {w.type for w in event_words().get((token.lemma.lower(), pos), ())}


def evidence(unit: Unit, option: str) -> Iterator[str]:
    """Name what speaks for or against an option."""
    held = chances(unit)
    any_ = bisect_right(GRADES, min(sum(held.values()), 1.0))
    ruled = unit.group[0].type if unit.group else ""
    token = unit.tree.tokens[unit.token]
    pos = token.upos if token.upos in ("VERB", "NOUN") else "X"
    if option == NONE:
        yield "none"
        yield f"none&seen={any_}"
        yield f"none&ruled={ruled}"
        yield f"none&seen={any_}&ruled={bool(ruled)}"
        yield f"none&pos={pos}"
        yield f"none&lemma={unit.tree.lemma(unit.token)}"
        yield f"none&ruled={bool(ruled)}&lemma={unit.tree.lemma(unit.token)}"
        yield f"none&words={min(len(unit.group), 3)}"
        yield f"none&relation={universal(token.deprel)}&pos={pos}"
        if _definite(unit):
            yield "none&definite"
            yield f"none&definite&told={ruled in unit.told}"
        if unit.beside:
            yield f"none&beside={min(len(unit.beside), 2)}&ruled={bool(ruled)}"
        return
    seen = bisect_right(GRADES, held.get(option, 0.0))
    yield f"seen={seen}"
    yield f"seen={seen}&ruled={option == ruled}"
    yield f"type={option}"
    yield f"lemma={unit.tree.lemma(unit.token)}&type={option}"
    if option == ruled:
        yield "ruled"
        yield f"ruled={ruled}"
    elif ruled:
        yield f"{ruled}>{option}"
    if option in unit.beside:
        yield f"beside&ruled={bool(ruled)}"
        yield f"beside={option}"
    if option in {t.type for t in unit.group[1:]}:
        yield "ruled second"
    if option in _known(unit):
        yield f"known&ruled={option == ruled}"


def _definite(unit: Unit) -> bool:
    """Whether a noun points back: "the attack"."""
    if unit.tree.tokens[unit.token].upos != "NOUN":
        return False
    return bool({unit.tree.lemma(d) for d in unit.tree.children(unit.token, "det")} & DEFINITE)


def choose(unit: Unit, weights: Weights) -> tuple[str, float]:
    """The likeliest type of the event and its probability; none where that is far likelier."""
    held = options(unit)
    chances_ = shares(weights, (evidence(unit, option) for option in held))
    none = chances_.pop()
    if not chances_:
        return NONE, none
    at = best(chances_)
    if chances_[at] < LEAST_SHARE * (chances_[at] + none):
        return NONE, none
    return held[at], chances_[at]


def units(
    tree: Tree, groups: Sequence[tuple[Trigger, ...]], marks: Sequence[Mark], told: frozenset[str]
) -> Iterator[Unit]:
    """Every word of a sentence that table or network take for an event, in order."""
    of = {t.token: n for n, group in enumerate(groups) for t in group}
    by_group: dict[int, list[Mark]] = {}
    alone = []
    for mark in marks:
        if mark.token in of:
            by_group.setdefault(of[mark.token], []).append(mark)
        else:
            alone.append(mark)
    for number, group in enumerate(groups):
        beside = frozenset(g[0].type for g in groups if g is not group)
        if own := tuple(by_group.get(number, ())):  # what lies beyond the network's reach has none
            yield Unit(tree, group[0].token, own, group, told, beside)
    beside = frozenset(g[0].type for g in groups)
    for mark in alone:
        yield Unit(tree, mark.token, (mark,), (), told, beside)
