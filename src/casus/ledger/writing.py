"""Adding to a ledger within one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from casus.ledger import projection, query
from casus.ledger.chain import GENESIS, Entry, Head, canonical, link
from casus.ledger.errors import ClashError, ErasedError
from casus.ledger.records import Added, Run
from casus.ledger.schema import DOCUMENTS, ENTRIES, ERASED_PAGES, META, PROBLEMS, READINGS
from casus.model import Claim, Coded, Document, Link, Page, Problem

OWN = frozenset({"document", "claim", "reading", "problem", "settled", "link", "erasure"})
LONGEST_KIND = 100


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

    def append(
        self, kind: str, subject: str, payload: str, rows: Iterable[projection.Projected] = ()
    ) -> int:
        """Add one entry with its projected rows, and return its number.

        `rows` are those of the next number where the caller has them at hand; else the payload is
        read for them.
        """
        entry = link(self.head, kind, projection.safe(subject), self.run.time, payload)
        self._row(ENTRIES, {name: getattr(entry, name) for name in Entry.__slots__})
        for table, row in rows or projection.rows_of(entry):
            self._row(table, row)
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

        Raises:
            ErasedError: a page of these bytes was erased.
        """
        document, claims = coded.document, {claim.id: claim for claim in coded.claims}
        self._refuse_erased(document)
        key = projection.document_key(document)
        series = self._series(key) or projection.series_of(document)
        if self._stands(series, projection.reading_digest(key, list(claims)), document):
            return Added(document_new=False, claims_new=0)
        new = self._document(document, key)
        fresh = self._claims(claims, key)
        self._reading(document, list(claims), series, _provenance(kept))
        return Added(document_new=new, claims_new=fresh)

    def quarantine(self, problem: Problem) -> bool:
        """Add a problem unless it stands already."""
        identity = projection.problem_id(problem)
        latest = self._one(select(func.max(PROBLEMS.c.seq)).where(PROBLEMS.c.id == identity))
        subject = projection.safe(problem.subject)
        settled = problem.fatal and latest and self._one(query.settled_after(subject, latest))
        if latest is not None and not settled:
            return False
        payload = projection.payload_of(problem, **self._circumstances())
        self.append("problem", problem.subject, payload)
        return True

    def settle(self, subject: str) -> bool:
        """Add that a quarantined subject was read whole, unless none stands about it."""
        subject = projection.safe(subject)
        fatal = (PROBLEMS.c.subject == subject, PROBLEMS.c.fatal == 1)
        latest = self._one(select(func.max(PROBLEMS.c.seq)).where(*fatal))
        if latest is None or self._one(query.settled_after(subject, latest)):
            return False
        self.append("settled", subject, canonical(self._circumstances()))
        return True

    def judge(self, link: Link) -> bool:
        """Add a judgement unless it is the latest about its pair."""
        subject = f"{link.left} {link.right}"
        latest = self.connection.execute(query.judgements(self.head.seq, subject)).first()
        if latest is not None and projection.record_of(latest.payload) == link:
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
        if kind in OWN or not 0 < len(kind) <= LONGEST_KIND:
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

    def tombstone(self, subject: str, entries: list[int], pages: list[str], reason: str) -> int:
        """Add the erasure of entries and of pages' bytes; what it names is not emptied yet."""
        body = {"entries": entries, "pages": pages, "reason": reason} | self._circumstances()
        return self.append("erasure", subject, canonical(body))

    def _row(self, table: Table, row: dict[str, Any]) -> None:
        self.rows.setdefault(table, []).append(row)

    def _refuse_erased(self, document: Document) -> None:
        erased = select(ERASED_PAGES.c.erasure).where(ERASED_PAGES.c.sha256 == document.sha256)
        if number := self._one(erased):
            raise ErasedError(
                f"{document.id}: a page of these bytes was erased (entry {number}), so it was not "
                "kept. `casus history` of that entry tells why."
            )

    def _document(self, document: Document, key: str) -> bool:
        if self._one(select(DOCUMENTS.c.seq).where(DOCUMENTS.c.key == key)) is not None:
            return False
        rows = projection.document_rows(document, self.head.seq + 1)
        self.append("document", key, projection.payload_of(document), rows)
        return True

    def _claims(self, claims: dict[str, Claim], key: str) -> int:
        """Add the claims that the ledger never held; one that was erased is not added again."""
        statement = select(ENTRIES.c.subject).where(ENTRIES.c.subject.in_(claims))
        known = set(self.connection.scalars(statement.where(ENTRIES.c.kind == "claim")))
        for identity, claim in claims.items():
            if identity not in known:
                payload = projection.payload_of(claim, **{"casus.document": key})
                rows = projection.claim_rows(claim, identity, key, self.head.seq + 1)
                self.append("claim", identity, payload, rows)
        return len(claims) - len(known)

    def _reading(
        self, document: Document, claims: list[str], series: str, provenance: dict[str, Any]
    ) -> None:
        key = projection.document_key(document)
        body: dict[str, Any] = {"document": key, "name": document.id, "series": series}
        body |= {"sha256": document.sha256, "origin": document.origin, "url": document.url}
        body |= {"claims": claims} | provenance | self._circumstances()
        self.append("reading", key, canonical(body))

    def _series(self, key: str) -> str | None:
        found: str | None = self._one(select(DOCUMENTS.c.series).where(DOCUMENTS.c.key == key))
        return found

    def _stands(self, series: str, digest: str, document: Document) -> bool:
        """Whether the page's latest reading found the same, and no failure came after it."""
        latest = self.connection.execute(
            select(READINGS.c.seq, READINGS.c.digest)
            .where(READINGS.c.series == series)
            .order_by(READINGS.c.seq.desc())
            .limit(1)
        ).first()
        if latest is None or latest.digest != digest:
            return False
        names = [projection.safe(document.id), projection.safe(document.origin)]
        failed = select(PROBLEMS.c.seq).where(
            PROBLEMS.c.subject.in_(names),
            PROBLEMS.c.fatal == 1,
            PROBLEMS.c.seq > latest.seq,
        )
        return self._one(failed.limit(1)) is None

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
