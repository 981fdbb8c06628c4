"""Claims grouped into incidents, each kept beside the claims it was computed from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casus.merge.account import Account, bounds, fold
from casus.merge.borrowing import Asked, shared, with_origins
from casus.merge.merger import merge
from casus.merge.record import NOBODY, incident_of
from casus.model import Coded, Incident, Link, Place
from casus.model.copies import Borrowed


@dataclass(frozen=True, slots=True)
class Case:
    """An incident and its claims, in order of their ids."""

    incident: Incident
    accounts: tuple[Account, ...]

    @property
    def place(self) -> Place | None:
        """The place that most holders give, in its best known form; None if nobody names one."""
        if not self.incident.place:
            return None
        named = self.incident.place[0].claims
        places = [a.claim.place.value for a in self.accounts if a.claim.place and a.id in named]
        return min(places, key=lambda p: (p.lat is None, p.precision or 9, p.name))

    @property
    def date_precision(self) -> int | None:
        """UCDP's precision of the best date: 1 a day, 2 up to six, 3 a week, 4 a month, 5 longer.

        None if nobody gives a date with a year.
        """
        best = bounds(self.incident.date[0].value) if self.incident.date else None
        if best is None:
            return None
        days = (best[1] - best[0]).days + 1
        return next((p for p, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)

    @property
    def corroborated(self) -> bool:
        """Whether two or more independent sources assert it."""
        return bool(self.incident.asserted_by) and self.incident.independent >= 2

    @property
    def one_sided(self) -> bool:
        """Whether a side of the event says nothing, and no second source confirms it."""
        return bool(self.incident.silent) and not self.corroborated


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which incidents. Every field that is set narrows the choice; any version of a field counts.

    `actor` is a code or its beginning and may have acted or received; `place` any part of a name;
    `since` and `until` are dates (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`), which undated incidents do not
    match; `status` is one that some claim has.

    Raises:
        ValueError: a date of another form.
    """

    place: str | None = None
    actor: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = None
    disputed: bool = False
    corroborated: bool = False

    def __post_init__(self) -> None:
        for value in (self.since, self.until):
            if value is not None and bounds(value) is None:
                raise ValueError(f"date {value!r}: write YYYY, YYYY-MM or YYYY-MM-DD")

    def matches(self, case: Case) -> bool:
        """Whether an incident is among those asked for."""
        incident = case.incident
        return (
            (not self.disputed or bool(incident.disputed))
            and (not self.corroborated or case.corroborated)
            and (self.type is None or any(v.value == self.type for v in incident.type))
            and (self.status is None or self.status in _statuses(case))
            and (self.place is None or _there(case, fold(self.place)))
            and (self.actor is None or _takes_part(case, self.actor))
            and self._in_time(incident)
        )

    def _in_time(self, incident: Incident) -> bool:
        if self.since is None and self.until is None:
            return True
        if incident.first_day is None or incident.last_day is None:
            return False
        since, until = bounds(self.since or ""), bounds(self.until or "")
        early = since is not None and incident.last_day < since[0].isoformat()
        late = until is not None and incident.first_day > until[1].isoformat()
        return not early and not late


def accounts_of(coded: Iterable[Coded]) -> list[Account]:
    """The claims of coded documents with what their pages tell about themselves."""
    found = []
    for item in coded:
        when = item.document.published
        day, outlet = when.value if when else None, item.document.outlet
        found += [Account(claim, day, outlet) for claim in item.claims]
    return found


def cases_of(
    accounts: Iterable[Account],
    links: Iterable[Link] = (),
    owners: Mapping[str, str] = NOBODY,
    reliability: Mapping[str, str] = NOBODY,
    borrowed: Asked | None = None,
) -> list[Case]:
    """Group claims into incidents, in order of their first day; the undated ones come last.

    `links` are people's judgements about pairs; `owners` and `reliability` as in `incident_of`.
    `borrowed` is asked for copies among the pages that tell of an event together with others; None
    leaves passages in the same words as the only sign of a copy.
    """
    by_id = {account.id: account for account in accounts}
    groups = [[by_id[identity] for identity in group] for group in merge(by_id.values(), links)]
    known = borrowed(shared(groups)) if borrowed else Borrowed()
    found = []
    for group in groups:
        told = tuple(with_origins(group, known))
        found.append(Case(incident_of(told, owners, reliability), told))
    return sorted(found, key=lambda c: (c.incident.first_day or "9999", c.incident.id))


def _statuses(case: Case) -> set[str]:
    return {account.claim.status.value for account in case.accounts}


def _there(case: Case, name: str) -> bool:
    return any(name in known for account in case.accounts for known in account.names)


def _takes_part(case: Case, code: str) -> bool:
    codes = {
        slot.value
        for account in case.accounts
        for slot in (*account.claim.actors, *account.claim.recipients)
    }
    return any(one == code or one.startswith(f"{code}.") for one in codes)
