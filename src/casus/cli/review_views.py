"""Reviews for people: the queue, one claim on a sheet, and how far reviewers agree."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from casus.cli.console import table
from casus.cli.matrix import in_words, standing
from casus.cli.views import claim_view
from casus.export.records import in_short
from casus.lexicon.labels import load_labels
from casus.merge.cases import Case
from casus.model import Decision
from casus.review import Agreement, Item, ReviewedClaim


def queue_table(items: Iterable[Item]) -> RenderableType:
    """One row a claim: why it stands where it does in the queue."""
    rows = table("claim", "state", "doubt x weight", "because of", "passage")
    for item in items:
        claim, review = item.account.claim, item.review
        held = f" ({review.taken_by})" if review.state == "in progress" else ""
        where = f", {in_short(claim.place.value)}" if claim.place else ""
        quote = " ".join(claim.quote.split())
        quote = quote if len(quote) <= 90 else quote[:89] + "\u2026"
        cells = (
            item.account.id[:8],
            review.state + held,
            f"{item.doubt:.2f} x {item.weight:.1f}",
            ", ".join((f"unsure of {item.least}", *item.reasons)),
            f"{claim.type.value} {claim.date.value if claim.date else 'undated'}{where}: {quote}",
        )
        rows.add_row(*(Text(cell) for cell in cells))
    return rows


def claim_sheet(
    one: ReviewedClaim, case: Case, decisions: Sequence[Decision], undone: frozenset[int]
) -> RenderableType:
    """A claim in full, its incident in a line, and all decisions about it."""
    review = one.review
    others = len(case.accounts) - 1
    incident = f"incident {case.incident.id[:8]}, with {others} other claims; "
    parts: list[RenderableType] = [
        claim_view(one.kept, None),
        Text(f"\n{incident}{standing(case, load_labels())}"),
        Text(f"state: {review.origin or review.state}", style="bold"),
    ]
    for clash in review.clashes:
        told = "; ".join(f"entry {d.seq}, {in_words(d)}" for d in clash.decisions)
        parts.append(Text(f"clash on {clash.about}: {told}", style="red"))
    rows = table("entry", "when", "decision")
    for decision in decisions:
        words = Text(in_words(decision, undone))
        rows.add_row(Text(str(decision.seq)), Text(decision.time[:16]), words)
    last = max((d.seq for d in decisions), default=0)
    if decisions:
        parts += ["", rows, Text(f"to decide knowing all this: --seen {last}", style="dim")]
    return Group(*parts)


def agreement_table(found: Iterable[Agreement]) -> RenderableType:
    """A row for each field."""
    rows = table("field", "claims", "same", "alpha", "kappa of each two reviewers")
    for one in found:
        pairs = ", ".join(f"{a} and {b} {_number(k)} ({n})" for a, b, n, k in one.kappas)
        cells = (one.field, str(one.units), _number(one.same), _number(one.alpha), pairs)
        rows.add_row(*(Text(cell) for cell in cells))
    return rows


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
