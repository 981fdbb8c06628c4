"""Fit the weights of `place_weights.tsv` on coded pages: which place is an event's, or none.

    python -m training.place_weights GOLD... [--folds N] [--write TSV]

Every event asks for one option among its page's places and "none"; the weights maximise the
probability of the options that the coder's place agrees with (a conditional logit, penalised by
the squares of the weights). With --folds the pages are held out in turn and the share right is
printed; with --write the weights of all pages are written.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from casus.resolve.places import Places
from casus.resolve.places_event import evidence, none_evidence
from casus.resolve.places_index import PlaceIndex
from eval.places import CodedPage, claims, located, pages, same_place

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
PENALTY = 2.0
FEWEST = 3
ROUNDS = 400
RATE = 0.3
HEADER = """\
# Weights of the evidence that a place is that of an event; rows that begin with `none`
# speak for no place. Written by `python -m training.place_weights`.
evidence\tweight
"""


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence of every option, and which options are right."""

    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def examples(page: CodedPage, places: Places) -> list[Example]:
    """Build the examples of a page; the place of the last event is the coder's."""
    index = places.in_document(page.document, page.sentences)
    found = []
    for claim, sentence, token in located(page):
        ways, gold = index.ways(sentence), claim["place"]
        choices = index.choices(sentence, token)
        rows = [tuple(evidence(ways, token, c.option, claim["type"])) for c in choices]
        right = [bool(gold) and same_place(gold, c.mention.place) for c in choices]
        rows.append(tuple(none_evidence(ways, token, claim["type"], [c.option for c in choices])))
        right.append(not gold)
        if any(right):
            found.append(Example(tuple(rows), tuple(right)))
        _remember(index, choices, right, sentence)
    return found


def _remember(
    index: PlaceIndex, choices: Sequence[object], right: Sequence[bool], sentence: int
) -> None:
    for choice, fits in zip(choices, right, strict=False):
        if fits:
            index.remember(sentence, choice.mention)  # type: ignore[attr-defined]
            return


def fit(found: Sequence[Example]) -> dict[str, float]:
    """Find the weights by gradient ascent with momentum; rare evidence is left out."""
    counts = Counter(n for e in found for n in {n for row in e.options for n in row})
    names = sorted(n for n, c in counts.items() if c >= FEWEST)
    table = Table.of(found, {n: i for i, n in enumerate(names)})
    weights = np.zeros(len(names))
    speed = np.zeros(len(names))
    for _ in range(ROUNDS):
        slope = table.slope(weights) - PENALTY * weights
        speed = 0.9 * speed + RATE * slope / max(30.0, len(found) ** 0.5 * 10)
        weights = weights + speed
    return {n: float(w) for n, w in zip(names, weights, strict=True)}


@dataclass(frozen=True, slots=True)
class Table:
    """All examples flat: `columns` holds the evidence of one option after the other.

    `rows` gives the option of every column entry, `groups` the example of every option.
    """

    columns: Ints
    rows: Ints
    groups: Ints
    right: Floats
    width: int

    @classmethod
    def of(cls, found: Sequence[Example], place: dict[str, int]) -> Table:
        """Lay the examples out."""
        columns, rows, groups, right = [], [], [], []
        for number, example in enumerate(found):
            for names, fits in zip(example.options, example.right, strict=True):
                known = [place[n] for n in names if n in place]
                columns += known
                rows += [len(groups)] * len(known)
                groups.append(number)
                right.append(float(fits))
        arrays = (np.array(columns), np.array(rows), np.array(groups))
        return cls(*arrays, np.array(right), len(place))

    def slope(self, weights: Floats) -> Floats:
        """Give the gradient of the log probability of the right options."""
        size = len(self.groups)
        value = np.bincount(self.rows, weights[self.columns], size)
        top = np.full(self.groups[-1] + 1, -np.inf)
        np.maximum.at(top, self.groups, value)
        value = np.exp(value - top[self.groups])
        good = value * self.right
        share = value / np.bincount(self.groups, value)[self.groups]
        wanted = good / np.bincount(self.groups, good)[self.groups]
        return np.bincount(self.columns, (wanted - share)[self.rows], self.width)


def held_out(coded: Sequence[CodedPage], folds: int) -> float:
    """Give the share right when every page is answered with weights of the others."""
    made = [examples(page, Places()) for page in coded]
    right = asked = 0
    split = {True: [0, 0], False: [0, 0]}
    for fold in range(folds):
        weights = fit([e for i, es in enumerate(made) if i % folds != fold for e in es])
        places = Places(weights=weights)
        for answer in claims([p for i, p in enumerate(coded) if i % folds == fold], places):
            asked, right = asked + 1, right + answer.right
            split[bool(answer.gold)][0] += answer.right
            split[bool(answer.gold)][1] += 1
    print({("place" if k else "none"): round(a / b, 4) for k, (a, b) in split.items()})
    return right / asked


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    coded = [page for folder in args.gold for page in pages(folder)]
    if args.folds:
        print(f"held out\t{held_out(coded, args.folds):.4f}")
    if args.write:
        places = Places()
        weights = fit([e for page in coded for e in examples(page, places)])
        lines = [
            f"{name}\t{value:.3f}\n"
            for name, value in sorted(weights.items())
            if abs(value) >= 0.02
        ]
        args.write.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
