"""How likely two claims speak of one event: a score for each field, with a reason.

Scores are added; above 0 the sum speaks for one event. `conflict` means that the two cannot be one
whatever else agrees. The weights are set by hand and checked by `eval.merging`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz

from casus.merge.account import Account, fold
from casus.model import Loss, Place

BIAS = -2.6
CONFLICT = -9.0
ALIKE = 86.0  # of 100: spellings of one name
REGION = 4  # UCDP precision from which a place is a province or wider
OPEN_MODES = frozenset({"clash", "heavy-weapons", "firearms", "territory", "explosives"})
AIR_MODES = frozenset({"aerial", "drone", "heavy-weapons"})


@dataclass(frozen=True, slots=True)
class Detail:
    """What one field contributes, and why."""

    field: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sum and its parts."""

    score: float
    details: tuple[Detail, ...]

    @property
    def conflict(self) -> bool:
        """Whether some field rules one event out."""
        return any(detail.score <= CONFLICT for detail in self.details)

    @property
    def why(self) -> str:
        """The reasons in words, weightiest first."""
        ordered = sorted(self.details, key=lambda d: -abs(d.score))
        return "; ".join(f"{d.why} ({d.score:+.1f})" for d in ordered if d.score)


def compare(left: Account, right: Account) -> Comparison:
    """Compare two claims; the order does not matter."""
    if right.id < left.id:
        left, right = right, left
    details: list[Detail] = []
    for judge in JUDGES:
        detail = judge(left, right)
        details.append(detail)
        if detail.score <= CONFLICT:
            break
    return Comparison(BIAS + sum(d.score for d in details), tuple(details))


def strangers(left: Account, right: Account) -> bool:
    """Whether the sides alone rule one event out; a quick look before the whole comparison."""
    if left.family != "FORCE":
        return not left.did & right.did
    if not (left.did and left.suffered and right.did and right.suffered):
        return False
    if left.parties == right.parties:
        return False
    return not (left.did & right.did and left.victims & right.victims)


def _time(left: Account, right: Account) -> Detail:
    a, b = left.window, right.window
    if a is None or b is None:
        return Detail("time", -1.0, "one date is unknown")
    gap = max((b[0] - a[1]).days, (a[0] - b[1]).days)
    if gap > 0 and not (left.exact and right.exact and gap == 1):
        return Detail("time", CONFLICT, f"{gap} days apart")
    if gap == 1:
        return Detail("time", 0.3, "one day apart")
    if left.exact and right.exact:
        return Detail("time", 2.0 if a == b else 1.7, "same day" if a == b else "days overlap")
    return _loose_time(left, right)


def _loose_time(left: Account, right: Account) -> Detail:
    if not left.days or not right.days:
        return Detail("time", -0.4, "one date is unknown, the reports are near")
    if left.summary != right.summary:
        return Detail("time", -1.0, "one sums up a long stretch")
    return Detail("time", 0.8, "one day lies within the other's month or year")


def _sides(left: Account, right: Account) -> Detail:
    if left.family != "FORCE":
        return _directed(left, right)
    one, two = left.did | left.suffered, right.did | right.suffered
    if not one or not two:
        return Detail("sides", -0.5, "one does not say who")
    if left.did == right.did and left.victims == right.victims:
        return Detail("sides", 2.0, "same sides in the same roles")
    if len(one) > 1 and one == two:
        alike = {left.mode, right.mode} & {"clash", ""} or left.mode == right.mode
        return Detail("sides", 1.2 if alike else 0.2, "same sides, told as attack and as answer")
    return _partial(left, right)


def _partial(left: Account, right: Account) -> Detail:
    if left.did == right.did and not (left.suffered and right.suffered):
        return Detail("sides", 1.2, "same actor, one does not say against whom")
    if not (left.did and right.did) and left.victims & right.victims:
        return Detail("sides", 0.6, "same side suffered, one does not say who did it")
    if left.did & right.did and left.victims & right.victims:
        return Detail("sides", 0.8, "sides overlap")
    return Detail("sides", CONFLICT, "other sides")


def _directed(left: Account, right: Account) -> Detail:
    if not left.did & right.did:
        return Detail("sides", CONFLICT, "other actors")
    if left.victims == right.victims:
        return Detail("sides", 2.0, "same actors towards the same")
    if left.victims & right.victims or not (left.suffered and right.suffered):
        return Detail("sides", 0.8, "same actors, recipients overlap or one gives none")
    return Detail("sides", CONFLICT, "other recipients")


