"""Incidents over time as a drawing: bars a day (or week, month, year) by kind of event."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casus.lexicon.labels import Labels
from casus.report.drawn import Drawn

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 960, 240, 34, 26, 10
FAMILIES = ("force", "pressure", "dispute", "talk", "help")
SHARE_TRIMMED = 0.05  # of incidents at either end that may be left out to keep the rest readable


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of one bar; `firm` if told as having happened."""

    x: float
    y: float
    width: float
    height: float
    family: str
    firm: bool
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis with its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing, its table for those who cannot see it, and what is not drawn."""

    bars: tuple[Bar, ...]
    days: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    unit: str
    rows: tuple[tuple[str, int, int, int], ...]
    families: tuple[tuple[str, str, int], ...]
    inexact: int
    outside: int
    summary: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM


def timeline(events: Sequence[Drawn], labels: Labels) -> Timeline | None:
    """Draw the incidents that have a day; None if there is none."""
    dated = [(day, event) for event in events if (day := day_of(event.date)) is not None]
    if not dated:
        return None
    first, last = _stretch(sorted(day for day, _ in dated))
    inside = [(day, event) for day, event in dated if first <= day <= last]
    unit = _unit((last - first).days)
    bins = _bins(first, last, unit)
    counts = Counter(
        (_bin(day, unit), labels.word("family", e.type), e.status == "occurred")
        for day, e in inside
    )
    tallest = max(_total(counts, start) for start in bins)
    return Timeline(
        bars=tuple(_bars(bins, counts, tallest, unit, labels)),
        days=tuple(_day_ticks(bins, unit)),
        levels=tuple(_level_ticks(tallest)),
        unit=unit,
        rows=tuple(_rows(bins, inside, unit)),
        families=tuple(_families(inside, labels)),
        inexact=len(events) - len(dated),
        outside=len(dated) - len(inside),
        summary=f"{len(inside)} incidents from {_words(first, 'day')} to {_words(last, 'day')}; "
        f"at most {tallest} in one {unit}.",
    )


def day_of(value: str | None) -> date | None:
    """The day of a date; the first day of a span of up to a week; None if there is no exact day."""
    if value is None:
        return None
    first, _, last = value.partition("/")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return None
    return start if 0 <= (end - start).days <= 7 and len(first) == 10 else None


def _stretch(days: list[date]) -> tuple[date, date]:
    """First and last day drawn. A few far away are left out if that halves the stretch."""
    cut = int(len(days) * SHARE_TRIMMED)
    first, last = days[0], days[-1]
    inner_first, inner_last = days[cut], days[-1 - cut]
    if cut and (inner_last - inner_first).days * 2 < (last - first).days > 62:
        return inner_first, inner_last
    return first, last


def _unit(days: int) -> str:
    return "day" if days <= 92 else "week" if days <= 500 else "month" if days <= 3700 else "year"


def _bin(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _next(start: date, unit: str) -> date:
    step = {"day": 1, "week": 7, "month": 32, "year": 366}[unit]
    return _bin(start + timedelta(days=step), unit)


def _bins(first: date, last: date, unit: str) -> list[date]:
    """All bins of the stretch, and a few around when there are few."""
    start, bins = _bin(first, unit), []
    while start <= last:
        bins.append(start)
        start = _next(start, unit)
    while len(bins) < 8:
        bins.append(_next(bins[-1], unit))
        bins.insert(0, _bin(bins[0] - timedelta(days=1), unit))
    return bins


def _total(counts: Counter[tuple[date, str, bool]], start: date) -> int:
    return sum(counts[start, family, firm] for family in FAMILIES for firm in (True, False))


def _bars(
    bins: list[date],
    counts: Counter[tuple[date, str, bool]],
    tallest: int,
    unit: str,
    labels: Labels,
) -> Iterable[Bar]:
    slot = (WIDTH - LEFT) / len(bins)
    scale = (HEIGHT - BOTTOM - TOP) / tallest
    for number, start in enumerate(bins):
        floor = float(HEIGHT - BOTTOM)
        for family in FAMILIES:
            for firm in (True, False):
                count = counts[start, family, firm]
                if not count:
                    continue
                floor -= count * scale
                told = "" if firm else ", planned, possible or denied"
                words = (
                    f"{_words(start, unit)}: {labels.word('family-name', family)}{told}, {count}"
                )
                width = min(slot * 0.8, 44)
                x = LEFT + number * slot + (slot - width) / 2
                yield Bar(
                    round(x, 2),
                    round(floor, 2),
                    round(width, 2),
                    round(count * scale, 2),
                    family,
                    firm,
                    words,
                )


def _day_ticks(bins: list[date], unit: str) -> Iterable[Tick]:
    slot = (WIDTH - LEFT) / len(bins)
    every = max(1, -(-len(bins) // 8))
    for number in range(0, len(bins), every):
        at = min(LEFT + (number + 0.5) * slot, WIDTH - 40)  # the words stay on the drawing
        yield Tick(round(at, 2), _words(bins[number], unit))


def _level_ticks(tallest: int) -> Iterable[Tick]:
    step = next(s * 10**e for e in range(9) for s in (1, 2, 5) if tallest / (s * 10**e) <= 4)
    for level in range(0, tallest + 1, step):
        share = level / tallest
        yield Tick(round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 2), str(level))


def _rows(
    bins: list[date], dated: list[tuple[date, Drawn]], unit: str
) -> Iterable[tuple[str, int, int, int]]:
    """Words of the bin, told as having happened, planned or possible, denied."""
    counts = Counter((_bin(day, unit), event.status) for day, event in dated)
    for start in bins:
        happened, denied = counts[start, "occurred"], counts[start, "denied"]
        open_ = counts[start, "planned"] + counts[start, "possible"]
        if happened or open_ or denied:
            yield _words(start, unit), happened, open_, denied


def _families(dated: list[tuple[date, Drawn]], labels: Labels) -> Iterable[tuple[str, str, int]]:
    counts = Counter(labels.word("family", event.type) for _, event in dated)
    for family in FAMILIES:
        if counts[family]:
            yield family, labels.word("family-name", family), counts[family]


def _words(day: date, unit: str) -> str:
    if unit == "year":
        return f"{day:%Y}"
    if unit == "month":
        return f"{day:%b %Y}"
    return f"{day.day} {day:%b %Y}"
