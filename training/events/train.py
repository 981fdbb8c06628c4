"""Train the event network on coded pages and write the shipped files.

python -m training.events.train --pages ../shared/train training/coded --out FOLDER
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from casus.language import LanguageModel
from training.events.data import load
from training.events.export import export
from training.events.fit import Plan, fit
from training.train import MINILM


def main() -> None:
    """Read arguments, train on all pages, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--seed", type=int, default=Plan().seed)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    model = LanguageModel.load()
    pages = load(arguments.pages, model)
    network, pointers, ways = fit(pages, MINILM, Plan(epochs=arguments.epochs, seed=arguments.seed))
    export(network, pointers, ways, arguments.out)


if __name__ == "__main__":
    main()
