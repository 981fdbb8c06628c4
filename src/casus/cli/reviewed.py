"""A ledger as its reviewers left it, for the commands that show claims and incidents."""

from pathlib import Path
from typing import Annotated

import typer

from casus.ledger import Ledger
from casus.merge.declared import NOTHING, Declared, load_declared
from casus.review import Reviewed, reviewed

PROJECT = Path("casus.toml")
SourcesFile = Annotated[
    Path | None,
    typer.Option(
        "--sources",
        metavar="FILE",
        help="Owners and reliability of sources (TOML); casus.toml where it is there.",
        show_default=False,
    ),
]


def declared(path: Path | None = None) -> Declared:
    """What a file declares about sources; by default `casus.toml` in this folder, if it is there.

    Raises:
        DeclaredError: the file cannot be read, or holds something else.
    """
    if path is None and not PROJECT.is_file():
        return NOTHING
    return load_declared(path or PROJECT)


def read_reviewed(ledger: str, as_of: str | None = None) -> Reviewed:
    """What stands in a ledger, after review.

    Raises:
        typer.BadParameter: `as_of` is no time.
    """
    with Ledger.open(ledger, create=False) as opened:
        try:
            return reviewed(opened, as_of)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
