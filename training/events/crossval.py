"""Cross-validate the whole path: train without a fold's pages, code them, keep their claims.

    python -m training.events.crossval --pages ../shared/train --extra training/coded --out build/cv

Writes one folder a fold with the network that did not see the pages of the fold.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from casus.language import LanguageModel
from training.events.data import load
from training.events.export import export
from training.events.fit import Plan, fit, upper_layers
from training.events.states import StatesOf

FOLDS = 5


def fold_of(page: str, pages: list[str]) -> int:
    """The fold of a page: its rank in the sorted names, modulo the folds."""
    return pages.index(page) % FOLDS


def main() -> None:
    """Read arguments and train the networks of all folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--extra", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    parser.add_argument("--checkpoint", type=Path, default=Path("build/training/checkpoint.pt"))
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    model = LanguageModel.load()
    own, extra = load([arguments.pages], model), load(arguments.extra, model)
    states, upper = StatesOf(model), upper_layers(arguments.checkpoint)
    pages = sorted({window.page for window in own})
    for fold in arguments.folds:
        train = [w for w in own if fold_of(w.page, pages) != fold] + extra
        network, biases, ways = fit(train, states, upper, Plan(epochs=arguments.epochs))
        export(network, biases, ways, arguments.out / str(fold))


if __name__ == "__main__":
    main()
