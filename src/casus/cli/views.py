"""One claim in full."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from casus.cli.console import table
from casus.cli.tables import STATUS_STYLE, heading
from casus.export.records import in_short
from casus.ledger import KeptClaim, KeptDocument
from casus.model import Claim, Slot


def claim_view(kept: KeptClaim, document: KeptDocument | None) -> RenderableType:
    """A claim with its document, the quoted passage, and all fields."""
    claim = kept.claim
    parts: list[RenderableType] = [Text.assemble(("claim ", "dim"), (kept.id, "bold"))]
    if document:
        parts.append(heading(document.document))
        parts.append(Text(f"{_origin(document)} · SHA-256 {document.document.sha256}", style="dim"))
    style = STATUS_STYLE.get(claim.status.value, "")
    parts.append(Text.assemble("\n", ("\u201c" + claim.quote + "\u201d", "italic " + style), "\n"))
    parts.append(_fields(claim))
    parts.append(Text(f"\nrecorded {kept.time} as entry {kept.seq}", style="dim"))
    return Group(*parts)


def claim_fields(claim: Claim, field: str) -> RenderableType:
    """One field of a claim (`actors`, `losses` …): the passage, and what it was read by."""
    quote = Text("\u201c" + claim.quote + "\u201d", style="italic")
    wanted = {"actors": "actor", "recipients": "recipient", "weapons": "weapon"}.get(field, field)
    return Group(quote, "", _fields(claim, wanted))


def _origin(document: KeptDocument) -> str:
    return document.document.url or document.document.origin or document.document.id


def _fields(claim: Claim, only: str | None = None) -> Table:
    rows = table("field", "value", "read from", "score", "why")
    for name, slots in _slots(claim):
        for slot in slots if only in {None, name} else ():
            rows.add_row(name, *(Text(cell) for cell in _cells(slot, claim)))
    return rows


def _cells(slot: Slot[Any], claim: Claim) -> tuple[str, str, str, str]:
    return (in_short(slot.value), _passage(slot, claim), f"{slot.score:.2f}", slot.why)


def _passage(slot: Slot[Any], claim: Claim) -> str:
    """The words of a slot where they lie in the quoted passage, or their place in the text."""
    if slot.span is None:
        return ""
    start, end = slot.span.start - claim.evidence.start, slot.span.end - claim.evidence.start
    if start >= 0 and end <= len(claim.quote):
        return " ".join(claim.quote[start:end].split())
    return f"characters {slot.span.start}-{slot.span.end}"


def _slots(claim: Claim) -> tuple[tuple[str, tuple[Slot[Any], ...]], ...]:
    return (
        ("source", (claim.source,)),
        ("through", claim.chain),
        ("status", (claim.status,)),
        ("type", (claim.type,)),
        ("mode", (claim.mode,) if claim.mode else ()),
        ("actor", claim.actors),
        ("recipient", claim.recipients),
        ("date", (claim.date,) if claim.date else ()),
        ("place", (claim.place,) if claim.place else ()),
        ("losses", claim.losses),
        ("weapon", claim.weapons),
    )
