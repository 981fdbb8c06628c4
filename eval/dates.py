"""Yardstick of dates: the time expressions of WikiWars (train).

    python -m eval.dates GOLD

GOLD is the folder with `data/wikiwars/train/tml`; what is absent is skipped. The dates of events
hang on the event network too and are measured over pairs of claims (`eval.coding`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from eval.wikiwars import score


def measure(gold: Path) -> dict[str, float]:
    """WikiWars F1s in percent."""
    files = sorted((gold / "data" / "wikiwars" / "train" / "tml").glob("*.tml"))
    return score(files) if files else {}


def main() -> None:
    """Print the yardstick."""
    parser = argparse.ArgumentParser(description="Score dates.")
    parser.add_argument("gold", type=Path)
    for name, value in measure(parser.parse_args().gold).items():
        print(f"{name:24} {value}")


if __name__ == "__main__":
    main()
