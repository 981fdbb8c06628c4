"""The JSON objects of `casus extract` and `casus read`.

Their fields are those of the codebook, in its order; `slots` shows for every field the passage it
was read from, a score, and the rule or model that filled it. Offsets are code points into the
document's text. `docs/reference.md` prints the JSON Schema of both.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET, UnsetType

from casus.model import Block, Claim, Coded, Document, Loss, Place, Review, Role, Slot

if TYPE_CHECKING:  # a ledger's libraries take .2 s to import, and pages are printed without one
    from casus.ledger import KeptClaim


class Passage(msgspec.Struct, frozen=True):
    """Text of the document and where it stands."""

    text: str
    start: int
    end: int


class LossRecord(msgspec.Struct, frozen=True):
    """How many; `max` null means no upper bound."""

    min: int
    max: int | None


class PlaceRecord(msgspec.Struct, frozen=True):
    """Where: `name` as the text writes it, `country` ISO alpha-3, degrees WGS 84."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    canonical: str | None
    geonames_id: int | None
    precision: int | None
    radius_km: float | None
    controller: str | None
    also: tuple[str, ...]
    alternatives: tuple[str, ...]


class SlotRecord(msgspec.Struct, frozen=True):
    """A filled field: its value in short, where it was read (null: nowhere), and why."""

    value: str
    start: int | None
    end: int | None
    score: float
    why: str


class SlotsRecord(msgspec.Struct, frozen=True):
    """Everything about a claim that the codebook does not ask for."""

    id: str
    trigger: Passage
    chain: tuple[SlotRecord, ...]
    type: SlotRecord
    mode: SlotRecord | None
    status: SlotRecord
    actors: tuple[SlotRecord, ...]
    recipients: tuple[SlotRecord, ...]
    source: SlotRecord
    date: SlotRecord | None
    place: SlotRecord | None
    losses: tuple[SlotRecord, ...]
    weapons: tuple[SlotRecord, ...]


class ClaimRecord(msgspec.Struct, frozen=True):
    """One claim as the codebook defines it; absent losses are absent."""

    type: str
    mode: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    source: str
    date: str | None
    place: PlaceRecord | None
    weapons: tuple[str, ...]
    evidence: Passage
    slots: SlotsRecord
    killed: LossRecord | UnsetType = UNSET
    wounded: LossRecord | UnsetType = UNSET
    captured: LossRecord | UnsetType = UNSET


class DocumentRecord(msgspec.Struct, frozen=True):
    """One line of `casus extract --format jsonl`."""

    doc: str
    published: str | None
    claims: tuple[ClaimRecord, ...]


class CorrectedRecord(msgspec.Struct, frozen=True):
    """A field that a reviewer corrected, why, and the entry of the ledger that says so."""

    field: str
    by: str
    why: str
    entry: int


class ReviewRecord(msgspec.Struct, frozen=True):
    """What reviewers decided; `clashes` names what they differ on, which takes no effect."""

    state: str
    by: tuple[str, ...]
    why: str
    corrected: tuple[CorrectedRecord, ...]
    clashes: tuple[str, ...]
    notes: tuple[str, ...]


class KeptRecord(msgspec.Struct, frozen=True):
    """One line of `casus claims --format jsonl`: a claim and when it was recorded (UTC).

    The claim has reviewers' corrections; `review` is null where nobody decided anything.
    """

    doc: str
    recorded: str
    claim: ClaimRecord
    review: ReviewRecord | None


class BlockRecord(msgspec.Struct, frozen=True):
    """A block of a page and its role; `text` is null where a comment's words are not shown."""

    role: str
    start: int
    end: int
    text: str | None


class ReadRecord(msgspec.Struct, frozen=True):
    """One line of `casus read --format jsonl`."""

    doc: str
    title: str | None
    published: str | None
    published_source: str | None
    language: str
    blocks: tuple[BlockRecord, ...]


def encode(record: Any) -> bytes:
    """Write a record as one JSON line, with its line end."""
    return msgspec.json.encode(record) + b"\n"


def coded_record(coded: Coded) -> DocumentRecord:
    """The record of a document with its claims."""
    document = coded.document
    published = document.published.value if document.published else None
    claims = tuple(claim_record(claim) for claim in coded.claims)
    return DocumentRecord(document.id, published, claims)