def _type(left: Account, right: Account) -> Detail:
    if left.claim.type.value != right.claim.type.value:
        return Detail("type", -0.9, "another type of force")
    if left.mode == right.mode:
        return Detail("type", 1.0 if left.mode else 0.4, "same type and mode")
    if not left.mode or not right.mode:
        return Detail("type", 0.4, "same type, one gives no mode")
    if modes_agree(left.mode, right.mode):
        return Detail("type", 0.2, "same type, modes go together")
    return Detail("type", -2.0, "same type, modes differ")


def modes_agree(one: str, other: str) -> bool:
    """Whether two modes of a type may be one thing in two words."""
    modes = {one, other}
    return len(modes) == 1 or modes <= AIR_MODES or modes <= OPEN_MODES


def _place(left: Account, right: Account) -> Detail:
    a, b = left.claim.place, right.claim.place
    if a is None or b is None:
        return Detail("place", -0.1, "one place is unknown")
    if near := _same_place(left, right, a.value, b.value):
        return Detail("place", 1.8, near)
    abroad = a.value.country != b.value.country and bool(a.value.country and b.value.country)
    if _wide(a.value) != _wide(b.value) and not abroad:
        return Detail("place", -0.4, "one place may lie within the other")
    if (_front(left) and _front(right)) or (not abroad and (_front(left) or _front(right))):
        return Detail("place", -0.8, "other places of one front")
    return Detail("place", CONFLICT, "other places")


def _same_place(left: Account, right: Account, a: Place, b: Place) -> str:
    if left.names & right.names:
        return "same place"
    if fuzz.ratio(fold(a.name), fold(b.name)) >= ALIKE:
        return "spellings of one place"
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return ""
    if _wide(a) or _wide(b):
        return ""
    reach = min(max(3.0, (a.radius_km or 1.0) + (b.radius_km or 1.0)), 10.0)
    apart = kilometres((a.lat, a.lon), (b.lat, b.lon))
    return f"places {apart:.0f} km apart" if apart <= reach else ""


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance of two positions (latitude, longitude) on the sphere."""
    la, lb, dl = radians(a[0]), radians(b[0]), radians(b[1] - a[1])
    h = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin(dl / 2) ** 2
    return 12742.0 * asin(sqrt(min(1.0, h)))


def _wide(place: Place) -> bool:
    """Whether it is a region rather than a spot."""
    return place.lat is None or (place.precision or 0) >= REGION


def _front(account: Account) -> bool:
    """Whether the claim tells of fighting between two armies at several places at once."""
    claim = account.claim
    if claim.place is None or len(claim.place.value.also) < 2 or not claim.recipients:
        return False
    armies = all(".MIL" in slot.value for slot in (*claim.actors, *claim.recipients))
    name = fold(claim.place.value.name)
    others = {fold(n) for n in claim.place.value.also}
    others = {n for n in others if n not in name and fuzz.ratio(n, name) < 70}
    return armies and len(others) >= 2


def _losses(left: Account, right: Account) -> Detail:
    if left.did != right.did or left.victims != right.victims:
        return Detail("losses", 0.0, "")
    mine = {slot.value.kind: slot.value for slot in left.claim.losses}
    theirs = {slot.value.kind: slot.value for slot in right.claim.losses}
    score, words = 0.0, []
    fighting = "clash" in {left.mode, right.mode}
    for kind in sorted(mine.keys() & theirs.keys()):
        if _overlap(mine[kind], theirs[kind]):
            score += 0.8
            words.append(f"same number {kind}")
        else:
            score -= 0.2 if fighting else 2.5
            words.append(f"other number {kind}")
    return Detail("losses", score, ", ".join(words))


def _overlap(a: Loss, b: Loss) -> bool:
    return (a.high is None or b.low <= a.high) and (b.high is None or a.low <= b.high)


def _text(left: Account, right: Account) -> Detail:
    shared, either = len(left.words & right.words), len(left.words | right.words)
    share = shared / either if either else 0.0
    return Detail("text", round(min(1.5, 3.0 * share), 2), f"{share:.0%} of the words shared")


def _teller(left: Account, right: Account) -> Detail:
    a, b = left.claim, right.claim
    if a.doc == b.doc and a.source.value == b.source.value:
        return Detail("teller", -0.5, "one source in one page tells of both")
    if {a.status.value, b.status.value} in ({"occurred", "planned"}, {"denied", "planned"}):
        return Detail("teller", -0.5, "one is a plan")
    return Detail("teller", 0.0, "")


JUDGES: tuple[Callable[[Account, Account], Detail], ...] = (
    _sides,
    _time,
    _place,
    _type,
    _losses,
    _teller,
    _text,
)
