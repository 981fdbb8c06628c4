"""Tables of places: contested regions and front-line places, provinces, countries.

Every `*.tsv` in the folder `places` has the columns `name`; `aliases`, separated by `;`, the names
of all sides among them; `country`, ISO alpha-3 of the internationally recognised territory, blank
on the high seas; `controller`, the de facto authority's code where it differs; `kind`; `lat`,
`lon` in degrees; `radius_km`, the extent of the place and the error of its point together;
`source`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from casus.lexicon.table import LexiconError, Row, table

COLUMNS = ("name", "aliases", "country", "controller", "kind", "lat", "lon", "radius_km", "source")
# De facto entities of the codebook; they may control, but own no territory here.
ENTITIES = frozenset({"XNK", "XAB", "XSO", "XTR", "XNC", "XSL", "XDP", "XLP", "XKX"})


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of a table; `where` is `file:line`."""

    name: str
    aliases: tuple[str, ...]
    country: str
    controller: str
    kind: str
    lat: float
    lon: float
    radius_km: float
    source: str
    where: str


@cache
def iso_codes() -> dict[str, str]:
    """ISO alpha-3 by alpha-2 code, Kosovo (XK to XKX) included."""
    rows = table("countries.tsv", ("code", "iso2"))
    return {"XK": "XKX", **{row["iso2"]: row["code"] for row in rows if row["iso2"]}}


@cache
def _countries() -> frozenset[str]:
    return frozenset(iso_codes().values())


def iso3(iso2: str) -> str:
    """The alpha-3 code of an alpha-2 code; '' if there is none."""
    return iso_codes().get(iso2.upper(), "")


def place_rows(extra: Sequence[Path] = ()) -> Iterator[PlaceRow]:
    """Rows of the package's tables, then of `places/*.tsv` in the folders `extra`.

    Raises:
        LexiconError: a row has a bad number, country or is empty; the message names file and line.

    """
    yield from _folder(files("casus.lexicon").joinpath("places"))
    for folder in extra:
        if (folder / "places").is_dir():
            yield from _folder(folder / "places")


def _folder(folder: Path | Traversable) -> Iterator[PlaceRow]:
    for name in sorted(f.name for f in folder.iterdir() if f.name.endswith(".tsv")):
        for row in table(name, COLUMNS, folder):
            yield _row(row)


def _row(row: Row) -> PlaceRow:
    country = row["country"]
    if country and country not in _countries() and country not in ENTITIES:
        raise LexiconError(f"{row.where}: country {country!r} is no ISO alpha-3 code")
    if not row["name"]:
        raise LexiconError(f"{row.where}: the name is empty")
    return PlaceRow(
        row["name"],
        tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip()),
        country,
        row["controller"],
        row["kind"],
        _number(row, "lat", 90),
        _number(row, "lon", 180),
        _number(row, "radius_km", 4000),
        row["source"],
        row.where,
    )


def _number(row: Row, column: str, most: float) -> float:
    try:
        value = float(row[column])
    except ValueError:
        raise LexiconError(f"{row.where}: {column} {row[column]!r} is no number") from None
    if not abs(value) <= most:
        raise LexiconError(f"{row.where}: {column} {value} is beyond {most:g}")
    return value
