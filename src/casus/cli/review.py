"""`casus review`: people look at claims, decide, correct, put incidents together and take back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer

from casus.cli.console import out, say, write
from casus.cli.grouped import grouped
from casus.cli.keeping import now, one_of
from casus.cli.matrix import in_words
from casus.cli.options import DEFAULT_LEDGER, AsFormat, AsOf, Format, LedgerFile, wants_table
from casus.cli.review_views import agreement_table, claim_sheet, queue_table
from casus.cli.reviewed import read_reviewed
from casus.export import encode
from casus.export.reviews import agreement_record, item_record, sheet_record
from casus.ledger import Ledger
from casus.model import Decision
from casus.model.review import STATES
from casus.review import RULES, Desk, agreement, queue

review = typer.Typer(no_args_is_help=True, help="Look at claims, decide, correct, merge and split.")


def _examples(*commands: str) -> str:
    lines = (f"casus review {command}" for command in commands)
    return "Examples:\n\n" + "\n\n".join(lines)


Claim = Annotated[str, typer.Argument(metavar="ID", help="A claim's id or its beginning.")]
Claims = Annotated[
    list[str], typer.Argument(metavar="ID", help="Claims; an incident stands for all of its.")
]
Why = Annotated[str, typer.Option("--why", "-w", help="The reason, in words.")]
Reviewer = Annotated[
    str,
    typer.Option("--by", "-b", envvar="CASUS_REVIEWER", help="The reviewer's name."),
]
Seen = Annotated[
    int | None,
    typer.Option(
        "--seen",
        metavar="ENTRY",
        min=0,
        help="The latest entry that you know; by default as when you took it.",
        show_default=False,
    ),
]
State = Annotated[str | None, typer.Option(help=f"One of: {', '.join(STATES)}.")]


@dataclass(frozen=True, slots=True)
class Place:
    """Whose desk, at which ledger."""

    by: Reviewer
    ledger: LedgerFile = DEFAULT_LEDGER

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The reviewer's desk."""
        with Ledger.open(self.ledger, create=False) as opened:
            yield Desk(opened, self.by, now)


@review.command(
    "list", epilog=_examples("list --state 'needs second look'", "list -n 10 --format jsonl")
)
def listed(
    ledger: LedgerFile = DEFAULT_LEDGER,
    state: State = None,
    reviewer: Annotated[str | None, typer.Option(help="Only what that reviewer decided.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many rows.")] = 50,
    as_of: AsOf = None,
    output: AsFormat = Format.AUTO,
) -> None:
    """List claims in the order in which to look at them: second looks, then doubt times weight."""
    one_of(state, STATES, "--state")
    known = read_reviewed(ledger, as_of)
    items = queue(known.cases(rejected=True))
    if state is not None:
        items = [item for item in items if item.review.state == state]
    if reviewer is not None:
        own = {d.claim for d in known.standing.decisions if d.by == reviewer}
        items = [item for item in items if item.account.id in own]
    if wants_table(output):
        out().print(queue_table(items[:limit]))
    else:
        for item in items[:limit]:
            write(encode(item_record(item)))
    say(f"{min(limit, len(items))} of {len(items)} claims")
    for gone in known.vanished:
        say(f"decided, but stands no longer since its page was read anew: claim {gone.claim[:12]}")
    for clash in known.standing.clashes:
        say(f"reviewers clash on {clash.about}: {'; '.join(map(in_words, clash.decisions))}")


@review.command("next", epilog=_examples("next --by ann", "next --by bob --blind"))
@grouped
def following(
    place: Place,
    blind: Annotated[
        bool, typer.Option("--blind", help="A second opinion: decided by others, not shown how.")
    ] = False,
    output: AsFormat = Format.AUTO,
) -> None:
    """Take the next claim: it is in progress, and no other reviewer is given it for a day."""
    with place.desk() as desk:
        item = desk.take(blind=blind)
        if item is None:
            say("nothing is left to review")
        else:
            _sheet(desk, item.account.id, output, blind=blind)


@review.command(epilog=_examples("show 3f9a"))
def show(claim: Claim, ledger: LedgerFile = DEFAULT_LEDGER, output: AsFormat = Format.AUTO) -> None:
    """Show a claim with its fields, its incident, and all decisions about it."""
    with Ledger.open(ledger, create=False) as opened:
        _sheet(Desk(opened, "reader", now), claim, output)


@review.command(
    epilog=_examples("approve 3f9a --by ann", "approve 8a43 --by ann --why 'all of it read'")
)
@grouped
def approve(claims: Claims, place: Place, why: Why = "", seen: Seen = None) -> None:
    """Say that the pages say so, and that every field is right as it stands."""
    _decide(place, claims, "approved", why, seen)


@review.command(epilog=_examples("reject 3f9a --by ann --why 'the headline of another story'"))
@grouped
def reject(claims: Claims, place: Place, why: Why, seen: Seen = None) -> None:
    """Say that a page does not say so: the claim no longer counts anywhere, and stays on record."""
    _decide(place, claims, "rejected", why, seen)


@review.command(epilog=_examples("unverifiable 3f9a --by ann --why 'the page is cut off here'"))
@grouped
def unverifiable(claims: Claims, place: Place, why: Why, seen: Seen = None) -> None:
    """Say that the page does not let one decide."""
    _decide(place, claims, "unverifiable", why, seen)


