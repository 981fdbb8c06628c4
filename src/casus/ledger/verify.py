"""Checking a ledger against itself: the chain, the projected rows, the evidence files."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, or_, select

from casus.ledger import projection
from casus.ledger.chain import Entry, Head, Verdict, check
from casus.ledger.errors import EvidenceError
from casus.ledger.evidence import EvidenceStore
from casus.ledger.schema import CLAIMS, DOCUMENTS, ENTRIES, PARTIES, PROBLEMS, READ_CLAIMS, READINGS

AT_ONCE = 500

Row = tuple[int, str, tuple[Any, ...]]  # entry number, table, values


def verify(connection: Connection, evidence: EvidenceStore | None, keep: Head | None) -> Verdict:
    """The first fault: of the chain, else of a projected row or an evidence file."""
    verdict = check(entries(connection), keep)
    if not verdict.sound:
        return verdict
    rest = entries(connection)
    while batch := tuple(islice(rest, AT_ONCE)):
        if fault := _first_fault(connection, evidence, batch):
            return Verdict(verdict.checked, *fault)
    return Verdict(verdict.checked, None, _surplus(connection, verdict.checked))


def entries(connection: Connection) -> Iterator[Entry]:
    """All entries in order of their numbers."""
    statement = select(*(ENTRIES.c[name] for name in Entry.__slots__)).order_by(ENTRIES.c.seq)
    for row in connection.execution_options(yield_per=AT_ONCE).execute(statement):
        yield Entry(*row)


def _first_fault(
    connection: Connection, evidence: EvidenceStore | None, batch: tuple[Entry, ...]
) -> tuple[int, str] | None:
    """Number and reason of the first entry of a batch whose rows or file are not as it says."""
    erased = {entry.seq for entry in batch if entry.payload is None}
    kept = [entry for entry in batch if entry.payload is not None]
    wanted = {row for entry in kept for row in _expected(entry)}
    found = {row for row in _found(connection, batch) if row[0] not in erased}
    faults = [
        (seq, f"the row of this entry in table {table} was altered, added or is missing")
        for seq, table, _ in wanted ^ found
    ]
    faults += [
        (entry.seq, reason) for entry in kept if (reason := _evidence_fault(evidence, entry))
    ]
    return min(faults, default=None)


def _expected(entry: Entry) -> Iterator[Row]:
    for table, row in _projected(entry):
        yield entry.seq, table.name, tuple(row[column.name] for column in table.c)


def _projected(entry: Entry) -> Iterator[tuple[Table, dict[str, Any]]]:
    text = entry.payload or ""
    if entry.kind == "document":
        yield DOCUMENTS, projection.document_row(projection.record_of(text), entry.seq)
    elif entry.kind == "claim":
        claim, document = projection.record_of(text), json.loads(text)["casus.document"]
        yield CLAIMS, projection.claim_row(claim, claim.id, document, entry.seq)
        yield from ((PARTIES, row) for row in projection.party_rows(claim, claim.id))
    elif entry.kind == "problem":
        yield PROBLEMS, projection.problem_row(projection.record_of(text), entry.seq)
    elif entry.kind == "reading":
        body = json.loads(text)
        yield READINGS, projection.reading_row(body, entry.seq)
        yield from ((READ_CLAIMS, {"reading": entry.seq, "claim": c}) for c in body["claims"])


def _found(connection: Connection, batch: tuple[Entry, ...]) -> Iterator[Row]:
    """The projected rows that stand under a batch's numbers."""
    first, last = batch[0].seq, batch[-1].seq
    for table in (DOCUMENTS, CLAIMS, READINGS, PROBLEMS):
        yield from _rows(
            connection, table, select(table.c.seq, table).where(table.c.seq.between(first, last))
        )
    parties = select(CLAIMS.c.seq, PARTIES).join(CLAIMS, CLAIMS.c.id == PARTIES.c.claim)
    yield from _rows(connection, PARTIES, parties.where(CLAIMS.c.seq.between(first, last)))
    numbered = select(READ_CLAIMS.c.reading, READ_CLAIMS)
    numbered = numbered.where(READ_CLAIMS.c.reading.between(first, last))
    yield from _rows(connection, READ_CLAIMS, numbered)


def _rows(connection: Connection, table: Table, statement: Select[Any]) -> Iterable[Row]:
    for seq, *values in connection.execute(statement):
        yield seq, table.name, tuple(values)


def _evidence_fault(evidence: EvidenceStore | None, entry: Entry) -> str:
    if evidence is None or entry.kind != "reading":
        return ""
    digest = json.loads(entry.payload or "{}").get("evidence")
    if digest is None:
        return ""
    try:
        evidence.read(digest)
    except EvidenceError as error:
        return str(error)
    return ""


def _surplus(connection: Connection, last: int) -> str:
    """Rows beyond the last entry, or that hang on nothing."""
    beyond: dict[Table, ColumnElement[bool]]
    beyond = {table: or_(table.c.seq > last, table.c.seq < 1) for table in (DOCUMENTS, CLAIMS)}
    beyond |= {table: or_(table.c.seq > last, table.c.seq < 1) for table in (READINGS, PROBLEMS)}
    beyond[READ_CLAIMS] = or_(READ_CLAIMS.c.reading > last, READ_CLAIMS.c.reading < 1)
    beyond[PARTIES] = PARTIES.c.claim.not_in(select(CLAIMS.c.id))
    for table, condition in beyond.items():
        if connection.execute(select(table).where(condition).limit(1)).first() is not None:
            return f"table {table.name} holds a row that no entry stands behind"
    return ""
