"""The command that takes rows of other event data sets as claims of those data sets."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casus.cli.console import Exit, say, tell
from casus.cli.keeping import now
from casus.cli.options import DEFAULT_LEDGER, LedgerFile, Quiet
from casus.cli.work import progress
from casus.ingest.datasets import LAYOUTS, read_datasets
from casus.ledger import Ledger
from casus.model import Problem


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
    rows = documents = claims = quarantined = 0
    with Ledger.open(ledger) as opened, progress() as step:
        for item in read_datasets(paths, layouts):
            if isinstance(item, Problem):
                opened.quarantine(item, run)
                quarantined += item.fatal
                if item.fatal or not quiet:
                    tell(item)
                continue
            added = opened.add(item, None, run)
            rows, documents, claims = (
                rows + 1,
                documents + added.document_new,
                claims + added.claims_new,
            )
            step(item.document.id)
    say(f"{rows} rows read: {documents} new, with {claims} new claims")
    if quarantined:
        say(f"{quarantined} rows or files were quarantined; the rest is done")
        raise typer.Exit(Exit.QUARANTINED)


IMPORT_HELP = """Examples:

casus import ged251-csv.zip --ledger karabakh.db

casus import --from acled 2022-03-01-Caucasus.csv"""
