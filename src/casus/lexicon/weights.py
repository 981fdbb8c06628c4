"""Tables of weighed evidence, and what sums of weights are worth as probabilities."""

import math
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

from casus.lexicon.table import LexiconError, table


def weights_of(name: str, folder: Path | Traversable | None = None) -> dict[str, float]:
    """The weight of every piece of evidence, from a table with `evidence` and `weight`.

    Raises:
        LexiconError: a weight is no number.
    """
    found = {}
    for row in table(name, ("evidence", "weight"), folder):
        try:
            found[row["evidence"]] = float(row["weight"])
        except ValueError:
            raise LexiconError(f"{row.where}: {row['weight']!r} is no number") from None
    return found


def softmax(sums: Sequence[float]) -> list[float]:
    """The probability of every option of a choice, from the sums of its evidence's weights."""
    top = max(sums)
    raised = [math.exp(value - top) for value in sums]
    total = sum(raised)
    return [value / total for value in raised]
