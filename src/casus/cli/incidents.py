"""Commands that put claims of one event side by side, and say where a field comes from."""

from pathlib import Path
from typing import Annotated

import typer

from casus.cli.console import fail, out, say, write
from casus.cli.keeping import one_of
from casus.cli.matrix import case_view, cases_table, passages
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
from casus.cli.views import claim_fields
from casus.cli.work import Work
from casus.export import encode
from casus.export.incidents import incident_record, statuses
from casus.ledger import Ledger, UnknownIdError
from casus.merge.account import Account
from casus.merge.cases import Case, CaseQuery, accounts_of, cases_of
from casus.model import STATUSES, TYPES, Coded, Version

FIELDS = ("status", "type", "mode", "actors", "recipients", "date", "place", "losses")
GivenPages = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]", help="Code these pages instead of reading a ledger."),
]


def incidents(
    paths: GivenPages = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    place: Annotated[str | None, typer.Option(help="Part of a place's name.")] = None,
    actor: Annotated[
        str | None, typer.Option(help="Acted or received: a code or its beginning (AZE.MIL).")
    ] = None,
    kind: Annotated[str | None, typer.Option("--type", help="ASSAULT, ACCUSE, ...")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or day.")] = None,
    status: Annotated[str | None, typer.Option(help="occurred, planned, possible, denied")] = None,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="Only those whose versions exclude each other.")
    ] = False,
    corroborated: Annotated[
        bool, typer.Option("--corroborated", help="Only those of two or more independent sources.")
    ] = False,
    as_of: AsOf = None,
    output: AsFormat = Format.AUTO,
    jobs: Jobs = 1,
    time_limit: TimeLimit = None,
    max_page: MaxPage = DEFAULT_MIB,
    quiet: Quiet = False,
) -> None:
    """List incidents: claims of one event in one row, with who asserts, denies and is silent."""
    one_of(kind, TYPES, "--type")
    one_of(status, STATUSES, "--status")
    try:
        query = CaseQuery(place, actor, kind, since, until, status, disputed, corroborated)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if not paths:
        _print(kept_cases(ledger, as_of), query, output)
        return
    coded: list[Coded] = []
    try:
        for item in Work(jobs, time_limit, max_page, quiet).coded(paths):
            coded.append(item)  # noqa: PERF402 - what was coded counts, whatever follows
    finally:
        _print(cases_of(accounts_of(coded)), query, output)


def kept_cases(ledger: Path, as_of: str | None = None) -> list[Case]:
    """The incidents of a ledger under its reviewers' judgements.

    Raises:
        typer.BadParameter: `as_of` is no time.
    """
    with Ledger.open(ledger, create=False) as opened:
        try:
            documents = {kept.key: kept.document for kept in opened.documents(as_of)}
            claims, links = list(opened.claims(as_of=as_of)), list(opened.links(as_of))
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    accounts = []
    for kept in claims:
        page = documents.get(kept.document)
        when = page.published if page else None
        outlet = page.outlet if page else None
        accounts.append(Account(kept.claim, when.value if when else None, outlet))
    return cases_of(accounts, links)


def _print(cases: list[Case], query: CaseQuery, output: Format) -> None:
    found = [case for case in cases if query.matches(case)]
    if wants_table(output):
        out().print(cases_table(found))
    else:
        for case in found:
            write(encode(incident_record(case)))
    say(f"{len(found)} incidents of {sum(len(case.accounts) for case in found)} claims")


def incident(
    name: Annotated[str, typer.Argument(metavar="ID", help="An id or its beginning.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    as_of: AsOf = None,
    output: AsFormat = Format.AUTO,
) -> None:
    """Show one incident: who says what, when, where and how many, with the passages."""
    case = _case(kept_cases(ledger, as_of), name, ledger)
    if wants_table(output):
        out().print(case_view(case))
    else:
        write(encode(incident_record(case)))


def why(
    name: Annotated[
        str, typer.Argument(metavar="ID.FIELD", help="A claim or incident, a dot, a field.")
    ],
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Say where a field comes from: the passage, the rule or model, and its score."""
    begin, _, field = name.partition(".")
    if field not in {*FIELDS, "source", "weapons"}:
        raise typer.BadParameter(f"{name!r}: write ID.FIELD, with one of {', '.join(FIELDS)}")
    try:
        with Ledger.open(ledger, create=False) as opened:
            kept = opened.claim(begin)
    except UnknownIdError:
        case = _case(kept_cases(ledger), begin, ledger)
        out().print(passages(case, field, _versions(case, field)))
    else:
        out().print(claim_fields(kept.claim, field))


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


def _case(cases: list[Case], begin: str, ledger: Path) -> Case:
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
