"""Conditional logit: weights under which the right options of every case are the likeliest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

FEWEST = 3  # cases in which a piece of evidence must occur to be weighed
LEAST = 0.02  # weights nearer to zero are not written


@dataclass(frozen=True, slots=True)
class Case:
    """The evidence of every option with its strength, and which options are right.

    `weight` is how many times the case counts.
    """

    options: tuple[tuple[tuple[str, float], ...], ...]
    right: tuple[bool, ...]
    weight: float = 1.0


def case(options: Iterable[Iterable[str]], right: Sequence[bool]) -> Case:
    """A case whose evidence is there or not."""
    return Case(tuple(tuple((name, 1.0) for name in row) for row in options), tuple(right))


def fit(cases: Sequence[Case], penalty: float, rounds: int = 60) -> dict[str, float]:
    """The weights of the largest penalised likelihood; cases without a right option are left out.

    Args:
        cases: what was asked.
        penalty: half of it times the sum of the squared weights is taken from the log likelihood.
        rounds: iterations of L-BFGS.
    """
    cases = [one for one in cases if any(one.right)]
    counts = Counter(name for one in cases for name in {n for row in one.options for n, _ in row})
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    table = _table(cases, {name: number for number, name in enumerate(names)})
    weights = torch.zeros(len(names), dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([weights], max_iter=rounds, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        search.zero_grad()
        loss = table.loss(weights) + 0.5 * penalty * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    search.step(closure)
    found = weights.detach().tolist()
    return {n: round(w, 3) for n, w in zip(names, found, strict=True) if abs(w) >= LEAST}


@dataclass(frozen=True, slots=True)
class _Table:
    """All cases flat: entry by entry the weight's column, the strength and the option's row."""

    columns: Tensor
    sizes: Tensor
    rows: Tensor
    groups: Tensor
    right: Tensor
    weights: Tensor

    def loss(self, weights: Tensor) -> Tensor:
        sums = torch.zeros(len(self.groups), dtype=torch.float64)
        sums = sums.index_add(0, self.rows, weights[self.columns] * self.sizes)
        every = self._pooled(sums)
        good = self._pooled(torch.where(self.right, sums, torch.full_like(sums, -1e9)))
        return ((every - good) * self.weights).sum()

    def _pooled(self, sums: Tensor) -> Tensor:
        """The logarithm of the summed exponentials of every case's options."""
        top = torch.full((len(self.weights),), -1e12, dtype=torch.float64)
        top = top.scatter_reduce(0, self.groups, sums.detach(), "amax")
        raised = torch.exp(sums - top[self.groups])
        return torch.zeros_like(top).index_add(0, self.groups, raised).log() + top


def _table(cases: Sequence[Case], place: dict[str, int]) -> _Table:
    columns, sizes, rows, groups, right = [], [], [], [], []
    for number, one in enumerate(cases):
        for evidence, fits in zip(one.options, one.right, strict=True):
            known = [(place[name], size) for name, size in evidence if name in place]
            columns += [c for c, _ in known]
            sizes += [s for _, s in known]
            rows += [len(groups)] * len(known)
            groups.append(number)
            right.append(fits)
    held = (torch.from_numpy(np.array(part, np.int64)) for part in (columns, rows, groups))
    column, row, group = held
    strengths = torch.tensor(sizes, dtype=torch.float64)
    counts = torch.tensor([one.weight for one in cases], dtype=torch.float64)
    return _Table(column, strengths, row, group, torch.tensor(right), counts)


def write(weights: dict[str, float], path: Path, about: str, by: str = "training.choices") -> None:
    """Write a table of weights; `about` says in a line what they weigh, `by` which module did."""
    lines = [f"# {about}\n# Written by `python -m {by}`.\nevidence\tweight\n"]
    lines += [f"{name}\t{value}\n" for name, value in sorted(weights.items())]
    path.write_text("".join(lines), encoding="utf-8")
