"""Incidents as PLOVER records, one JSON object a line.

PLOVER's own fields hold the best values. `x_status`, `x_claims` and `source` say who claims what,
`x_disputed` where they contradict each other. Where the manual contradicts itself, SANCTION counts
as material conflict (4) and ACCUSE as -3.
"""

import json
from collections.abc import Iterable
from typing import IO, Any

from casus.export.events import Event, area, event_of, sector
from casus.merge.account import holder
from casus.merge.cases import Case

QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    2: ("COOPERATE", "AID", "RETREAT"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD = {name: number for number, names in QUADS.items() for name in names}
SCALE = {
    "AGREE": 2.5,
    "CONSULT": 2.5,
    "SUPPORT": 5.0,
    "CONCEDE": 4.5,
    "COOPERATE": 9.5,
    "AID": 10.0,
    "RETREAT": 6.5,
    "REQUEST": 0.0,
    "ACCUSE": -3.0,
    "REJECT": -2.0,
    "THREATEN": -3.5,
    "PROTEST": -5.0,
    "SANCTION": -6.0,
    "MOBILIZE": -5.5,
    "COERCE": -7.0,
    "ASSAULT": -9.0,
}
SCHEMA = "casus-plover/1"
SIZES = {"killed": "dead", "wounded": "injured", "captured": "arrested"}
RESOLUTION = {1: 4, 2: 4, 3: 3, 4: 2, 5: 2, 6: 1}


def write_plover(cases: Iterable[Case], out: IO[str]) -> int:
    """Write every incident; return their number. `date` is null where nobody gives one."""
    count = 0
    for case in cases:
        json.dump(plover_record(event_of(case)), out, ensure_ascii=False, separators=(",", ":"))
        out.write("\n")
        count += 1
    return count


def plover_record(event: Event) -> dict[str, Any]:
    """One record."""
    it = event.case.incident
    first, last = (day.isoformat() for day in event.days) if event.days else (None, None)
    quotes = [" ".join(a.claim.quote.split()) for a in event.case.accounts if a.claim.quote]
    record: dict[str, Any] = {
        "id": it.id,
        "date": first,
        "enddate": last if last != first else None,
        "actor": [_party(code, event) for code in event.actors],
        "recipient": [_party(code, event) for code in event.recipients],
        "event": [event.type],
        "mode": [event.mode] if event.mode else [],
        "quad_code": QUAD.get(event.type),
        "event_scale": SCALE.get(event.type),
        "x_status": event.status,
        "source": event.source,
        "event_loc": _location(event),
        "event_text": quotes,
        "size": _sizes(event),
        "has_event": True,
        "coder": "casus",
        "x_credibility": it.admiralty,
        "x_independent_sources": it.independent,
        "x_disputed": list(it.disputed),
        "x_date_precision": event.case.date_precision,
        "x_claims": _claims(event),
        "x_profile": event.profile,
        "x_withheld": event.withheld,
        "x_schema": SCHEMA,
    }
    needed = {"date", "x_date_precision", "x_withheld", "x_disputed", "actor", "recipient"}
    return {key: value for key, value in record.items() if key in needed or value not in (None, [])}


def _party(code: str, event: Event) -> dict[str, str]:
    name = ".".join(code.split(".")[2:])
    party = {"code": area(code), "sector": sector(code), "entity_text": event.labels.actor(code)}
    return {**party, "identifier_text": name} if name else party


def _location(event: Event) -> dict[str, Any] | None:
    place = event.where
    if place is None:
        return None
    lat, lon = event.point or (None, None)
    return {
        "extracted_place": place.name,
        "resolved_place": place.canonical,
        "geonameid": place.geonames_id,
        "lat": lat,
        "lon": lon,
        "country": event.labels.country(place.country) if place.country else None,
        "country_code": place.country,
        "resolution": RESOLUTION.get(place.precision or 0),
    }


def _sizes(event: Event) -> dict[str, Any]:
    """Best figures over all sides, and the ranges by side."""
    found: dict[str, Any] = {}
    for toll in event.case.incident.tolls:
        name = SIZES[toll.kind]
        found[name] = found.get(name, 0) + toll.best
        told = {"side": toll.side, "min": toll.low, "max": toll.high}
        found.setdefault(f"x_{name}", []).append(told)
    return found


def _claims(event: Event) -> list[dict[str, str]]:
    return [
        {
            "id": account.id,
            "doc": account.claim.doc,
            "source": holder(account),
            "status": account.claim.status.value,
            "text": account.claim.quote,
        }
        for account in event.case.accounts
    ]
