"""Adding to a ledger within one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from casus.ledger import projection, query
from casus.ledger.chain import GENESIS, Entry, Head, canonical, link
from casus.ledger.errors import ClashError
from casus.ledger.records import Added, Run
from casus.ledger.schema import (
    CLAIMS,
    DOCUMENTS,
    ENTRIES,
    META,
    PARTIES,
    PROBLEMS,
    READ_CLAIMS,
    READINGS,
)
from casus.model import Claim, Coded, Document, Link, Page, Problem

OWN = frozenset({"document", "claim", "reading", "problem", "link", "erasure"})


def head_of(connection: Connection) -> Head:
    """The last entry."""
    row = connection.execute(
        select(ENTRIES.c.seq, ENTRIES.c.hash, ENTRIES.c.time)
        .order_by(ENTRIES.c.seq.desc())
        .limit(1)
    ).first()
    return Head(*row) if row is not None else Head(0, GENESIS, "")


@dataclass(slots=True)
class Writer:
    """Appends entries and their projections; lives as long as its transaction."""

    connection: Connection
    run: Run
    head: Head
    rows: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)

    def append(self, kind: str, subject: str, payload: str) -> int:
        """Add one entry and return its number."""
        subject = projection.safe(subject)
        entry = link(self.head, kind, subject, self.run.time, payload)
        self._row(ENTRIES, {name: getattr(entry, name) for name in Entry.__slots__})
        self.head = Head(entry.seq, entry.hash, entry.time)
        return entry.seq

    def flush(self) -> None:
        """Hand the rows to the database, those first that others point to."""
        for table in META.sorted_tables:
            if rows := self.rows.pop(table, []):
                self.connection.execute(insert(table), rows)

    def add(self, coded: Coded, kept: Page | None) -> Added:
        """Add what is new of a document, its claims, and the reading that ties them together.

        `kept` is the page whose bytes are among the evidence files, None if they were not kept.
        """
        document, claims = coded.document, {claim.id: claim for claim in coded.claims}
        key = projection.document_key(document)
        series = self._series(key) or projection.series_of(document)
        if self._stands(series, projection.reading_digest(key, list(claims)), document.id):
            return Added(document_new=False, claims_new=0)
        new = self._document(document, key)
        fresh = self._claims(claims, key)
        self._reading(document, list(claims), series, _provenance(kept))
        return Added(document_new=new, claims_new=fresh)

    def quarantine(self, problem: Problem) -> bool:
        """Add a problem unless it stands already."""
        identity = projection.problem_id(problem)
        latest = self._one(select(func.max(PROBLEMS.c.seq)).where(PROBLEMS.c.id == identity))
        if latest is not None and not (problem.fatal and self._read_after(problem.subject, latest)):
            return False
        payload = projection.payload_of(problem, **self._circumstances())
        seq = self.append("problem", problem.subject, payload)
        self._row(PROBLEMS, projection.problem_row(problem, seq))
        return True

    def judge(self, link: Link) -> bool:
        """Add a judgement unless it is the latest about its pair."""
        subject = f"{link.left} {link.right}"
        latest = self._one(query.judgements(self.head.seq, subject))
        if latest is not None and projection.record_of(latest) == link:
            return False
        self.append("link", subject, projection.payload_of(link, **self._circumstances()))
        return True

    def note(
        self, kind: str, subject: str, fields: Mapping[str, Any], after: int | None = None
    ) -> int:
        """Add an entry of a caller's own kind and return its number.

        Raises:
            ClashError: the latest entry of that kind and subject is not the one of number `after`.
            ValueError: the kind is one of the ledger's own, or a field's name has a dot.
        """
        if kind in OWN or not kind:
            raise ValueError(f"kind {kind!r} is the ledger's own; use its method, or another name")
        if dotted := [name for name in fields if "." in name]:
            raise ValueError(f"field {dotted[0]!r}: names with a dot are the ledger's own")
        latest = self._one(query.latest_entry(kind, projection.safe(subject))) or 0
        if after is not None and latest != after:
            raise ClashError(
                f"{subject}: somebody else wrote about it meanwhile (entry {latest}); nothing was "
                "added. Look at that entry and decide again."
            )
        return self.append(kind, subject, canonical(dict(fields) | self._circumstances()))

    def _row(self, table: Table, row: dict[str, Any]) -> None:
        self.rows.setdefault(table, []).append(row)

    def _document(self, document: Document, key: str) -> bool:
        if self._one(select(DOCUMENTS.c.seq).where(DOCUMENTS.c.key == key)) is not None:
            return False
        seq = self.append("document", key, projection.payload_of(document))
        self._row(DOCUMENTS, projection.document_row(document, seq))
        return True

    def _claims(self, claims: dict[str, Claim], key: str) -> int:
        known = set(self.connection.scalars(select(CLAIMS.c.id).where(CLAIMS.c.id.in_(claims))))
        for identity, claim in claims.items():
            if identity in known:
                continue
            payload = projection.payload_of(claim, **{"casus.document": key})
            seq = self.append("claim", identity, payload)
            self._row(CLAIMS, projection.claim_row(claim, identity, key, seq))
            for row in projection.party_rows(claim, identity):
                self._row(PARTIES, row)
        return len(claims) - len(known)

    def _reading(
        self, document: Document, claims: list[str], series: str, provenance: dict[str, Any]
    ) -> None:
        key = projection.document_key(document)
        body: dict[str, Any] = {"document": key, "name": document.id, "series": series}
        body |= {"sha256": document.sha256, "origin": document.origin, "url": document.url}
        body |= {"claims": claims} | provenance | self._circumstances()
        seq = self.append("reading", key, canonical(body))
        self._row(READINGS, projection.reading_row(body, seq))
        for claim in claims:
            self._row(READ_CLAIMS, {"reading": seq, "claim": claim})

    def _series(self, key: str) -> str | None:
        found: str | None = self._one(select(DOCUMENTS.c.series).where(DOCUMENTS.c.key == key))
        return found

    def _stands(self, series: str, digest: str, name: str) -> bool:
        """Whether the page's latest reading found the same, and no failure came after it."""
        latest = self.connection.execute(
            select(READINGS.c.seq, READINGS.c.digest)
            .where(READINGS.c.series == series)
            .order_by(READINGS.c.seq.desc())
            .limit(1)
        ).first()
        if latest is None or latest.digest != digest:
            return False
        failed = select(PROBLEMS.c.seq).where(
            PROBLEMS.c.subject == projection.safe(name),
            PROBLEMS.c.fatal == 1,
            PROBLEMS.c.seq > latest.seq,
        )
        return self._one(failed.limit(1)) is None

    def _read_after(self, name: str, seq: int) -> bool:
        read = select(READINGS.c.seq).where(
            READINGS.c.name == projection.safe(name), READINGS.c.seq > seq
        )
        return self._one(read.limit(1)) is not None

    def _one(self, statement: Any) -> Any:
        return self.connection.execute(statement).scalar()

    def _circumstances(self) -> dict[str, str]:
        run = self.run
        return {"run.tool": run.tool, "run.operator": run.operator, "run.notes": run.notes}


def _provenance(kept: Page | None) -> dict[str, Any]:
    """What the collection log says of the bytes; their digest is None where none were kept."""
    if kept is None:
        return {"evidence": None}
    return {"evidence": kept.sha256, "media_type": kept.media_type, "fetched": kept.fetched}
