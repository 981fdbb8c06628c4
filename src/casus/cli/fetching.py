"""The only commands that use the network, and the one that packs what they brought."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from casus import __version__
from casus.cli.console import fail, out, say, table, write
from casus.cli.keeping import clock, fill, now
from casus.cli.options import DEFAULT_LEDGER, AsFormat, Format, LedgerFile, Quiet, wants_table
from casus.cli.work import Tally
from casus.export import encode
from casus.ingest.fetch import (
    AGENT,
    Fetched,
    Fetcher,
    FetchError,
    Gatherer,
    Memory,
    PlanError,
    Schedule,
    Terms,
    WarcFile,
    allowed,
    interval,
    read_plan,
)
from casus.ingest.fetch.errors import WaczError
from casus.ingest.fetch.fetcher import utc_now
from casus.ingest.fetch.wacz import write_wacz
from casus.keep import Keeper
from casus.ledger import Ledger, beside
from casus.model import Page, Problem
from casus.run import Outcome

SOFTWARE = f"casus {__version__}"

Allow = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="HOST",
        help="A host that may have a private address and any port; may be given again.",
    ),
]
Contact = Annotated[
    str | None,
    typer.Option(help="Mail or web address that hosts are told, so that they can reach you."),
]
Delay = Annotated[
    float, typer.Option(min=0.0, metavar="SECONDS", help="Pause between two requests to one host.")
]
Warcs = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="DIR",
        help="Folder of the WARC files; LEDGER.warc without it.",
        show_default=False,
    ),
]


@dataclass(slots=True)
class _Session:
    """What one command has open: the fetcher, its archive, its memory, and a ledger or none."""

    gatherer: Gatherer
    warc: WarcFile | None
    ledger: Ledger | None
    tally: Tally
    records: list[Fetched] = field(default_factory=list)

    def take(self, items: Iterator[Page | Problem]) -> None:
        """Keep pages in the ledger; without one they are read and counted only."""
        if self.ledger is not None:
            fill(Keeper(self.ledger, now()), items, self.tally)
            return
        for item in items:
            problems = (item,) if isinstance(item, Problem) else ()
            subject = item.subject if isinstance(item, Problem) else item.name
            self.tally.count(Outcome(subject, (), problems))


def _session(
    held: ExitStack, terms: Terms, ledger: str | None, folder: Path | None, quiet: bool
) -> _Session:
    base = beside(ledger) if ledger else None
    folder = folder or (Path(f"{base}.warc") if base else None)
    warc = held.enter_context(WarcFile(folder, SOFTWARE)) if folder else None
    memory = Memory.open(_memory(base, folder))
    opened = held.enter_context(Ledger.open(ledger, clock=clock)) if ledger else None
    gatherer = Gatherer(Fetcher(terms, warc), memory)
    return _Session(gatherer, warc, opened, Tally(quiet=quiet))


def _memory(base: Path | None, folder: Path | None) -> Path | None:
    """Where is remembered what was fetched: beside that into which it was taken."""
    if base is not None:
        return Path(f"{base}.fetched.jsonl")
    return folder / "fetched.jsonl" if folder else None


def _terms(allow: Iterable[str] | None, delay: float, contact: str | None) -> Terms:
    if contact is not None and not (contact.isascii() and contact.isprintable()):
        raise typer.BadParameter("--contact: plain ASCII is wanted")
    agent = f"{AGENT}/{__version__}" + (f" (+{contact})" if contact else "")
    try:
        return Terms(allow=allowed(list(allow or [])), delay=delay, agent=agent)
    except FetchError as error:
        raise typer.BadParameter(f"--allow-host {error}") from error


def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="Addresses, http or https.")],
    ledger: Annotated[
        str | None,
        typer.Option("--ledger", "-l", help="Keep the claims of the pages in this ledger, too."),
    ] = None,
    folder: Warcs = None,
    allow_host: Allow = None,
    delay: Delay = 1.0,
    contact: Contact = None,
    output: AsFormat = Format.AUTO,
    quiet: Quiet = False,
) -> None:
    """Fetch pages from the web, and keep them in a ledger or as WARC, or print how they came."""
    terms = _terms(allow_host, delay, contact)
    with ExitStack() as held:
        session = _session(held, terms, ledger, folder, quiet)
        session.gatherer.told = session.records.append
        session.take(session.gatherer.gather(dict.fromkeys(urls)))
    _show(session.records, wants_table(output))
    _where(session)
    session.tally.finish()


def _show(records: Iterable[Fetched], human: bool) -> None:
    rows = table("status", "bytes", "address", "tls", "url")
    for record in records:
        if human:
            tls = record.tls.version if record.tls else "none"
            cells = (f"{record.status}", f"{record.size:,}", record.address, tls, record.final)
            rows.add_row(*cells)
        else:
            write(encode(record))
    if human and rows.row_count:
        out().print(rows)


def _where(session: _Session) -> None:
    if session.warc is not None and session.warc.path is not None:
        say(f"archive: {session.warc.path}")


def watch(
    plan: Annotated[Path, typer.Argument(metavar="FEEDS", help="What to watch: a feeds.toml.")],
    every: Annotated[
        str, typer.Option(metavar="TIME", help="Pause for entries that name none: 90s, 30m, 6h.")
    ] = "30m",
    once: Annotated[
        bool, typer.Option("--once", help="Look once, fetch what is new, end.")
    ] = False,
    ledger: LedgerFile = DEFAULT_LEDGER,
    folder: Warcs = None,
    allow_host: Allow = None,
    delay: Delay = 1.0,
    contact: Contact = None,
    quiet: Quiet = False,
) -> None:
    """Look at feeds, sitemaps and pages again and again, and keep what is new in a ledger."""
    try:
        entries = read_plan(plan, interval(every))
    except PlanError as error:
        raise fail(str(error)) from error
    except ValueError as error:
        raise typer.BadParameter(f"--every {error}") from error
    terms = _terms(allow_host, delay, contact)
    with ExitStack() as held:
        session = _session(held, terms, ledger, folder, quiet)
        rounds = islice(Schedule(entries).rounds(), 1 if once else None)
        try:
            for due in rounds:
                session.take(session.gatherer.round(due))
        except KeyboardInterrupt:
            say("stopped by Ctrl-C; what was fetched is kept, the same command goes on")
    _where(session)
    session.tally.finish()


def archive(
    warcs: Annotated[
        list[Path],
        typer.Argument(metavar="WARC", help="Files named .warc.gz or .warc.", exists=True),
    ],
    wacz: Annotated[Path, typer.Option("--wacz", help="The file to write.")],
) -> None:
    """Pack WARC files with index, pages and hashes into one WACZ file for other tools."""
    try:
        made = write_wacz(wacz, warcs, utc_now(), SOFTWARE)
    except WaczError as error:
        raise fail(str(error)) from error
    say(f"{wacz}: {made.files} WARC files, {made.records} answers, {made.pages} pages")
    say(f"SHA-256 {made.sha256}")


FETCH_HELP = """Examples:

casus fetch https://example.org/story.html --ledger karabakh.db

casus fetch https://example.org/story.html --out evidence/ --contact desk@example.org"""
WATCH_HELP = """Examples:

casus watch feeds.toml --every 30m --ledger karabakh.db

casus watch feeds.toml --once"""
ARCHIVE_HELP = """Examples:

casus archive --wacz karabakh.wacz karabakh.db.warc/casus-20240517081500000000.warc.gz"""
