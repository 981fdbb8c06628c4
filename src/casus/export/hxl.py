"""Incidents as a table, and that table with HXL tags under its header.

The tags are those of OCHA's own UCDP tables, and ours for status, precision and ranges.
"""

from collections.abc import Iterable, Iterator
from typing import IO

from casus.export.columns import INCIDENT_SCHEMA, INCIDENTS, Value
from casus.export.events import Event, event_of
from casus.export.profile import shown_of
from casus.export.tabular import as_text, write_rows
from casus.merge.cases import Case

NAMES = tuple(column.name for column in INCIDENTS)


def write_hxl(cases: Iterable[Case], out: IO[str]) -> int:
    """Write a row for each incident under names and HXL tags; return their number."""
    rows = ({name: as_text(value) for name, value in row.items()} for row in incident_rows(cases))
    return write_rows(rows, out, NAMES, tuple(column.tag for column in INCIDENTS))


def incident_rows(cases: Iterable[Case]) -> Iterator[dict[str, Value]]:
    """Give each incident as values by column of `INCIDENTS`; None where nobody says it."""
    for case in cases:
        yield dict.fromkeys(NAMES) | _row(event_of(case))


def _row(event: Event) -> dict[str, Value]:
    it = event.case.incident
    return {
        "incident_id": it.id,
        "status": event.status,
        "source": event.source,
        "type": event.type,
        "mode": event.mode or None,
        "actors": tuple(map(event.labels.actor, event.actors)),
        "recipients": tuple(map(event.labels.actor, event.recipients)),
        "year": event.days[0].year if event.days else None,
        "date_start": event.days[0] if event.days else None,
        "date_end": event.days[1] if event.days else None,
        "date_precision": event.case.date_precision,
        **_place(event),
        **_losses(event),
        "independent_sources": it.independent,
        "credibility": it.admiralty,
        "disputed": it.disputed,
        "description": event.notes,
        "url": _addresses(event),
        "profile": event.profile,
        "withheld": tuple(event.withheld),
        "schema": INCIDENT_SCHEMA,
    }


def _place(event: Event) -> dict[str, Value]:
    place = event.where
    if place is None:
        return {}
    lat, lon = event.point or (None, None)
    return {
        "place": place.name,
        "country": place.country,
        "country_name": event.labels.country(place.country) if place.country else None,
        "lat": lat,
        "lon": lon,
        "place_precision": place.precision,
    }


def _losses(event: Event) -> dict[str, Value]:
    dead = [toll for toll in event.case.incident.tolls if toll.kind == "killed"]
    hurt = [toll.best for toll in event.case.incident.tolls if toll.kind == "wounded"]
    highs = [toll.high for toll in dead if toll.high is not None]
    return {
        "killed": event.killed,
        "killed_min": sum(toll.low for toll in dead) if dead else None,
        "killed_max": sum(highs) if dead and len(highs) == len(dead) else None,
        "wounded": sum(hurt) if hurt else None,
    }


def _addresses(event: Event) -> tuple[str, ...]:
    pages = (shown.page for shown in shown_of(event.case))
    return tuple(dict.fromkeys(page.url for page in pages if page and page.url))
