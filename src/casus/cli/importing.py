"""The command that takes rows of other event data sets as claims of those data sets."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casus.cli.console import Exit, say, tell
from casus.cli.keeping import now
from casus.cli.options import DEFAULT_LEDGER, LedgerFile, Quiet
from casus.cli.work import progress
from casus.ingest.datasets import LAYOUTS, read_datasets
from casus.ledger import Ledger, Run
from casus.model import Coded, Problem

AT_ONCE = 500  # rows in one transaction: each costs one write to the disk


class Whose(StrEnum):
    """Whose table it is."""

    AUTO = "auto"
    ACLED = "acled"
    UCDP = "ucdp"
    GDELT = "gdelt"


def import_events(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Tables as published, also in ZIP or gzip; folders."),
    ],
    whose: Annotated[
        Whose, typer.Option("--from", help="auto: whose table it is follows from its first line.")
    ] = Whose.AUTO,
    ledger: LedgerFile = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Read event tables of ACLED, UCDP GED or GDELT as claims of theirs. Twice adds nothing."""
    layouts = tuple(LAYOUTS.values()) if whose is Whose.AUTO else (LAYOUTS[whose.value],)
    run = replace(now(), notes=f"import of {', '.join(path.name for path in paths)}")
    with Ledger.open(ledger) as opened, progress() as step:
        keeping = Importing(opened, run, quiet)
        for item in read_datasets(paths, layouts):
            step(keeping.take(item))
        keeping.keep()
    keeping.finish()


@dataclass(slots=True)
class Importing:
    """Rows on their way into a ledger, many in one transaction, and what has become of them."""

    ledger: Ledger
    run: Run
    quiet: bool
    waiting: list[Coded] = field(default_factory=list)
    rows: int = 0
    documents: int = 0
    claims: int = 0
    erased: int = 0
    quarantined: int = 0

    def take(self, item: Coded | Problem) -> str:
        """Take a row or a problem in; return what it is about."""
        if isinstance(item, Problem):
            self.ledger.quarantine(item, self.run)
            self.quarantined += item.fatal
            if item.fatal or not self.quiet:
                tell(item)
            return item.subject
        self.rows += 1
        self.waiting.append(item)
        if len(self.waiting) >= AT_ONCE:
            self.keep()
        return item.document.id

    def keep(self) -> None:
        """Write what waits.

        Raises:
            LedgerError: nothing of it was written; what was written before stands.
        """
        for added in self.ledger.add_rows(self.waiting, self.run):
            self.erased += added is None
            self.documents += added is not None and added.document_new
            self.claims += added.claims_new if added is not None else 0
        self.waiting.clear()

    def finish(self) -> None:
        """Say what there was; end with code 3 if something was quarantined.

        Raises:
            typer.Exit: something was.
        """
        say(f"{self.rows} rows read: {self.documents} new, with {self.claims} new claims")
        if self.erased:
            say(f"{self.erased} rows were erased from this ledger before, and are not kept again")
        if self.quarantined:
            say(f"{self.quarantined} rows or files were quarantined; the rest is done")
            raise typer.Exit(Exit.QUARANTINED)


IMPORT_HELP = """Examples:

casus import ged251-csv.zip --ledger karabakh.db

casus import --from acled 2022-03-01-Caucasus.csv"""
