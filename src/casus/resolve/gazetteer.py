"""The index of places: exact names in any script, and spellings that sound alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from casus.model import CasusError
from casus.resolve.entry import Entry
from casus.resolve.folding import fold, skeleton

# A change of the tables below needs a new number: an index of another version is built anew.
VERSION = 3
SOURCE = "GeoNames CC BY 4.0"

SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, kind TEXT, lat REAL, lon REAL,
    radius REAL, population INTEGER, geonames INTEGER, source TEXT);
CREATE TABLE name (fold TEXT, place INTEGER, PRIMARY KEY (fold, place)) WITHOUT ROWID;
CREATE TABLE sound (skeleton TEXT, fold TEXT, PRIMARY KEY (skeleton, fold)) WITHOUT ROWID;
CREATE TABLE city (key TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
CREATE TABLE part (source TEXT PRIMARY KEY, places INTEGER, names INTEGER) WITHOUT ROWID;
"""

_COLUMNS = (
    "p.name, p.country, p.kind, p.lat, p.lon, "
    "p.radius, p.population, p.admin1, p.geonames, p.source"
)
_EXACT = f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.fold = ? LIMIT ?"  # noqa: S608 # a constant
_CITY = "SELECT country FROM city WHERE key = ?"
_SOUND = "SELECT fold FROM sound WHERE skeleton = ? LIMIT 400"
MOST = 60
ALIKE = 82.0
SHORTEST_FUZZY = 5


class GazetteerError(CasusError, ValueError):
    """An index or a source file that cannot be read; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place under a spelling: `likeness` is 1.0 for the exact name, less for another."""

    entry: Entry
    likeness: float


class Gazetteer:
    """Look-ups in one index file. Opened for reading; one object belongs to one thread.

    Places of one name come the most populous first.
    """

    def __init__(self, path: Path) -> None:
        """Open an index.

        Raises:
            GazetteerError: the file is missing, no index, or of another version.

        """
        self.path = path
        self._db = open_index(path)
        self._exact = lru_cache(maxsize=20_000)(self._read)
        self._city = lru_cache(maxsize=20_000)(self._read_city)

    def exact(self, folded: str, limit: int = MOST) -> tuple[Entry, ...]:
        """Give places that bear this folded name."""
        return self._exact(folded, limit)

    def city_country(self, key: str) -> str | None:
        """Country, alpha-3, of the most populous larger city of this name; None for another name.

        `key` is what `gazetteer_cities.city_key` makes of a name.
        """
        return self._city(key)

    def alike(self, folded: str, countries: Collection[str]) -> list[Found]:
        """Give places of `countries` whose name sounds like this one, the best first.

        Names shorter than five letters are never matched so.
        """
        if not countries or len(folded) < SHORTEST_FUZZY:
            return []
        key = skeleton(folded)
        found = []
        for (other,) in self._db.execute(_SOUND, (key,)) if len(key) > 1 else ():
            likeness = fuzz.ratio(folded.replace(" ", ""), other.replace(" ", ""))
            if likeness >= ALIKE and other != folded:
                found += [
                    Found(e, likeness / 100)
                    for e in self.exact(other, 300)
                    if e.country in countries
                ]
        return sorted(found, key=lambda f: (-f.likeness, -f.entry.population, f.entry.name))

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def _read_city(self, key: str) -> str | None:
        row = self._db.execute(_CITY, (key,)).fetchone()
        return str(row[0]) if row else None

    def _read(self, folded: str, limit: int) -> tuple[Entry, ...]:
        rows = self._db.execute(_EXACT, (folded, limit))
        return tuple(Entry(*row) for row in rows)


def open_index(path: Path) -> sqlite3.Connection:
    """Open an index for reading; see `Gazetteer`."""
    if not path.is_file():
        raise GazetteerError(f"{path}: there is no gazetteer index; build it first")
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    try:
        found = db.execute("PRAGMA user_version").fetchone()[0]
        db.execute("SELECT 1 FROM place LIMIT 1")
    except sqlite3.DatabaseError as error:
        db.close()
        raise GazetteerError(
            f"{path}: not a gazetteer index ({error}); delete it and it is built anew"
        ) from error
    if found != VERSION:
        db.close()
        raise GazetteerError(
            f"{path}: index version {found}, this program needs {VERSION}; delete the file"
        )
    return db


Record = tuple[int, str, str, str, str, float, float, float, int, int | None, str]


class Writer:
    """Fills an index inside one transaction: everything or nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.places = 0
        self.names = 0

    def next_id(self) -> int:
        """Give the first place id that is free."""
        return int(self._db.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM place").fetchone()[0])

    def add(self, places: list[Record], names: Iterable[tuple[int, str]]) -> None:
        """Add places, and (place id, spelling) pairs; spellings that fold to nothing fall out."""
        self._db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", places)
        folded = sorted({(f, place) for place, name in names if (f := fold(name))})
        self._db.executemany("INSERT OR IGNORE INTO name VALUES (?,?)", folded)
        spellings = {f for f, _ in folded if len(f) >= SHORTEST_FUZZY}
        sounds = sorted((key, f) for f in spellings if len(key := skeleton(f)) > 1)
        self._db.executemany("INSERT OR IGNORE INTO sound VALUES (?,?)", sounds)
        self.places += len(places)
        self.names += len(folded)

    def add_cities(self, countries: Iterable[tuple[str, str]]) -> None:
        """Add the countries of larger cities by key."""
        self._db.executemany("INSERT INTO city VALUES (?,?)", countries)

    def done(self, source: str) -> None:
        """Note what came from a source."""
        self._db.execute(
            "INSERT OR REPLACE INTO part VALUES (?,?,?)", (source, self.places, self.names)
        )
