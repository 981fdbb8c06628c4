"""The command that writes what a ledger holds for other tools."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import typer

from casus.cli.console import say
from casus.cli.incidents import kept_cases
from casus.cli.options import DEFAULT_LEDGER, LedgerFile
from casus.export import geojson, tabular
from casus.export.acled import write_acled
from casus.export.plover import write_plover
from casus.export.profile import QUOTE, Profile, Shown
from casus.export.ucdp import write_ucdp
from casus.export.whole import whole_file
from casus.merge.cases import Case
from casus.merge.record import incident_of


class Layout(StrEnum):
    """What a file looks like."""

    CSV = "csv"
    HXL = "hxl"
    GEOJSON = "geojson"
    PLOVER = "plover"
    ACLED = "acled-layout"
    UCDP = "ucdp-layout"


class Profiles(StrEnum):
    """How much is shown."""

    PUBLIC = "public"
    FULL = "full"


Writer = Callable[[list[Case], IO[str], date], int]
WRITERS: dict[Layout, Writer] = {
    Layout.CSV: lambda cases, out, _: tabular.write_shown(_claims(cases), out),
    Layout.HXL: lambda cases, out, _: tabular.write_shown(_claims(cases), out, hxl=True),
    Layout.GEOJSON: lambda cases, out, _: geojson.write_shown(_claims(cases), out),
    Layout.PLOVER: lambda cases, out, _: write_plover(cases, out),
    Layout.ACLED: write_acled,
    Layout.UCDP: lambda cases, out, _: write_ucdp(cases, out),
}
EVENTS = {Layout.PLOVER, Layout.ACLED, Layout.UCDP}


def export(
    to: Annotated[Layout, typer.Option("--to", help="What the file looks like.")],
    path: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    profile: Annotated[
        Profiles,
        typer.Option(help="public coarsens what is new and withholds private persons."),
    ] = Profiles.PUBLIC,
    quote: Annotated[
        int, typer.Option(min=0, metavar="N", help="Longest passage in a public file, characters.")
    ] = QUOTE,
) -> None:
    """Write claims (csv, hxl, geojson) or incidents (the rest) to a file for other tools."""
    today = datetime.now(UTC).date()
    shown = Profile(today, profile is Profiles.PUBLIC, quote)
    cases = [_under(shown, case) for case in kept_cases(ledger)]
    with whole_file(path) as out:
        count = WRITERS[to](cases, out, today)
    what = "incidents" if to in EVENTS else "claims"
    among = len(cases) if to in EVENTS else len(_claims(cases))
    say(f"{path}: {count} of {among} {what}, profile {shown}")


def _under(profile: Profile, case: Case) -> Case:
    """An incident computed from its claims as they are shown."""
    shown = tuple(profile.show(case.accounts))
    return Case(incident_of(shown), shown)


def _claims(cases: list[Case]) -> list[Shown]:
    return [account for case in cases for account in case.accounts if isinstance(account, Shown)]


EXPORT_HELP = """Examples:

casus export --to csv --ledger karabakh.db --out karabakh.csv

casus export --to acled-layout --out karabakh_acled-layout.csv

casus export --to plover --profile full --out karabakh.jsonl"""
