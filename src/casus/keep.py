"""Pages into a ledger, one after the other, so that a run can be stopped and taken up again."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from casus.ledger import Added, ErasedError, Ledger, Run
from casus.model import Coded, Document, Page, Problem
from casus.run import Outcome, run_coded

NOTHING = Added(document_new=False, claims_new=0)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one page: its outcome, and what of it was new to the ledger."""

    outcome: Outcome
    added: Added


@dataclass(slots=True)
class Keeper:
    """Keeps pages in a ledger.

    Rule 1: a page is kept whole before the next one is begun, so whatever ends the run leaves the
    ledger whole, and the same command goes on where it ended. A page whose site is known, or that
    lacks its year, waits for at most 200 pages after it; pages of the ledger tell of its site, too.

    `again` reads anew what the ledger holds already; `skipped` counts the pages passed over,
    `erased` those whose bytes were erased from the ledger. A page about which a failure stands is
    read anew; a container that is read to its end without its old failure is settled.
    """

    ledger: Ledger
    run: Run
    again: bool = False
    jobs: int = 1
    seconds: float | None = None
    skipped: int = 0
    erased: int = 0
    _held: deque[Page | Problem] = field(default_factory=deque)
    _read: set[str] = field(default_factory=set)
    _failed: set[str] = field(default_factory=set)

    def keep(self, items: Iterable[Page | Problem]) -> Iterator[Kept]:
        """Code and keep pages; problems are kept too.

        Raises:
            LedgerError: the ledger could not be written; every page before this one is kept.
        """
        fresh = self._fresh(items)
        seen = _documents(self.ledger)
        for outcome in run_coded(fresh, jobs=self.jobs, seconds=self.seconds, seen=seen):
            yield Kept(outcome, self._add(outcome, self._held.popleft()))
        for subject in sorted(self._read - self._failed):
            self.ledger.settle(subject, self.run)

    def _fresh(self, items: Iterable[Page | Problem]) -> Iterator[Page | Problem]:
        known = set() if self.again else self.ledger.pages()
        gone = self.ledger.erased_pages()
        standing = _quarantined(self.ledger)
        for item in items:
            if isinstance(item, Problem):
                self._failed |= {item.subject} if item.fatal else set()
            else:
                self._read |= standing & {item.name, *_sources(item.origin)}
                failed = not standing.isdisjoint((item.name, item.origin))
                if item.sha256 in gone:
                    self.erased += 1
                    continue
                if (item.name, item.sha256) in known and not failed:
                    self.skipped += 1
                    continue
            self._held.append(item)
            yield item

    def _add(self, outcome: Outcome, item: Page | Problem) -> Added:
        for problem in outcome.problems:
            named = replace(problem, subject=item.name) if isinstance(item, Page) else problem
            self._failed |= {named.subject} if named.fatal else set()
            self.ledger.quarantine(named, self.run)
        added = NOTHING
        for coded in outcome.results:
            if isinstance(coded, Coded) and isinstance(item, Page):
                try:
                    added = self.ledger.add(coded, item, self.run)
                except ErasedError:  # erased by somebody else since this run began
                    self.erased += 1
        return added


def _quarantined(ledger: Ledger) -> set[str]:
    """Pages, files and containers about which a fatal problem stands."""
    return {kept.problem.subject for kept in ledger.problems() if kept.problem.fatal}


def _sources(origin: str) -> Iterator[str]:
    """A page's origin and the containers around it: `a.zip!b.mbox!3` lies in `a.zip!b.mbox`."""
    parts = origin.split("!")
    return ("!".join(parts[:end]) for end in range(1, len(parts) + 1))


def _documents(ledger: Ledger) -> Iterator[Document]:
    return (kept.document for kept in ledger.documents())
