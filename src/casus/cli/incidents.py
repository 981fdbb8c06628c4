"""Commands that put claims of one event side by side, and say where a field comes from."""

from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from casus.clean import borrowed
from casus.cli.console import fail, out, say, write
from casus.cli.grouped import grouped
from casus.cli.keeping import one_of
from casus.cli.limits import GivenColumns, GivenLimits, given_limits
from casus.cli.matrix import case_view, cases_table, history, passages
from casus.cli.options import (
    DEFAULT_LEDGER,
    DEFAULT_MIB,
    AsFormat,
    AsOf,
    Format,
    Jobs,
    LedgerFile,
    MaxPage,
    Quiet,
    TimeLimit,
    wants_table,
)
from casus.cli.reviewed import SourcesFile, declared, read_reviewed
from casus.cli.views import claim_fields
from casus.cli.work import Work
from casus.export import encode
from casus.export.incidents import incident_record, statuses
from casus.merge.cases import Case, CaseQuery, accounts_of, cases_of
from casus.model import STATUSES, TYPES, Coded, Version
from casus.review import Reviewed

FIELDS = ("status", "type", "mode", "actors", "recipients", "date", "place", "losses")
GivenPages = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]", help="Code these pages instead of reading a ledger."),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents."""

    place: Annotated[str | None, typer.Option(help="Part of a place's name.")] = None
    actor: Annotated[
        str | None, typer.Option(help="Acted or received: a code or its beginning (AZE.MIL).")
    ] = None
    type: Annotated[str | None, typer.Option("--type", help="ASSAULT, ACCUSE, ...")] = None
    since: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or day.")] = None
    until: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or day.")] = None
    status: Annotated[str | None, typer.Option(help="occurred, planned, possible, denied")] = None
    disputed: Annotated[
        bool, typer.Option("--disputed", help="Only those whose versions exclude each other.")
    ] = False
    corroborated: Annotated[
        bool, typer.Option("--corroborated", help="Only those of two or more independent sources.")
    ] = False

    def query(self) -> CaseQuery:
        """What is asked for.

        Raises:
            typer.BadParameter: a value that no incident can have.
        """
        one_of(self.type, TYPES, "--type")
        one_of(self.status, STATUSES, "--status")
        try:
            return CaseQuery(**asdict(self))
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error


@dataclass(frozen=True, slots=True)
class Kept:
    """From which ledger, and as of when."""

    ledger: LedgerFile = DEFAULT_LEDGER
    as_of: AsOf = None
    sources: SourcesFile = None

    def reviewed(self) -> Reviewed:
        """What stands."""
        return read_reviewed(self.ledger, self.as_of)

    def cases(self) -> list[Case]:
        """The incidents of all claims that reviewers did not reject."""
        return self.reviewed().cases(declared(self.sources))


@dataclass(frozen=True, slots=True)
class Coding:
    """How pages are coded on the way."""

    jobs: Jobs = 1
    time_limit: TimeLimit = None
    max_page: MaxPage = DEFAULT_MIB
    limit: GivenLimits = None
    column: GivenColumns = None
    quiet: Quiet = False

    def work(self) -> Work:
        """Paths through the engine."""
        limits = given_limits(self.limit, self.column)
        return Work(self.jobs, self.time_limit, self.max_page, self.quiet, limits)


@grouped
def incidents(
    wanted: Wanted,
    kept: Kept,
    coding: Coding,
    paths: GivenPages = None,
    output: AsFormat = Format.AUTO,
) -> None:
    """List incidents: claims of one event in one row, with who asserts, denies and is silent."""
    query = wanted.query()
    if not paths:
        _print(kept.cases(), query, output)
        return
    coded: list[Coded] = []
    known = declared(kept.sources)
    try:
        for item in coding.work().coded(paths):
            coded.append(item)  # noqa: PERF402 - what was coded counts, whatever follows
    finally:
        asked = partial(borrowed, [one.document for one in coded])
        cases = cases_of(accounts_of(coded), (), known.owners, known.reliability, asked)
        _print(cases, query, output)


def kept_cases(ledger: str, as_of: str | None = None) -> list[Case]:
    """The incidents of a ledger as its reviewers left them, under the folder's `casus.toml`.

    Raises:
        typer.BadParameter: `as_of` is no time.
    """
    return Kept(ledger, as_of).cases()


def _print(cases: list[Case], query: CaseQuery, output: Format) -> None:
    found = [case for case in cases if query.matches(case)]
    if wants_table(output):
        out().print(cases_table(found))
    else:
        for case in found:
            write(encode(incident_record(case)))
    say(f"{len(found)} incidents of {sum(len(case.accounts) for case in found)} claims")


@grouped
def incident(
    name: Annotated[str, typer.Argument(metavar="ID", help="An id or its beginning.")],
    kept: Kept,
    output: AsFormat = Format.AUTO,
) -> None:
    """Show one incident: who says what, when, where and how many, the passages, and its history."""
    reviewed = kept.reviewed()
    case = case_of(reviewed.cases(declared(kept.sources)), name, kept.ledger)
    if wants_table(output):
        out().print(case_view(case))
        out().print(history(case, reviewed))
    else:
        write(encode(incident_record(case)))


def why(
    name: Annotated[
        str, typer.Argument(metavar="ID.FIELD", help="A claim or incident, a dot, a field.")
    ],
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Say where a field comes from: the passage, the rule, model or reviewer, and its score."""
    begin, _, field = name.partition(".")
    if field not in {*FIELDS, "source", "weapons"}:
        raise typer.BadParameter(f"{name!r}: write ID.FIELD, with one of {', '.join(FIELDS)}")
    reviewed = read_reviewed(ledger)
    claims = [c for c in reviewed.claims if begin and c.kept.id.startswith(begin)]
    if len(claims) == 1:
        out().print(claim_fields(claims[0].kept.claim, field))
        return
    case = case_of(reviewed.cases(), begin, ledger)
    out().print(passages(case, field, _versions(case, field)))


def _versions(case: Case, field: str) -> list[Version]:
    """The versions of a field of an incident.

    Raises:
        typer.Exit: only claims have that field.
    """
    if field in {"source", "weapons"}:
        raise fail(f"an incident has no single {field}; ask for one of its claims")
    if field == "losses":
        return [version for toll in case.incident.tolls for version in toll.versions]
    return list(statuses(case) if field == "status" else getattr(case.incident, field))


def case_of(cases: list[Case], begin: str, ledger: str) -> Case:
    """The incident whose id, or a claim's of which, begins so.

    Raises:
        typer.Exit: none or several do.
    """
    found = [case for case in cases if begin and case.incident.id.startswith(begin)]
    found = found or [c for c in cases if begin and any(a.id.startswith(begin) for a in c.accounts)]
    if len(found) != 1:
        said = "no incident" if not found else f"{len(found)} incidents match"
        raise fail(f"{ledger}: {said} {begin!r}; `casus incidents` lists the ids")
    return found[0]


INCIDENTS_HELP = """Examples:

casus incidents --ledger karabakh.db --disputed

casus incidents --actor AZE --since 2022-03 --format jsonl > incidents.jsonl

casus incidents pages/ --format jsonl"""
INCIDENT_HELP = """Examples:

casus incident 3f9a --ledger karabakh.db"""
WHY_HELP = """Examples:

casus why 3f9a.date --ledger karabakh.db"""
