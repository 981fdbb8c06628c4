"""Log-linear choices: named evidence for every option, and the weights of the evidence.

Each choice (a conditional logit) has a table of weights of its own, `NAME_choice.tsv`, fitted by
`python -m training.choices` on coded pages that the event network had not seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from casus.lexicon.weights import softmax, weights_of

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Choices:
    """The weights of everything that is chosen for a claim."""

    event: Weights
    mode: Weights
    party: Weights
    source: Weights
    place: Weights
    date: Weights
    claim: Weights

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Read the tables of a folder, the shipped ones when it is None.

        Raises:
            LexiconError: a table is missing or malformed; the message names file and line.
        """
        return cls(*(weights_of(f"{name}_choice.tsv", folder) for name in cls.__slots__))


def shares(weights: Weights, options: Iterable[Iterable[str]]) -> list[float]:
    """The probability of every option, each given by its evidence."""
    return softmax([sum(weights.get(name, 0.0) for name in evidence) for evidence in options])


def best(chances: list[float]) -> int:
    """The first of the likeliest options."""
    return max(range(len(chances)), key=lambda i: chances[i])