def kept_record(kept: "KeptClaim", review: Review | None = None) -> KeptRecord:
    """The record of a claim that a ledger holds."""
    claim = claim_record(kept.claim, kept.id)
    return KeptRecord(kept.claim.doc, kept.time, claim, review_record(review))


def review_record(review: Review | None) -> ReviewRecord | None:
    """The record of a review; None where nobody decided anything."""
    if review is None or review == Review(review.claim):
        return None
    return ReviewRecord(
        state=review.state,
        by=review.by,
        why=review.why,
        corrected=tuple(CorrectedRecord(c.field, c.by, c.why, c.entry) for c in review.corrections),
        clashes=tuple(clash.about for clash in review.clashes),
        notes=tuple(f"{note.by}: {note.value}" for note in review.notes),
    )


def read_record(document: Document, *, keep_comments: bool = False) -> ReadRecord:
    """The record of a cleaned document; readers' comments only on demand."""
    blocks = tuple(
        BlockRecord(b.role.value, b.start, b.end, shown_text(document, b, keep_comments))
        for b in document.blocks
    )
    when = document.published
    return ReadRecord(
        document.id,
        document.title,
        when.value if when else None,
        when.source if when else None,
        document.language,
        blocks,
    )


def shown_text(document: Document, block: Block, keep_comments: bool) -> str | None:
    """A block's text; None for a comment that is not to be shown, or whose words are forgotten."""
    if block.digest is not None or (block.role is Role.COMMENT and not keep_comments):
        return None
    return document.text[block.start : block.end]


def claim_record(claim: Claim, identity: str | None = None) -> ClaimRecord:
    """The record of a claim; `identity` is its id where reviewers corrected it since."""
    return ClaimRecord(
        type=claim.type.value,
        mode=claim.mode.value if claim.mode else None,
        status=claim.status.value,
        actors=tuple(a.value for a in claim.actors),
        recipients=tuple(r.value for r in claim.recipients),
        source=claim.source.value,
        date=claim.date.value if claim.date else None,
        place=_place(claim.place.value) if claim.place else None,
        weapons=tuple(w.value for w in claim.weapons),
        evidence=Passage(claim.quote, claim.evidence.start, claim.evidence.end),
        slots=_slots(claim, identity or claim.id),
        **_losses(claim),
    )


def _losses(claim: Claim) -> Mapping[str, LossRecord]:
    return {x.value.kind: LossRecord(x.value.low, x.value.high) for x in claim.losses}


def _place(place: Place) -> PlaceRecord:
    return PlaceRecord(*(getattr(place, name) for name in PlaceRecord.__struct_fields__))


def _trigger(claim: Claim) -> Passage:
    """The trigger word, which lies inside the quoted passage."""
    start, end, by = claim.trigger.start, claim.trigger.end, claim.evidence.start
    return Passage(claim.quote[max(0, start - by) : max(0, end - by)], start, end)


def _slots(claim: Claim, identity: str) -> SlotsRecord:
    return SlotsRecord(
        id=identity,
        trigger=_trigger(claim),
        chain=_many(claim.chain),
        type=_slot(claim.type),
        mode=_slot(claim.mode) if claim.mode else None,
        status=_slot(claim.status),
        actors=_many(claim.actors),
        recipients=_many(claim.recipients),
        source=_slot(claim.source),
        date=_slot(claim.date) if claim.date else None,
        place=_slot(claim.place) if claim.place else None,
        losses=_many(claim.losses),
        weapons=_many(claim.weapons),
    )


def _many(slots: tuple[Slot[Any], ...]) -> tuple[SlotRecord, ...]:
    return tuple(_slot(slot) for slot in slots)


def _slot(slot: Slot[Any]) -> SlotRecord:
    span = slot.span
    start, end = (span.start, span.end) if span else (None, None)
    return SlotRecord(in_short(slot.value), start, end, round(slot.score, 3), slot.why)


def in_short(value: str | Loss | Place) -> str:
    """A slot's value as one word or phrase, for lists and tables."""
    if isinstance(value, Place):
        return f"{value.name} ({value.country})" if value.country else value.name
    if isinstance(value, Loss):
        return f"{value.kind} {span_of(value)}"
    return value


def span_of(loss: Loss) -> str:
    """A range of losses in short: `3`, `3-9`, `13+`."""
    if loss.high is None:
        return f"{loss.low}+"
    return str(loss.low) if loss.low == loss.high else f"{loss.low}-{loss.high}"
