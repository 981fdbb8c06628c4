"""Calendar arithmetic and the two notations: TimeML values and the codebook's dates.

A `Reading` is what an expression means once its anchors are known. `low` and `high` are its first
and last day; where the year is unknown they lie in a stand-in year and `known` is False.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from casus.resolve.dates_words import SEASON_MONTHS


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of an expression.

    `value` is the TimeML value, empty if there is none. `grain` is D, W, M, Y or S (any other
    span). `weak` tells that only the part of the day was said, or a bare season.
    """

    value: str
    why: str
    low: date | None = None
    high: date | None = None
    grain: str = ""
    known: bool = True
    weak: bool = False
    era: str = ""
    year: int | None = None

    @property
    def code(self) -> str | None:
        """The codebook's notation, None where there is no date."""
        if self.low is None or self.high is None:
            return None
        return written(self.low, self.high, self.grain, known=self.known)


def nothing(why: str, value: str = "") -> Reading:
    """No date, with the reason."""
    return Reading(value, why)


def written(low: date, high: date, grain: str, *, known: bool) -> str:
    """`YYYY-MM-DD`, `YYYY-MM`, `YYYY`, a span `A/B`, or with `--` for the unknown year."""
    year = f"{low.year:04d}-" if known else "--"
    if grain == "M" and (low.year, low.month) == (high.year, high.month):
        return f"{year}{low.month:02d}"
    if grain == "Y" and low.year == high.year:
        return f"{low.year:04d}"
    first = f"{year}{low.month:02d}-{low.day:02d}"
    if low == high:
        return first
    year = f"{high.year:04d}-" if known else "--"
    return f"{first}/{year}{high.month:02d}-{high.day:02d}"


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, None for 30 February and the like."""
    if not MINYEAR <= year <= MAXYEAR or not 1 <= month <= 12:
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def shifted(base: date, days: int) -> date | None:
    """The date so many days on, None where the calendar ends."""
    try:
        return base + timedelta(days=days)
    except OverflowError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def of_day(day: date, why: str, part: str = "", *, known: bool = True) -> Reading:
    """One day, with a part of the day (`MO`) or a time (`19:30`)."""
    value = (
        f"{day.isoformat() if known else 'XXXX-' + day.isoformat()[5:]}{'T' + part if part else ''}"
    )
    return Reading(value, why, day, day, "D", known, year=day.year)


def of_month(year: int, month: int, why: str, *, known: bool = True) -> Reading:
    """A month."""
    value = f"{year:04d}-{month:02d}" if known else f"XXXX-{month:02d}"
    low, high = date(year, month, 1), month_end(year, month)
    return Reading(value, why, low, high, "M", known, year=year)


def of_year(year: int, why: str, *, known: bool = True) -> Reading:
    """A year."""
    if not known:
        return nothing(f"{why}; the year is unknown", "XXXX")
    low, high = date(year, 1, 1), date(year, 12, 31)
    return Reading(f"{year:04d}", why, low, high, "Y", known, year=year)


def of_week(day: date, why: str, *, known: bool = True, weekend: bool = False) -> Reading:
    """The week (Monday to Sunday) or weekend that holds a day."""
    low = day - timedelta(days=day.weekday())
    high = low + timedelta(days=6)
    year, week, _ = day.isocalendar()
    value = f"{year:04d}-W{week:02d}{'-WE' if weekend else ''}"
    return Reading(
        value, why, low + timedelta(days=5) if weekend else low, high, "W", known, year=day.year
    )


def of_season(year: int, season: str, why: str, *, known: bool = True) -> Reading:
    """A season; winter runs into the next year."""
    first, last = SEASON_MONTHS[season]
    over = last > 12
    high = month_end(year + over, last - 12 * over)
    value = f"{year if known else 'XXXX'}-{season}"
    return Reading(value, why, date(year, first, 1), high, "S", known, weak=True, year=year)


def of_quarter(year: int, quarter: str, why: str) -> Reading:
    """Q1 to Q4, H1 or H2."""
    length = 3 if quarter[0] == "Q" else 6
    first = (int(quarter[1]) - 1) * length + 1
    low, high = date(year, first, 1), month_end(year, first + length - 1)
    return Reading(f"{year:04d}-{quarter}", why, low, high, "S", year=year)


def of_years(digits: str, era: str, why: str) -> Reading:
    """A decade (three digits) or a century (two digits)."""
    if era:
        return Reading(
            f"BC{digits.rjust(3 if len(digits) < 3 and digits[0] != '0' else 2, '0')}", why
        )
    size = 10 ** (4 - len(digits))
    first = int(digits) * size
    if first < 1:
        return nothing(why, digits)
    low, high = date(first, 1, 1), date(first + size - 1, 12, 31)
    return Reading(digits, why, low, high, "S", year=first)


def of_era(year: int, month: int | None, day: int | None, why: str) -> Reading:
    """A date before Christ; the codebook has no notation for it."""
    value = f"BC{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
    return Reading(value, why, era="BC", year=year)


def with_span(first: Reading, last: Reading, why: str) -> Reading:
    """From the first day of one reading to the last day of another."""
    return replace(first, high=last.high, grain="S", why=why, known=first.known and last.known)
