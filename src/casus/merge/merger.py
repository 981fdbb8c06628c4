"""Claims into groups of one event, kept up to date as claims arrive.

Rule 1: a group depends only on the claims that are connected to it by comparisons above 0. Adding
claims compares them within their blocks and groups anew only what they are connected to; the
result is the same as if all had come at once, in any order.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from casus.merge.account import Account
from casus.merge.blocks import Blocks
from casus.merge.cluster import Pair, clusters
from casus.merge.compare import Comparison, compare, strangers
from casus.model import Link

LARGE = 300  # members of a component among which every pair is compared


def merge(accounts: Iterable[Account], links: Iterable[Link] = ()) -> list[tuple[str, ...]]:
    """Group claims; each group is the sorted ids of claims that speak of one event.

    `links` are judgements of people: `same` and `different` are obeyed, `unsure` is not.
    """
    merger = Merger(links)
    merger.add(accounts)
    return merger.groups()


class Merger:
    """Claims, their comparisons, and the groups so far."""

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self._accounts: dict[str, Account] = {}
        self._blocks = Blocks()
        self._scores: dict[str, dict[str, float]] = defaultdict(dict)  # by the lesser id
        self._near: dict[str, set[str]] = defaultdict(set)
        self._group: dict[str, tuple[str, ...]] = {}
        judged = {(link.left, link.right): link.judgement for link in links}
        self._same = {pair for pair, judgement in judged.items() if judgement == "same"}
        self._different = {pair for pair, judgement in judged.items() if judgement == "different"}
        self._judged: dict[str, set[str]] = defaultdict(set)
        for left, right in self._same:
            self._judged[left].add(right)
            self._judged[right].add(left)

    def add(self, accounts: Iterable[Account]) -> None:
        """Take in claims; those that are there already change nothing."""
        fresh = {a.id: a for a in accounts if a.id not in self._accounts}
        for account in fresh.values():
            self._compare(account)
            self._accounts[account.id] = account
            self._blocks.add(account)
        self._regroup(set(fresh))

    def groups(self) -> list[tuple[str, ...]]:
        """All groups, those of a single claim among them, in order of ids."""
        return sorted(set(self._group.values()))

    def why(self, left: str, right: str) -> Comparison:
        """The comparison of two claims."""
        return compare(self._accounts[left], self._accounts[right])

    def links(self) -> list[Link]:
        """The machine's judgements within groups, with their reasons."""
        found = []
        for left in sorted(self._scores):
            for right, score in sorted(self._scores[left].items()):
                if self._group[left] == self._group[right]:
                    why = self.why(left, right).why
                    found.append(Link(left, right, "same", round(score, 3), why, "machine"))
        return found

    def _compare(self, account: Account) -> None:
        for other in self._blocks.partners(account):
            if strangers(account, other) or (comparison := compare(account, other)).conflict:
                continue
            left, right = _pair(account.id, other.id)
            self._scores[left][right] = comparison.score
            if comparison.score > 0:
                self._near[account.id].add(other.id)
                self._near[other.id].add(account.id)

    def _regroup(self, fresh: set[str]) -> None:
        todo = set(fresh)
        while todo:
            component = self._component(todo.pop())
            todo -= component
            if len(component) == 1:
                self._group |= {one: (one,) for one in component}
                continue
            for group in self._grouped(sorted(component)):
                for member in group:
                    self._group[member] = group

    def _grouped(self, members: list[str]) -> list[tuple[str, ...]]:
        """The groups of a component.

        In a large one what shares no block, or is in conflict, is kept apart unseen.
        """
        among = set(members)
        scores = {
            (left, right): score
            for left in members
            for right, score in self._scores.get(left, {}).items()
            if right in among
        }
        large = len(members) > LARGE
        apart = set() if large else self._unblocked(members, scores)
        apart = (apart | self._different) - self._same
        return clusters(members, scores, apart, self._same, complete=large)

    def _unblocked(self, members: list[str], scores: dict[Pair, float]) -> set[Pair]:
        """Pairs in conflict; the others that share no block are compared and added to `scores`."""
        apart: set[Pair] = set()
        for pair in combinations(members, 2):
            if pair in scores:
                continue
            if (fresh := self.why(*pair)).conflict:
                apart.add(pair)
            else:
                scores[pair] = fresh.score
        return apart

    def _component(self, start: str) -> set[str]:
        found, queue = {start}, [start]
        while queue:
            one = queue.pop()
            judged = {other for other in self._judged[one] if other in self._accounts}
            for other in (self._near[one] | judged) - found:
                found.add(other)
                queue.append(other)
        return found


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
