"""Our own tables: a row for each claim, incident or page, and CSV of them.

Status, source and precision stand among the main columns: who reads a row cannot miss that it is
one source's claim.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import IO

from casus.export.cited import Cited
from casus.export.columns import (
    CLAIM_SCHEMA,
    CLAIMS,
    DOCUMENT_SCHEMA,
    DOCUMENTS,
    Column,
    Value,
    Values,
)
from casus.export.events import COUNTRY, day_precision
from casus.export.profile import Shown, shown_of
from casus.merge.account import bounds
from casus.merge.cases import Case
from casus.model import Claim

PLACE = ("place", "country", "lat", "lon", "place_precision", "uncertainty_km")
RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def write_claims(cases: Iterable[Case], out: IO[str]) -> int:
    """Write a row for each claim; return their number.

    Open `out` with `newline=""` and UTF-8. Cells that a spreadsheet would take for a formula are
    neutralised with a leading apostrophe.
    """
    return write_table(claim_rows(cases), out, CLAIMS)


def write_table(found: Iterable[Values], out: IO[str], columns: Sequence[Column]) -> int:
    """Write rows of values under the names of columns; return their number."""
    rows = ({column: as_text(value) for column, value in row.items()} for row in found)
    return write_rows(rows, out, [column.name for column in columns], ())


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


def claim_rows(cases: Iterable[Case]) -> Iterator[dict[str, Value]]:
    """Give each claim of each incident as values by column."""
    for case in cases:
        for shown in shown_of(case):
            yield claim_row(shown) | {"incident_id": case.incident.id}


def claim_row(shown: Shown) -> dict[str, Value]:
    """A claim by column of `CLAIMS` without `incident_id`; None where it says nothing."""
    claim, page = shown.claim, shown.page
    return {
        "claim_id": shown.id,
        "status": claim.status.value,
        "source": claim.source.value,
        "type": claim.type.value,
        "mode": claim.mode.value if claim.mode else None,
        "actors": tuple(slot.value for slot in claim.actors),
        "recipients": tuple(slot.value for slot in claim.recipients),
        **_dates(claim),
        **_place(claim),
        **_losses(claim),
        "weapons": tuple(slot.value for slot in claim.weapons),
        "quote": claim.quote or None,
        "document": claim.doc,
        "outlet": shown.outlet,
        "published": shown.published,
        "url": page.url if page else None,
        "sha256": page.sha256 if page else None,
        "review": _review(shown),
        "profile": shown.profile,
        "withheld": shown.withheld,
        "schema": CLAIM_SCHEMA,
    }


def document_rows(cases: Iterable[Case]) -> Iterator[dict[str, Value]]:
    """Give each page of the claims once, in order of names, with the number of its claims."""
    pages: dict[str, Cited] = {}
    counts: dict[str, int] = {}
    for case in cases:
        for shown in shown_of(case):
            name = shown.claim.doc
            counts[name] = counts.get(name, 0) + 1
            pages.setdefault(name, shown.page or Cited(name, "", None, None, shown.outlet))
    for name, page in sorted(pages.items()):
        told = (page.title, page.outlet, page.published, page.url, page.sha256 or None)
        values = (name, *told, counts[name], DOCUMENT_SCHEMA)
        yield dict(zip((column.name for column in DOCUMENTS), values, strict=True))


def _review(shown: Shown) -> str | None:
    """What reviewers decided; their names are told in the full profile alone."""
    review = shown.review
    if review is None or shown.full:
        return (review.origin if review else "") or None
    parts = [review.verdict] if review.verdict else []
    return "; ".join([*parts, *(f"{c.field} corrected" for c in review.corrections)]) or None


def _dates(claim: Claim) -> dict[str, Value]:
    value = claim.date.value if claim.date else None
    days = bounds(value) if value else None
    return {
        "date": value,
        "date_start": days[0] if days else None,
        "date_end": days[1] if days else None,
        "date_precision": day_precision(days),
    }


def _place(claim: Claim) -> dict[str, Value]:
    place = claim.place.value if claim.place else None
    if place is None:
        return dict.fromkeys(PLACE)
    spot = (place.precision or 0) < COUNTRY
    found = (place.name, place.country, place.lat if spot else None, place.lon if spot else None)
    return dict(zip(PLACE, (*found, place.precision, place.radius_km), strict=True))


def _losses(claim: Claim) -> dict[str, Value]:
    kinds = ("killed", "wounded", "captured")
    cells: dict[str, Value] = {f"{kind}_{end}": None for kind in kinds for end in ("min", "max")}
    for slot in claim.losses:
        cells |= {
            f"{slot.value.kind}_min": slot.value.low,
            f"{slot.value.kind}_max": slot.value.high,
        }
    return cells


def as_text(value: Value) -> str:
    """A value as a cell: positions to six decimals, lists joined by ` | `, None empty."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return " | ".join(value)
    if isinstance(value, float):
        return str(round(value, 6))
    return value.isoformat() if isinstance(value, date) else str(value)


def safe(cell: str) -> str:
    """Neutralise what a spreadsheet would run as a formula; numbers stay as they are."""
    start = cell.lstrip(" \n")[:1] if cell[:1] not in RISKY else cell[:1]
    return f"'{cell}" if start in RISKY and start and not NUMBER.fullmatch(cell) else cell
