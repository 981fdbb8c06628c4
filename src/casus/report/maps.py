"""Where the incidents are: one drawing for each region, discs as wide as the place is uncertain.

Equirectangular, true to scale at the middle of each drawing. No tiles, no requests.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, radians

from casus.lexicon.labels import Labels
from casus.model import Place
from casus.report.drawn import Drawn
from casus.report.outlines import Box, Country, Point, visible

APART = 5.0  # degrees between two places that part regions
MOST_REGIONS = 6
SMALLEST_EXTENT = 4.5  # degrees of latitude a drawing shows at least
KM_PER_DEGREE = 111.2
WIDTH, HEIGHT = 560, 400
LABEL_HEIGHT, LABEL_CHAR = 19, 9.4  # of the letters on a narrow screen, which are larger
# kilometres that a place of UCDP's precision may be off where its own radius is not known
UNCERTAIN = {1: 2.0, 2: 25.0, 3: 40.0, 4: 100.0, 5: 100.0, 7: 100.0}
UNSTATED = 25.0  # where its precision is not known either
COUNTRY = 6  # precision from which only a country is known: no disc stands for it

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Disc:
    """A place on the drawing; `rough` if its radius stands for uncertainty wider than a mark."""

    x: float
    y: float
    radius: float
    rough: bool
    count: int
    name: str
    title: str
    label: tuple[float, float, str, str] | None


@dataclass(frozen=True, slots=True)
class Land:
    """A country's outline as SVG path data, and where its name may stand."""

    path: str
    name: str
    label: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Region:
    """One drawing."""

    heading: str
    count: int
    lands: tuple[Land, ...]
    discs: tuple[Disc, ...]
    scale_km: int
    scale_px: float
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Atlas:
    """All drawings, the table of places, and how many incidents are on none of them.

    `placeless` name no place, `countrywide` no more than a country, `unlocated` a place whose
    position is not known.
    """

    regions: tuple[Region, ...]
    rows: tuple[tuple[str, str, str, int], ...]
    placeless: int
    unlocated: int
    countrywide: int = 0

    @property
    def nowhere(self) -> int:
        """How many incidents are on no drawing."""
        return self.placeless + self.unlocated + self.countrywide


@dataclass(slots=True)
class _Spot:
    place: Place
    lat: float
    lon: float
    events: list[Drawn] = field(default_factory=list)

    @property
    def radius_km(self) -> float:
        """How far off the position may be."""
        given = self.place.radius_km
        return UNCERTAIN.get(self.place.precision or 0, UNSTATED) if given is None else given


@dataclass(frozen=True, slots=True)
class _View:
    """From degrees to the drawing."""

    box: Box
    scale: float  # pixels a degree of latitude
    shrink: float  # of longitude at this latitude

    def at(self, point: Point) -> Point:
        x = (point[0] - self.box.west) * self.scale * self.shrink
        return round(x, 1), round((self.box.north - point[1]) * self.scale, 1)


def atlas(events: Sequence[Drawn], labels: Labels) -> Atlas:
    """Draw all incidents that have a position."""
    spots: dict[tuple[str, float, float], _Spot] = {}
    placeless = unlocated = countrywide = 0
    for event in events:
        place = event.place
        if place is None:
            placeless += 1
        elif place.precision == COUNTRY:
            countrywide += 1
        elif place.lat is None or place.lon is None:
            unlocated += 1
        else:
            key = (place.canonical or place.name, round(place.lat, 2), round(place.lon, 2))
            spots.setdefault(key, _Spot(place, place.lat, place.lon)).events.append(event)
    groups = sorted(_groups(list(spots.values())), key=_weight, reverse=True)
    shown = groups[: MOST_REGIONS - 1] if len(groups) > MOST_REGIONS else groups
    rest = [spot for group in groups[len(shown) :] for spot in group]
    regions = [_region(group, labels) for group in shown]
    regions += [_region(rest, labels)] if rest else []
    rows = sorted(
        (_row(spot, labels) for spot in spots.values()), key=lambda row: (-row[3], row[0])
    )
    return Atlas(tuple(regions), tuple(rows), placeless, unlocated, countrywide)


def _weight(group: list[_Spot]) -> tuple[int, str]:
    return sum(len(spot.events) for spot in group), group[0].place.name


def _groups(spots: list[_Spot]) -> Iterator[list[_Spot]]:
    """Places that lie within reach of each other, directly or over others."""
    left = sorted(spots, key=lambda s: (s.lon, s.lat))
    while left:
        group, queue = [], [left.pop(0)]
        while queue:
            spot = queue.pop()
            group.append(spot)
            near = [other for other in left if _apart(spot, other) < APART]
            left = [other for other in left if other not in near]
            queue += near
        yield group


def _apart(one: _Spot, other: _Spot) -> float:
    shrink = cos(radians((one.lat + other.lat) / 2))
    return max(abs(one.lat - other.lat), abs(one.lon - other.lon) * shrink)


def _row(spot: _Spot, labels: Labels) -> tuple[str, str, str, int]:
    country = labels.country(spot.place.country) if spot.place.country else ""
    near = f"within {spot.radius_km:g} km" if spot.radius_km else "exactly"
    return spot.place.canonical or spot.place.name, country, near, len(spot.events)


def _region(spots: list[_Spot], labels: Labels) -> Region:
    view = _view(spots)
    countries = {spot.place.country for spot in spots if spot.place.country}
    names = sorted(labels.country(code) for code in countries)
    heading = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    km = _scale(KM_PER_DEGREE / view.scale * WIDTH / 4)
    taken: list[Rectangle] = []
    discs = tuple(_discs(spots, view, labels, taken))
    return Region(
        heading=heading or "Position without a country",
        count=sum(len(spot.events) for spot in spots),
        lands=tuple(_lands(view, taken)),
        discs=discs,
        scale_km=km,
        scale_px=round(km / KM_PER_DEGREE * view.scale, 1),
    )


