"""Claims as a GeoJSON FeatureCollection (RFC 7946): WGS 84, longitude first.

A claim without a position has `"geometry": null`; no country's middle stands in for a place.
"""

import json
from collections.abc import Iterable
from typing import IO, Any

from casus.export.profile import Shown
from casus.export.tabular import rows
from casus.model import Claim

PLACED_APART = frozenset({"lat", "lon", "claim_id"})


def write_geojson(claims: Iterable[Claim], out: IO[str]) -> int:
    """Write a FeatureCollection, feature by feature; return their number."""
    return _write(map(feature, claims), out)


def write_shown(shown: Iterable[Shown], out: IO[str]) -> int:
    """Write claims under a profile, which the properties record; return their number."""
    return _write(map(_shown_feature, shown), out)


def _shown_feature(shown: Shown) -> dict[str, Any]:
    made = feature(shown.claim)
    made["id"] = shown.id
    made["properties"] |= {"profile": shown.profile, "withheld": list(shown.withheld)}
    return made


def _write(features: Iterable[dict[str, Any]], out: IO[str]) -> int:
    out.write('{"type":"FeatureCollection","features":[')
    count = 0
    for made in features:
        out.write(",\n" if count else "\n")
        json.dump(made, out, ensure_ascii=False, separators=(",", ":"))
        count += 1
    out.write("\n]}\n")
    return count


def feature(claim: Claim) -> dict[str, Any]:
    """One claim; `uncertainty_km` stands among its properties where it is known."""
    (row,) = rows([claim])
    properties: dict[str, Any] = {
        name: value for name, value in row.items() if value and name not in PLACED_APART
    }
    place = claim.place.value if claim.place else None
    if place is not None and place.radius_km is not None:
        properties["uncertainty_km"] = place.radius_km
    geometry = None
    if place is not None and place.lat is not None and place.lon is not None:
        position = [round(place.lon, 6), round(place.lat, 6)]
        geometry = {"type": "Point", "coordinates": position}
    return {"type": "Feature", "id": claim.id, "geometry": geometry, "properties": properties}
