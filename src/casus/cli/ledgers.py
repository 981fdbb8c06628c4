"""Commands about the ledger itself: is it sound, what was recorded, what differs, what goes."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from casus.cli.console import fail, out, say, table, write
from casus.cli.incidents import kept_cases
from casus.cli.keeping import clock, now
from casus.cli.options import DEFAULT_LEDGER, AsFormat, Format, LedgerFile, wants_table
from casus.export import encode
from casus.export.ledgers import difference_record, event_record
from casus.ledger import (
    Difference,
    Event,
    Head,
    Ledger,
    UnknownIdError,
    Verdict,
    check_head,
    load_head,
    new_key,
    save_head,
    sign_head,
)

ledger_app = typer.Typer(
    no_args_is_help=True,
    help="What a ledger holds, its layout, and signed heads to keep elsewhere.",
)

KeyFile = Annotated[Path, typer.Option("--key", help="The signing key, a PEM file.")]
HeadFile = Annotated[Path, typer.Option("--out", "-o", help="The file to write.")]
MOST_STRAYS = 5


def verify(
    ledger: LedgerFile = DEFAULT_LEDGER,
    head: Annotated[
        Path | None,
        typer.Option("--head", help="A signed head that was kept elsewhere: finds a cut-off end."),
    ] = None,
    signer: Annotated[
        str | None,
        typer.Option("--signer", metavar="HEX", help="The public key that must have signed it."),
    ] = None,
) -> None:
    """Check every entry, every table row and every evidence file of a ledger.

    The first bad entry is named. Nothing is repaired.
    """
    if signer is not None and head is None:
        raise typer.BadParameter("--signer says who signed a head; name its file with --head")
    kept = check_head(load_head(head), signer) if head else None
    with Ledger.open(ledger, create=False) as opened:
        verdict, strays, place = opened.verify(kept), opened.strays(), opened.place
    if not verdict.sound:
        entry = f"entry {verdict.bad}: " if verdict.bad is not None else ""
        raise fail(f"{place}: {entry}{verdict.reason}")
    for line in _sound(verdict, kept, strays):
        say(f"{place}: {line}")


def _sound(verdict: Verdict, kept: Head | None, strays: list[Path]) -> Iterable[str]:
    """What a sound ledger still has to tell."""
    yield f"{verdict.checked} entries and {verdict.files} evidence files, all sound"
    if verdict.erased:
        by = ", ".join(map(str, verdict.erasures))
        yield f"{verdict.erased} entries were erased, by order of entry {by}"
    if verdict.unread:
        yield (
            f"note: {verdict.unread} evidence files were not checked; add ?evidence=/FOLDER to the "
            "address of the ledger"
        )
    if kept is None:
        yield "note: without a kept head (--head) a cut-off end cannot be noticed"
    if strays:
        names = ", ".join(map(str, strays[:MOST_STRAYS]))
        yield (
            f"note: {len(strays)} files in the evidence folder belong to no entry; interrupted "
            f"runs leave such files, and they may be deleted: {names}"
        )


def history(
    record: Annotated[
        str,
        typer.Argument(
            metavar="RECORD",
            help="A claim, document or incident (its id or its beginning), a page's name, a pair "
            "of claims, or #N for entry N.",
        ),
    ],
    ledger: LedgerFile = DEFAULT_LEDGER,
    output: AsFormat = Format.AUTO,
) -> None:
    """Show all that was ever recorded about a claim, a page, an incident or an entry."""
    with Ledger.open(ledger, create=False) as opened:
        try:
            events = opened.history(record)
        except UnknownIdError:
            claims = _claims_of_incident(ledger, record)
            if not claims:
                raise
            found = {e.entry.seq: e for claim in claims for e in opened.history(claim)}
            events = [found[seq] for seq in sorted(found)]
    _print_events(events, output)


def _claims_of_incident(ledger: str, begin: str) -> tuple[str, ...]:
    """Ids of the claims of the incident whose id begins so; none where it is no single one."""
    ids = [case.incident for case in kept_cases(ledger) if case.incident.id.startswith(begin)]
    return ids[0].claims if begin and len(ids) == 1 else ()


def _print_events(events: list[Event], output: Format) -> None:
    if not wants_table(output):
        for event in events:
            write(encode(event_record(event)))
        return
    rows = table("entry", "time", "kind", "what", "by")
    for event in events:
        entry = event.entry
        by = ", ".join(word for word in (entry.operator, entry.tool) if word)
        rows.add_row(str(entry.seq), entry.time[:19], entry.kind, Text(event.what), Text(by))
    out().print(rows)


def diff(
    since: Annotated[
        str, typer.Argument(metavar="SINCE", help="A day (its end, UTC) or time with offset.")
    ],
    until: Annotated[
        str | None, typer.Argument(metavar="[UNTIL]", help="Likewise; now when left out.")
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--of",
            metavar="RECORD",
            help="Only what differs about a page, claim or incident.",
            show_default=False,
        ),
    ] = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    output: AsFormat = Format.AUTO,
) -> None:
    """Show what differs between what a ledger held at two times."""
    with Ledger.open(ledger, create=False) as opened:
        try:
            found = _differences(opened, ledger, since, until, of)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    if wants_table(output):
        rows = table("change", "kind", "id", "what", "entry")
        for one in found:
            number = "" if one.seq is None else str(one.seq)
            rows.add_row(one.change, one.kind, Text(one.id), Text(one.label), number)
        out().print(rows)
    else:
        for one in found:
            write(encode(difference_record(one)))
    say(f"{len(found)} differences")


def _differences(
    opened: Ledger, ledger: str, since: str, until: str | None, of: str | None
) -> list[Difference]:
    try:
        return opened.diff(since, until, of)
    except UnknownIdError:
        claims = _claims_of_incident(ledger, of or "")
        if not claims:
            raise
        found = (one for claim in claims for one in opened.diff(since, until, claim))
        return list(dict.fromkeys(found))


def erase(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="A page's name (all its versions), a document's or claim's id, or #N for entry N.",
        ),
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why; this is kept.")],
    by: Annotated[str, typer.Option("--by", "-b", envvar="CASUS_REVIEWER", help="Who orders it.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; else it is only shown.")] = False,
) -> None:
    """Erase the content of a page, a claim or an entry for good; hashes and a tombstone stay."""
    with Ledger.open(ledger, create=False, clock=clock) as opened:
        target = opened.erasable(what)
        for line in target.described:
            say(f"  {line}")
        if not yes:
            say(f"{len(target.entries)} entries would be erased; add --yes to do it")
            return
        done = opened.erase(what, reason, replace(now(), operator=by))
    entry = f" by entry {done.tombstone}" if done.tombstone is not None else ""
    say(f"{done.entries} entries erased{entry}, {done.files} evidence files deleted")


@ledger_app.command(epilog="Examples:\n\ncasus ledger status --ledger karabakh.db")
def status(ledger: LedgerFile = DEFAULT_LEDGER) -> None:
    """Show how much a ledger holds, what is quarantined, and its head."""
    with Ledger.open(ledger, create=False) as opened:
        counts, head = opened.counts(), opened.head()
        standing = [kept.problem for kept in opened.problems() if kept.problem.fatal]
        rows = table("of", "")
        rows.add_row("ledger", Text(opened.place))
        rows.add_row("documents", f"{counts.documents:,}")
        rows.add_row("claims", f"{counts.claims:,}")
        rows.add_row("quarantined", f"{counts.quarantined:,}")
        rows.add_row("entries", f"{counts.entries:,} ({counts.erased:,} erased)")
        rows.add_row("head", f"entry {head.seq}, {head.time}, {head.hash}")
    out().print(rows)
    for problem in standing:
        say(f"quarantined: {problem.subject} {problem.message}")


@ledger_app.command(epilog="Examples:\n\ncasus ledger upgrade --ledger karabakh.db")
def upgrade(ledger: LedgerFile = DEFAULT_LEDGER) -> None:
    """Bring an older ledger to the layout of this version; its entries stay as they are.

    The whole ledger is checked before and after; if anything is wrong, nothing is changed.
    """
    from casus.ledger.upgrading import upgrade as bring_up  # noqa: PLC0415 - Alembic takes 0.2 s to import

    done = bring_up(ledger)
    if done.before == done.after:
        say(f"layout {done.after} is this version's; there is nothing to do")
    else:
        say(f"layout {done.before} is now {done.after}; {done.entries} entries, all sound")


@ledger_app.command(epilog="Examples:\n\ncasus ledger key karabakh.pem")
def key(path: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make.")]) -> None:
    """Make a key to sign heads with, and print the public key, which the others need."""
    typer.echo(new_key(path))


@ledger_app.command(
    epilog="Examples:\n\ncasus ledger sign --key karabakh.pem --out 2024-05-17.head.json"
)
def sign(key: KeyFile, path: HeadFile, ledger: LedgerFile = DEFAULT_LEDGER) -> None:
    """Write a signed head: keep it elsewhere, and `casus verify --head` finds a cut-off end."""
    with Ledger.open(ledger, create=False) as opened:
        head = opened.head()
    save_head(sign_head(head, key), path)
    say(f"{path}: entry {head.seq}, {head.hash}")


VERIFY_HELP = """Examples:

casus verify --ledger karabakh.db

casus verify --ledger karabakh.db --head 2024-05-17.head.json"""
HISTORY_HELP = """Examples:

casus history 3f9a0c12

casus history stepanakert-market --ledger karabakh.db"""
DIFF_HELP = """Examples:

casus diff 2024-05-01 2024-05-17

casus diff 2024-05-17T08:00Z --format jsonl

casus diff 2024-05-01 2024-05-17 --of stepanakert-market"""
ERASE_HELP = """Examples:

casus erase stepanakert-market --reason "asked for by the witness" --by ann

casus erase stepanakert-market --reason "asked for by the witness" --by ann --yes"""
