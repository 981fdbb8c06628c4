"""Resolve symbols against two anchors: the document's date and the chain of event dates.

Yesterday, Tuesday and "ago" count from the document; "the following day", "later" and "that month"
from the last date of the text. A date without a year takes the one on the side that the tense of
its sentence points to; without tense, the nearest. In a history (a text whose years lie long before
its own date) it takes the year of the chain.
"""

from dataclasses import replace
from datetime import date

from casus.resolve import dates_calendar as cal
from casus.resolve.dates_calendar import Reading, nothing
from casus.resolve.dates_frame import Chain, Frame
from casus.resolve.dates_relative import spell_length
from casus.resolve.dates_shift import DAYS_IN, from_document, from_event
from casus.resolve.dates_symbols import Calendar, Expression, Fixed, Length, Shift, Weekday
from casus.resolve.dates_tense import FUTURE, PAST


def resolve(expression: Expression, frame: Frame, chain: Chain, tense: int) -> Reading:
    """The meaning of one expression; an impossible or anchorless one has no value."""
    match expression.symbol:
        case Calendar() as symbol:
            return _calendar(symbol, frame, chain, tense)
        case Weekday() as symbol:
            return _weekday(symbol, frame, tense)
        case Shift(anchor="document") as symbol:
            return from_document(symbol, frame)
        case Shift() as symbol:
            return from_event(symbol, frame, chain)
        case Length() as symbol:
            return _length(symbol, frame)
        case Fixed() as symbol:
            return _fixed(symbol, frame, chain)


def _fixed(symbol: Fixed, frame: Frame, chain: Chain) -> Reading:
    if not symbol.part:
        value = "" if symbol.value.startswith("P~") else symbol.value
        return nothing("a value of its own", value)
    base = chain.day if _recent(chain.day, frame.now) else None
    if frame.now and not frame.history and base is None:
        found = cal.of_day(frame.now, "part of the document's day", symbol.part, known=frame.known)
        return replace(found, weak=True)
    if base is None or base.low is None or frame.history:
        return nothing("a time without a day", f"XXXX-XX-XXT{symbol.part}")
    found = cal.of_day(base.low, "part of the last day named", symbol.part, known=base.known)
    return replace(found, weak=True)


def _recent(reading: Reading | None, now: date | None) -> bool:
    """Whether the last day named is near enough for "at dawn" to be its dawn."""
    if reading is None or reading.low is None or now is None:
        return reading is not None
    return 0 <= (now - reading.low).days <= 10


def _length(symbol: Length, frame: Frame) -> Reading:
    value = spell_length(symbol.unit, symbol.amount)
    if not symbol.side or frame.now is None or symbol.amount is None or frame.history:
        return nothing("a duration", value)
    days = symbol.amount * {"H": 1 / 24, "MIN": 1 / 1440, "S": 0, "M": 30.44, "Y": 365.25}.get(
        symbol.unit, DAYS_IN.get(symbol.unit, 3652)
    )
    other = cal.shifted(frame.now, round(symbol.side * days))
    if other is None:
        return nothing("a duration beyond the calendar", value)
    low, high = min(other, frame.now), max(other, frame.now)
    why = "a stretch of time that touches the document's date"
    return Reading(value, why, low, high, "S", frame.known, weak=symbol.side > 0, year=low.year)


def _calendar(symbol: Calendar, frame: Frame, chain: Chain, tense: int) -> Reading:
    if printed := _printed(symbol):
        return printed
    if symbol.quarter.startswith("'"):
        return _short_year(symbol, frame, chain)
    if symbol.day and symbol.month is None and symbol.year is None:
        return _day_of_month(symbol.day, frame, chain, tense)
    if chain.era and symbol.year is None and symbol.year_shift is None:
        return _before_christ(symbol, chain)
    year, known, why = _year_of(symbol, frame, chain, tense)
    return _yearless(symbol, why) if year is None else _complete(symbol, year, why, known=known)


def _printed(symbol: Calendar) -> Reading | None:
    """What needs no anchor: decades, centuries, years before Christ; and ambiguous orders."""
    if symbol.part.startswith("?"):
        return nothing("the order of day and month is ambiguous", f"{symbol.year:04d}")
    if symbol.century or symbol.decade:
        return cal.of_years(symbol.century or symbol.decade, symbol.era, "printed so")
    if symbol.era and symbol.year:
        return cal.of_era(symbol.year, symbol.month, symbol.day, "printed so")
    return None


