"""Make `report/outlines.json` from Natural Earth's 1:50m countries (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m training.outlines package/countries-50m.json src/casus/report/outlines.json

`world-atlas` (ISC licence) carries Natural Earth as TopoJSON: borders are arcs that two countries
share. The arcs are thinned (Douglas-Peucker), rounded to 0.01 degrees and written as differences;
islets below a certain size and Antarctica are left out, as the map is a backdrop, not a source.
"""

import itertools
import json
import sys
from pathlib import Path
from typing import Any

STEP = 0.01  # degrees; about 1 km
TOLERANCE = 0.03  # degrees that a thinned line may depart from the original
SMALLEST = 0.02  # square degrees of a ring that is kept
LEFT_OUT = {"Antarctica"}

Point = tuple[float, float]


def main(source: Path, target: Path) -> None:
    """Read TopoJSON, write the compact outlines."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [decode(arc, topology["transform"]) for arc in topology["arcs"]]
    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        rings = [ring for ring in rings_of(geometry) if area(ring, arcs) >= SMALLEST]
        if rings and name not in LEFT_OUT:
            countries.append((name, rings))
    used = sorted({index(a) for _, rings in countries for ring in rings for a in ring})
    place = {old: new for new, old in enumerate(used)}
    body = {
        "credit": "Made with Natural Earth (public domain), 1:50m countries, version 4.1",
        "step": STEP,
        "arcs": [encode(thin(arcs[old])) for old in used],
        "countries": [
            [name, [[place[a] if a >= 0 else ~place[~a] for a in ring] for ring in rings]]
            for name, rings in sorted(countries)
        ],
    }
    target.write_text(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"{target}: {target.stat().st_size} bytes, {len(used)} arcs, {len(countries)} countries")


def index(arc: int) -> int:
    """TopoJSON writes a reversed arc as its complement."""
    return arc if arc >= 0 else ~arc


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """Outer and inner rings of a polygon or several."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    return [ring for polygon in geometry.get("arcs", []) for ring in polygon]


def decode(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Undo TopoJSON's quantised differences."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def area(ring: list[int], arcs: list[list[Point]]) -> float:
    """Square degrees of a ring, without sign."""
    points = [p for a in ring for p in (arcs[a] if a >= 0 else arcs[~a][::-1])]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def thin(points: list[Point]) -> list[Point]:
    """Douglas-Peucker; both ends stay, so that neighbours still meet; a ring keeps four points."""
    keep = {0, len(points) - 1}
    if points[0] == points[-1]:
        keep |= {len(points) // 3, 2 * len(points) // 3}
    anchors = sorted(keep)
    todo = list(itertools.pairwise(anchors))
    while todo:
        low, high = todo.pop()
        far, at = 0.0, -1
        for i in range(low + 1, high):
            if (d := distance(points[i], points[low], points[high])) > far:
                far, at = d, i
        if far > TOLERANCE:
            keep.add(at)
            todo += [(low, at), (at, high)]
    return [points[i] for i in sorted(keep)]


def distance(point: Point, left: Point, right: Point) -> float:
    """Distance of a point from a line between two others, in degrees."""
    (x, y), (x1, y1), (x2, y2) = point, left, right
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0.0
    return float(((x - x1 - t * dx) ** 2 + (y - y1 - t * dy) ** 2) ** 0.5)


def encode(points: list[Point]) -> list[int]:
    """First point, then differences, in steps."""
    steps = [(round(x / STEP), round(y / STEP)) for x, y in points]
    flat = list(steps[0])
    for (x1, y1), (x2, y2) in itertools.pairwise(steps):
        flat += [x2 - x1, y2 - y1]
    return flat


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
