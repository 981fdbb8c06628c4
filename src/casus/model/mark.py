"""What the event network sees in a text, before anything is resolved."""

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

# `actors`, `recipients` and `holders` (who says it) lead to the nearest words that stand for a
# party, be they a pronoun; `…_names` to every name of it near by; `places` and `dates` to where
# and when
ROLES = (
    "actors",
    "recipients",
    "holders",
    "places",
    "dates",
    "actor_names",
    "recipient_names",
    "holder_names",
)

PARTIES = ("actors", "recipients")  # the roles whose words are read for a sector

GRADES = (0.02, 0.1, 0.3, 0.6, 0.85)  # probabilities of a pointer that bound its grades


@dataclass(frozen=True, slots=True)
class Pointer:
    """A token of a document: sentence number and token index in it, with a probability.

    `sectors` maps sectors of the codebook to probabilities, for the phrase that the token heads;
    it is empty outside of `PARTIES`.
    """

    sentence: int
    token: int
    score: float
    sectors: Mapping[str, float] = field(default_factory=dict)


def graded(chance: float) -> int:
    """A probability as one of six grades."""
    return bisect_right(GRADES, chance)


def grade(pointers: Sequence[Pointer], sentence: int, tokens: Container[int]) -> str:
    """How surely pointers lead to one of the tokens of a sentence, as one of six grades."""
    found = (p.score for p in pointers if p.sentence == sentence and p.token in tokens)
    return str(graded(max(found, default=0.0)))


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that names an event, with the network's reading of it.

    `types`, `modes`, `statuses` and `sources` map labels to probabilities; a mode is written
    `TYPE.mode`, with `TYPE.` for none; sources are `author`, `actor` and `unnamed`. `pointers`
    has heads of phrases for every one of `ROLES`, best first. `sides` has, for every one of
    `PARTIES`, the probabilities of the sectors of who stands there; "" is for nobody.
    """

    sentence: int
    token: int
    types: dict[str, float]
    modes: dict[str, float]
    statuses: dict[str, float]
    sources: dict[str, float]
    pointers: Mapping[str, tuple[Pointer, ...]]
    sides: Mapping[str, Mapping[str, float]]
