"""Rows of UCDP's Georeferenced Event Dataset as claims.

The dead of each side are a claim each, as the codebook asks, and the whole range another where the
sides do not make it up. Without a side's dead, nobody is said to have begun: both sides stand on
both sides. The middle of a country is no place, and is left out.
"""

from collections.abc import Mapping

from casus.ingest.datasets.countries import by_name
from casus.ingest.datasets.layout import (
    CellError,
    Layout,
    Sketch,
    Told,
    day,
    one_of,
    position,
    refuse_own,
    whole,
)
from casus.ingest.datasets.parties import party, state
from casus.lexicon.layouts import UCDP_COLUMNS
from casus.model import Loss, Place

COLUMNS = UCDP_COLUMNS
SHOWN = (
    "type_of_violence",
    "side_a",
    "side_b",
    "date_start",
    "date_end",
    "where_coordinates",
    "country",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "best",
    "low",
    "high",
)
VIOLENCE = {"1": 1, "2": 2, "3": 3}
WHERE = {str(n): n for n in range(1, 8)}
RADII = {2: 25.0}  # kilometres; the other precisions set no bound
ONE_SIDED, COUNTRY = 3, 6

Sides = tuple[tuple[Told, ...], tuple[Told, ...]]


def code(row: Mapping[str, str]) -> tuple[Sketch, ...]:
    """The claims of a row."""
    refuse_own(row, "where_description", UCDP.name)
    one_sided = one_of(row, "type_of_violence", VIOLENCE) == ONE_SIDED
    a, b = _side(row, "side_a"), _side(row, "side_b")
    everyone = (*a, *b)
    total = _total(row)
    parts = list(_parts(row, a, b))
    if len(parts) == 1 and parts[0][1].low == whole(row, "best"):
        sides, _, column = parts[0]
        return (_sketch(row, sides, total, column),)
    whole_sides: Sides = (a, b) if one_sided else (everyone, everyone)
    found = [_sketch(row, whole_sides, total, "best")]
    found += [_sketch(row, sides, loss, column) for sides, loss, column in parts]
    return tuple(found)


def _parts(
    row: Mapping[str, str], a: tuple[Told, ...], b: tuple[Told, ...]
) -> list[tuple[Sides, Loss, str]]:
    """Whose dead are told apart: who did it, who suffered, how many."""
    country = by_name(row["country"])
    civilians = (Told(f"{country}.CVL", "deaths_civilians"),) if country else ()
    one_sided = row["type_of_violence"].strip() == str(ONE_SIDED)
    doers = a if one_sided else (*a, *b)
    columns: tuple[tuple[str, Sides], ...] = (
        ("deaths_a", (b, a)),
        ("deaths_b", (a, b)),
        ("deaths_civilians", (doers, b if one_sided else civilians)),
    )
    told = ((column, sides, whole(row, column)) for column, sides in columns)
    return [(sides, Loss("killed", dead, dead), column) for column, sides, dead in told if dead]


def _total(row: Mapping[str, str]) -> Loss | None:
    low, best, high = (whole(row, column) for column in ("low", "best", "high"))
    if low is None or high is None or best is None:
        raise CellError("best, low or high is empty: UCDP gives all three, so take the row anew")
    if not low <= best <= high:
        raise CellError(f"best {best} does not lie between low {low} and high {high}: compare it")
    return Loss("killed", low, high) if high else None


def _sketch(row: Mapping[str, str], sides: Sides, loss: Loss | None, column: str) -> Sketch:
    return Sketch(
        type=Told("ASSAULT", "type_of_violence"),
        actors=sides[0],
        recipients=sides[1],
        date=Told(_date(row), "date_start"),
        place=_place(row),
        losses=((loss, column),) if loss else (),
    )


def _side(row: Mapping[str, str], column: str) -> tuple[Told, ...]:
    name, country = row[column].strip(), by_name(row["country"])
    if name.lower() == "civilians":
        found = f"{country}.CVL" if country else None
    else:
        found = state(name) or (party(name, "", country) if name else None)
    return (Told(found, column),) if found else ()


def _date(row: Mapping[str, str]) -> str:
    first, last = day(row["date_start"], "date_start"), day(row["date_end"], "date_end")
    if last < first:
        raise CellError(f"date_end {last} lies before date_start {first}: correct one of them")
    return first.isoformat() if first == last else f"{first}/{last}"


def _place(row: Mapping[str, str]) -> tuple[Place, str] | None:
    name = row["where_coordinates"].strip()
    lat, lon = position(row, "latitude", "longitude")
    precision = one_of(row, "where_prec", WHERE)
    lat, lon = (None, None) if precision == COUNTRY else (lat, lon)
    radius = RADII.get(precision)
    country = by_name(row["country"])
    found = Place(name, country, lat, lon, precision=precision, radius_km=radius)
    return (found, "where_coordinates") if name else None


UCDP = Layout(
    key="ucdp",
    name="UCDP GED",
    identity="id",
    columns=COLUMNS,
    needed=frozenset({"id", "type_of_violence", "side_a", "side_b", "where_prec"})
    | frozenset({"where_coordinates", "latitude", "longitude", "country", "date_start", "date_end"})
    | frozenset({"deaths_a", "deaths_b", "deaths_civilians", "best", "high", "low"}),
    shown=SHOWN,
    code=code,
    published=lambda _: None,
    renamed={"best_est": "best", "high_est": "high", "low_est": "low"},
    by_width={len(COLUMNS): COLUMNS},  # some candidate releases came without a header line
)
