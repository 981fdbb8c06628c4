"""From all decisions to what stands.

Rule 1: a decision is superseded by a later one about the same thing if that is by the same
reviewer, or by one who had seen it. What nobody superseded stands.
Rule 2: where decisions that stand differ, they clash: none of them takes effect, all are shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from casus.model import Clash, Correction, Decision, Link, Review
from casus.model.review import VERDICTS

AGAINST = frozenset({"rejected", "unverifiable"})  # verdicts that a correction contradicts

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands: a review for each claim that has decisions, and judgements about pairs.

    `links` are those that take effect; `clashes` are the pairs about which reviewers differ;
    `decisions` all entries in order, those taken back among them; `undone` their numbers.
    """

    reviews: Mapping[str, Review] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    clashes: tuple[Clash, ...] = ()
    decisions: tuple[Decision, ...] = ()
    undone: frozenset[int] = frozenset()

    def review(self, claim: str) -> Review:
        """The review of a claim; a new one if nobody decided anything."""
        return self.reviews.get(claim) or Review(claim)

    def about(self, claim: str) -> list[Decision]:
        """Every decision that names the claim, in order."""
        return [d for d in self.decisions if d.claim == claim or any(claim in p for p in d.pairs)]


def standing(decisions: Iterable[Decision]) -> Standing:
    """Compute what stands from all decisions of a ledger, in order of their numbers."""
    told = sorted(decisions, key=lambda d: d.seq)
    undone = _undone(told)
    kept = [d for d in told if d.seq not in undone and d.action != "undo"]
    by_claim: dict[str, list[Decision]] = defaultdict(list)
    by_pair: dict[Pair, list[Decision]] = defaultdict(list)
    for decision in kept:
        for pair in decision.pairs:
            by_pair[pair].append(decision)
        if not decision.pairs:
            by_claim[decision.claim].append(decision)
    links, clashes = _links(by_pair)
    reviews = {claim: _review(claim, some) for claim, some in by_claim.items()}
    return Standing(reviews, links, clashes, tuple(told), frozenset(undone))


def heads(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that no later one supersedes (Rule 1), each reviewer's own last."""
    return [d for d in decisions if not any(_supersedes(other, d) for other in decisions)]


def apart(one: Decision, other: Decision) -> bool:
    """Whether two reviewers decided without knowing of each other's decision."""
    return one.by != other.by and one.seen < other.seq and other.seen < one.seq


def _supersedes(later: Decision, earlier: Decision) -> bool:
    known = later.by == earlier.by or later.seen >= earlier.seq
    return later.seq > earlier.seq and known


def _undone(told: Sequence[Decision]) -> set[int]:
    """Entries taken back by an undo that was not itself taken back."""
    found: set[int] = set()
    for decision in reversed(told):
        if decision.action == "undo" and decision.seq not in found and decision.undoes is not None:
            found.add(decision.undoes)
    return found


def _review(claim: str, decisions: Sequence[Decision]) -> Review:
    states = [d for d in decisions if d.action == "state"]
    verdicts = heads([d for d in states if d.value != "in progress"])
    fields = _by_field(decisions)
    corrected = [d for some in fields.values() for d in some]
    clashes = [*_verdict_clash(verdicts, corrected)]
    sound = not clashes
    clashes += [c for name, some in fields.items() for c in _field_clash(name, some, verdicts)]
    disputed = {clash.about for clash in clashes}
    verdict = verdicts[0].value if sound and verdicts and verdicts[0].value in VERDICTS else None
    taken = _taken(states)
    return Review(
        claim=claim,
        state=_state(verdict, clashed=bool(clashes), taken=taken is not None),
        verdict=verdict,
        by=tuple(dict.fromkeys(d.by for d in verdicts)) if verdict else (),
        why="; ".join(dict.fromkeys(d.why for d in verdicts if d.why)) if verdict else "",
        corrections=tuple(
            _correction(name, some[-1]) for name, some in fields.items() if name not in disputed
        ),
        notes=tuple(d for d in decisions if d.action == "note"),
        clashes=tuple(clashes),
        taken_by=taken.by if taken else None,
        taken_at=taken.time if taken else None,
    )


def _state(verdict: str | None, *, clashed: bool, taken: bool) -> str:
    if clashed and not taken:
        return "needs second look"
    return "in progress" if taken else verdict or "new"


def _taken(states: Sequence[Decision]) -> Decision | None:
    """The last taking that its reviewer has not yet decided on."""
    last = {d.by: d for d in states}
    taken = [d for d in last.values() if d.value == "in progress"]
    return max(taken, key=lambda d: d.seq, default=None)


def _by_field(decisions: Sequence[Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.action == "correct":
            found[decision.field].append(decision)
    return {name: heads(some) for name, some in sorted(found.items())}


def _correction(name: str, decision: Decision) -> Correction:
    return Correction(name, decision.value, decision.by, decision.why, decision.seq)


def _verdict_clash(verdicts: Sequence[Decision], corrected: Sequence[Decision]) -> list[Clash]:
    """Verdicts that differ, or a correction of what another rejects."""
    against = [d for d in verdicts if d.value in AGAINST]
    others = [c for c in corrected if any(apart(c, d) for d in against)]
    if len({d.value for d in verdicts}) > 1 or others:
        return [Clash("state", _ordered([*verdicts, *others]))]
    return []


def _field_clash(
    name: str, corrected: Sequence[Decision], verdicts: Sequence[Decision]
) -> list[Clash]:
    """Values that differ, or a correction of what another approved as it stood."""
    as_it_stood = [
        d for d in verdicts if d.value == "approved" and any(apart(d, c) for c in corrected)
    ]
    if len({d.value for d in corrected}) > 1 or as_it_stood:
        return [Clash(name, _ordered([*corrected, *as_it_stood]))]
    return []


def _ordered(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(sorted(decisions, key=lambda d: d.seq))


def _links(
    by_pair: Mapping[Pair, Sequence[Decision]],
) -> tuple[tuple[Link, ...], tuple[Clash, ...]]:
    links, clashes = [], []
    for (left, right), decisions in sorted(by_pair.items()):
        stand = heads(decisions)
        last = stand[-1]
        if len({d.action for d in stand}) == 1:
            links.append(Link(left, right, last.action, 0.0, last.why, last.by))
        else:
            clashes.append(Clash(f"{left} and {right} as one event", _ordered(stand)))
            links.append(Link(left, right, "unsure", 0.0, "reviewers clash", "reviewers"))
    return tuple(links), tuple(clashes)
