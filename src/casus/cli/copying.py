"""The command that tells who copied from whom."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from casus.clean import Copies
from casus.cli.console import out, say, table, write
from casus.cli.limits import GivenColumns, GivenLimits, given_limits
from casus.cli.options import (
    DEFAULT_MIB,
    AsFormat,
    Format,
    Jobs,
    MaxPage,
    Paths,
    Quiet,
    TimeLimit,
    wants_table,
)
from casus.cli.work import Work
from casus.export import encode
from casus.export.copies import copy_record
from casus.ledger import Ledger
from casus.model import Document, Problem
from casus.model.copies import Copy, independent

Against = Annotated[
    Path | None,
    typer.Option("--ledger", "-l", help="Compare with the pages of this ledger, too."),
]


def copies(
    paths: Paths,
    ledger: Against = None,
    output: AsFormat = Format.AUTO,
    jobs: Jobs = 1,
    time_limit: TimeLimit = None,
    max_page: MaxPage = DEFAULT_MIB,
    limit: GivenLimits = None,
    column: GivenColumns = None,
    quiet: Quiet = False,
) -> None:
    """Print which pages copy others: excerpts, edited texts, the same agency report."""
    documents: list[Document] = []
    work = Work(jobs, time_limit, max_page, quiet, given_limits(limit, column))
    try:
        for document in work.documents(paths):
            documents.append(document)  # noqa: PERF402 - what was read counts, whatever follows
    finally:
        _print(links_of(documents, ledger), documents, output)


def links_of(documents: Sequence[Document], ledger: Path | None) -> list[Copy]:
    """Copies among documents, and of what a ledger holds."""
    with Ledger.open(ledger, create=False) if ledger else nullcontext() as opened:
        known = (kept.document for kept in opened.documents()) if opened else ()
        found = Copies(known).whole(documents)
        return [link for link in found if not isinstance(link, Problem)]


def _print(links: Sequence[Copy], documents: Sequence[Document], output: Format) -> None:
    if wants_table(output):
        rows = table("copy", "original", "copied", "of original", "passages", "credit")
        for link in links:
            shares = (f"{link.containment:.0%}", f"{link.coverage:.0%}", str(len(link.spans)))
            rows.add_row(Text(link.copy), Text(link.original), *shares, link.credit or "")
        out().print(rows)
    else:
        for link in links:
            write(encode(copy_record(link)))
    own = independent((document.id for document in documents), links)
    say(f"{len(links)} links; {len(own)} of {len(documents)} pages tell something of their own")


COPIES_HELP = """Examples:

casus copies pages/

casus copies new/ --ledger karabakh.db --format jsonl > copies.jsonl"""
