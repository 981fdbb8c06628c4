"""What an expression says, before anything is known about the document: symbolic values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calendar:
    """Parts of a calendar date, as far as the words give them.

    `year` counts from 1; years before Christ have `era` "BC". `season` is SP, SU, FA or WI;
    `quarter` Q1…Q4 or H1, H2; `decade` holds the first digits (`192`), `century` likewise (`19`).
    `part` is the part of the day (MO, AF, EV, NI …) or a time `HH:MM`. `year_shift` is the year
    relative to the document ("June last year": -1), `year_anchor` the anchor of that shift.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    era: str = ""
    season: str = ""
    quarter: str = ""
    decade: str = ""
    century: str = ""
    part: str = ""
    year_shift: int | None = None
    year_anchor: str = "document"
    direction: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A bare weekday. `direction` is -1 for "last", +1 for "next", 0 for "this", else None."""

    weekday: int
    direction: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from an anchor: `document` (yesterday, ago) or `event` (the next day).

    `grain` is the unit of the result; "three weeks ago" shifts by weeks but names a day or week.
    """

    anchor: str
    unit: str
    amount: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """A duration. `amount` None is vague. `side` -1 "the past 24 hours", +1 "the next days"."""

    unit: str
    amount: int | None
    side: int = 0


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no anchor: PRESENT_REF, PAST_REF, FUTURE_REF, sets, times of any day."""

    value: str
    part: str = ""


Symbol = Calendar | Weekday | Shift | Length | Fixed


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of time at code points `[start, end)`, their TimeML type and meaning.

    `lead` is the word before it that makes it one end of a span: since, from, between, until, by.
    `mod` is TimeML's: START, MID, END, APPROX, or empty.
    """

    start: int
    end: int
    text: str
    type: str
    symbol: Symbol
    lead: str = ""
    mod: str = ""
