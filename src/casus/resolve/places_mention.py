"""The records of places in a text."""

from __future__ import annotations

from dataclasses import dataclass

from casus.model import Place, Span
from casus.resolve.places_event import Option


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name: where it stands (tokens `[start, end)` of `sentence`), and which place it is.

    `score` is the probability of the chosen place among the candidates, 0 when there were none;
    `kind` is a key of `entry.PRECISION`, or ''; `word` the noun of its kind beside it.
    """

    span: Span
    sentence: int
    start: int
    end: int
    text: str
    place: Place
    score: float
    kind: str
    word: str

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The places considered and not chosen."""
        return self.place.alternatives


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that an event may have: the mention it is, and the words that point to it."""

    option: Option
    mention: PlaceMention
    span: Span