def _day_of_month(day: int, frame: Frame, chain: Chain, tense: int) -> Reading:
    """`The 22nd`: near the document's day, else of the month last named."""
    if frame.now and not frame.history:
        base, known = frame.now, frame.known
        months = [base.year * 12 + base.month - 1 + step for step in (0, -1, 1)]
        days = [d for m in months if (d := cal.make_day(m // 12, m % 12 + 1, day))]
        side = tense or PAST
        found = min(days, key=lambda d: abs((d - base).days) + 100 * ((d - base).days * side < 0))
        return cal.of_day(found, "nearest such day on the side of the tense", known=known)
    last = chain.month.low if chain.month else None
    if chain.month is None or last is None:
        return nothing("a day without a month")
    named = cal.make_day(last.year, last.month, day)
    return (
        cal.of_day(named, "month of the chain", known=chain.month.known)
        if named
        else nothing("no such day")
    )


def _before_christ(symbol: Calendar, chain: Chain) -> Reading:
    year = chain.year.year if chain.year else None
    if year is None:
        return nothing("no year before Christ to lean on")
    if symbol.season:
        return Reading(f"BC{year:04d}-{symbol.season}", "year of the chain", era="BC", year=year)
    return cal.of_era(year, symbol.month, symbol.day, "year of the chain")


def _short_year(symbol: Calendar, frame: Frame, chain: Chain) -> Reading:
    digits = int(symbol.quarter[1:])
    near = chain.year.low.year if chain.year and chain.year.low else None
    near = near or (frame.day.year if frame.day else 2000)
    year = min(
        (near // 100 * 100 + digits + c for c in (-100, 0, 100)), key=lambda y: abs(y - near)
    )
    return cal.of_year(year, "two digits, nearest century")


def _complete(symbol: Calendar, year: int, why: str, *, known: bool) -> Reading:
    if symbol.season:
        return cal.of_season(year, symbol.season, why, known=known)
    if symbol.quarter:
        return cal.of_quarter(year, symbol.quarter, why)
    if symbol.month is None:
        return cal.of_year(year, why, known=known)
    if symbol.day is None:
        return cal.of_month(year, symbol.month, why, known=known)
    day = cal.make_day(year, symbol.month, symbol.day)
    if day is None:
        return nothing(f"there is no {symbol.day}.{symbol.month}.{year}")
    return cal.of_day(day, why, symbol.part, known=known)


_STAND_IN = 2000  # a leap year, so that 29 February exists


def _yearless(symbol: Calendar, why: str) -> Reading:
    return _complete(symbol, _STAND_IN, why, known=False)


def _year_of(
    symbol: Calendar, frame: Frame, chain: Chain, tense: int
) -> tuple[int | None, bool, str]:
    """The year, whether it is known, and why."""
    if symbol.year is not None:
        return symbol.year, True, "printed so"
    if (
        symbol.year_shift is not None
        and symbol.year_anchor == "event"
        and chain.year
        and chain.year.low
    ):
        return chain.year.low.year + symbol.year_shift, chain.year.known, "year from the chain"
    if symbol.year_shift is not None and frame.day:
        return frame.day.year + symbol.year_shift, frame.known, "year from the document's"
    if _leads(frame, chain) and chain.year and chain.year.low:
        return _year_in_chain(symbol, chain.year)
    if frame.day is None or frame.history:
        return None, False, "no year in reach"
    year, why = _year_by_tense(symbol, frame.day, tense)
    return year, frame.known, why


def _leads(frame: Frame, chain: Chain) -> bool:
    """Whether the chain gives the year: in a history, or where the page has no date."""
    return frame.history or (
        frame.day is None and chain.year is not None and chain.year.grain != "Y"
    )


def _first_month(symbol: Calendar) -> int:
    return symbol.month or {"SP": 3, "SU": 6, "FA": 9, "WI": 12}.get(symbol.season, 1)


def _year_in_chain(symbol: Calendar, last: Reading) -> tuple[int, bool, str]:
    """A narrative goes forward: a month long before the last one belongs to the next year."""
    assert last.low
    year, month = last.low.year, _first_month(symbol)
    if symbol.direction in {2, -2} and last.grain in {"D", "M"}:
        ahead = month > last.low.month if symbol.direction == 2 else month >= last.low.month
        shift = (0 if ahead else 1) if symbol.direction == 2 else (-1 if ahead else 0)
        return year + shift, last.known, "the next or previous such month of the chain"
    if last.grain in {"D", "M"} and last.low.month >= 10 and month <= 3:
        return year + 1, last.known, "the chain runs over the end of the year"
    return year, last.known, "year of the chain"


def _year_by_tense(symbol: Calendar, now: date, tense: int) -> tuple[int, str]:
    """The year whose date is near and on the side of the tense; a wrong side costs four months."""
    month, day = _first_month(symbol), symbol.day
    side = {-1: PAST, 1: FUTURE, -2: PAST, 2: FUTURE}.get(symbol.direction or 0, tense)
    strict = symbol.direction is not None and abs(symbol.direction) >= 1

    def cost(year: int) -> float:
        ahead = _ahead(now, year, month, day)
        against = ahead * side < 0 or (strict and ahead == 0)
        return abs(ahead) + (120 if against and not strict else 10_000 * against)

    best = min((now.year, now.year - 1, now.year + 1), key=cost)
    return best, {PAST: "the last", FUTURE: "the next"}.get(side, "the nearest") + " such date"


def _ahead(now: date, year: int, month: int, day: int | None) -> int:
    """Days from the document's date; 0 inside the same month where only that is named."""
    if day is None:
        return ((year - now.year) * 12 + month - now.month) * 30
    return ((cal.make_day(year, month, day) or date(year, month, 28)) - now).days


def _weekday(symbol: Weekday, frame: Frame, tense: int) -> Reading:
    loose = f"XXXX-WXX-{symbol.weekday + 1}" + (f"T{symbol.part}" if symbol.part else "")
    if frame.now is None or frame.history:
        return nothing("a weekday needs the document's date", loose)
    ahead = (symbol.weekday - frame.now.weekday()) % 7
    side = symbol.direction or tense
    if symbol.direction == -1:
        days = ahead - 7
    elif symbol.direction == 1:
        days = ahead or 7
    elif side == FUTURE:
        days = ahead
    else:
        days = ahead - 7 if ahead else 0
    day = cal.shifted(frame.now, days)
    if day is None:
        return nothing("beyond the calendar", loose)
    why = f"{'next' if days > 0 else 'last'} such weekday from the document's date"
    return cal.of_day(day, why, symbol.part, known=frame.known)
