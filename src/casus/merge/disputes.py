"""What is disputed: versions of an incident that cannot all be true."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from casus.merge.account import Account, bounds, holder, side
from casus.merge.compare import kilometres, modes_agree
from casus.model import Toll, Version

REGION = 4  # UCDP precision from which a place is a province or wider
ASTRAY = 25.0  # kilometres, beyond the places' own radii, from which two places differ


def disputes(
    told: Sequence[Account],
    fields: Mapping[str, tuple[Version, ...]],
    tolls: tuple[Toll, ...],
    *,
    denied: bool,
) -> tuple[str, ...]:
    """Fields whose versions exclude each other, by name; `status` where someone denies it.

    It takes two to dispute: what one holder says differently elsewhere or later is no dispute.
    Types are none either: one event can be an attack to one and a capture to another. `fields` are
    the versions by name; `denied` tells that one holder denies what another asserts.
    """
    found = ["status"] if denied else []
    pairs = list(combinations(told, 2))
    if any(_other_mode(a, b) for a, b in pairs):
        found.append("mode")
    if any(_other_days(v, w) for v, w in combinations(fields["date"], 2)):
        found.append("date")
    if any(_elsewhere(a, b) for a, b in pairs):
        found.append("place")
    found += [name for name in ("actors", "recipients") if _exclude(fields[name])]
    found += [f"{t.kind}:{t.side}" for t in tolls if len(t.versions) > 1 and _apart(t)]
    return tuple(found)


def _other_mode(left: Account, right: Account) -> bool:
    """Whether two holders name weapons or ways that are not each other's."""
    if holder(left) == holder(right) or left.claim.type.value != right.claim.type.value:
        return False
    return bool(left.mode and right.mode) and not modes_agree(left.mode, right.mode)


def _elsewhere(left: Account, right: Account) -> bool:
    """Whether two holders name places that cannot be one."""
    if holder(left) == holder(right):
        return False
    if left.claim.place is None or right.claim.place is None or left.names & right.names:
        return False
    a, b = left.claim.place.value, right.claim.place.value
    if a.country and b.country and a.country != b.country:
        return True
    if max(a.precision or 1, b.precision or 1) >= REGION:
        return False
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    reach = ASTRAY + (a.radius_km or 0.0) + (b.radius_km or 0.0)
    return kilometres((a.lat, a.lon), (b.lat, b.lon)) > reach


def _two(one: Version, other: Version) -> bool:
    """Whether two versions are not those of a single holder."""
    return len({*one.holders, *other.holders}) > 1


def _other_days(one: Version, other: Version) -> bool:
    a, b = bounds(one.value), bounds(other.value)
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0]) and _two(one, other)


def _exclude(given: tuple[Version, ...]) -> bool:
    """Whether versions of two holders name no common country."""
    sets = {v.value: {side(code) for code in v.value.split(" + ")} for v in given}
    pairs = combinations(given, 2)
    return any(not sets[v.value] & sets[w.value] and _two(v, w) for v, w in pairs)


def _apart(toll: Toll) -> bool:
    ranges = {v.value: _parse(v.value) for v in toll.versions}
    return any(
        (ranges[v.value][1] < ranges[w.value][0] or ranges[w.value][1] < ranges[v.value][0])
        and _two(v, w)
        for v, w in combinations(toll.versions, 2)
    )


def _parse(value: str) -> tuple[float, float]:
    if value.endswith("+"):
        return float(value[:-1]), float("inf")
    low, _, high = value.partition("-")
    return float(low), float(high or low)
