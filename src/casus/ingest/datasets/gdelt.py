"""Rows of GDELT's event table (version 1 with 57 or 58 cells, version 2 with 61) as claims.

GDELT's day is often that of the page, which its score shows. A place is never taken as exact: a
town is good to 25 km. What CAMEO counts as a mere statement is not coded.
"""

from collections.abc import Mapping

from casus.ingest.datasets.countries import by_fips
from casus.ingest.datasets.layout import (
    DOUBTFUL,
    SCORE,
    CellError,
    Layout,
    NotCodedError,
    Sketch,
    Told,
    day,
    one_of,
    position,
)
from casus.lexicon.datasets import EventCode, cameo_actors, cameo_events
from casus.model import Place


def _actor(number: int) -> tuple[str, ...]:
    parts = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code")
    more = ("Religion2Code", "Type1Code", "Type2Code", "Type3Code")
    return tuple(f"Actor{number}{part}" for part in (*parts, *more))


def _geo(who: str, *, second: bool) -> tuple[str, ...]:
    parts = ["Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID"]
    if second:
        parts.insert(4, "ADM2Code")
    return tuple(f"{who}Geo_{part}" for part in parts)


HEAD = (
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    *_actor(1),
    *_actor(2),
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
)
WHOSE = ("Actor1", "Actor2", "Action")
COLUMNS = (*HEAD, *(c for who in WHOSE for c in _geo(who, second=True)), "DATEADDED", "SOURCEURL")
OLDER = (*HEAD, *(c for who in WHOSE for c in _geo(who, second=False)), "DATEADDED", "SOURCEURL")
BY_WIDTH = {len(COLUMNS): COLUMNS, len(OLDER): OLDER, len(OLDER) - 1: OLDER[:-1]}
SHOWN = (
    "EventCode",
    "Actor1Code",
    "Actor1Name",
    "Actor2Code",
    "Actor2Name",
    "SQLDATE",
    "ActionGeo_FullName",
)
PLACES = {"1": 6, "2": 4, "3": 2, "4": 2, "5": 4}  # UCDP's precision by GDELT's kind of place
RADII = {2: 25.0}
COUNTRY = 6


def code(row: Mapping[str, str]) -> tuple[Sketch, ...]:
    """The claim of a row."""
    event = _event(row["EventCode"].strip())
    return (
        Sketch(
            type=Told(event.type, "EventCode"),
            mode=Told(event.mode, "EventCode") if event.mode else None,
            actors=_party(row, "Actor1"),
            recipients=_party(row, "Actor2"),
            date=_date(row),
            place=_place(row),
        ),
    )


def published(row: Mapping[str, str]) -> str | None:
    """The day on which GDELT found the page."""
    return _day(row, "DATEADDED") if row.get("DATEADDED") else None


def _event(found: str) -> EventCode:
    known = cameo_events()
    begins = [found[:length] for length in range(len(found), 1, -1)]
    begin = next((one for one in begins if one in known), None)
    if begin is None or not found.isdigit():
        raise CellError(f"EventCode is {found[:20]!r}: it must be a code of CAMEO")
    event = known[begin]
    if event is None:
        raise NotCodedError(f"CAMEO {begin}, a mere statement")
    return event


def _party(row: Mapping[str, str], who: str) -> tuple[Told, ...]:
    """Actor codes from CAMEO's country, group and role; a country alone is unclear."""
    known = cameo_actors()
    group = known.get(("group", row[f"{who}KnownGroupCode"].strip()))
    country = row[f"{who}CountryCode"].strip()
    area = known.get(("country", country), country)
    sector = known.get(("role", row[f"{who}Type1Code"].strip()), "UNK")
    found = group or (f"{area}.{sector}" if len(area) == 3 and area.isalpha() else None)
    return (Told(found, f"{who}Code"),) if found else ()


def _date(row: Mapping[str, str]) -> Told:
    found = _day(row, "SQLDATE")
    return Told(found, "SQLDATE", DOUBTFUL if found == published(row) else SCORE)


def _day(row: Mapping[str, str], column: str) -> str:
    cell = row[column].strip()
    return day(f"{cell[:4]}-{cell[4:6]}-{cell[6:8]}", column).isoformat()


def _place(row: Mapping[str, str]) -> tuple[Place, str] | None:
    if row["ActionGeo_Type"].strip() in {"", "0"}:
        return None
    precision = one_of(row, "ActionGeo_Type", PLACES)
    name = row["ActionGeo_FullName"].split(",")[0].strip()
    lat, lon = position(row, "ActionGeo_Lat", "ActionGeo_Long")
    lat, lon = (None, None) if precision == COUNTRY else (lat, lon)
    country = by_fips(row["ActionGeo_CountryCode"])
    radius = RADII.get(precision)
    found = Place(name, country, lat, lon, precision=precision, radius_km=radius)
    return (found, "ActionGeo_FullName") if name else None


GDELT = Layout(
    key="gdelt",
    name="GDELT",
    identity="GLOBALEVENTID",
    columns=COLUMNS,
    needed=frozenset({"GLOBALEVENTID", "SQLDATE", "EventCode"}),
    shown=SHOWN,
    code=code,
    published=published,
    address="SOURCEURL",
    by_width=BY_WIDTH,
    quoted=False,
)
