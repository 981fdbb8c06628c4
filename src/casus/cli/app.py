"""All commands of `casus`, in the order of the work."""

import atexit
import gc
import sys
from collections.abc import Mapping
from typing import Annotated, ClassVar

import typer

from casus import __version__
from casus.cli.guard import Commands


class Casus(Commands):
    """The commands in the order of the work."""

    modules: ClassVar[Mapping[str, str]] = {
        "demo": "demo",
        "extract": "reading",
        "read": "reading",
        "parse": "reading",
        "copies": "copying",
        "ingest": "keeping",
        "fetch": "fetching",
        "watch": "fetching",
        "archive": "fetching",
        "claims": "keeping",
        "show": "keeping",
        "incidents": "incidents",
        "incident": "incidents",
        "why": "incidents",
        "review": "review",
        "gold": "gold",
        "report": "keeping",
        "export": "exporting",
        "import": "importing:import_events",
        "verify": "ledgers",
        "history": "ledgers",
        "diff": "ledgers",
        "erase": "ledgers",
        "ledger": "ledgers:ledger_app",
        "dates": "inspecting",
        "places": "inspecting",
        "attributions": "inspecting",
        "lexicon": "lexicons",
        "gazetteer": "gazetteers",
        "doctor": "doctor",
    }


app = typer.Typer(
    name="casus",
    cls=Casus,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="An auditable conflict monitor: pages go in, attributed claims come out.",
    epilog="Exit codes: 0 ok, 1 error, 2 wrong usage, 3 finished with quarantined input.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"casus {__version__}")
        raise typer.Exit


@app.callback()
def common(
    _version_wanted: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Read pages, code their claims, keep them in a ledger, and show who says what."""


def main() -> None:
    """Entry point of the `casus` command."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    finally:
        gc.freeze()  # else the collector looks through all tables once more on the way out: .2 s
        atexit.unregister(gc.unfreeze)
