"""Furniture that scraping glued to a headline: `Home | WorldShelling kills two`."""

import re
from collections.abc import Iterator, Sequence

from casus.clean.rules import Kind, has_wallet, judge
from casus.clean.units import Unit

LINES = 40
"""Lines from the top of a page that are looked at."""
LONGEST = 45
"""Words of a line that may be a headline with furniture on it."""
WORDS = 4
"""Words of a headline."""
_SEAM = re.compile(r"(?<=[a-z0-9)\]])(?=[A-Z][a-z]+)")
"""A capital right behind a small letter; names such as `McDonald` have no furniture before it."""


def unglue(units: Sequence[Unit]) -> list[Unit]:
    """Cut lines at the top of a page that are furniture on one side and a headline on the other."""
    return [part for unit in units[:LINES] for part in _parts(unit)] + list(units[LINES:])


def _parts(unit: Unit) -> Iterator[Unit]:
    if unit.size > LONGEST or has_wallet(unit.text):  # a key may hold any letters
        yield unit
        return
    seams = [m.start() for m in _SEAM.finditer(unit.text)]
    for at in reversed(seams):
        if _furniture(unit, 0, at) and _headline(unit, at, len(unit.text)):
            yield from (_cut(unit, 0, at), _cut(unit, at, len(unit.text)))
            return
    for at in seams:
        if _headline(unit, 0, at) and _furniture(unit, at, len(unit.text)):
            yield from (_cut(unit, 0, at), _cut(unit, at, len(unit.text)))
            return
    yield unit


def _cut(unit: Unit, start: int, end: int) -> Unit:
    return Unit(unit.start + start, unit.start + end, unit.text[start:end])


def _furniture(unit: Unit, start: int, end: int) -> bool:
    return judge(_cut(unit, start, end)).kind is Kind.CHROME


def _headline(unit: Unit, start: int, end: int) -> bool:
    part = _cut(unit, start, end)
    return part.size >= WORDS and judge(part).kind in {Kind.TEXT, Kind.LETTERHEAD}
