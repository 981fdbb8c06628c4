"""Move from an anchor by so many days, weeks, months or years."""

from datetime import date

from casus.resolve import dates_calendar as cal
from casus.resolve.dates_calendar import Reading, nothing
from casus.resolve.dates_frame import Chain, Frame
from casus.resolve.dates_symbols import Shift

FIRST, LAST = 2, 9990  # years in which weeks and seasons stay inside the calendar
MONTHS_IN = {"M": 1, "Q": 3}
DAYS_IN = {"D": 1, "W": 7, "F": 14, "WE": 7}
YEARS_IN = {"Y": 1, "DE": 10, "CE": 100}


def from_document(symbol: Shift, frame: Frame) -> Reading:
    """Count from the document's date."""
    base = frame.now if symbol.unit in {"D", "W", "WE", "F", "H", "MIN", "S"} else frame.day
    if base is None:
        return nothing("needs the document's date")
    return _moved(base, "D", symbol, "from the document's date", known=frame.known)


def from_event(symbol: Shift, frame: Frame, chain: Chain) -> Reading:
    """Count from the last date of the text, for want of one from the document's."""
    if symbol.unit in YEARS_IN and chain.era and chain.year and chain.year.year:
        return cal.of_era(chain.year.year - symbol.amount, None, None, "from the chain")
    by_unit = chain.day if symbol.unit in {"D", "H", "MIN", "S"} else chain.month
    base = chain.year if symbol.unit in YEARS_IN else by_unit
    if base is None and symbol.unit in {"W", "F", "WE"}:
        base = chain.month
    if base is None or base.low is None:
        if frame.history or frame.now is None or chain.era:
            return nothing("no date in the text to count from")
        return _moved(frame.now, "D", symbol, "from the document's date", known=frame.known)
    return _moved(base.low, base.grain, symbol, f"from {base.value}", known=base.known)


def _moved(base: date, grain: str, symbol: Shift, why: str, *, known: bool) -> Reading:
    if symbol.unit in {"H", "MIN", "S"}:
        return cal.of_day(base, why, known=known)
    if symbol.unit in YEARS_IN or symbol.unit in MONTHS_IN:
        return _coarse(base, symbol, why, known=known)
    return _fine(base, grain, symbol, why, known=known)


def _coarse(base: date, symbol: Shift, why: str, *, known: bool) -> Reading:
    """Months, years, decades and centuries."""
    unit = symbol.unit
    length = MONTHS_IN.get(unit, 0) or 12 * YEARS_IN[unit]
    months = base.year * 12 + base.month - 1 + symbol.amount * length
    year = months // 12
    if not FIRST <= year <= LAST:
        return nothing(f"{why}: out of the calendar")
    if unit in MONTHS_IN:
        return cal.of_month(year, months % 12 + 1, why, known=known)
    if unit == "Y":
        return cal.of_year(year, why, known=known)
    return cal.of_years(f"{year:04d}"[: 3 if unit == "DE" else 2], "", why)


def _fine(base: date, grain: str, symbol: Shift, why: str, *, known: bool) -> Reading:
    """Days, weeks and weekends."""
    unit, amount = symbol.unit, symbol.amount
    day = cal.shifted(base, amount * DAYS_IN[unit])
    if day is None or not FIRST <= day.year <= LAST or grain not in {"D", "W"}:
        return nothing(f"{why}: too coarse to count days from")
    if unit in {"W", "WE"} and abs(amount) <= 1:
        return cal.of_week(day, why, known=known, weekend=unit == "WE")
    return cal.of_day(day, why, symbol.part, known=known)
