"""Scores of a grouping against the true one: MUC, B-cubed, CEAF-e, CoNLL F1, pairwise.

Definitions: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B-cubed), Luo 2005 (CEAF with the
entity-based similarity phi4), Pradhan et al. 2012 (CoNLL: the mean of the three). Both groupings
must hold the same mentions.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import linear_sum_assignment

Groups = Iterable[Iterable[Hashable]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall as shares; 0 where nothing was to be found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _share(hits: float, all_: float) -> float:
    return hits / all_ if all_ else 0.0


def _sets(groups: Groups) -> list[frozenset[Hashable]]:
    return [frozenset(group) for group in groups]


def muc(gold: Groups, found: Groups) -> Score:
    """Links that must be added to make one grouping of the other."""
    return Score(_muc(_sets(found), _sets(gold)), _muc(_sets(gold), _sets(found)))


def _muc(key: list[frozenset[Hashable]], response: list[frozenset[Hashable]]) -> float:
    where = {mention: n for n, group in enumerate(response) for mention in group}
    hits = sum(len(group) - len({where[m] for m in group}) for group in key)
    return _share(hits, sum(len(group) - 1 for group in key))


def b_cubed(gold: Groups, found: Groups) -> Score:
    """For each mention the share of its group that belongs to it; mean over mentions."""
    return Score(_b3(_sets(found), _sets(gold)), _b3(_sets(gold), _sets(found)))


def _b3(key: list[frozenset[Hashable]], response: list[frozenset[Hashable]]) -> float:
    where = {mention: n for n, group in enumerate(response) for mention in group}
    hits = sum(c * c / len(g) for g in key for c in Counter(where[m] for m in g).values())
    return _share(hits, sum(len(group) for group in key))


def ceaf_e(gold: Groups, found: Groups) -> Score:
    """The best one-to-one pairing of groups, similarity 2|A and B| / (|A| + |B|)."""
    key, response = _sets(gold), _sets(found)
    where = {mention: n for n, group in enumerate(response) for mention in group}
    similar = np.zeros((len(key), len(response)))
    for row, group in enumerate(key):
        for column, shared in Counter(where[m] for m in group).items():
            similar[row, column] = 2 * shared / (len(group) + len(response[column]))
    rows, columns = linear_sum_assignment(-similar)
    total = float(similar[rows, columns].sum())
    return Score(_share(total, len(response)), _share(total, len(key)))


def conll(gold: Groups, found: Groups) -> float:
    """The mean F1 of MUC, B-cubed and CEAF-e."""
    key, response = _sets(gold), _sets(found)
    return sum(metric(key, response).f1 for metric in (muc, b_cubed, ceaf_e)) / 3


def pairwise(gold: set[tuple[str, str]], found: set[tuple[str, str]]) -> Score:
    """Pairs put together, of those that belong together."""
    hits = len(gold & found)
    return Score(_share(hits, len(found)), _share(hits, len(gold)))


def pairs_of(groups: Groups) -> set[tuple[str, str]]:
    """All sorted pairs within groups."""
    return {
        (min(a, b), max(a, b))
        for group in groups
        for a, b in combinations(sorted(str(m) for m in group), 2)
    }
