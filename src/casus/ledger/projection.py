"""From a record to its payload and its row in the projected tables.

The rows are a function of the payload alone, so that `verify` can compare them and a new layout
can be filled from the entries.
"""

import calendar
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table

from casus import wire
from casus.ledger.chain import Entry, canonical, sha256
from casus.ledger.records import KeptEntry
from casus.ledger.schema import (
    CLAIMS,
    DOCUMENTS,
    ERASED,
    ERASED_PAGES,
    PARTIES,
    PROBLEMS,
    READ_CLAIMS,
    READINGS,
    SETTLED,
)
from casus.model import Claim, Document, Link, Problem, content_id

Projected = tuple[Table, dict[str, Any]]
UNSAFE = re.compile("[\x00\ud800-\udfff]")


def payload_of(record: Claim | Document | Link | Problem, **more: Any) -> str:
    """Canonical JSON of a record's wire fields; `more` are further fields, named with a dot."""
    return canonical(wire.to_fields(record) | more)


def record_of(payload: str) -> Any:
    """The record of a payload.

    Raises:
        wire.WireError: the payload is no record of this schema.
    """
    fields = json.loads(payload)
    return wire.from_fields({name: value for name, value in fields.items() if "." not in name})


def kept_entry(seq: int, kind: str, subject: str, time: str, payload: str | None) -> KeptEntry:
    """An entry with its content parted from the circumstances of its run."""
    body = json.loads(payload) if payload is not None else {}
    fields = {name: value for name, value in body.items() if "." not in name}
    tool, operator, notes = (body.get(f"run.{name}", "") for name in ("tool", "operator", "notes"))
    erased = payload is None
    return KeptEntry(seq, kind, subject, time, fields, tool, operator, notes, erased)


def rows_of(entry: Entry) -> Iterator[Projected]:
    """The projected rows of an entry, those first that others point to; none once it is erased.

    Raises:
        ValueError, KeyError, TypeError: its payload is none that this version knows.
    """
    text = entry.payload
    if text is None:
        return
    if entry.kind == "document":
        yield from document_rows(record_of(text), entry.seq)
    elif entry.kind == "claim":
        claim = record_of(text)
        yield from claim_rows(claim, claim.id, json.loads(text)["casus.document"], entry.seq)
    elif entry.kind == "reading":
        body = json.loads(text)
        yield READINGS, reading_row(body, entry.seq)
        yield from ((READ_CLAIMS, {"reading": entry.seq, "claim": c}) for c in body["claims"])
    elif entry.kind == "problem":
        yield PROBLEMS, problem_row(record_of(text), entry.seq)
    elif entry.kind == "settled":
        yield SETTLED, {"seq": entry.seq, "subject": entry.subject}
    elif entry.kind == "erasure":
        body = json.loads(text)
        yield from ((ERASED, {"entry": n, "erasure": entry.seq}) for n in body["entries"])
        yield from ((ERASED_PAGES, {"sha256": d, "erasure": entry.seq}) for d in body["pages"])


def document_rows(document: Document, seq: int) -> Iterator[Projected]:
    """The projected rows of a document."""
    yield DOCUMENTS, document_row(document, seq)


def claim_rows(claim: Claim, identity: str, document: str, seq: int) -> Iterator[Projected]:
    """The projected rows of a claim on a document of that key."""
    yield CLAIMS, claim_row(claim, identity, document, seq)
    yield from ((PARTIES, row) for row in party_rows(claim, identity))


def document_key(document: Document) -> str:
    """A document's identity: its name and the SHA-256 of what came in."""
    return content_id(document.id, document.sha256)


def series_of(document: Document) -> str:
    """What a later version of the same page shares with it: its name, and its URL or path."""
    return content_id(document.id, document.url or document.origin)


def document_row(document: Document, seq: int) -> dict[str, Any]:
    """The row of `documents`."""
    return {
        "key": document_key(document),
        "seq": seq,
        "name": safe(document.id),
        "sha256": document.sha256,
        "series": series_of(document),
        "published": document.published.value if document.published else None,
        "outlet": safe(document.outlet) if document.outlet else None,
    }


def claim_row(claim: Claim, identity: str, document: str, seq: int) -> dict[str, Any]:
    """The row of `claims`."""
    place = claim.place.value if claim.place else None
    first, last = date_range(claim.date.value) if claim.date else (None, None)
    names = (place.name, place.canonical or "", *place.also) if place else ()
    return {
        "id": identity,
        "seq": seq,
        "document": document,
        "doc": safe(claim.doc),
        "type": safe(claim.type.value),
        "mode": claim.mode.value if claim.mode else None,
        "status": safe(claim.status.value),
        "date_from": first,
        "date_to": last,
        "place": "|".join(fold(name) for name in names if name) or None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "start": claim.evidence.start,
    }


def party_rows(claim: Claim, identity: str) -> list[dict[str, Any]]:
    """The rows of `parties`: who did, who received, who says so."""
    roles = (("actor", claim.actors), ("recipient", claim.recipients), ("source", (claim.source,)))
    return [
        {"claim": identity, "role": role, "position": position, "code": safe(slot.value)}
        for role, slots in roles
        for position, slot in enumerate(slots)
    ]


def reading_row(payload: dict[str, Any], seq: int) -> dict[str, Any]:
    """The row of `readings`."""
    return {
        "seq": seq,
        "series": payload["series"],
        "document": payload["document"],
        "name": safe(payload["name"]),
        "digest": reading_digest(payload["document"], payload["claims"]),
        "origin": safe(payload.get("origin") or ""),
    }


def problem_row(problem: Problem, seq: int) -> dict[str, Any]:
    """The row of `problems`."""
    return {
        "seq": seq,
        "id": problem_id(problem),
        "subject": safe(problem.subject),
        "fatal": int(problem.fatal),
    }


def problem_id(problem: Problem) -> str:
    """A problem's identity: stage, subject, message and passage."""
    span = [problem.span.doc, problem.span.start, problem.span.end] if problem.span else None
    return content_id(problem.stage, problem.subject, problem.message, span, problem.fatal)


def reading_digest(document: str, claims: list[str]) -> str:
    """What a reading found; the same digest means that nothing is new."""
    return sha256(canonical([document, claims]))


def date_range(value: str) -> tuple[str | None, str | None]:
    """First and last day of a codebook date; (None, None) where the year is unknown."""
    first, _, last = value.partition("/")
    bounds = (_day(first, first_day=True), _day(last or first, first_day=False))
    return bounds if all(bounds) else (None, None)


def _day(value: str, *, first_day: bool) -> str | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    if match is None:
        return None
    year, month, day = match[1], match[2] or ("01" if first_day else "12"), match[3]
    if day is None:
        last = calendar.monthrange(int(year), int(month))[1] if 1 <= int(month) <= 12 else 28
        day = "01" if first_day else f"{last:02d}"
    return f"{year}-{month}-{day}"


def fold(name: str) -> str:
    """A name without case and marks, for search."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return safe("".join(c for c in plain if not unicodedata.combining(c)))


def safe(value: str) -> str:
    """A text that any SQL database can hold: NUL and lone surrogates become U+FFFD."""
    return UNSAFE.sub("\N{REPLACEMENT CHARACTER}", value)