@review.command(
    "second-look", epilog=_examples("second-look 3f9a --by ann --why 'two places in one sentence'")
)
@grouped
def second_look(claims: Claims, place: Place, why: Why, seen: Seen = None) -> None:
    """Ask for a second look: the claim goes to the top of the queue."""
    _decide(place, claims, "needs second look", why, seen)


@review.command(
    epilog=_examples(
        "correct 3f9a place 'Farukh, AZE' --by ann --why 'named in the lead'",
        "correct 3f9a killed 3-9 --by ann --why 'several'",
    )
)
@grouped
def correct(
    claim: Claim,
    field: Annotated[str, typer.Argument(metavar="FIELD", help=f"One of: {', '.join(RULES)}.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="As the codebook writes it.")],
    place: Place,
    why: Why,
    seen: Seen = None,
) -> None:
    """Give a field another value; none empties it. The program's reading stays on record."""
    with place.desk() as desk:
        _told(desk, desk.correct(claim, field, value, why, seen))


@review.command(
    epilog=_examples("add page-1 ASSAULT 'Shells fell on the market.' --by ann --why missed")
)
@grouped
def add(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="The page's name.")],
    kind: Annotated[str, typer.Argument(metavar="TYPE", help="ASSAULT, ACCUSE, ...")],
    passage: Annotated[
        str, typer.Argument(metavar="PASSAGE", help="START-END, or the passage word for word.")
    ],
    place: Place,
    why: Why,
) -> None:
    """Give a page a claim that the program missed; `correct` then fills its fields."""
    with place.desk() as desk:
        _told(desk, desk.add(page, kind, passage, why))


@review.command(epilog=_examples("note 3f9a 'ask the mission' --by ann"))
@grouped
def note(
    claim: Claim,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to write down.")],
    place: Place,
) -> None:
    """Write something down beside a claim."""
    with place.desk() as desk:
        _told(desk, desk.note(claim, text))


@review.command(epilog=_examples("merge 8a43 51c0 --by ann --why 'one raid, told twice'"))
@grouped
def merge(claims: Claims, place: Place, why: Why, seen: Seen = None) -> None:
    """Judge that claims or incidents tell of one event; one incident alone is confirmed."""
    with place.desk() as desk:
        _told(desk, desk.merge(claims, why, seen))


@review.command(epilog=_examples("split 3f9a --by ann --why 'another village'"))
@grouped
def split(claims: Claims, place: Place, why: Why, seen: Seen = None) -> None:
    """Judge that these claims tell of another event than the rest of their incident."""
    with place.desk() as desk:
        _told(desk, desk.split(claims, why, seen))


@review.command(epilog=_examples("undo 1204 --by ann", "undo 3f9a --by ann"))
@grouped
def undo(
    entry: Annotated[
        str, typer.Argument(metavar="ENTRY|ID", help="An entry's number, or a claim: the latest.")
    ],
    place: Place,
    why: Why = "",
) -> None:
    """Take back one of your own decisions; it stays on record as taken back."""
    with place.desk() as desk:
        if entry.isdigit() and len(entry) < 12:
            number = int(entry)
        else:
            number = desk.last(desk.find(entry).kept.id).seq
        _told(desk, desk.undo(number, why))


@review.command("agreement", epilog=_examples("agreement --ledger karabakh.db"))
def agreed(
    ledger: LedgerFile = DEFAULT_LEDGER, as_of: AsOf = None, output: AsFormat = Format.AUTO
) -> None:
    """Report how far reviewers agree who decided without knowing of each other, field by field."""
    with Ledger.open(ledger, create=False) as opened:
        machine = {kept.id: kept.claim for kept in opened.claims(as_of=as_of)}
    found = agreement(read_reviewed(ledger, as_of).standing, machine)
    if wants_table(output):
        out().print(agreement_table(found))
    else:
        for one in found:
            write(encode(agreement_record(one)))
    met = next(one.units for one in found)
    say(f"{met} claims decided by two or more reviewers without knowing of each other")


def _decide(place: Place, claims: list[str], state: str, why: str, seen: int | None) -> None:
    with place.desk() as desk:
        found = [one for begin in claims for one in desk.members(begin)]
        for decision in desk.decide_all(found, state, why, seen):
            _told(desk, decision)


def _told(desk: Desk, decision: Decision) -> None:
    """Say what was kept, and whether it clashes with another's decision."""
    say(f"entry {decision.seq}: {in_words(decision)}")
    review = desk.reviewed.standing.review(decision.claim)
    for clash in (*review.clashes, *desk.reviewed.standing.clashes):
        numbers = {d.seq for d in clash.decisions}
        if decision.seq in numbers:
            others = [d for d in clash.decisions if d.by != decision.by]
            words = "; ".join(f"entry {d.seq}, {in_words(d)}" for d in others)
            say(
                f"clash on {clash.about} with {words}. Both are kept and neither takes effect; "
                f"to settle it, decide again with --seen {max(numbers)}"
            )


def _sheet(desk: Desk, claim: str, output: Format, *, blind: bool = False) -> None:
    one = desk.find(claim)
    case = next(c for c in desk.reviewed.cases(rejected=True) if one.kept.id in c.incident.claims)
    decisions = [] if blind else desk.reviewed.standing.about(one.kept.id)
    if blind:
        one = desk.unreviewed(one)
    if wants_table(output):
        out().print(claim_sheet(one, case, decisions, desk.reviewed.standing.undone))
    else:
        write(encode(sheet_record(one, case.incident.id, decisions)))
