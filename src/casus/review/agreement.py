"""How far reviewers agree, field by field.

Rule 1: a reviewer's reading of a claim counts only if he had not seen another's decision on it,
for agreement with what one knows is none. Approving says that every field is right as it stood,
with one's own corrections; fields of a claim that one rejects have no reading.

Cohen's kappa: J. Cohen, "A coefficient of agreement for nominal scales", 1960. Krippendorff's alpha
for nominal data, any number of reviewers and missing readings: K. Krippendorff, "Computing
Krippendorff's alpha-reliability", 2011.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from casus.model import Claim, Decision
from casus.review.fields import RULES, coded
from casus.review.standing import Standing

VERDICT = "verdict"
RATED = frozenset({"approved", "rejected", "unverifiable"})

Readings = Mapping[str, Mapping[str, str]]  # of each unit: reviewer -> value


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one field.

    `units` are claims that two or more read independently; `same` is the share of pairs of readings
    that are equal. `alpha` and each `kappa` are None where nothing varies or nobody met.
    """

    field: str
    units: int
    same: float | None
    alpha: float | None
    kappas: tuple[tuple[str, str, int, float | None], ...]


def agreement(stand: Standing, claims: Mapping[str, Claim]) -> list[Agreement]:
    """Agreement on the verdict and on every field.

    Args:
        stand: all decisions.
        claims: the claims as the machine read them, by id.

    """
    readings = _readings(stand, claims)
    return [_on(name, readings[name]) for name in (VERDICT, *RULES)]


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two reviewers' values; None without pairs, or where chance is certain."""
    count = len(pairs)
    if not count:
        return None
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[value] * right[value] for value in left) / count**2
    seen = sum(a == b for a, b in pairs) / count
    return None if chance == 1.0 else (seen - chance) / (1.0 - chance)


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal values; None if fewer than two values can be paired."""
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for values in units:
        if len(values) < 2:
            continue
        for pair, times in Counter(permutations(values, 2)).items():
            weights[pair] += times / (len(values) - 1)
    totals: dict[str, float] = defaultdict(float)
    for (value, _), weight in weights.items():
        totals[value] += weight
    whole = sum(totals.values())
    if whole <= 1 or len(totals) < 2:
        return None
    observed = sum(weight for (a, b), weight in weights.items() if a != b)
    expected = sum(totals[a] * totals[b] for a, b in permutations(totals, 2))
    return 1.0 - (whole - 1.0) * observed / expected


def _readings(stand: Standing, claims: Mapping[str, Claim]) -> dict[str, dict[str, dict[str, str]]]:
    """For each field and claim the independent readings by reviewer, as JSON."""
    found: dict[str, dict[str, dict[str, str]]] = {name: {} for name in (VERDICT, *RULES)}
    for claim, decisions in _by_claim(stand).items():
        for reviewer in sorted({d.by for d in decisions}):
            own = _unaware(decisions, reviewer)
            verdict = next((d.value for d in reversed(own) if d.action == "state"), None)
            if verdict not in RATED or claim not in claims:
                continue
            found[VERDICT].setdefault(claim, {})[reviewer] = verdict
            if verdict == "approved":
                for name, value in _values(claims[claim], own).items():
                    found[name].setdefault(claim, {})[reviewer] = value
    return found


def _by_claim(stand: Standing) -> dict[str, list[Decision]]:
    """Standing verdicts and corrections by claim."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in stand.decisions:
        final = decision.action == "correct" or decision.value in RATED
        if final and decision.action in {"correct", "state"} and decision.seq not in stand.undone:
            found[decision.claim].append(decision)
    return found


def _unaware(decisions: Sequence[Decision], reviewer: str) -> list[Decision]:
    """A reviewer's decisions that he took before seeing another's (Rule 1)."""
    others = [d for d in decisions if d.by != reviewer]
    return [d for d in decisions if d.by == reviewer and not any(d.seen >= o.seq for o in others)]


def _values(claim: Claim, own: Sequence[Decision]) -> dict[str, str]:
    read = {name: json.dumps(coded(claim, name), sort_keys=True) for name in RULES}
    given = {d.field: d.value for d in own if d.action == "correct"}
    return read | {name: _canonical(name, value) for name, value in given.items()}


def _canonical(name: str, value: str) -> str:
    """A corrected value in the form of `coded`, so that equal readings are equal texts."""
    body = json.loads(value)
    if name == "place" and body is not None:
        body = {"name": body["name"], "country": body["country"]}
    if name == "evidence":
        body = [body["start"], body["end"]]
    return json.dumps(body, sort_keys=True)


def _on(name: str, readings: Readings) -> Agreement:
    met = {claim: values for claim, values in readings.items() if len(values) > 1}
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for values in met.values():
        for one, other in combinations(sorted(values), 2):
            pairs[one, other].append((values[one], values[other]))
    every = [pair for some in pairs.values() for pair in some]
    return Agreement(
        field=name,
        units=len(met),
        same=sum(a == b for a, b in every) / len(every) if every else None,
        alpha=alpha([tuple(values.values()) for values in met.values()]),
        kappas=tuple((a, b, len(some), kappa(some)) for (a, b), some in sorted(pairs.items())),
    )
