"""What the event network sees in a text, before anything is resolved."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pointer:
    """A token of a document: sentence number and token index in it, with a probability."""

    sentence: int
    token: int
    score: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that names an event, with the network's reading of it.

    `types`, `modes`, `statuses` and `sources` map labels to probabilities; a mode is written
    `TYPE.mode`, with `TYPE.` for none; sources are `author`, `actor` and `unnamed`. `actors`,
    `recipients` and `holders` (who says it) point to heads of noun phrases, best first.
    """

    sentence: int
    token: int
    types: dict[str, float]
    modes: dict[str, float]
    statuses: dict[str, float]
    sources: dict[str, float]
    actors: tuple[Pointer, ...]
    recipients: tuple[Pointer, ...]
    holders: tuple[Pointer, ...]
