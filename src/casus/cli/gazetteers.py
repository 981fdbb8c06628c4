"""Commands about the index of places."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casus.cli.console import say
from casus.resolve.gazetteer_build import standard
from casus.resolve.gazetteer_import import import_geonames, import_whosonfirst

gazetteer = typer.Typer(no_args_is_help=True, help="Add places to the index.")


class Kind(StrEnum):
    """Where a file of places comes from."""

    GEONAMES = "geonames"
    WHOSONFIRST = "whosonfirst"


def take_in(
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="A downloaded file, archive or folder.", exists=True),
    ],
    kind: Annotated[
        Kind,
        typer.Option(
            "--from", help="GeoNames country file or zip, or Who's On First GeoJSON, CSV."
        ),
    ] = Kind.GEONAMES,
) -> None:
    """Add the places of a GeoNames or Who's On First file to this machine's index."""
    index = standard()
    index.close()
    read = import_geonames if kind is Kind.GEONAMES else import_whosonfirst
    added = read(path, index.path)
    say(f"{added['places']:,} places with {added['names']:,} names added to {index.path}")


IMPORT_HELP = """Examples:

casus gazetteer import AZ.txt

casus gazetteer import whosonfirst-data-admin-am/ --from whosonfirst"""

gazetteer.command("import", epilog=IMPORT_HELP)(take_in)


@gazetteer.callback()
def group() -> None:
    """Add places to the index."""
