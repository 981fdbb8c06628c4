"""Incidents in the 49 columns of UCDP's Georeferenced Event Dataset: its layout, not its data.

Only what somebody says has happened, with at least one death, is a row there. `code_status` holds
the claims' status and `source_original` who says so; `where_description` ends with the version of
this layout. Identifiers of UCDP's own lists stay empty.
"""

from collections.abc import Iterable
from math import floor
from typing import IO

from casus.export.events import STATE, Event, event_of, sector
from casus.export.tabular import write_rows
from casus.lexicon.layouts import UCDP_COLUMNS
from casus.merge.account import side
from casus.merge.cases import Case
from casus.model import Toll

COLUMNS = UCDP_COLUMNS
SCHEMA = "casus-ucdp-layout/1"
ARMED = STATE - {"LEG", "JUD"}


def write_ucdp(cases: Iterable[Case], out: IO[str]) -> int:
    """Write what qualifies; return the number of rows."""
    events = (event_of(case) for case in cases)
    return write_rows((ucdp_row(e) for e in events if fits(e)), out, COLUMNS, ())


def fits(event: Event) -> bool:
    """Whether it is dated, lethal, and told as having happened."""
    return (
        event.days is not None and event.happened and event.type == "ASSAULT" and bool(event.killed)
    )


def ucdp_row(event: Event) -> dict[str, str]:
    """One row as texts by column."""
    it = event.case.incident
    docs = dict.fromkeys(account.claim.doc for account in event.case.accounts)
    first, last = event.days or (None, None)
    outlets = dict.fromkeys(a.outlet for a in event.case.accounts if a.outlet)
    return {
        **dict.fromkeys(COLUMNS, ""),
        "id": it.id,
        "relid": it.id,
        "year": str(first.year) if first else "",
        "code_status": event.status,
        **_sides(event),
        "number_of_sources": str(it.independent),
        "source_article": "; ".join(docs),
        "source_office": "; ".join(outlets),
        "source_date": it.first_report or "",
        "source_original": event.source,
        "where_description": f"{event.notes}. Schema: {SCHEMA}",
        **_position(event),
        "event_clarity": "1" if event.case.date_precision == 1 else "2",
        "date_prec": str(event.case.date_precision or ""),
        "date_start": f"{first} 00:00:00.000",
        "date_end": f"{last} 00:00:00.000",
        **_deaths(event),
    }


def violence(event: Event) -> str:
    """1 state-based, 2 non-state, 3 one-sided."""
    if event.recipients and all(sector(code) == "CVL" for code in event.recipients):
        return "3"
    state = any(sector(code) in ARMED for code in (*event.actors, *event.recipients))
    return "1" if state else "2"


def _sides(event: Event) -> dict[str, str]:
    kind = violence(event)
    one = " + ".join(map(event.labels.actor, event.actors))
    other = "Civilians" if kind == "3" else " + ".join(map(event.labels.actor, event.recipients))
    named = {"side_a": one, "side_b": other, "dyad_name": f"{one or '?'} - {other or '?'}"}
    return {"type_of_violence": kind, **named}


def _position(event: Event) -> dict[str, str]:
    place = event.where
    if place is None:
        return {}
    found = {
        "where_prec": str(place.precision or ""),
        "where_coordinates": place.name,
        "country": event.labels.country(place.country) if place.country else "",
    }
    if event.point is not None:
        lat, lon = event.point
        cell = floor((lat + 90) * 2) * 720 + floor((lon + 180) * 2) + 1
        found |= {
            "latitude": f"{lat:.6g}",
            "longitude": f"{lon:.6g}",
            "geom_wkt": f"POINT ({lon:.6g} {lat:.6g})",
            "priogrid_gid": str(cell),
        }
    return found


def _deaths(event: Event) -> dict[str, str]:
    """Best figures by side; `high` stays empty where some source sets no upper bound."""
    tolls = [toll for toll in event.case.incident.tolls if toll.kind == "killed"]
    found = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    for toll in tolls:
        found[_column(toll, event)] += toll.best
    highs = [toll.high for toll in tolls]
    high = "" if None in highs else str(sum(h for h in highs if h is not None))
    low = str(sum(toll.low for toll in tolls))
    deaths = {column: str(number) for column, number in found.items()}
    return deaths | {"best": str(sum(found.values())), "high": high, "low": low}


def _column(toll: Toll, event: Event) -> str:
    """Whose dead: each side's own; civilians where those acted upon are civilians alone."""
    whose = set(toll.side.split(" + ")) - {""}
    acted, harmed = map(side, event.actors), set(map(side, event.recipients))
    if whose and whose <= harmed:
        return "deaths_civilians" if violence(event) == "3" else "deaths_b"
    return "deaths_a" if whose and whose <= set(acted) else "deaths_unknown"
