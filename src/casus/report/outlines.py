"""The outlines of the world's countries, as a backdrop for maps.

`outlines.json` is made by `training/outlines.py` from Natural Earth (public domain).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Point = tuple[float, float]  # longitude, latitude in degrees


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the globe in degrees."""

    west: float
    south: float
    east: float
    north: float

    def widened(self, share: float) -> "Box":
        """The box with a margin of that share on every side."""
        dx, dy = (self.east - self.west) * share, (self.north - self.south) * share
        return Box(self.west - dx, self.south - dy, self.east + dx, self.north + dy)


@dataclass(frozen=True, slots=True)
class Country:
    """A country's name and rings."""

    name: str
    rings: tuple[tuple[Point, ...], ...]


@cache
def countries() -> tuple[Country, ...]:
    """All countries."""
    body = json.loads(files("casus.report").joinpath("outlines.json").read_text("utf-8"))
    arcs = [_decode(arc, body["step"]) for arc in body["arcs"]]
    return tuple(
        Country(name, tuple(_ring(ring, arcs) for ring in rings))
        for name, rings in body["countries"]
    )


def _decode(flat: list[int], step: float) -> list[Point]:
    x = y = 0
    points = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x * step, y * step))
    return points


def _ring(arcs: list[int], decoded: list[list[Point]]) -> tuple[Point, ...]:
    points: list[Point] = []
    for number in arcs:
        arc = decoded[number] if number >= 0 else decoded[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


def visible(box: Box) -> Iterator[Country]:
    """The countries' rings cut to a box; countries outside are left out."""
    for country in countries():
        cut = tuple(ring for whole in country.rings if len(ring := clip(whole, box)) >= 3)
        if cut:
            yield Country(country.name, cut)


def clip(ring: tuple[Point, ...], box: Box) -> tuple[Point, ...]:
    """Cut a ring to a box (Sutherland and Hodgman 1974)."""
    points = ring
    for axis, bound, sign in (
        (0, box.west, 1),
        (0, box.east, -1),
        (1, box.south, 1),
        (1, box.north, -1),
    ):
        points = _cut(points, axis, bound, sign)
        if not points:
            return ()
    return points


def _cut(points: tuple[Point, ...], axis: int, bound: float, sign: int) -> tuple[Point, ...]:
    if all((p[axis] - bound) * sign >= 0 for p in points):
        return points
    kept: list[Point] = []
    for last, here in zip((points[-1], *points), points, strict=False):
        inside = (here[axis] - bound) * sign >= 0
        if inside != ((last[axis] - bound) * sign >= 0):
            share = (bound - last[axis]) / (here[axis] - last[axis])
            kept.append(
                (last[0] + share * (here[0] - last[0]), last[1] + share * (here[1] - last[1]))
            )
        if inside:
            kept.append(here)
    return tuple(kept)
