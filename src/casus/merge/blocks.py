"""Which claims are compared at all: those that share a kind of event, a side and a day.

Rule 1: a claim's keys follow from the claim alone, so that the blocks do not depend on the order
in which claims arrive, and a new claim touches its own blocks only.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from casus.merge.account import Account

LONGEST = 16  # days of a span that get a key each; longer spans are keyed by month

Key = tuple[str, str, str]


@dataclass(slots=True)
class Blocks:
    """Claims by key.

    Exact ones stand under their days and under their month; coarse ones (a month, a year, or no
    date but that of the report) under the month alone. Two exact claims that share a month only
    are not compared.
    """

    exact: dict[Key, list[Account]] = field(default_factory=lambda: defaultdict(list))
    coarse: dict[Key, list[Account]] = field(default_factory=lambda: defaultdict(list))
    monthly: dict[Key, list[Account]] = field(default_factory=lambda: defaultdict(list))

    def add(self, account: Account) -> None:
        """Put a claim into its blocks."""
        for key in _keys(account, _days(account)):
            self.exact[key].append(account)
        months = _keys(account, _months(account))
        for key in months:
            (self.monthly if _days(account) else self.coarse)[key].append(account)

    def partners(self, account: Account) -> list[Account]:
        """All claims that share a block with this one, itself left out, in order of ids."""
        found: dict[str, Account] = {}
        for key in _keys(account, _days(account, margin=1)):
            found |= {other.id: other for other in self.exact.get(key, ())}
        for key in _keys(account, _months(account)):
            found |= {other.id: other for other in self.coarse.get(key, ())}
            if not _days(account):
                found |= {other.id: other for other in self.monthly.get(key, ())}
        found.pop(account.id, None)
        return [found[identity] for identity in sorted(found)]


def _keys(account: Account, times: list[str]) -> Iterator[Key]:
    force = account.family == "FORCE"
    sides = sorted(account.did | account.victims if force else account.did) or [""]
    for side in sides:
        for time in times:
            yield account.family, side, time


def _days(account: Account, margin: int = 0) -> list[str]:
    """The days of an exact claim, with as many around; none for a coarse one."""
    if not account.exact or account.days is None:
        return []
    first, last = account.days
    count = (last - first).days + 1 + 2 * margin
    start = first - timedelta(days=margin)
    return [(start + timedelta(days=n)).isoformat() for n in range(count)]


def _months(account: Account) -> list[str]:
    """The months of the days or of the stretch before publication; a year has twelve."""
    if account.window is None:
        return ["?"]
    first, last = account.window
    months: list[str] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month) and len(months) < 2 * LONGEST:
        months.append(f"{year}-{month:02d}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months
