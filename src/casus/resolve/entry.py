"""One place of a gazetteer or of our own tables."""

import math
from dataclasses import dataclass

EARTH_KM = 6371.0

# UCDP's `where_prec` for a kind of place: 1 exact, 2 near, 3 district, 4 province, 5 line or
# fuzzy area, 6 country, 7 sea or air.
PRECISION = {
    "village": 1, "town": 1, "city": 1, "populated": 1, "camp": 1, "neighbourhood": 1, "base": 1,
    "crossing": 1,
    "bridge": 1, "airport": 1, "port": 1, "prison": 1, "dam": 1, "plant": 1, "temple": 1,
    "hill": 1, "point": 1,
    "site": 1, "peak": 2, "mountain": 2, "pass": 2, "reef": 2, "islet": 2, "mine": 2, "commune": 2,
    "island": 3, "district": 3, "county": 3, "sector": 3, "valley": 3, "enclave": 3, "park": 3,
    "region": 4, "entity": 4, "islands": 4,
    "area": 5, "line": 5, "river": 5, "lake": 5, "range": 5, "desert": 5, "forest": 5, "road": 5,
    "corridor": 5,
    "country": 6, "sea": 7, "strait": 7, "gulf": 7, "airspace": 7,
}  # fmt: skip

POINTS = frozenset(kind for kind, precision in PRECISION.items() if precision <= 2)
AREAS = frozenset(kind for kind, precision in PRECISION.items() if precision in (3, 4, 5))
WATERS = frozenset(kind for kind, precision in PRECISION.items() if precision == 7)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as a gazetteer knows it.

    `country` is the ISO alpha-3 code of the internationally recognised territory ('' on the high
    seas); `kind` is a key of `PRECISION`; `radius_km` is the extent of the place and the
    uncertainty of its point together; `admin1` is the source's own code or name of the province
    ('' if unknown); `controller` is the de facto authority's code where it differs ('' otherwise);
    `own` tells that the row stands in a table of the project or of the user.
    """

    name: str
    country: str
    kind: str
    lat: float
    lon: float
    radius_km: float
    population: int = 0
    admin1: str = ""
    geonames_id: int | None = None
    source: str = ""
    controller: str = ""
    own: bool = False

    @property
    def precision(self) -> int:
        """UCDP's precision of the place, 1 to 7."""
        return PRECISION.get(self.kind, 5)


def distance_km(one: Entry, other: Entry) -> float:
    """Great-circle distance of two places."""
    return kilometres(one.lat, one.lon, other.lat, other.lon)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points in degrees."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
