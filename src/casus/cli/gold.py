"""`casus gold`: reviewed claims become the yardstick of later versions."""

import json
from pathlib import Path
from typing import Annotated

import typer

from casus.cli.console import fail, say
from casus.cli.options import DEFAULT_LEDGER, AsOf, LedgerFile
from casus.cli.reviewed import read_reviewed
from casus.export.whole import ExportError, whole_file
from casus.review.gold import GoldPage
from casus.review.gold import gold as gold_of

gold = typer.Typer(no_args_is_help=True, help="Reviewed claims as gold files for `make eval`.")

EXPORT_HELP = """Examples:

casus gold export --ledger karabakh.db --out my-gold/gold"""


@gold.command(epilog=EXPORT_HELP)
def export(
    folder: Annotated[
        Path, typer.Option("--out", "-o", metavar="FOLDER", help="Gets `pages/` and `claims/`.")
    ],
    ledger: LedgerFile = DEFAULT_LEDGER,
    reviewer: Annotated[
        str | None, typer.Option(help="Only pages on which that reviewer decided.")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Write every page whose claims are all approved or rejected, with the approved ones."""
    pages = [*gold_of(read_reviewed(ledger, as_of), reviewer)]
    done = [page for page in pages if isinstance(page, GoldPage)]
    for page in pages:
        if not isinstance(page, GoldPage):
            say(f"left out: {page.name}: {page.reason}")
    for page in done:
        _write(folder, page)
    if not done:
        raise fail(f"{ledger}: no page has all its claims decided; `casus review next` goes on")
    claims = sum(len(page.body["claims"]) for page in done)
    say(f"{folder}: {len(done)} pages with {claims} claims; {len(pages) - len(done)} left out")


def _write(folder: Path, page: GoldPage) -> None:
    """The text first, so that no gold file stands without its page."""
    for name, content in (
        (folder / "pages" / f"{page.name}.txt", page.text),
        (folder / "claims" / f"{page.name}.json", json.dumps(page.body, indent=1) + "\n"),
    ):
        try:
            name.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(
                f"{name.parent}: cannot be made ({error.strerror}); choose another --out"
            ) from error
        with whole_file(name) as out:
            out.write(content)
