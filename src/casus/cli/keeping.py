"""Commands that fill a ledger and ask it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from casus import __version__
from casus.cli.console import out, say, write
from casus.cli.limits import GivenColumns, GivenLimits, given_limits
from casus.cli.options import (
    DEFAULT_LEDGER,
    DEFAULT_MIB,
    AsFormat,
    AsOf,
    Format,
    Jobs,
    KeepComments,
    LedgerFile,
    MaxPage,
    Paths,
    Published,
    Quiet,
    TimeLimit,
    wants_table,
)
from casus.cli.reviewed import SourcesFile, declared, read_reviewed
from casus.cli.tables import claim_lines
from casus.cli.views import claim_view
from casus.cli.work import Tally, pages, progress
from casus.export import encode, kept_record
from casus.keep import Keeper
from casus.ledger import ClaimQuery, Ledger, Run
from casus.merge.declared import NOTHING, Declared
from casus.model import STATUSES, TYPES, Page, Problem
from casus.model.review import STATES
from casus.report import Heading, content_of, render
from casus.review import ReviewedClaim, ask, corrected, read, reviewed, standing

DEFAULT_REPORT = Path("report.html")


def clock() -> str:
    """The time."""
    return datetime.now(UTC).isoformat()


def now() -> Run:
    """The circumstances of this command."""
    return Run(clock(), tool=f"casus {__version__}")


def ingest(
    paths: Paths,
    ledger: LedgerFile = DEFAULT_LEDGER,
    again: Annotated[
        bool, typer.Option("--again", help="Read anew the pages that the ledger holds already.")
    ] = False,
    jobs: Jobs = 1,
    time_limit: TimeLimit = None,
    max_page: MaxPage = DEFAULT_MIB,
    limit: GivenLimits = None,
    column: GivenColumns = None,
    published: Published = None,
    quiet: Quiet = False,
    keep_comments: KeepComments = False,
) -> None:
    """Read pages and keep their claims in a ledger, and say what was skipped and why.

    Running it again adds nothing: it goes on where it was stopped, and tries again what failed.
    """
    tally = Tally(quiet=quiet)
    with Ledger.open(ledger, keep_comments=keep_comments, clock=clock) as opened:
        keeper = Keeper(opened, now(), again, jobs, time_limit)
        fill(keeper, pages(paths, max_page, given_limits(limit, column), published), tally)
        counts = opened.counts()
        say(f"{opened.place} holds {counts.documents} documents and {counts.claims} claims")
    tally.finish()


def fill(keeper: Keeper, items: Iterable[Page | Problem], tally: Tally) -> None:
    """Keep pages with progress, and say what was new."""
    documents = claims = 0
    with progress() as step:
        for kept in keeper.keep(items):
            tally.count(kept.outcome)
            documents += kept.added.document_new
            claims += kept.added.claims_new
            step(kept.outcome.subject)
    say(f"{documents} new documents, {claims} new claims, {keeper.skipped} known pages skipped")
    if keeper.erased:
        say(f"{keeper.erased} pages were erased from the ledger before and not kept again")
    for line in tally.skipped.lines():
        say(line)


def claims(
    ledger: LedgerFile = DEFAULT_LEDGER,
    kind: Annotated[str | None, typer.Option("--type", help="ASSAULT, ACCUSE, ...")] = None,
    status: Annotated[str | None, typer.Option(help="occurred, planned, possible, denied")] = None,
    actor: Annotated[
        str | None, typer.Option(help="Acted or received: a code or its beginning (AZE.MIL).")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Who says so: a code or author.")] = None,
    place: Annotated[str | None, typer.Option(help="Part of a place's name.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of the place, ISO alpha-3.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="YYYY, YYYY-MM or day.")] = None,
    doc: Annotated[str | None, typer.Option(help="Name of a document.")] = None,
    review: Annotated[
        str | None, typer.Option(help="State of review; rejected ones are shown only so.")
    ] = None,
    as_of: AsOf = None,
    output: AsFormat = Format.AUTO,
) -> None:
    """List the claims of a ledger as reviewers left them, narrowed by any of the options."""
    one_of(kind, TYPES, "--type")
    one_of(status, STATUSES, "--status")
    one_of(review, STATES, "--review")
    query = ClaimQuery(kind, status, actor, source, place, country, since, until, doc)
    known = read_reviewed(ledger, as_of)
    try:
        asked = list(ask(known.claims, query))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    found = [one for one in asked if _in_state(one, review)]
    if not wants_table(output):
        for one in found:
            write(encode(kept_record(one.kept, one.review)))
    else:
        for one in found:
            out().print(claim_lines(one.kept.claim, one.kept.id[:8]))
    rejected = sum(one.rejected for one in asked) if review is None else 0
    say(f"{len(found)} claims" + (f"; {rejected} rejected by reviewers" if rejected else ""))


def _in_state(one: ReviewedClaim, state: str | None) -> bool:
    return not one.rejected if state is None else one.review.state == state


def one_of(value: str | None, known: tuple[str, ...], option: str) -> None:
    """Refuse a value that is none of the known ones.

    Raises:
        typer.BadParameter: it is none.
    """
    if value is not None and value not in known:
        raise typer.BadParameter(f"{option} {value!r} is none of {', '.join(known)}")


def show(
    claim: Annotated[str, typer.Argument(help="A claim's id or its beginning.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Show one claim: every field with the passage it was read from, a score, and why."""
    with Ledger.open(ledger, create=False) as opened:
        kept = opened.claim(claim)
        document = next((d for d in opened.documents() if d.key == kept.document), None)
        review = standing(read(opened)).review(kept.id)
    fixed = replace(kept, claim=corrected(kept.claim, review.corrections))
    out().print(claim_view(fixed, document))
    if review.origin:
        out().print(f"review: {review.origin}", markup=False)


def report(
    ledger: LedgerFile = DEFAULT_LEDGER,
    path: Annotated[Path, typer.Option("--out", "-o", help="The page to write.")] = DEFAULT_REPORT,
    as_of: AsOf = None,
    sources: SourcesFile = None,
) -> None:
    """Write one HTML page that works offline: timeline, map, incidents, and who says what."""
    with Ledger.open(ledger, create=False) as opened:
        try:
            write_report(opened, path, as_of, declared(sources))
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    say(f"report: {path}")


def write_report(
    ledger: Ledger, path: Path, as_of: str | None = None, known: Declared = NOTHING
) -> None:
    """Write the report of what stands in a ledger, as reviewers left it."""
    found = reviewed(ledger, as_of)
    content = content_of(
        found.documents.values(),
        found.cases(known),
        [kept.problem for kept in ledger.problems(as_of)],
        Heading(made=now().time[:10], tool=now().tool),
        found.rejected,
    )
    render(path, content)


INGEST_HELP = """Examples:

casus ingest pages/ --ledger karabakh.db

casus ingest pages/ more.jsonl --jobs 4 --time-limit 30"""
CLAIMS_HELP = """Examples:

casus claims --type ASSAULT --status denied

casus claims --actor AZE --since 2022-03 --format jsonl > claims.jsonl"""
SHOW_HELP = """Examples:

casus show 3f9a

casus show 3f9a --ledger karabakh.db"""
REPORT_HELP = """Examples:

casus report --ledger karabakh.db --out karabakh.html"""
