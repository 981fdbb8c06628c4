"""The ledger itself.

Rule 1: one document is one transaction. Either the document, its claims and the reading that ties
them together are kept, or nothing of them; a full disk, a crash or Ctrl-C cannot leave a half.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Engine, Select, func, select

from casus.ledger import query, verify
from casus.ledger.chain import Head, Verdict
from casus.ledger.database import WRITE, connect, url_of
from casus.ledger.errors import AmbiguousIdError, LedgerError, UnknownIdError, explained
from casus.ledger.evidence import EvidenceStore
from casus.ledger.projection import kept_entry, record_of, safe
from casus.ledger.query import ClaimQuery
from casus.ledger.records import (
    Added,
    Counts,
    KeptClaim,
    KeptDocument,
    KeptEntry,
    KeptProblem,
    Run,
    utc,
)
from casus.ledger.salt import salt_of
from casus.ledger.schema import CLAIMS, ENTRIES
from casus.ledger.writing import Writer, head_of
from casus.model import Coded, Link, Page, Problem, Role
from casus.model.privacy import forget_comments

ALL = ClaimQuery()


class Ledger:
    """An append-only record of documents, claims and problems. Safe for several processes.

    Rule 2: no word of a reader's comment enters an entry, unless `keep_comments` says so.
    """

    def __init__(
        self,
        engine: Engine,
        place: str,
        evidence: EvidenceStore | None,
        salt: Path | None = None,
        *,
        keep_comments: bool = False,
    ) -> None:
        self._engine = engine
        self._salt_file = salt
        self.place = place
        self.evidence = evidence
        self.keep_comments = keep_comments

    @classmethod
    def open(
        cls,
        place: str | Path,
        *,
        create: bool = True,
        seconds: float = 30.0,
        keep_comments: bool = False,
    ) -> "Ledger":
        """Open the ledger at a path or SQLite URL, and make it where there is none.

        Evidence files lie beside it in a folder of its name with `.evidence`; a ledger in memory
        (`sqlite://`) keeps none. `seconds` is how long to wait for another writer. Unless
        `keep_comments`, readers' comments are added without their words; the salt of their hashes
        lies in a file of the ledger's name with `.salt`, readable by its owner alone.

        Raises:
            LedgerError: one of its subclasses; the message names the file and the remedy.
        """
        url = url_of(place)
        shown = str(place)
        engine = connect(url, shown, create=create, seconds=seconds)
        in_memory = url.database in {None, "", ":memory:"}
        store = None if in_memory else EvidenceStore(Path(f"{url.database}.evidence"))
        salt = None if in_memory else Path(f"{url.database}.salt")
        return cls(engine, shown, store, salt, keep_comments=keep_comments)

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(self, coded: Coded, page: Page | None, run: Run) -> Added:
        """Keep a document with its claims and, if given, the bytes it came from.

        Reading the same page again with the same result adds nothing. Another result (a new
        version of the page or of the program) is added, and queries then show the latest.

        Raises:
            EvidenceError: the page's digest is not that of its bytes.
            LedgerError: the disk is full, the ledger busy or not writable; nothing was added.
        """
        kept = page is not None and self.evidence is not None
        if page is not None and self.evidence is not None:
            self.evidence.keep(page.content, page.sha256)
        coded = self._without_comments(coded)
        with self._writer(run) as writer:
            return writer.add(coded, page if kept else None)

    def quarantine(self, problem: Problem, run: Run) -> bool:
        """Keep a problem; False if it stands already.

        Raises:
            LedgerError: the disk is full, the ledger busy or not writable; nothing was added.
        """
        with self._writer(run) as writer:
            return writer.quarantine(problem)

    def judge(self, link: Link, run: Run) -> bool:
        """Keep a judgement about two claims; False if it stands already.

        A later judgement about the same pair takes the place of an earlier one, which stays in
        the chain. Judgements outlive every reading and merging.

        Raises:
            LedgerError: the disk is full, the ledger busy or not writable; nothing was added.
        """
        with self._writer(run) as writer:
            return writer.judge(link)

    def append(
        self,
        kind: str,
        subject: str,
        fields: Mapping[str, Any],
        run: Run,
        *,
        after: int | None = None,
    ) -> int:
        """Keep an entry of a kind of the caller's own, such as a decision; return its number.

        `fields` is what JSON can hold; names with a dot are the ledger's own. `after` is the number
        of the latest entry of that kind and subject that the caller knows, 0 where it knows none;
        with None the entry is added whatever others wrote.

        Raises:
            ClashError: somebody else wrote about that subject after entry `after`.
            LedgerError: the disk is full, the ledger busy or not writable; nothing was added.
            ValueError: a kind or a field name that is the ledger's own.
        """
        with self._writer(run) as writer:
            return writer.note(kind, subject, fields, after)

    def entries(
        self, kind: str | None = None, subject: str | None = None, as_of: str | None = None
    ) -> Iterator[KeptEntry]:
        """Entries in order of their numbers, of one kind and about one subject if so asked."""
        about = None if subject is None else safe(subject)
        for row in self._rows(query.entries(self._upto(as_of), kind, about)):
            yield kept_entry(*row)

    def links(self, as_of: str | None = None) -> Iterator[Link]:
        """The judgement that stands about every judged pair, latest first."""
        for (payload,) in self._rows(query.judgements(self._upto(as_of))):
            yield record_of(payload)

    def claims(self, which: ClaimQuery = ALL, as_of: str | None = None) -> Iterator[KeptClaim]:
        """Claims that stand (each page's latest reading), in order of their recording.

        `as_of` is an ISO 8601 time with offset: what stood at that time.

        Raises:
            ValueError: a date or time of another form.
        """
        for row in self._rows(query.claims(which, self._upto(as_of))):
            yield _kept_claim(row)

    def claim(self, begin: str) -> KeptClaim:
        """The claim with that id, or whose id alone begins so; also one that stands no longer.

        Raises:
            UnknownIdError: no such claim.
            AmbiguousIdError: more than one; the message names some.
        """
        statement = (
            select(CLAIMS.c.id, CLAIMS.c.document, ENTRIES.c.time, ENTRIES.c.seq, ENTRIES.c.payload)
            .join(ENTRIES, ENTRIES.c.seq == CLAIMS.c.seq)
            .where(CLAIMS.c.id.startswith(begin, autoescape=True))
            .order_by(CLAIMS.c.id)
            .limit(5)
        )
        rows = list(self._rows(statement))
        if not rows or not begin:
            raise UnknownIdError(f"{self.place}: no claim {begin!r}; `casus claims` lists the ids")
        if len(rows) > 1 and rows[0].id != begin:
            ids = ", ".join(row.id for row in rows)
            raise AmbiguousIdError(f"{self.place}: {begin!r} begins several ids: {ids}")
        return _kept_claim(rows[0])

    def documents(self, as_of: str | None = None) -> Iterator[KeptDocument]:
        """The latest version of every page, in order of recording."""
        for row in self._rows(query.documents(self._upto(as_of))):
            key, time, seq, payload, claims = row
            yield KeptDocument(key, record_of(payload), time, seq, claims)

    def problems(self, as_of: str | None = None) -> Iterator[KeptProblem]:
        """Problems that stand: a quarantined page that was read later is left out."""
        for time, seq, payload in self._rows(query.problems(self._upto(as_of))):
            yield KeptProblem(record_of(payload), time, seq)

    def counts(self, as_of: str | None = None) -> Counts:
        """How many documents, claims, problems, quarantined subjects and entries stand."""
        upto = self._upto(as_of)
        subjects = {p.problem.subject for p in self.problems(as_of) if p.problem.fatal}
        return Counts(
            documents=self._count(query.latest_readings(upto)),
            claims=self._count(query.current_claims(upto).distinct()),
            problems=self._count(query.problems(upto)),
            quarantined=len(subjects),
            entries=upto,
        )

    def head(self) -> Head:
        """The last entry's number, hash and time; sign it and keep it elsewhere."""
        with explained(self.place), self._engine.begin() as connection:
            return head_of(connection)

    def verify(self, keep: Head | None = None) -> Verdict:
        """Check every entry, every projected row and every evidence file.

        `keep` is a head that was kept elsewhere; without one a cut-off tail cannot be noticed.
        """
        with explained(self.place), self._engine.begin() as connection:
            return verify.verify(connection, self.evidence, keep)

    @cached_property
    def _salt(self) -> bytes:
        return salt_of(self._salt_file)

    def _without_comments(self, coded: Coded) -> Coded:
        blocks = coded.document.blocks
        if self.keep_comments or all(block.role is not Role.COMMENT for block in blocks):
            return coded
        return replace(coded, document=forget_comments(coded.document, self._salt))

    @contextmanager
    def _writer(self, run: Run) -> Iterator[Writer]:
        options = self._engine.execution_options(**WRITE)
        with explained(self.place), options.begin() as connection:
            writer = Writer(connection, run, head_of(connection))
            yield writer
            writer.flush()

    def _rows(self, statement: Select[Any]) -> Iterator[Any]:
        with explained(self.place), self._engine.begin() as connection:
            yield from connection.execution_options(yield_per=500).execute(statement)

    def _count(self, statement: Select[Any]) -> int:
        with explained(self.place), self._engine.begin() as connection:
            return connection.execute(
                select(func.count()).select_from(statement.subquery())
            ).scalar_one()

    def _upto(self, as_of: str | None) -> int:
        """The number of the last entry at a time."""
        statement = select(func.coalesce(func.max(ENTRIES.c.seq), 0))
        if as_of is not None:
            statement = statement.where(ENTRIES.c.time <= utc(as_of))
        with explained(self.place), self._engine.begin() as connection:
            return int(connection.execute(statement).scalar_one())


def _kept_claim(row: Any) -> KeptClaim:
    if row.payload is None:
        raise LedgerError(f"claim {row.id}: its content was erased; only its hash is kept")
    return KeptClaim(row.id, record_of(row.payload), row.document, row.time, row.seq)
