"""What anchors relative dates: the document's day, and the dates that the text has named."""

from dataclasses import dataclass
from datetime import date

from casus.resolve.dates_calendar import Reading


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of the document's date.

    `known` tells whether its year is; `exact` whether it is the very day (with its weekday) or a
    day near it; `history` that the text narrates the past from its own chain of dates. `now` is
    the day that "today" and weekdays count from: the document's, or that of their entry.
    """

    day: date | None
    known: bool = True
    exact: bool = True
    history: bool = False
    entry: date | None = None

    @property
    def now(self) -> date | None:
        """The day that relative expressions count from, None if none is sure."""
        return self.entry or (self.day if self.exact else None)


class Chain:
    """The last dates of the text, by grain; they anchor what follows."""

    def __init__(self) -> None:
        self.day: Reading | None = None
        self.month: Reading | None = None
        self.year: Reading | None = None
        self.era: str = ""

    def take(self, reading: Reading) -> None:
        """Remember a resolved date."""
        if reading.era:
            self.era = reading.era
            self.year, self.month, self.day = reading, None, None
            return
        if reading.low is None or reading.grain == "":
            return
        self.era = ""
        self.year = reading
        if reading.grain in {"D", "W", "M", "S"}:
            self.month = reading
        if reading.grain == "D":
            self.day = reading
        elif reading.grain in {"M", "Y"}:
            self.day = None if self.day and not _within(self.day, reading) else self.day


def _within(inner: Reading, outer: Reading) -> bool:
    assert inner.low
    assert outer.low
    assert outer.high
    return outer.low <= inner.low <= outer.high
