"""`casus demo`: the whole path over the example pages."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

import casus
from casus.cli.console import fail, out, say
from casus.cli.keeping import fill, now, write_report
from casus.cli.tables import claim_lines
from casus.cli.work import Tally, pages
from casus.keep import Keeper
from casus.ledger import ClaimQuery, KeptClaim, Ledger

SHOWN = ("syunik-gazette-shorzha", "caspian-daily-shorzha")
"""Two pages on one incident, from opposing sides."""


def demo(
    folder: Annotated[
        Path, typer.Option("--out", help="Where the ledger and the report are written.")
    ] = Path("out"),
) -> None:
    """Read the invented example pages, print who says what, write a ledger and a report."""
    ledger = folder / "ledger.db"
    tally = Tally()
    with Ledger.open(ledger) as opened:
        fill(Keeper(opened, now(), again=True), pages([examples()], 32), tally)
        _summary(opened)
        write_report(opened, folder / "report.html")
    say(f"\nledger: {ledger}\nreport: {folder / 'report.html'}")
    say(f"next: casus claims --ledger {ledger} --status denied")
    tally.finish()


def examples() -> Path:
    """The folder of the example pages: in the installed package, or in a source tree.

    Raises:
        typer.Exit: neither is there.
    """
    package = Path(casus.__file__).parent
    for folder in (package / "examples", package.parents[1] / "examples" / "pages"):
        if folder.is_dir():
            return folder
    raise fail("the example pages are not installed; reinstall casus-monitor")


def _summary(ledger: Ledger) -> None:
    console = out()
    for name in SHOWN:
        claims = list(ledger.claims(ClaimQuery(doc=name)))
        document = next(d.document for d in ledger.documents() if d.document.id == name)
        console.print(Text.assemble((document.outlet or name, "bold"), f": {document.title}"))
        for kept in claims[:4]:
            console.print(claim_lines(kept.claim))
        console.print()
    every = list(ledger.claims())
    console.print(Text("All pages", style="bold"))
    for line in (_pages(ledger), _counted(every, "type"), _counted(every, "status")):
        console.print(f"  {line}")


def _pages(ledger: Ledger) -> str:
    silent = [d.document.id for d in ledger.documents() if not d.claims]
    counts = ledger.counts()
    none = f"; no claims in {', '.join(silent)}" if silent else ""
    return f"{counts.documents} pages, {counts.claims} claims{none}"


def _counted(claims: list[KeptClaim], field: str) -> str:
    found = Counter(getattr(kept.claim, field).value for kept in claims)
    return ", ".join(f"{name} {count}" for name, count in found.most_common())


DEMO_HELP = """Examples:

casus demo

casus demo --out /tmp/casus-demo"""
