"""Checking a ledger against itself: the chain, the projected rows, the evidence files."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from casus.ledger import projection
from casus.ledger.chain import Entry, Head, Verdict, canonical, check, sha256
from casus.ledger.errors import EvidenceError
from casus.ledger.evidence import EvidenceStore
from casus.ledger.schema import CLAIMS, DOCUMENTS, ENTRIES, PARTIES, PROBLEMS, READ_CLAIMS, READINGS


def verify(connection: Connection, evidence: EvidenceStore | None, keep: Head | None) -> Verdict:
    """The first fault: of the chain, else of a projected row, else of an evidence file."""
    verdict = check(entries(connection), keep)
    if not verdict.sound:
        return verdict
    for entry in entries(connection):
        if reason := _projection_fault(connection, entry) or _evidence_fault(evidence, entry):
            return Verdict(verdict.checked, entry.seq, reason)
    return Verdict(verdict.checked, None, _surplus(connection))


def entries(connection: Connection) -> Iterator[Entry]:
    """All entries in order of their numbers."""
    statement = select(*(ENTRIES.c[name] for name in Entry.__slots__)).order_by(ENTRIES.c.seq)
    for row in connection.execution_options(yield_per=500).execute(statement):
        yield Entry(*row)


def _projection_fault(connection: Connection, entry: Entry) -> str:
    """Why the rows of an entry are not what its payload says; empty if they are."""
    if entry.payload is None:
        return ""
    for table, want in _expected(entry):
        key = next(iter(want)) if table is not PARTIES else "claim"
        found = connection.execute(select(table).where(table.c[key] == want[key])).mappings()
        if want not in [dict(row) for row in found]:
            return f"the row of this {entry.kind} in table {table.name} was altered or is missing"
    return ""


def _expected(entry: Entry) -> Iterator[tuple[Table, dict[str, Any]]]:
    payload = json.loads(entry.payload or "")
    if entry.kind == "document":
        yield (
            DOCUMENTS,
            projection.document_row(projection.record_of(entry.payload or ""), entry.seq),
        )
    elif entry.kind == "claim":
        claim = projection.record_of(entry.payload or "")
        yield CLAIMS, projection.claim_row(claim, payload["casus.document"], entry.seq)
        yield from ((PARTIES, row) for row in projection.party_rows(claim))
    elif entry.kind == "problem":
        yield PROBLEMS, projection.problem_row(projection.record_of(entry.payload or ""), entry.seq)
    elif entry.kind == "reading":
        yield READINGS, _reading_row(payload, entry.seq)
        yield from ((READ_CLAIMS, {"reading": entry.seq, "claim": c}) for c in payload["claims"])


def _reading_row(payload: dict[str, Any], seq: int) -> dict[str, Any]:
    return {
        "seq": seq,
        "series": payload["series"],
        "document": payload["document"],
        "name": projection.safe(payload["name"]),
        "digest": sha256(canonical([payload["document"], payload["claims"]])),
    }


def _evidence_fault(evidence: EvidenceStore | None, entry: Entry) -> str:
    if evidence is None or entry.kind != "reading" or entry.payload is None:
        return ""
    payload = json.loads(entry.payload)
    if payload["evidence"] is None:
        return ""
    try:
        evidence.read(payload["evidence"])
    except EvidenceError as error:
        return str(error)
    return ""


def _surplus(connection: Connection) -> str:
    """Rows that no entry stands behind."""
    for table, kind in (
        (DOCUMENTS, "document"),
        (CLAIMS, "claim"),
        (PROBLEMS, "problem"),
        (READINGS, "reading"),
    ):
        orphan = connection.execute(
            select(table.c.seq)
            .outerjoin(ENTRIES, (ENTRIES.c.seq == table.c.seq) & (ENTRIES.c.kind == kind))
            .where(ENTRIES.c.seq.is_(None))
            .limit(1)
        ).scalar()
        if orphan is not None:
            return f"table {table.name} holds a row (number {orphan}) that no entry stands behind"
    return ""
