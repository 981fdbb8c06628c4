"""What the drawings need of an incident."""

from collections.abc import Iterable
from dataclasses import dataclass

from casus.merge.cases import Case
from casus.model import STATUSES, Place


@dataclass(frozen=True, slots=True)
class Drawn:
    """One incident on the timeline and the map.

    `date` is the best version's, a date of the codebook; `status` the firmest that anyone gives it:
    denied only where nobody says anything else. None means that nobody tells.
    """

    type: str
    status: str
    date: str | None
    place: Place | None


def drawn(case: Case) -> Drawn:
    """An incident as it is drawn."""
    it = case.incident
    date = it.date[0].value if it.date else None
    return Drawn(
        it.type[0].value, firmest(a.claim.status.value for a in case.accounts), date, case.place
    )


def firmest(statuses: Iterable[str]) -> str:
    """The first of the statuses in the codebook's order: occurred, planned, possible, denied."""
    return min(statuses, key=lambda s: STATUSES.index(s) if s in STATUSES else len(STATUSES))
