"""The half of a ledger that answers questions."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, Select, func, select

from casus.ledger import query
from casus.ledger.chain import Head
from casus.ledger.diff import Difference, differences
from casus.ledger.errors import (
    AmbiguousIdError,
    ErasedError,
    UnknownIdError,
    UnreadableError,
    explained,
)
from casus.ledger.history import Event, about, history
from casus.ledger.projection import kept_entry, record_of, safe
from casus.ledger.query import ClaimQuery
from casus.ledger.records import (
    Counts,
    KeptClaim,
    KeptDocument,
    KeptEntry,
    KeptProblem,
    instant,
)
from casus.ledger.schema import ENTRIES, ERASED, ERASED_PAGES
from casus.ledger.writing import head_of
from casus.model import Link

ALL = ClaimQuery()
AT_ONCE = 500


class Asking:
    """Questions to a ledger.

    `as_of` is an ISO 8601 time with offset, or a day, which stands for its end in UTC: what the
    ledger held at that time, no more and no less. Only what was erased since is missing.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self.place = place

    def entries(
        self, kind: str | None = None, subject: str | None = None, as_of: str | None = None
    ) -> Iterator[KeptEntry]:
        """Entries in order of their numbers, of one kind and about one subject if so asked."""
        about = None if subject is None else safe(subject)
        for row in self._rows(query.entries(self._upto(as_of), kind, about)):
            yield kept_entry(*row)

    def links(self, as_of: str | None = None) -> Iterator[Link]:
        """The judgement that stands about every judged pair, latest first."""
        for seq, payload in self._rows(query.judgements(self._upto(as_of))):
            yield self._record(seq, payload)

    def claims(self, which: ClaimQuery = ALL, as_of: str | None = None) -> Iterator[KeptClaim]:
        """Claims that stand (each page's latest reading), in order of their recording.

        Raises:
            ValueError: a date or time of another form.
        """
        for row in self._rows(query.claims(which, self._upto(as_of))):
            yield self._kept_claim(row)

    def claim(self, begin: str) -> KeptClaim:
        """The claim with that id, or whose id alone begins so; also one that stands no longer.

        Raises:
            UnknownIdError: no such claim.
            AmbiguousIdError: more than one; the message names some.
            ErasedError: its content was erased.
        """
        rows = list(self._rows(query.claims_beginning(safe(begin))))
        if not rows or not begin:
            raise UnknownIdError(f"{self.place}: no claim {begin!r}; `casus claims` lists the ids")
        if len(rows) > 1 and rows[0].id != begin:
            ids = ", ".join(row.id for row in rows)
            raise AmbiguousIdError(f"{self.place}: {begin!r} begins several ids: {ids}")
        if rows[0].payload is None:
            raise ErasedError(
                f"{self.place}: the content of claim {rows[0].id} was erased; only its hash is "
                f"kept. `casus history {rows[0].id}` tells when and why."
            )
        return self._kept_claim(rows[0])

    def documents(self, as_of: str | None = None) -> Iterator[KeptDocument]:
        """The latest version of every page, in order of recording."""
        for row in self._rows(query.documents(self._upto(as_of))):
            key, time, seq, payload, claims = row
            yield KeptDocument(key, self._record(seq, payload), time, seq, claims)

    def pages(self) -> set[tuple[str, str]]:
        """Names and SHA-256 of the latest version of every page; unsafe characters are replaced."""
        return {(row.name, row.sha256) for row in self._rows(query.pages(self._upto(None)))}

    def erased_pages(self) -> set[str]:
        """SHA-256 of the pages that were erased and are not kept again."""
        return {row.sha256 for row in self._rows(select(ERASED_PAGES.c.sha256))}

    def problems(self, as_of: str | None = None) -> Iterator[KeptProblem]:
        """Problems that stand: a quarantined page that was read later is left out."""
        for time, seq, payload in self._rows(query.problems(self._upto(as_of))):
            yield KeptProblem(self._record(seq, payload), time, seq)

    def counts(self, as_of: str | None = None) -> Counts:
        """How many documents, claims, problems, quarantined subjects and entries stand."""
        upto = self._upto(as_of)
        subjects = {p.problem.subject for p in self.problems(as_of) if p.problem.fatal}
        return Counts(
            documents=self._count(query.latest_readings(upto)),
            claims=self._count(query.standing_claims(upto)),
            problems=self._count(query.problems(upto)),
            quarantined=len(subjects),
            entries=upto,
            erased=self._count(select(ERASED.c.entry).where(ERASED.c.erasure <= upto)),
        )

    def history(self, record: str) -> list[Event]:
        """All that was ever recorded about one thing, in order.

        `record` is a claim's or document's id or its beginning, a page's name, `LEFT RIGHT` of a
        judged pair, the subject of a problem or decision, or `#N` for entry N.

        Raises:
            UnknownIdError: nothing is recorded about it.
            AmbiguousIdError: more than one record begins so.
        """
        with explained(self.place), self._engine.begin() as connection:
            return history(connection, record, self.place)

    def diff(self, since: str, until: str | None = None, of: str | None = None) -> list[Difference]:
        """What differs between what the ledger held at two times; `until` None is now.

        `of` narrows it to one record, named as for `history`: a page with its claims, a claim, a
        pair; what was judged or decided about it is part of that.

        Raises:
            UnknownIdError: nothing is recorded about `of`.
            AmbiguousIdError: more than one record begins so.
            ValueError: a time of another form.
        """
        first, last = self._upto(since), self._upto(until)
        with explained(self.place), self._engine.begin() as connection:
            wanted = about(connection, of, self.place) if of is not None else None
            found = differences(connection, first, last)
        if wanted is None:
            return found
        return [d for d in found if d.id in wanted or not wanted.isdisjoint(d.id.split())]

    def head(self) -> Head:
        """The last entry's number, hash and time; sign it and keep it elsewhere."""
        with explained(self.place), self._engine.begin() as connection:
            return head_of(connection)

    def _kept_claim(self, row: Any) -> KeptClaim:
        claim = self._record(row.seq, row.payload)
        return KeptClaim(row.id, claim, row.document, row.time, row.seq)

    def _record(self, seq: int, payload: str | None) -> Any:
        """The record of an entry.

        Raises:
            UnreadableError: the entry was tampered with, or comes from another version.
        """
        try:
            return record_of(payload or "")
        except (ValueError, TypeError, AttributeError) as error:
            raise UnreadableError(
                f"{self.place}: entry {seq} cannot be read ({error}). "
                "Run `casus verify`, and bring back a copy if it was altered."
            ) from error

    def _rows(self, statement: Select[Any]) -> Iterator[Any]:
        with (
            explained(self.place),
            self._engine.begin() as connection,
            connection.execute(statement.execution_options(yield_per=AT_ONCE)) as found,
        ):
            yield from found

    def _count(self, statement: Select[Any]) -> int:
        with explained(self.place), self._engine.begin() as connection:
            return connection.execute(
                select(func.count()).select_from(statement.subquery())
            ).scalar_one()

    def _upto(self, as_of: str | None) -> int:
        """The number of the last entry at a time."""
        statement = select(func.coalesce(func.max(ENTRIES.c.seq), 0))
        if as_of is not None:
            statement = statement.where(ENTRIES.c.time <= instant(as_of))
        with explained(self.place), self._engine.begin() as connection:
            return int(connection.execute(statement).scalar_one())
