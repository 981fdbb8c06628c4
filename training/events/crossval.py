"""Cross-validate the whole path: train without a fold's pages, code them, keep their claims.

    python -m training.events.crossval --pages ../shared/train training/coded --out build/cv

Writes one folder a fold with the network that did not see the pages of the fold.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from casus.language import LanguageModel
from training.events.data import CodedPage, load
from training.events.export import export
from training.events.fit import Plan, fit
from training.train import MINILM

FOLDS = 5


def fold_of(page: str, pages: list[str]) -> int:
    """The fold of a page: its rank in the sorted names of its folder, modulo the folds."""
    return pages.index(page) % FOLDS


def main() -> None:
    """Read arguments and train the networks of all folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    model = LanguageModel.load()
    folds: dict[int, list[CodedPage]] = {number: [] for number in range(FOLDS)}
    for folder in arguments.pages:
        held = load([folder], model)
        names = sorted(one.name for one in held)
        for one in held:
            folds[fold_of(one.name, names)].append(one)
    for fold in arguments.folds:
        train = [one for number in range(FOLDS) if number != fold for one in folds[number]]
        network, pointers, ways = fit(train, MINILM, Plan(epochs=arguments.epochs))
        export(network, pointers, ways, arguments.out / str(fold))


if __name__ == "__main__":
    main()
