"""From scored pairs to groups, without chaining.

Rule 1: two groups are joined only if the mean score over ALL pairs between them is above 0, and no
pair between them is in conflict. So a claim that resembles one member is not enough, and A-B, B-C
never put A and C together against their own comparison. The pair of groups with the highest mean
goes first; ties go by ids, so the order of arrival does not matter.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

Pair = tuple[str, str]

UNCOMPARED = -1.5  # what a pair counts that shares no block


@dataclass(slots=True)
class _Groups:
    """Groups by the least id of their members, and what lies between them.

    `sums` holds the sum and the number of scored pairs between two groups, `barred` those that may
    not join. If `complete`, groups with an unscored pair between them may not join either.
    """

    members: dict[str, list[str]]
    complete: bool
    sums: dict[str, dict[str, tuple[float, int]]] = field(default_factory=lambda: defaultdict(dict))
    barred: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def mean(self, left: str, right: str) -> float | None:
        """The mean score of all pairs between two groups; None if they may not join."""
        if right in self.barred[left]:
            return None
        total, count = self.sums[left][right]
        size = len(self.members[left]) * len(self.members[right])
        if self.complete and count < size:
            return None
        return (total + UNCOMPARED * (size - count)) / size

    def join(self, left: str, right: str) -> None:
        """Put the right group into the left one, with what it had with others."""
        self.members[left] += self.members.pop(right)
        for other, (total, count) in self.sums.pop(right, {}).items():
            del self.sums[other][right]
            if other == left:
                continue
            mine, number = self.sums[left].get(other, (0.0, 0))
            self.sums[left][other] = self.sums[other][left] = (mine + total, number + count)
        for other in self.barred.pop(right, set()):
            self.barred[other].discard(right)
            self.barred[other].add(left)
            self.barred[left].add(other)


def clusters(
    members: list[str],
    scores: Mapping[Pair, float],
    apart: set[Pair],
    together: set[Pair],
    *,
    complete: bool = False,
) -> list[tuple[str, ...]]:
    """Group ids by average linkage, in time that grows with the number of scored pairs.

    `scores` has sorted pairs; `apart` may never share a group; `together` always do (they are
    joined first, whatever the scores). With `complete`, pairs without a score are apart as well.
    """
    groups = _joined(members, together, complete=complete)
    where = {one: key for key, group in groups.members.items() for one in group}
    _between(groups, where, scores, apart)
    queue = [entry for left in groups.members for entry in _entries(groups, left, after=left)]
    heapify(queue)
    while queue:
        worst, left, right = heappop(queue)
        if left not in groups.members or right not in groups.members:
            continue
        if groups.mean(left, right) != -worst:
            continue  # stale: one of the two has grown since
        groups.join(left, right)
        for entry in _entries(groups, left):
            heappush(queue, entry)
    return sorted(tuple(sorted(group)) for group in groups.members.values())


def _joined(members: list[str], together: set[Pair], *, complete: bool) -> _Groups:
    """Each id alone, but for those that are always together."""
    groups = _Groups({member: [member] for member in sorted(members)}, complete)
    where = {member: member for member in groups.members}
    for pair in sorted(together):
        if not all(one in where for one in pair):
            continue
        left, right = sorted(where[one] for one in pair)
        if left != right:
            groups.join(left, right)
            where |= dict.fromkeys(groups.members[left], left)
    return groups


def _between(
    groups: _Groups, where: Mapping[str, str], scores: Mapping[Pair, float], apart: set[Pair]
) -> None:
    for (a, b), score in scores.items():
        left, right = where[a], where[b]
        if left == right:
            continue
        total, count = groups.sums[left].get(right, (0.0, 0))
        groups.sums[left][right] = groups.sums[right][left] = (total + score, count + 1)
    for a, b in apart:
        if a in where and b in where:
            groups.barred[where[a]].add(where[b])
            groups.barred[where[b]].add(where[a])


def _entries(groups: _Groups, one: str, after: str = "") -> Iterator[tuple[float, str, str]]:
    """The pairs of a group with others (of later ids) that would join, by falling mean."""
    for other in groups.sums[one]:
        if other > after and (mean := groups.mean(one, other)) is not None and mean > 0:
            yield -mean, min(one, other), max(one, other)
