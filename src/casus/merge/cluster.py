"""From scored pairs to groups, without chaining.

Rule 1: two groups are joined only if the mean score over ALL pairs between them is above 0, and no
pair between them is in conflict. So a claim that resembles one member is not enough, and A-B, B-C
never put A and C together against their own comparison. The pair of groups with the highest mean
goes first; ties go by ids, so the order of arrival does not matter.
"""

from collections import defaultdict
from collections.abc import Mapping

Pair = tuple[str, str]

UNCOMPARED = -1.5  # what a pair counts that shares no block


def clusters(
    members: list[str], scores: Mapping[Pair, float], apart: set[Pair], together: set[Pair]
) -> list[tuple[str, ...]]:
    """Group ids by average linkage.

    `scores` has sorted pairs; `apart` may never share a group; `together` always do (they are
    joined first, whatever the scores).
    """
    groups: dict[str, list[str]] = {member: [member] for member in sorted(members)}
    where = {member: member for member in groups}
    for left, right in sorted(together):
        if left in where and right in where and where[left] != where[right]:
            _join(groups, where, where[left], where[right])
    sums, barred = _between(where, scores, apart)
    while best := _best(groups, sums, barred):
        left, right = best
        _join(groups, where, left, right)
        _fold_in(sums, barred, left, right)
    return sorted(tuple(sorted(group)) for group in groups.values())


def _join(groups: dict[str, list[str]], where: dict[str, str], left: str, right: str) -> None:
    """Put the right group into the left one."""
    for member in groups.pop(right):
        groups[left].append(member)
        where[member] = left


def _between(
    where: dict[str, str], scores: Mapping[Pair, float], apart: set[Pair]
) -> tuple[dict[str, dict[str, tuple[float, int]]], dict[str, set[str]]]:
    """Sum and number of scored pairs between groups, and groups that may not join."""
    sums: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
    barred: dict[str, set[str]] = defaultdict(set)
    for (a, b), score in scores.items():
        left, right = where[a], where[b]
        if left == right:
            continue
        total, count = sums[left].get(right, (0.0, 0))
        sums[left][right] = sums[right][left] = (total + score, count + 1)
    for a, b in apart:
        if a in where and b in where:
            barred[where[a]].add(where[b])
            barred[where[b]].add(where[a])
    return sums, barred


def _best(
    groups: dict[str, list[str]],
    sums: dict[str, dict[str, tuple[float, int]]],
    barred: dict[str, set[str]],
) -> Pair | None:
    best: tuple[float, str, str] | None = None
    for left, members in groups.items():
        for right, (total, count) in sums[left].items():
            if right <= left or right in barred[left]:
                continue
            size = len(members) * len(groups[right])
            mean = (total + UNCOMPARED * (size - count)) / size
            if mean > 0 and (best is None or (-mean, left, right) < best):
                best = (-mean, left, right)
    return (best[1], best[2]) if best else None


def _fold_in(
    sums: dict[str, dict[str, tuple[float, int]]],
    barred: dict[str, set[str]],
    left: str,
    right: str,
) -> None:
    """Let the left group take over what the right one had with others."""
    for other, (total, count) in sums.pop(right, {}).items():
        del sums[other][right]
        if other == left:
            continue
        mine, number = sums[left].get(other, (0.0, 0))
        sums[left][other] = sums[other][left] = (mine + total, number + count)
    for other in barred.pop(right, set()):
        barred[other].discard(right)
        barred[other].add(left)
        barred[left].add(other)
