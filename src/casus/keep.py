"""Pages into a ledger, one after the other, so that a run can be stopped and taken up again."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from casus.ledger import Added, Ledger, Run
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

    `again` reads anew what the ledger holds already; `skipped` counts the pages passed over.
    """

    ledger: Ledger
    run: Run
    again: bool = False
    jobs: int = 1
    seconds: float | None = None
    skipped: int = 0
    _held: deque[Page | Problem] = field(default_factory=deque)

    def keep(self, items: Iterable[Page | Problem]) -> Iterator[Kept]:
        """Code and keep pages; problems are kept too.

        Raises:
            LedgerError: the ledger could not be written; every page before this one is kept.
        """
        fresh = self._fresh(items)
        seen = _documents(self.ledger)
        for outcome in run_coded(fresh, jobs=self.jobs, seconds=self.seconds, seen=seen):
            yield Kept(outcome, self._add(outcome, self._held.popleft()))

    def _fresh(self, items: Iterable[Page | Problem]) -> Iterator[Page | Problem]:
        known = set() if self.again else _known(self.ledger)
        for item in items:
            if isinstance(item, Page) and (item.name, item.sha256) in known:
                self.skipped += 1
            else:
                self._held.append(item)
                yield item

    def _add(self, outcome: Outcome, item: Page | Problem) -> Added:
        for problem in outcome.problems:
            named = replace(problem, subject=item.name) if isinstance(item, Page) else problem
            self.ledger.quarantine(named, self.run)
        added = NOTHING
        for coded in outcome.results:
            if isinstance(coded, Coded) and isinstance(item, Page):
                added = self.ledger.add(coded, item, self.run)
        return added


def _known(ledger: Ledger) -> set[tuple[str, str]]:
    """Names and digests of the pages that stand in a ledger."""
    return {(document.id, document.sha256) for document in _documents(ledger)}


def _documents(ledger: Ledger) -> Iterator[Document]:
    return (kept.document for kept in ledger.documents())
