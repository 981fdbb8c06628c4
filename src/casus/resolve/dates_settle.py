"""Fill the year of `--MM-DD` claims from dated pages of the same run that tell the same events.

Two claims speak for one event when day and month agree and type, sides or place do. Every such pair
votes for the year of the dated one; a page takes a year when its votes are enough and agree.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casus.model import Claim, Coded, Problem, Slot
from casus.resolve.dates_calendar import make_day
from casus.resolve.dates_evidence import FIRST_YEAR
from casus.resolve.dates_year import document_year

ENOUGH = 3.0
AGREED = 0.8  # least share of the year among the votes
_UNKNOWN = "--"


@dataclass(frozen=True, slots=True)
class Vote:
    """A dated claim that tells the same event as an undated one."""

    undated: Claim
    dated: Claim
    year: int
    weight: float


class SettleYears:
    """The stage: all coded documents of a run, those without a year settled by their siblings."""

    ref = "settle-years"
    takes = Coded
    gives = Coded

    def waits(self, item: Coded) -> bool:
        """Whether a claim of the document lacks its year, so that others may give it."""
        return bool(_undated(item))

    def whole(self, items: Sequence[Coded]) -> Iterator[Coded | Problem]:
        """Give every document, in the order they came."""
        yield from settle_years(items)


def settle_years(coded: Sequence[Coded]) -> list[Coded]:
    """The same documents in the same order; those that stay without a year are unchanged."""
    dated = _by_day(coded)
    return [_settled(item, dated) if _undated(item) else item for item in coded]


def _undated(item: Coded) -> list[Claim]:
    return [c for c in item.claims if c.date and c.date.value.startswith(_UNKNOWN)]


def _by_day(coded: Sequence[Coded]) -> Mapping[str, list[Claim]]:
    """Dated claims by the month and day on which they begin."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for item in coded:
        for claim in item.claims:
            if claim.date and len(claim.date.value) >= 10 and claim.date.value[0] != "-":
                found[claim.date.value[5:10]].append(claim)
    return found


def _settled(item: Coded, dated: Mapping[str, list[Claim]]) -> Coded:
    votes = [vote for claim in _undated(item) for vote in _votes(claim, dated)]
    if not votes:
        return item
    prior = document_year(item.document)
    total: dict[int, float] = defaultdict(float)
    for vote in _strongest(votes):
        total[vote.year] += vote.weight
    best = max(total, key=lambda year: (total[year], year))
    share = _share(best, total, prior)
    if total[best] < ENOUGH or share < AGREED:
        return item
    reference = max((v for v in votes if v.year == best), key=lambda v: v.weight)
    claims = tuple(_with_year(c, reference, share) for c in item.claims)
    return Coded(item.document, claims)


def _strongest(votes: Sequence[Vote]) -> list[Vote]:
    """One vote per undated claim and year: many reports of one event count once."""
    best: dict[tuple[int, int], Vote] = {}
    for vote in votes:
        key = (vote.undated.trigger.start, vote.year)
        if key not in best or vote.weight > best[key].weight:
            best[key] = vote
    return list(best.values())


def _share(best: int, total: Mapping[int, float], prior: Mapping[int, float]) -> float:
    """The posterior of a year: votes as log-odds on top of what the page itself tells."""
    years = {*prior, *total}
    weight = {
        y: max(prior.get(y, 0.0), 1e-4 if y >= FIRST_YEAR else 0.0)
        * math.exp(2 * total.get(y, 0.0))
        for y in years
    }
    return weight[best] / sum(weight.values())


def _votes(claim: Claim, dated: Mapping[str, list[Claim]]) -> Iterator[Vote]:
    assert claim.date
    for other in dated.get(claim.date.value[2:7], ()):
        weight = likeness(claim, other)
        if other.date and other.doc != claim.doc and weight > 0:
            yield Vote(claim, other, int(other.date.value[:4]), weight)


def likeness(one: Claim, other: Claim) -> float:
    """How much two claims of the same day and month look like one event, 0 for not at all."""
    sides = _countries(one) & _countries(other)
    place = bool(one.place and other.place and _place(one) & _place(other))
    if not sides and not place:
        return 0.0
    return min(len(sides), 2) * 0.75 + 1.5 * place + 1.0 * (one.type.value == other.type.value)


def _countries(claim: Claim) -> set[str]:
    return {s.value.split(".")[0] for s in (*claim.actors, *claim.recipients)} - {"IGO", "NGO"}


def _place(claim: Claim) -> set[str]:
    assert claim.place
    value = claim.place.value
    return {n.casefold() for n in (value.name, value.canonical, *value.also) if n}


def _with_year(claim: Claim, reference: Vote, share: float) -> Claim:
    if claim.date is None or not claim.date.value.startswith(_UNKNOWN):
        return claim
    assert reference.dated.date
    near = date.fromisoformat(reference.dated.date.value[:10])
    ends = [_near(end, near) for end in claim.date.value.split("/")]
    if not all(ends):
        return claim
    why = f"{claim.date.why}; year of {reference.dated.doc}, which tells the same event"
    slot = Slot("/".join(e for e in ends if e), claim.date.span, claim.date.score * share, why)
    return replace(claim, date=slot)


def _near(code: str, near: date) -> str | None:
    """Give `--MM-DD` or `--MM` the year that brings it nearest to a day."""
    month, day = int(code[2:4]), int(code[5:7]) if len(code) >= 7 else 0
    days = [
        d for y in (near.year - 1, near.year, near.year + 1) if (d := make_day(y, month, day or 15))
    ]
    if not days:
        return None
    best = min(days, key=lambda d: abs((d - near).days))
    return best.isoformat() if day else f"{best.year:04d}-{month:02d}"
