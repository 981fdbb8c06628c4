"""Checking a ledger against itself: the chain, the projected rows, the evidence files."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, or_, select

from casus.ledger import projection
from casus.ledger.chain import ERASURE, Entry, Head, Verdict, check
from casus.ledger.errors import EvidenceError
from casus.ledger.evidence import EvidenceStore
from casus.ledger.schema import CLAIMS, DOCUMENTS, ENTRIES, PARTIES, READ_CLAIMS, ROWS

AT_ONCE = 500
UNREADABLE = "holds no record that this version of casus can read"

Row = tuple[int, str, tuple[Any, ...]]  # entry number, table, values


def verify(connection: Connection, evidence: EvidenceStore | None, keep: Head | None) -> Verdict:
    """The first fault: of the chain, else of a projected row or an evidence file."""
    verdict = check(entries(connection), keep)
    if not verdict.sound:
        return verdict
    files = Files(evidence)
    rest = entries(connection)
    while batch := tuple(islice(rest, AT_ONCE)):
        if fault := _first_fault(connection, files, batch):
            return replace(verdict, bad=fault[0], reason=fault[1])
    verdict = replace(verdict, files=files.read, unread=files.unread)
    return replace(verdict, reason=_surplus(connection, verdict.checked))


def entries(connection: Connection) -> Iterator[Entry]:
    """All entries in order of their numbers."""
    statement = select(*(ENTRIES.c[name] for name in Entry.__slots__)).order_by(ENTRIES.c.seq)
    with connection.execute(statement.execution_options(yield_per=AT_ONCE)) as found:
        for row in found:
            yield Entry(*row)


def known_pages() -> Select[Any]:
    """SHA-256 of the pages whose bytes may be among the evidence."""
    return select(DOCUMENTS.c.sha256)


@dataclass(slots=True)
class Files:
    """The evidence files, counted as they are read."""

    store: EvidenceStore | None
    read: int = 0
    unread: int = 0

    def fault(self, entry: Entry) -> str:
        """What is wrong with the file that a reading names, or that an erasure was to delete."""
        if entry.kind == ERASURE:
            return self._left_behind(json.loads(entry.payload or "{}").get("pages", []))
        digest = json.loads(entry.payload or "{}").get("evidence")
        if entry.kind != "reading" or digest is None:
            return ""
        if self.store is None:
            self.unread += 1
            return ""
        try:
            self.store.read(digest)
        except EvidenceError as error:
            return str(error)
        self.read += 1
        return ""

    def _left_behind(self, digests: list[str]) -> str:
        left = [self.store.path(d) for d in digests if self.store and self.store.path(d).exists()]
        if not left:
            return ""
        return f"{left[0]}: this erasure was to delete the file, but it is there; erase it again"


def _first_fault(
    connection: Connection, files: Files, batch: tuple[Entry, ...]
) -> tuple[int, str] | None:
    """Number and reason of the first entry of a batch whose rows or file are not as it says."""
    kept = [entry for entry in batch if entry.payload is not None]
    wanted: set[Row] = set()
    faults: list[tuple[int, str]] = []
    for entry in kept:
        try:
            wanted |= {(entry.seq, table.name, row) for table, row in _projected(entry)}
        except (ValueError, KeyError, TypeError):
            faults.append((entry.seq, UNREADABLE))
    faults += [
        (seq, f"the row of this entry in table {table} was altered, added or is missing")
        for seq, table, _ in wanted ^ set(_found(connection, batch))
    ]
    faults += [(e.seq, reason) for e in kept if (reason := files.fault(e))]
    return min(faults, default=None)


def _projected(entry: Entry) -> Iterator[tuple[Table, tuple[Any, ...]]]:
    for table, row in projection.rows_of(entry):
        yield table, tuple(row[column.name] for column in table.c)


def _found(connection: Connection, batch: tuple[Entry, ...]) -> Iterator[Row]:
    """The projected rows that stand under a batch's numbers."""
    first, last = batch[0].seq, batch[-1].seq
    for table, number in ROWS.items():
        statement = select(number, table).where(number.between(first, last))
        yield from _rows(connection, table, statement)
    parties = select(CLAIMS.c.seq, PARTIES).join(CLAIMS, CLAIMS.c.id == PARTIES.c.claim)
    yield from _rows(connection, PARTIES, parties.where(CLAIMS.c.seq.between(first, last)))


def _rows(connection: Connection, table: Table, statement: Select[Any]) -> Iterable[Row]:
    for seq, *values in connection.execute(statement):
        yield seq, table.name, tuple(values)


def _surplus(connection: Connection, last: int) -> str:
    """Rows beyond the last entry, or that hang on nothing."""
    beyond: dict[Table, ColumnElement[bool]]
    beyond = {table: or_(number > last, number < 1) for table, number in ROWS.items()}
    beyond[PARTIES] = PARTIES.c.claim.not_in(select(CLAIMS.c.id))
    beyond[READ_CLAIMS] |= READ_CLAIMS.c.claim.not_in(_claim_ids())
    for table, condition in beyond.items():
        if connection.execute(select(table).where(condition).limit(1)).first() is not None:
            return f"table {table.name} holds a row that no entry stands behind"
    return ""


def _claim_ids() -> Select[Any]:
    """Ids of all claims, those of erased ones too."""
    return select(ENTRIES.c.subject).where(ENTRIES.c.kind == "claim")
