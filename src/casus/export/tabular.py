"""Claims as rows: CSV for people, with HXL tags on request.

Status, source and precision stand among the main columns: who reads a row cannot miss that it is
one source's claim.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO

from casus.export.profile import Shown
from casus.model import Claim, Loss

COLUMNS = {
    "claim_id": "#event+id",
    "status": "#status+verification",
    "source": "#meta+source",
    "type": "#event+type",
    "mode": "#event+subtype",
    "actors": "#group+name+first",
    "recipients": "#group+name+second",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "place": "#loc+name",
    "country": "#country+code",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "place_precision": "#geo+precision",
    "killed_min": "#affected+killed+min",
    "killed_max": "#affected+killed+max",
    "wounded_min": "#affected+injured+min",
    "wounded_max": "#affected+injured+max",
    "captured_min": "#affected+detained+min",
    "captured_max": "#affected+detained+max",
    "weapons": "#event+weapon",
    "quote": "#description",
    "document": "#meta+document",
}
SHOWN_COLUMNS = {**COLUMNS, "profile": "#meta+profile", "withheld": "#meta+withheld"}
RISKY = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def write_csv(claims: Iterable[Claim], out: IO[str], *, hxl: bool = False) -> int:
    """Write claims as CSV with a header, and HXL tags under it if wanted; return their number.

    Open `out` with `newline=""` and UTF-8. Cells that a spreadsheet would take for a formula are
    neutralised with a leading apostrophe.
    """
    tags = tuple(COLUMNS.values()) if hxl else ()
    return write_rows(rows(claims), out, tuple(COLUMNS), tags)


def write_shown(shown: Iterable[Shown], out: IO[str], *, hxl: bool = False) -> int:
    """Write claims under a profile, which two further columns record; return their number."""
    tags = tuple(SHOWN_COLUMNS.values()) if hxl else ()
    return write_rows(map(shown_row, shown), out, tuple(SHOWN_COLUMNS), tags)


def write_rows(
    found: Iterable[Mapping[str, str]], out: IO[str], columns: Sequence[str], tags: Sequence[str]
) -> int:
    """Write rows as CSV, `tags` under the header; return their number."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    if tags:
        writer.writerow(tags)
    count = 0
    for row in found:
        writer.writerow([safe(row[column]) for column in columns])
        count += 1
    return count


def shown_row(shown: Shown) -> dict[str, str]:
    """A claim under a profile as texts by column."""
    (row,) = rows([shown.claim])
    withheld = "; ".join(shown.withheld)
    return row | {"claim_id": shown.id, "profile": shown.profile, "withheld": withheld}


def rows(claims: Iterable[Claim]) -> Iterator[dict[str, str]]:
    """Give each claim as texts by column; an empty text where the claim says nothing."""
    for claim in claims:
        date = claim.date.value if claim.date else ""
        first, _, last = date.partition("/")
        yield {
            "claim_id": claim.id,
            "status": claim.status.value,
            "source": claim.source.value,
            "type": claim.type.value,
            "mode": claim.mode.value if claim.mode else "",
            "actors": " | ".join(slot.value for slot in claim.actors),
            "recipients": " | ".join(slot.value for slot in claim.recipients),
            "date_start": first,
            "date_end": last or first,
            "weapons": " | ".join(slot.value for slot in claim.weapons),
            "quote": claim.quote,
            "document": claim.doc,
            **_place(claim),
            **_losses(slot.value for slot in claim.losses),
        }


def _place(claim: Claim) -> dict[str, str]:
    if claim.place is None:
        return dict.fromkeys(("place", "country", "lat", "lon", "place_precision"), "")
    place = claim.place.value
    return {
        "place": place.name,
        "country": place.country or "",
        "lat": "" if place.lat is None else f"{place.lat:.6g}",
        "lon": "" if place.lon is None else f"{place.lon:.6g}",
        "place_precision": "" if place.precision is None else str(place.precision),
    }


def _losses(losses: Iterable[Loss]) -> dict[str, str]:
    cells = {f"{k}_{b}": "" for k in ("killed", "wounded", "captured") for b in ("min", "max")}
    for loss in losses:
        cells[f"{loss.kind}_min"] = str(loss.low)
        cells[f"{loss.kind}_max"] = "" if loss.high is None else str(loss.high)
    return cells


def safe(cell: str) -> str:
    """Neutralise what a spreadsheet would run as a formula; numbers stay as they are."""
    start = cell.lstrip(" \n")[:1] if cell[:1] not in RISKY else cell[:1]
    return f"'{cell}" if start in RISKY and start and not NUMBER.fullmatch(cell) else cell
