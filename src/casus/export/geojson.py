"""Claims as a GeoJSON FeatureCollection (RFC 7946): WGS 84, longitude first.

A claim without a position has `"geometry": null`; no country's middle stands in for a place. The
member `schema` of the collection names the layout and its version.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import IO, Any

from casus.export.columns import CLAIM_SCHEMA, Value
from casus.export.tabular import claim_rows
from casus.merge.cases import Case

PLACED_APART = frozenset({"lat", "lon", "claim_id", "schema"})


def write_geojson(cases: Iterable[Case], out: IO[str]) -> int:
    """Write a FeatureCollection, feature by feature; return their number."""
    out.write(f'{{"type":"FeatureCollection","schema":"{CLAIM_SCHEMA}","features":[')
    count = 0
    for row in claim_rows(cases):
        out.write(",\n" if count else "\n")
        json.dump(feature(row), out, ensure_ascii=False, separators=(",", ":"), default=_day)
        count += 1
    out.write("\n]}\n")
    return count


def feature(row: dict[str, Value]) -> dict[str, Any]:
    """One claim; what it says nothing about is no property."""
    properties = {
        name: value
        for name, value in row.items()
        if value not in (None, ()) and name not in PLACED_APART
    }
    return {
        "type": "Feature",
        "id": row["claim_id"],
        "geometry": _geometry(row["lon"], row["lat"]),
        "properties": properties,
    }


def _geometry(lon: Value, lat: Value) -> dict[str, Any] | None:
    if not isinstance(lon, float | int) or not isinstance(lat, float | int):
        return None
    return {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON value")
