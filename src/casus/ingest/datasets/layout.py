"""What a foreign table looks like, and what its cells say, before they are claims."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from casus.model import Loss, Place

OWN = re.compile(r"casus-[a-z]+-layout/[0-9]")
YEARS = range(1900, 2100)
SCORE = 0.5
DOUBTFUL = 0.2


class CellError(ValueError):
    """A cell that says what cannot be; the message names its column and the remedy."""


class NotCodedError(ValueError):
    """A row of a kind that the codebook has no type for; the message says which."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value and the column it was read from; a derived one names the column that decides.

    `score` is the one of the slot. Nobody has measured how often data sets are right, so it is no
    higher than what the codebook's own claims have.
    """

    value: str
    column: str
    score: float = SCORE


@dataclass(frozen=True, slots=True)
class Sketch:
    """One claim of a row: values with their columns. `losses` and `place` likewise."""

    type: Told
    mode: Told | None = None
    actors: tuple[Told, ...] = ()
    recipients: tuple[Told, ...] = ()
    date: Told | None = None
    place: tuple[Place, str] | None = None
    losses: tuple[tuple[Loss, str], ...] = ()
    weapons: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A data set's table.

    `columns` are all known ones in their order, `needed` those without which no row can be read,
    `shown` those whose cells make the evidence. `key` is its short name, `name` the one that it is
    counted under. `code` gives the claims of a row (raising `CellError`, `NotCodedError`);
    `published` when the row was, None if it does not tell. `by_width` are the columns of a table
    without a header line, by their number. `address` is the column of a page's address, `former`
    columns of older releases, `renamed` the present names of others of them. `quoted` is whether
    quotation marks hold cells together.
    """

    key: str
    name: str
    identity: str
    columns: tuple[str, ...]
    needed: frozenset[str]
    shown: tuple[str, ...]
    code: Callable[[Mapping[str, str]], tuple[Sketch, ...]]
    published: Callable[[Mapping[str, str]], str | None]
    address: str | None = None
    former: frozenset[str] = field(default_factory=frozenset)
    renamed: Mapping[str, str] = field(default_factory=dict)
    by_width: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    quoted: bool = True


def refuse_own(row: Mapping[str, str], column: str, name: str) -> None:
    """Refuse a row that `casus export` wrote in another's layout: it is no row of that data set.

    Raises:
        CellError: the column holds the version of one of our layouts.
    """
    if OWN.search(row.get(column, "")):
        raise CellError(
            f"{column} says that casus wrote this row, so {name} does not: leave it out"
        )


def whole(row: Mapping[str, str], column: str) -> int | None:
    """A cell as a number of 0 or more; None if it is empty.

    Raises:
        CellError: something else stands there.
    """
    cell = row.get(column, "").strip()
    if not cell:
        return None
    if not re.fullmatch(r"[0-9]{1,12}(\.0+)?", cell):
        raise CellError(f"{column} is {cell[:40]!r}: write a whole number of 0 or more")
    return int(cell.partition(".")[0])


def degrees(row: Mapping[str, str], column: str, most: float) -> float | None:
    """A cell as degrees between -most and most; None if it is empty.

    Raises:
        CellError: something else stands there.
    """
    cell = row.get(column, "").strip()
    if not cell:
        return None
    try:
        found = float(cell)
    except ValueError:
        found = float("nan")
    if not -most <= found <= most:
        raise CellError(f"{column} is {cell[:40]!r}: write degrees from {-most:g} to {most:g}")
    return found


def position(row: Mapping[str, str], lat: str, lon: str) -> tuple[float | None, float | None]:
    """Latitude and longitude; both None if one is empty.

    Raises:
        CellError: a cell holds something else.
    """
    north, east = degrees(row, lat, 90), degrees(row, lon, 180)
    return (None, None) if north is None or east is None else (north, east)


def day(cell: str, column: str) -> date:
    """A cell's first ten characters as a day `YYYY-MM-DD`.

    Raises:
        CellError: they are none.
    """
    try:
        found = date.fromisoformat(cell.strip()[:10])
    except ValueError as error:
        raise CellError(f"{column} is {cell[:40]!r}: write a day as YYYY-MM-DD") from error
    if found.year not in YEARS:
        raise CellError(f"{column} is {cell[:40]!r}: write a day from {YEARS[0]} to {YEARS[-1]}")
    return found


def one_of(row: Mapping[str, str], column: str, known: Mapping[str, int]) -> int:
    """What a cell's code stands for.

    Raises:
        CellError: it is none of the known ones.
    """
    cell = row.get(column, "").strip()
    if cell not in known:
        raise CellError(f"{column} is {cell[:40]!r}: it must be one of {', '.join(known)}")
    return known[cell]
