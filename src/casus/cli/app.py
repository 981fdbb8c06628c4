"""All commands of `casus`, in the order of the work."""

import sys
from typing import Annotated

import typer

from casus import __version__
from casus.cli import (
    copying,
    demo,
    doctor,
    exporting,
    fetching,
    gazetteers,
    gold,
    importing,
    incidents,
    inspecting,
    keeping,
    ledgers,
    lexicons,
    reading,
    review,
)
from casus.cli.guard import Commands

app = typer.Typer(
    name="casus",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="An auditable conflict monitor: pages go in, attributed claims come out.",
    epilog="Exit codes: 0 ok, 1 error, 2 wrong usage, 3 finished with quarantined input.",
)

app.command(epilog=demo.DEMO_HELP)(demo.demo)
app.command(epilog=reading.EXTRACT_HELP)(reading.extract)
app.command(epilog=reading.READ_HELP)(reading.read)
app.command(epilog=reading.PARSE_HELP)(reading.parse)
app.command(epilog=copying.COPIES_HELP)(copying.copies)
app.command(epilog=keeping.INGEST_HELP)(keeping.ingest)
fetching.register(app)
app.command(epilog=keeping.CLAIMS_HELP)(keeping.claims)
app.command(epilog=keeping.SHOW_HELP)(keeping.show)
app.command(epilog=incidents.INCIDENTS_HELP)(incidents.incidents)
app.command(epilog=incidents.INCIDENT_HELP)(incidents.incident)
app.command(epilog=incidents.WHY_HELP)(incidents.why)
app.add_typer(review.review, name="review")
app.add_typer(gold.gold, name="gold")
app.command(epilog=keeping.REPORT_HELP)(keeping.report)
app.command(epilog=exporting.EXPORT_HELP)(exporting.export)
app.command("import", epilog=importing.IMPORT_HELP)(importing.import_events)
ledgers.register(app)
app.command(epilog=inspecting.DATES_HELP)(inspecting.dates)
app.command(epilog=inspecting.PLACES_HELP)(inspecting.places)
app.command(epilog=inspecting.ATTRIBUTIONS_HELP)(inspecting.attributions)
app.add_typer(lexicons.lexicon, name="lexicon")
app.add_typer(gazetteers.gazetteer, name="gazetteer")
app.command(epilog=doctor.DOCTOR_HELP)(doctor.doctor)


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
    app()
