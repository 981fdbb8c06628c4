"""Add GeoNames dumps and Who's On First files to an index; all of a file, or nothing of it."""

from __future__ import annotations

import csv
import json
import math
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from casus.lexicon.places import iso3
from casus.resolve.gazetteer import SOURCE, GazetteerError, Record, Writer, open_index
from casus.resolve.gazetteer_build import radius_of

WOF_SOURCE = "Who's On First CC BY 4.0"
BATCH = 20_000
COLUMNS = 19
# GeoNames feature codes by kind; a class alone decides where the code is not listed.
_CODES = {
    "ADM1": "region", "ADM2": "district", "ADM3": "district", "ADM4": "commune",
    "PCLI": "country", "PCL": "country",
    "PCLD": "country", "PCLS": "country", "ISL": "island", "ISLS": "islands", "MT": "mountain",
    "MTS": "range",
    "PASS": "pass", "VAL": "valley", "STM": "river", "LK": "lake", "SEA": "sea",
    "STRT": "strait", "GULF": "gulf",
    "AIRP": "airport", "AIRB": "base", "MILB": "base", "PRT": "port", "DAM": "dam",
    "BDG": "bridge", "PRN": "prison",
    "RF": "reef", "CMP": "camp", "CMPRF": "camp", "PPLX": "neighbourhood", "RGN": "area",
    "DSRT": "desert",
}  # fmt: skip
_CLASSES = {
    "P": "populated",
    "A": "district",
    "T": "mountain",
    "H": "lake",
    "L": "area",
    "S": "site",
    "V": "forest",
}
_RADII = {
    "region": 90.0,
    "district": 25.0,
    "country": 300.0,
    "river": 60.0,
    "area": 50.0,
    "sea": 300.0,
}
_WOF = {"country": "country", "dependency": "country", "region": "region", "county": "district",
        "localadmin": "district", "locality": "populated", "neighbourhood": "neighbourhood",
        "borough": "neighbourhood", "island": "island", "campus": "site"}  # fmt: skip

Place = tuple[Record, tuple[str, ...]]


def import_geonames(path: Path, index: Path) -> dict[str, int]:
    """Add a GeoNames country file or `allCountries.zip` (tab-separated) to an index.

    Returns the number of `places` and `names` added.

    Raises:
        GazetteerError: the file is empty, no archive or has a bad line; the message names the
            line, and the index is unchanged.

    """
    return _add(_geonames(path), path, index)


def import_whosonfirst(path: Path, index: Path) -> dict[str, int]:
    """Add Who's On First places: a GeoJSON file, a folder of them, or a CSV meta file.

    Returns and raises as `import_geonames`.
    """
    return _add(_whosonfirst(path), path, index)


def _add(places: Iterator[Place], path: Path, index: Path) -> dict[str, int]:
    """Write to a copy of the index and put it in the index's place when all went well."""
    open_index(index).close()
    handle, name = tempfile.mkstemp(prefix=index.stem, suffix=".part", dir=index.parent)
    os.close(handle)
    part = Path(name)
    try:
        shutil.copyfile(index, part)
        with closing(sqlite3.connect(part, isolation_level=None)) as db:
            counts = _write(db, places, path)
        part.replace(index)
    finally:
        part.unlink(missing_ok=True)
    return counts


def _write(db: sqlite3.Connection, places: Iterator[Place], path: Path) -> dict[str, int]:
    writer = Writer(db)
    db.execute("BEGIN")
    number = writer.next_id()
    held: list[Record] = []
    names: list[tuple[int, str]] = []
    for record, others in places:
        held.append((number, *record[1:]))
        names += [(number, name) for name in others]
        number += 1
        if len(held) >= BATCH:
            writer.add(held, names)
            held, names = [], []
    writer.add(held, names)
    if not writer.places:
        raise GazetteerError(f"{path}: holds no places; is it a gazetteer file?")
    writer.done(path.name)
    db.execute("COMMIT")
    return {"places": writer.places, "names": writer.names}


