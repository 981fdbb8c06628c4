"""One event as read from the text, before losses, date and place are added."""

from dataclasses import dataclass

from casus.model import Pointer, Slot


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader, rules or network, makes of an event.

    `tokens` are the words that name it in sentence `sentence`, the naming one first; `chain` are
    the holders from the outermost to the innermost; `places` and `dates` are the network's
    pointers to where and when, `()` from rules.
    """

    sentence: int
    tokens: tuple[int, ...]
    type: Slot[str]
    mode: Slot[str] | None
    status: Slot[str]
    actors: tuple[Slot[str], ...]
    recipients: tuple[Slot[str], ...]
    source: Slot[str]
    chain: tuple[Slot[str], ...]
    places: tuple[Pointer, ...] = ()
    dates: tuple[Pointer, ...] = ()
