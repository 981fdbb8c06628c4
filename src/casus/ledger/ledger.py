"""The ledger itself.

Rule 1: one document is one transaction. Either the document, its claims and the reading that ties
them together are kept, or nothing of them; a full disk, a crash or Ctrl-C cannot leave a half.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Engine

from casus.ledger import erasing, verify
from casus.ledger.address import Address, address_of
from casus.ledger.asking import Asking
from casus.ledger.chain import Head, Verdict
from casus.ledger.database import WRITE, connect, scrub
from casus.ledger.erasing import Erased, Target
from casus.ledger.errors import ErasedError, LedgerError, explained
from casus.ledger.evidence import EvidenceStore
from casus.ledger.records import Added, Run, utc
from casus.ledger.salt import salt_of
from casus.ledger.writing import Writer, head_of
from casus.model import Coded, Link, Page, Problem, Role
from casus.model.privacy import forget_comments

Clock = Callable[[], str]


class Ledger(Asking):
    """An append-only record of documents, claims and problems. Safe for several processes.

    Rule 2: no word of a reader's comment enters an entry, unless `keep_comments` says so.
    """

    def __init__(
        self,
        engine: Engine,
        address: Address,
        *,
        keep_comments: bool = False,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(engine, address.shown)
        self._address = address
        self._clock = clock
        self.evidence = EvidenceStore(address.evidence) if address.evidence else None
        self.keep_comments = keep_comments

    @classmethod
    def open(
        cls,
        place: str | Path,
        *,
        create: bool = True,
        seconds: float = 30.0,
        keep_comments: bool = False,
        clock: Clock | None = None,
    ) -> "Ledger":
        """Open the ledger at a path, an SQLite URL or a PostgreSQL URL; make it where it is new.

        Evidence files lie beside an SQLite file in a folder of its name with `.evidence`; a ledger
        in memory (`sqlite://`) keeps none; for PostgreSQL the address names the folder
        (`postgresql://user@host/name?evidence=FOLDER`). `seconds` is how long to wait for another
        writer. Unless `keep_comments`, readers' comments are added without their words; the salt of
        their hashes lies in a file of the ledger's name with `.salt`, readable by its owner alone.
        `clock` gives the time in ISO 8601 with offset: entries are dated when they are written, if
        that is later than their run, so that `as_of` shows what was there; None dates them as
        their run says.

        Raises:
            LedgerError: one of its subclasses; the message names the file and the remedy.
        """
        address = address_of(place)
        engine = connect(address, create=create, seconds=seconds)
        return cls(engine, address, keep_comments=keep_comments, clock=clock)

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
            ErasedError: a page of these bytes was erased; nothing was added.
            LedgerError: the disk is full, the ledger busy or not writable, or its address does not
                say where bytes go; nothing was added.
        """
        if page is not None and self._address.undecided:
            raise LedgerError(
                f"{self.place}: its address does not say where the pages' bytes go. "
                "Add ?evidence=/FOLDER to it, or ?evidence=none to keep none."
            )
        coded = self._without_comments(coded)
        kept = page if self.evidence is not None else None
        if page is not None and self.evidence is not None:
            self.evidence.keep(page.content, page.sha256)
        try:
            with self._writer(run) as writer:
                return writer.add(coded, kept)
        except ErasedError:
            self._remove_erased()
            raise

    def add_rows(self, rows: Iterable[Coded], run: Run) -> list[Added | None]:
        """Keep small documents without bytes of their own, all in one transaction.

        Each is kept whole, as by `add`; None stands for one that was erased and is not kept again.

        Raises:
            LedgerError: the disk is full, the ledger busy or not writable; nothing was added.
        """
        found: list[Added | None] = []
        with self._writer(run) as writer:
            for coded in rows:
                try:
                    found.append(writer.add(self._without_comments(coded), None))
                except ErasedError:
                    found.append(None)
                writer.flush()
        return found

    def quarantine(self, problem: Problem, run: Run) -> bool:
        """Keep a problem; False if it stands already.

        Raises:
            LedgerError: the disk is full, the ledger busy or not writable; nothing was added.
        """
        with self._writer(run) as writer:
            return writer.quarantine(problem)

    def settle(self, subject: str, run: Run) -> bool:
        """Keep that a quarantined file was read whole; False if no fatal problem stands about it.

        Raises:
            LedgerError: the disk is full, the ledger busy or not writable; nothing was added.
        """
        with self._writer(run) as writer:
            return writer.settle(subject)

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

    def erasable(self, what: str) -> Target:
        """What `erase` would take; nothing is changed.

        Raises:
            UnknownIdError: the ledger holds nothing of that name.
        """
        with explained(self.place), self._engine.begin() as connection:
            return erasing.find(connection, what, self.place)

    def erase(self, what: str, reason: str, run: Run) -> Erased:
        """Erase the content of a page, a claim or an entry; hashes and an entry saying so stay.

        `what` is a page's name (all its versions, with claims, readings, problems, judgements and
        evidence files, and pages of the same bytes under other names), a document's id (that page
        alone), a claim's id, or `#N`. Pages of these bytes are not kept again.

        Raises:
            UnknownIdError: the ledger holds nothing of that name.
            LedgerError: the ledger or an evidence file cannot be written. Once the erasure is
                written, `erase("#N")` with its number finishes what a failure or crash left.
        """
        with self._writer(run) as writer:
            target = erasing.find(writer.connection, what, self.place)
            number = None
            if target.entries:
                number = writer.tombstone(
                    target.subject, list(target.entries), list(target.pages), reason
                )
                writer.flush()
                erasing.empty(writer.connection, number)
        with explained(self.place):
            scrub(self._engine, self.place)
        return Erased(number, len(target.entries), self._remove_erased())

    def verify(self, keep: Head | None = None) -> Verdict:
        """Check every entry, every projected row and every evidence file.

        `keep` is a head that was kept elsewhere; without one a cut-off tail cannot be noticed.
        """
        with explained(self.place), self._engine.begin() as connection:
            return verify.verify(connection, self.evidence, keep)

    def strays(self) -> list[Path]:
        """Evidence files that no entry names: a run was interrupted before its page was kept."""
        if self.evidence is None:
            return []
        known = {row.sha256 for row in self._rows(verify.known_pages())}
        return [path for path in self.evidence.files() if path.name not in known]

    @cached_property
    def _salt(self) -> bytes:
        return salt_of(self._address.salt)

    def _without_comments(self, coded: Coded) -> Coded:
        blocks = coded.document.blocks
        if self.keep_comments or all(block.role is not Role.COMMENT for block in blocks):
            return coded
        return replace(coded, document=forget_comments(coded.document, self._salt))

    def _remove_erased(self) -> int:
        if self.evidence is None:
            return 0
        return sum(self.evidence.remove(digest) for digest in sorted(self.erased_pages()))

    @contextmanager
    def _writer(self, run: Run) -> Iterator[Writer]:
        options = self._engine.execution_options(**WRITE)
        with explained(self.place), options.begin() as connection:
            yield (writer := Writer(connection, self._dated(run), head_of(connection)))
            writer.flush()

    def _dated(self, run: Run) -> Run:
        """The run with the time of writing, which the clock tells once the ledger is locked."""
        return replace(run, time=max(run.time, utc(self._clock()))) if self._clock else run
