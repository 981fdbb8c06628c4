"""Arguments and options that several commands share."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casus.cli.console import on_terminal


def _day(given: str | None) -> str | None:
    """Refuse what is no date."""
    try:
        return given and date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{given!r}: {error}; give YYYY-MM-DD") from error


class Format(StrEnum):
    """How data is printed."""

    AUTO = "auto"
    TABLE = "table"
    JSONL = "jsonl"


class TreeFormat(StrEnum):
    """How sentences are printed."""

    AUTO = "auto"
    TABLE = "table"
    CONLLU = "conllu"


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        help="Files or folders; - reads standard input.",
        show_default=False,
        readable=False,  # what may not be read is quarantined, the rest goes on
    ),
]
AsFormat = Annotated[
    Format,
    typer.Option("--format", "-f", help="auto: a table on a terminal, JSON Lines otherwise."),
]
AsTrees = Annotated[
    TreeFormat,
    typer.Option("--format", "-f", help="auto: a table on a terminal, CoNLL-U otherwise."),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=1, max=1024, help="Worker processes; 1 works in this process."
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        min=0.1,
        metavar="SECONDS",
        help="Longest time for one page; it then runs in a worker process. 60 with --jobs.",
        show_default=False,
    ),
]
MaxPage = Annotated[
    int,
    typer.Option("--max-page", min=1, metavar="MIB", help="Larger pages are quarantined."),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="Day of publication, YYYY-MM-DD, of pages that come without one.",
        callback=_day,
        show_default=False,
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Only quarantined pages and errors on stderr.")
]
KeepComments = Annotated[
    bool,
    typer.Option("--keep-comments", help="Keep the words of readers' comments, names included."),
]
LedgerFile = Annotated[
    str,
    typer.Option(
        "--ledger",
        "-l",
        envvar="CASUS_LEDGER",
        help="The ledger: an SQLite file, or postgresql://user@host/name?evidence=FOLDER.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        help="What was known then: a day (its end, UTC), or ISO 8601 with offset.",
    ),
]
DEFAULT_LEDGER = "casus.db"
DEFAULT_MIB = 32


def wants_table(chosen: Format | TreeFormat) -> bool:
    """Whether output is for a person."""
    return chosen == "table" or (chosen == "auto" and on_terminal())
