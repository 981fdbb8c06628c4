"""Rows of ACLED as claims. Method: its codebook (2024).

Time precision 2 is a week or less round the day that is written, 3 the month. Actor 1 and 2 carry
no direction, so both stand on both sides unless the sub-event type or civilians tell who suffered.
0 dead may mean that nobody knows, and gives no loss.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from casus.ingest.datasets.countries import by_name, by_number
from casus.ingest.datasets.layout import (
    CellError,
    Layout,
    NotCodedError,
    Sketch,
    Told,
    day,
    one_of,
    position,
    refuse_own,
    whole,
)
from casus.ingest.datasets.parties import party
from casus.lexicon.datasets import EventCode, acled_events
from casus.lexicon.layouts import ACLED_COLUMNS
from casus.model import Loss, Place

COLUMNS = ACLED_COLUMNS
SHOWN = (
    "event_type",
    "sub_event_type",
    "actor1",
    "actor2",
    "event_date",
    "location",
    "country",
    "fatalities",
)
PRECISION = {"1": 1, "2": 2, "3": 3}
PLACES = {1: 1, 2: 3, 3: 4}  # UCDP's precision: a town, a district, a province
LAST_SECOND = 4_102_444_800  # the year 2100
ROUND = timedelta(days=3)  # ACLED writes the middle of a week


def code(row: Mapping[str, str]) -> tuple[Sketch, ...]:
    """The claim of a row."""
    refuse_own(row, "tags", ACLED.name)
    event = _event(row)
    one, other = _party(row, "1"), _party(row, "2")
    actors, recipients = sides(event, one, other)
    return (
        Sketch(
            type=Told(event.type, "sub_event_type"),
            mode=Told(event.mode, "sub_event_type") if event.mode else None,
            actors=actors,
            recipients=recipients,
            date=Told(_date(row), "event_date"),
            place=_place(row),
            losses=_losses(row),
            weapons=tuple(Told(weapon, "sub_event_type") for weapon in event.weapons),
        ),
    )


def published(row: Mapping[str, str]) -> str | None:
    """The day on which ACLED last changed the row."""
    stamp = whole(row, "timestamp")
    if stamp is not None and stamp > LAST_SECOND:
        raise CellError(f"timestamp is {stamp}: write seconds since 1970")
    return datetime.fromtimestamp(stamp, UTC).date().isoformat() if stamp else None


def sides(
    event: EventCode, one: Told | None, other: Told | None
) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Actors and recipients of actor 1 and 2 (None: not named)."""
    first, second = (one,) if one else (), (other,) if other else ()
    if event.direction == "alone":
        return first, ()
    if event.direction == "forward":
        return first, second
    if event.direction == "back":
        return second, first
    if event.direction == "harm" and other and _civil(other):
        return first, second
    if event.direction == "harm" and one and _civil(one):
        return second, first
    return (*first, *second), (*first, *second)


def _civil(told: Told) -> bool:
    return told.value.split(".")[1] in {"CVL", "MED", "AID"}


def _event(row: Mapping[str, str]) -> EventCode:
    kind, sub = row["event_type"].strip(), row["sub_event_type"].strip()
    known = acled_events()
    if (kind.lower(), sub.lower()) not in known:
        remedy = "if ACLED has a new one, add it to acled_events.tsv of the lexicon"
        raise CellError(f"sub_event_type {sub[:60]!r} of {kind[:60]!r} is unknown: {remedy}")
    found = known[kind.lower(), sub.lower()]
    if found is None:
        raise NotCodedError(f"{kind}: {sub}")
    return found


def _party(row: Mapping[str, str], number: str) -> Told | None:
    name = row.get(f"actor{number}", "").strip()
    kind = row.get(f"inter{number}", "")
    found = party(name, kind, _country(row)) if name else None
    return Told(found, f"actor{number}") if found else None


def _country(row: Mapping[str, str]) -> str | None:
    return by_number(row.get("iso", "")) or by_name(row.get("country", ""))


def _date(row: Mapping[str, str]) -> str:
    found = _day(row["event_date"])
    precision = one_of(row, "time_precision", PRECISION)
    if precision == 3:
        return f"{found:%Y-%m}"
    if precision == 2:
        return f"{found - ROUND}/{found + ROUND}"
    return found.isoformat()


def _day(cell: str) -> date:
    """A day as the API writes it, or as older files do: `24 March 2022`."""
    try:
        return datetime.strptime(cell.strip(), "%d %B %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return day(cell, "event_date")


def _place(row: Mapping[str, str]) -> tuple[Place, str] | None:
    name = row["location"].strip()
    lat, lon = position(row, "latitude", "longitude")
    precision = PLACES[one_of(row, "geo_precision", PRECISION)]
    found = Place(name, _country(row), lat, lon, precision=precision)
    return (found, "location") if name else None


def _losses(row: Mapping[str, str]) -> tuple[tuple[Loss, str], ...]:
    dead = whole(row, "fatalities")
    return ((Loss("killed", dead, dead), "fatalities"),) if dead else ()


ACLED = Layout(
    key="acled",
    name="ACLED",
    identity="event_id_cnty",
    columns=COLUMNS,
    needed=frozenset(
        {"event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1"}
    )
    | frozenset({"location", "latitude", "longitude", "geo_precision", "country", "fatalities"}),
    shown=SHOWN,
    code=code,
    published=published,
    former=frozenset({"data_id", "event_id_no_cnty", "iso3"}),
)