def _geonames(path: Path) -> Iterator[Place]:
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in (
                    n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n
                ):
                    with archive.open(name) as lines:
                        yield from _tabbed(lines, f"{path}!{name}")
        else:
            with path.open("rb") as lines:
                yield from _tabbed(lines, str(path))
    except (OSError, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{path}: cannot be read ({error})") from error


def _tabbed(lines: Iterable[bytes], where: str) -> Iterator[Place]:
    for number, raw in enumerate(lines, 1):
        try:
            cells = raw.decode("utf-8").rstrip("\r\n").split("\t")
            if len(cells) != COLUMNS:
                raise ValueError(f"{len(cells)} cells, a GeoNames dump has {COLUMNS}")  # noqa: TRY301 # gets its line below
            yield _geoname(cells)
        except ValueError as error:
            raise GazetteerError(f"{where}:{number}: {error}; nothing was imported") from error


def _geoname(cells: list[str]) -> Place:
    number, name, plain, others, lat, lon, klass, code, country = cells[:9]
    people = int(cells[14] or 0)
    kind = _CODES.get(code) or _CLASSES.get(klass, "area")
    radius = _RADII.get(kind, radius_of(people))
    record = (
        0, name, iso3(country), cells[10], kind, _degrees(lat, 90), _degrees(lon, 180), radius,
        people, int(number), SOURCE,
    )  # fmt: skip
    return record, (name, plain, *(o for o in others.split(",") if len(o) > 3))


def _degrees(text: str, most: int) -> float:
    value = float(text)
    if math.isnan(value) or abs(value) > most:
        raise ValueError(f"{text} degrees is beyond {most}")
    return value


def _whosonfirst(path: Path) -> Iterator[Place]:
    if path.is_dir():
        for file in sorted(path.rglob("*.geojson")):
            yield _feature(file)
    elif path.suffix in (".geojson", ".json"):
        yield _feature(path)
    else:
        yield from _meta(path)


def _feature(path: Path) -> Place:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["properties"]
        names = [n for key, listed in found.items() if key.startswith("name:") for n in listed]
        return _wof(
            found["wof:name"], found.get("iso:country") or found.get("wof:country") or "",
            found["wof:placetype"], str(found["geom:latitude"]), str(found["geom:longitude"]),
            int(found.get("gn:population") or found.get("wof:population") or 0), names,
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GazetteerError(
            f"{path}: not a Who's On First place ({error!r}); nothing was imported"
        ) from error


def _meta(path: Path) -> Iterator[Place]:
    wanted = {"name", "country", "placetype"}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            _require(wanted - set(rows.fieldnames or ()), path)
            for row in rows:
                yield _meta_row(row, f"{path}:{rows.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{path}: cannot be read ({error})") from error


def _require(missing: set[str], path: Path) -> None:
    if missing:
        raise GazetteerError(f"{path}:1: the header lacks {', '.join(sorted(missing))}")


def _meta_row(row: dict[str, str], where: str) -> Place:
    try:
        lat = row.get("geom_latitude") or row.get("lbl_latitude") or row["latitude"]
        lon = row.get("geom_longitude") or row.get("lbl_longitude") or row["longitude"]
        return _wof(row["name"], row["country"], row["placetype"], lat, lon, 0, [])
    except (ValueError, KeyError, TypeError) as error:
        raise GazetteerError(f"{where}: {error!r}; nothing was imported") from error


def _wof(  # noqa: PLR0913, PLR0917 # the columns of a place
    name: str, country: str, kind: str, lat: str, lon: str, people: int, names: list[str]
) -> Place:
    known = _WOF.get(kind, "area")
    radius = _RADII.get(known, radius_of(people))
    record: Record = (
        0, name, iso3(country), "", known, _degrees(lat, 90), _degrees(lon, 180), radius,
        people, None, WOF_SOURCE,
    )  # fmt: skip
    return record, (name, *names)
