"""Incidents as KML 2.2 for earth viewers: discs of the places' precision, times, who says what.

An incident without a position stands in a folder of its own, without geometry.
"""

import re
from collections.abc import Iterable, Iterator
from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import IO
from xml.sax.saxutils import escape

from casus.export.columns import INCIDENT_SCHEMA, INCIDENTS, Values
from casus.export.events import Event, event_of
from casus.export.hxl import incident_rows
from casus.export.tabular import as_text
from casus.merge.cases import Case

EARTH_KM = 6371.0
CORNERS = 36
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
STYLE = (
    '<Style id="disc"><LineStyle><color>ff3333cc</color></LineStyle>'
    "<PolyStyle><color>403333cc</color></PolyStyle></Style>"
)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
    "<Document><name>Incidents</name>"
    "<description>Each is what sources say, not what is known to be true.</description>"
    f'{STYLE}<ExtendedData><Data name="schema"><value>{INCIDENT_SCHEMA}</value></Data>'
    "</ExtendedData>\n"
)


def write_kml(cases: Iterable[Case], out: IO[str]) -> int:
    """Write a placemark for each incident; return their number."""
    placed: list[str] = []
    unplaced: list[str] = []
    for case in cases:
        event = event_of(case)
        (row,) = incident_rows([case])
        (unplaced if event.point is None else placed).append(_placemark(event, row))
    out.write(HEAD)
    for name, marks in (("With a position", placed), ("Without a position", unplaced)):
        out.write(f"<Folder><name>{name}: {len(marks)}</name>\n")
        out.writelines(marks)
        out.write("</Folder>\n")
    out.write("</Document>\n</kml>\n")
    return len(placed) + len(unplaced)


def _placemark(event: Event, row: Values) -> str:
    words = event.labels.word("type", event.type)
    name = f"{words}, {event.where.name}" if event.where else words
    title = text(f"{name} ({event.status})")
    cells = ((column.name, as_text(row[column.name])) for column in INCIDENTS)
    data = "".join(f'<Data name="{n}"><value>{text(v)}</value></Data>' for n, v in cells if v)
    return (
        f'<Placemark id="i{event.case.incident.id}"><name>{title}</name>'
        f"<description>{text(event.notes)}</description>{_time(event)}"
        f"<styleUrl>#disc</styleUrl><ExtendedData>{data}</ExtendedData>{_geometry(event)}"
        "</Placemark>\n"
    )


def text(words: str) -> str:
    """Words as XML holds them: characters that it forbids become U+FFFD."""
    return escape(NO_XML.sub("\N{REPLACEMENT CHARACTER}", words))


def _time(event: Event) -> str:
    if event.days is None:
        return ""
    first, last = event.days
    return f"<TimeSpan><begin>{first}</begin><end>{last}</end></TimeSpan>"


def _geometry(event: Event) -> str:
    if event.point is None or event.where is None:
        return ""
    lat, lon = event.point
    point = f"<Point><coordinates>{lon:.6f},{lat:.6f}</coordinates></Point>"
    if not event.where.radius_km:
        return point
    ring = " ".join(f"{x:.6f},{y:.6f}" for x, y in disc(lat, lon, event.where.radius_km))
    return (
        f"<MultiGeometry>{point}<Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}"
        "</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry>"
    )


def disc(lat: float, lon: float, km: float) -> Iterator[tuple[float, float]]:
    """Longitude and latitude of a closed ring of that radius, counter-clockwise."""
    up, arc = radians(lat), km / EARTH_KM
    for step in range(CORNERS + 1):
        turn = -2 * pi * (step % CORNERS) / CORNERS
        north = asin(sin(up) * cos(arc) + cos(up) * sin(arc) * cos(turn))
        east = atan2(sin(turn) * sin(arc) * cos(up), cos(arc) - sin(up) * sin(north))
        yield (lon + degrees(east) + 180) % 360 - 180, degrees(north)
