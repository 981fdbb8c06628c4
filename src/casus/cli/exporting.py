"""The command that writes what a ledger holds for other tools."""

from collections import Counter
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casus.cli.console import say
from casus.cli.keeping import now
from casus.cli.options import DEFAULT_LEDGER, LedgerFile
from casus.cli.reviewed import SourcesFile, declared, read_reviewed
from casus.export.cited import Cited, cite
from casus.export.layouts import Batch, Layout, write
from casus.export.profile import QUOTE, Profile, same_pages
from casus.ledger import Ledger
from casus.merge.cases import Case
from casus.merge.declared import Declared
from casus.merge.record import incident_of
from casus.review import Reviewed


class Profiles(StrEnum):
    """How much is shown."""

    PUBLIC = "public"
    FULL = "full"


def export(
    to: Annotated[Layout, typer.Option("--to", help="What the file looks like.")],
    path: Annotated[Path, typer.Option("--out", "-o", help="The file (or package) to write.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    sources: SourcesFile = None,
    profile: Annotated[
        Profiles,
        typer.Option(help="public coarsens what is new and withholds private persons."),
    ] = Profiles.PUBLIC,
    quote: Annotated[
        int, typer.Option(min=0, metavar="N", help="Longest passage in a public file, characters.")
    ] = QUOTE,
    licence: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Licence of a data package (CC-BY-4.0, ...)."),
    ] = None,
) -> None:
    """Write claims (csv, parquet, geojson, datapackage) or incidents (the rest) for other tools."""
    today = datetime.now(UTC).date()
    shown = Profile(today, profile is Profiles.PUBLIC, quote)
    kept, known = read_reviewed(ledger), declared(sources)
    pages = _pages(kept)
    cases = kept.cases(known)
    batch = Batch(_shown(shown, cases, pages, known), today, licence)
    if not shown.public:
        _record(ledger, to, batch, path)
    count = write(to, batch, path)
    say(f"{path}: {count} of {batch.among(to)} {to.counts}, profile {shown}")
    _tell_left_out(shown, cases)


def _shown(
    profile: Profile, cases: list[Case], pages: dict[str, Cited], known: Declared
) -> list[Case]:
    """Incidents computed from their claims as they are shown; those without any are left out."""
    groups = same_pages(profile.show(case.accounts, pages) for case in cases)
    found = (
        (incident_of(group, known.owners, known.reliability), group) for group in groups if group
    )
    return [Case(incident, group) for incident, group in found]


def _record(ledger: str, to: Layout, batch: Batch, path: Path) -> None:
    """Keep in the ledger that precise data were asked for, before there is a file of them.

    Raises:
        LedgerError: it could not be recorded, so nothing is exported.
    """
    claims = sum(len(case.accounts) for case in batch.cases)
    told = {"layout": to.value, "profile": Profiles.FULL.value, "claims": claims}
    with Ledger.open(ledger, create=False) as opened:
        opened.append("export", path.name, told, now())


def _tell_left_out(profile: Profile, cases: list[Case]) -> None:
    left = Counter(a.outlet for case in cases for a in case.accounts if not profile.shares(a))
    for name, count in sorted(left.items(), key=str):
        remedy = (
            "its terms forbid that they are passed on; --profile full holds them for your own use"
        )
        say(f"{count} claims of {name} left out: {remedy}")


def _pages(kept: Reviewed) -> dict[str, Cited]:
    """The pages of all claims that stand, by the claims' ids."""
    cited = {key: cite(document) for key, document in kept.documents.items()}
    claims = ((one.kept.id, cited.get(one.kept.document)) for one in kept.claims)
    return {identity: page for identity, page in claims if page is not None}


EXPORT_HELP = """Examples:

casus export --to csv --ledger karabakh.db --out karabakh.csv

casus export --to acled-layout --out karabakh_acled-layout.csv

casus export --to plover --profile full --out karabakh.jsonl

casus export --to datapackage --licence CC-BY-4.0 --out karabakh.zip"""
