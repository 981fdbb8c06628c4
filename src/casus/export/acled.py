"""Incidents in ACLED's 31 columns: its layout alone, never its data or ids.

The layout has no column for status: it opens `notes` and stands in `tags`, beside the version of
this layout. What ACLED has no class
for (speech, talks, aid) and what nobody says has happened is left out.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import IO

from casus.export.events import STATE, Event, area, event_of, sector
from casus.export.iso import numeric
from casus.export.tabular import write_rows
from casus.lexicon.layouts import ACLED_COLUMNS
from casus.merge.cases import Case

COLUMNS = ACLED_COLUMNS
REMOTE, AGAINST, STRATEGIC = (
    "Explosions/Remote violence",
    "Violence against civilians",
    "Strategic developments",
)
CLASSES = {
    "ASSAULT.heavy-weapons": (REMOTE, "Shelling/artillery/missile attack"),
    "ASSAULT.aerial": (REMOTE, "Air/drone strike"),
    "ASSAULT.drone": (REMOTE, "Air/drone strike"),
    "ASSAULT.explosives": (REMOTE, "Remote explosive/landmine/IED"),
    "ASSAULT.suicide-attack": (REMOTE, "Suicide bomb"),
    "ASSAULT.sexual": (AGAINST, "Sexual violence"),
    "ASSAULT.abduct": (AGAINST, "Abduction/forced disappearance"),
    "ASSAULT.shoot-down": (STRATEGIC, "Disrupted weapons use"),
    "PROTEST.riot": ("Riots", "Violent demonstration"),
    "PROTEST": ("Protests", "Peaceful protest"),
    "AGREE.sign": (STRATEGIC, "Agreement"),
    "COERCE.arrest": (STRATEGIC, "Arrests"),
    "COERCE.seize": (STRATEGIC, "Looting/property destruction"),
    "RETREAT.withdraw": (STRATEGIC, "Non-violent transfer of territory"),
    "MOBILIZE": (STRATEGIC, "Other"),
}
SIDES = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)
SECTORS = dict.fromkeys(STATE, SIDES[0]) | {"REB": SIDES[1], "PKO": SIDES[7]}
SECTORS |= dict.fromkeys(("CVL", "MED", "AID", "BUS", "REL"), SIDES[6])
GEO = {1: "1", 2: "1", 3: "2", 4: "3", 5: "3", 6: "3", 7: "3"}
TIME = {1: "1", 2: "2", 3: "2", 4: "3"}
SCHEMA = "casus-acled-layout/1"


def write_acled(cases: Iterable[Case], out: IO[str], as_of: date) -> int:
    """Write what has a class, dated and told as having happened; return the number of rows.

    `timestamp` is `as_of` at midnight UTC. A death toll that nobody gives is 0, since the layout
    knows no unknown; `notes` then says so.
    """
    events = (event_of(case) for case in cases)
    rows = (acled_row(e, as_of) for e in events if fits(e))
    return write_rows(rows, out, COLUMNS, ())


def fits(event: Event) -> bool:
    """Whether the layout has a row for it: its time is known to the month at least."""
    dated = TIME.get(event.case.date_precision or 0) is not None
    return dated and event.happened and classes(event) is not None


def classes(event: Event) -> tuple[str, str] | None:
    """Event and sub-event type; None if there is none."""
    known = CLASSES.get(f"{event.type}.{event.mode}") or CLASSES.get(event.type)
    if known or event.type != "ASSAULT":
        return known
    if event.recipients and all(sector(code) == "CVL" for code in event.recipients):
        return AGAINST, "Attack"
    if event.mode == "territory":
        rebels = any(sector(code) == "REB" for code in event.actors)
        taken = "Non-state actor overtakes territory" if rebels else "Government regains territory"
        return "Battles", taken
    return "Battles", "Armed clash"


def acled_row(event: Event, as_of: date) -> dict[str, str]:
    """One row as texts by column."""
    it = event.case.incident
    kind, sub = classes(event) or ("", "")
    day = middle(event.days) if event.days else None
    made = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    unknown = "" if event.killed is not None else ". No source gives a number of dead"
    disputed = "".join(f"; disputed={field}" for field in it.disputed)
    return {
        **dict.fromkeys(COLUMNS, ""),
        "event_id_cnty": it.id,
        "event_date": day.isoformat() if day else "",
        "year": str(day.year) if day else "",
        "time_precision": TIME.get(event.case.date_precision or 0, ""),
        "disorder_type": _disorder(kind),
        "event_type": kind,
        "sub_event_type": sub,
        **_parties(event, kind),
        **_position(event),
        "source": event.source,
        "notes": event.notes + unknown,
        "fatalities": str(event.killed or 0),
        "tags": f"status={event.status}{disputed}; schema={SCHEMA}",
        "timestamp": str(int(made.timestamp())),
    }


def middle(days: tuple[date, date]) -> date:
    """The day that ACLED's codebook gives to an event of a week or a month: the middle one."""
    return days[0] + (days[1] - days[0]) / 2


def _disorder(kind: str) -> str:
    named = {"Protests": "Demonstrations", "Riots": "Demonstrations", STRATEGIC: STRATEGIC}
    return named.get(kind, "Political violence")


def _parties(event: Event, kind: str) -> dict[str, str]:
    one = [side(code, event, kind) for code in event.actors[:1]]
    other = [side(code, event, kind) for code in event.recipients[:1]]
    harmed = any(sector(code) == "CVL" for code in event.recipients)
    violent = _disorder(kind) == "Political violence"
    known = sorted(filter(None, one + other), key=SIDES.index)
    return {
        "actor1": "; ".join(map(event.labels.actor, event.actors[:1])),
        "assoc_actor_1": "; ".join(map(event.labels.actor, event.actors[1:])),
        "inter1": "".join(one),
        "actor2": "; ".join(map(event.labels.actor, event.recipients[:1])),
        "assoc_actor_2": "; ".join(map(event.labels.actor, event.recipients[1:])),
        "inter2": "".join(other),
        "interaction": "-".join(known) if len(known) != 1 else f"{known[0]} only",
        "civilian_targeting": "Civilian targeting" if harmed and violent else "",
    }


def side(code: str, event: Event, kind: str) -> str:
    """ACLED's kind of party; empty where the code does not tell. Forces abroad are external."""
    found = SECTORS.get(sector(code), "")
    if kind in {"Protests", "Riots"} and found != SIDES[0]:
        return SIDES[5] if kind == "Protests" else SIDES[4]
    where = event.where.country if event.where else None
    abroad = where is not None and area(code) != where and not area(code).startswith("X")
    return SIDES[7] if found == SIDES[0] and abroad and sector(code) == "MIL" else found


def _position(event: Event) -> dict[str, str]:
    place = event.where
    if place is None:
        return {}
    lat, lon = event.point or (None, None)
    return {
        "iso": str(numeric(place.country) or ""),
        "country": event.labels.country(place.country) if place.country else "",
        "location": place.name,
        "latitude": "" if lat is None else f"{lat:.6g}",
        "longitude": "" if lon is None else f"{lon:.6g}",
        "geo_precision": GEO.get(place.precision or 0, ""),
    }
