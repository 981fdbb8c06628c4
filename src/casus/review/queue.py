"""What to look at next: doubtful claims on which much hangs come first.

The order is doubt times weight. Doubt is one minus the score of the least sure field; weight is
how much hangs on the claim: dead, force, a dispute, and standing alone for its incident.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2
from typing import Any

from casus.merge.account import FORCE, Account
from casus.merge.cases import Case
from casus.model import Review, Slot

TAKEN = timedelta(hours=24)  # how long a claim that somebody took is kept for him
UNSAID = 0.5  # the score of an actor, or of a date, that was not found
OPEN = frozenset({"new", "in progress", "needs second look"})


@dataclass(frozen=True, slots=True)
class Item:
    """A claim in the queue: `doubt` in [0, 1] and the field it comes from, `weight` from 1 up."""

    account: Account
    incident: str
    review: Review
    doubt: float
    least: str
    weight: float
    reasons: tuple[str, ...]

    @property
    def priority(self) -> float:
        """Doubt times weight."""
        return self.doubt * self.weight

    def free(self, reviewer: str, now: str) -> bool:
        """Whether nobody else holds it: taken less than a day before `now`."""
        review = self.review
        if review.taken_by in {None, reviewer} or review.taken_at is None:
            return True
        return datetime.fromisoformat(now) - datetime.fromisoformat(review.taken_at) > TAKEN


def queue(cases: Iterable[Case]) -> list[Item]:
    """All claims of incidents: clashes and second looks first, then the open, then the decided."""
    items = [_item(account, case) for case in cases for account in case.accounts]
    return sorted(items, key=lambda i: (_rank(i.review), -i.priority, i.account.id))


def _rank(review: Review) -> int:
    if review.clashes or review.verdict == "needs second look":
        return 0
    return 1 if review.state in OPEN else 2


def _item(account: Account, case: Case) -> Item:
    least, score = min(_scores(account), key=lambda pair: pair[1])
    reasons = dict(_weights(account, case))
    review = account.review or Review(account.id)
    weight = 1.0 + sum(reasons.values())
    doubt = round(1.0 - score, 3)
    words = tuple(reasons)
    return Item(account, case.incident.id, review, doubt, least, round(weight, 2), words)


def _scores(account: Account) -> Iterator[tuple[str, float]]:
    """Each field with the score of its least sure value."""
    claim = account.claim
    yield "type", claim.type.score
    yield "status", claim.status.score
    yield "source", claim.source.score
    yield "mode", claim.mode.score if claim.mode else 1.0
    yield "place", claim.place.score if claim.place else 1.0
    yield "date", claim.date.score if claim.date else UNSAID
    yield "actors", _least(claim.actors, UNSAID)
    yield "recipients", _least(claim.recipients, 1.0)
    yield "losses", _least(claim.losses, 1.0)


def _least(slots: tuple[Slot[Any], ...], otherwise: float) -> float:
    return min((slot.score for slot in slots), default=otherwise)


def _weights(account: Account, case: Case) -> Iterator[tuple[str, float]]:
    """What hangs on the claim, in words, and how much it adds."""
    claim = account.claim
    lost = sum(slot.value.low for slot in claim.losses if slot.value.kind != "captured")
    if lost:
        yield f"{lost} dead or wounded", log2(1 + lost)
    if claim.type.value in FORCE:
        yield "force", 1.0
    if case.incident.disputed:
        yield "disputed incident", 1.0
    if len(case.accounts) == 1:
        yield "the only claim of its incident", 0.5