def _view(spots: list[_Spot]) -> _View:
    """The stretch that holds all discs, in the drawing's proportions."""
    reach = [(s, min(s.radius_km, 150) / KM_PER_DEGREE) for s in spots]
    south = min(s.lat - r for s, r in reach)
    north = max(s.lat + r for s, r in reach)
    shrink = max(cos(radians((south + north) / 2)), 0.2)
    west = min(s.lon - r / shrink for s, r in reach)
    east = max(s.lon + r / shrink for s, r in reach)
    high, wide = (north - south) * 1.35, (east - west) * shrink * 1.35
    tall = max(SMALLEST_EXTENT, high, wide * HEIGHT / WIDTH)
    wide = tall * WIDTH / HEIGHT / shrink
    middle_lat, middle_lon = (south + north) / 2, (west + east) / 2
    box = Box(
        middle_lon - wide / 2, middle_lat - tall / 2, middle_lon + wide / 2, middle_lat + tall / 2
    )
    return _View(box, HEIGHT / tall, shrink)


def _scale(km: float) -> int:
    """A round length of at most that many kilometres."""
    steps = (s * 10**e for e in range(5) for s in (1, 2, 5))
    return max((step for step in steps if step <= km), default=1)


def _lands(view: _View, taken: list[Rectangle]) -> Iterable[Land]:
    """Outlines, with their names where no place is named."""
    for country in visible(view.box.widened(0.06)):
        parts = []
        for ring in country.rings:
            points = [view.at(point) for point in ring]
            parts.append("M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "Z")
        yield Land("".join(parts), country.name, _name_at(country, view, taken))


def _name_at(country: Country, view: _View, taken: list[Rectangle]) -> tuple[float, float] | None:
    """The middle of the largest visible part, or near it, if the name fits there."""
    drawn = max(([view.at(p) for p in ring] for ring in country.rings), key=_area)
    xs = [max(0.0, min(WIDTH, x)) for x, _ in drawn]
    ys = [max(0.0, min(HEIGHT, y)) for _, y in drawn]
    need = len(country.name) * LABEL_CHAR * 1.1
    if _area(drawn) < 5000 or max(xs) - min(xs) < need:
        return None
    x = max(need / 2 + 4, min(WIDTH - need / 2 - 4, (max(xs) + min(xs)) / 2))
    for shift in (0.0, -0.12, 0.12, -0.24, 0.24):
        y = (max(ys) + min(ys)) / 2 + shift * (max(ys) - min(ys))
        box = (x - need / 2, y - LABEL_HEIGHT, x + need / 2, y + 4)
        if (
            16 <= y <= HEIGHT - 34
            and _inside(x, y, drawn)
            and all(_clear(box, other) for other in taken)
        ):
            taken.append(box)
            return round(x, 1), round(y, 1)
    return None


def _inside(x: float, y: float, points: list[Point]) -> bool:
    """Whether a point lies within a ring (even-odd rule)."""
    crossings = 0
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


def _area(points: list[Point]) -> float:
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _discs(
    spots: list[_Spot], view: _View, labels: Labels, taken: list[Rectangle]
) -> Iterable[Disc]:
    """Wide discs first, so that small ones lie on top; names only where they are free."""
    for spot in spots:
        x, y = view.at((spot.lon, spot.lat))
        taken.append((x - 6, y - 6, x + 6, y + 6))
    names: dict[int, tuple[float, float, str, str] | None] = {}
    for spot in sorted(spots, key=lambda s: (-len(s.events), s.place.name)):
        x, y = view.at((spot.lon, spot.lat))
        names[id(spot)] = _label(spot.place.canonical or spot.place.name, x, y, taken)
    for spot in sorted(spots, key=lambda s: -s.radius_km):
        x, y = view.at((spot.lon, spot.lat))
        km = spot.radius_km / KM_PER_DEGREE * view.scale
        smallest = 4 + min(len(spot.events), 16) ** 0.5 * 1.5
        name, country, near, count = _row(spot, labels)
        many = "1 incident" if count == 1 else f"{count} incidents"
        yield Disc(
            x=x,
            y=y,
            radius=round(max(km, smallest), 1),
            rough=km > smallest,
            count=count,
            name=name,
            title=f"{name}, {country}: {many}, position known {near}",
            label=names[id(spot)],
        )


def _label(
    name: str, x: float, y: float, taken: list[Rectangle]
) -> tuple[float, float, str, str] | None:
    """Beside, over or under the disc, where nothing stands yet; None if there is no room.

    Given as position, words and the point of the words that stands there (start, middle, end).
    """
    name = name if len(name) <= 24 else name[:23] + "…"
    wide = len(name) * LABEL_CHAR
    sides = (
        (10.0, 4.0, "start"),
        (-10.0, 4.0, "end"),
        (0.0, -12.0, "middle"),
        (0.0, 20.0, "middle"),
    )
    for dx, dy, anchor in sides:
        left = x + dx - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        box = (left, y + dy - LABEL_HEIGHT, left + wide, y + dy + 3)
        free = all(_clear(box, other) for other in taken)
        if free and box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= HEIGHT - 26:
            taken.append(box)
            return round(x + dx, 1), round(y + dy, 1), name, anchor
    return None


def _clear(one: Rectangle, other: Rectangle) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
