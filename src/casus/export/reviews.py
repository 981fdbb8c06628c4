"""The JSON objects of `casus review`: the queue, a claim with its decisions, agreement."""

from collections.abc import Iterable

import msgspec

from casus.export.records import KeptRecord, kept_record
from casus.model import Decision
from casus.review import Agreement, Item, ReviewedClaim


class ItemRecord(msgspec.Struct, frozen=True):
    """One line of `casus review list`: `priority` is doubt times weight.

    `doubt` is one minus the score of the field named by `least_sure`; `because` says what the
    weight comes from.
    """

    id: str
    doc: str
    incident: str
    state: str
    in_progress_by: str | None
    doubt: float
    least_sure: str
    weight: float
    priority: float
    because: tuple[str, ...]
    type: str
    evidence: str


class DecisionRecord(msgspec.Struct, frozen=True):
    """A decision: `seen` is the latest entry that its reviewer knew, `undoes` what it took back."""

    entry: int
    time: str
    by: str
    action: str
    field: str
    value: str
    why: str
    seen: int
    undoes: int | None
    pairs: tuple[tuple[str, str], ...]


class SheetRecord(msgspec.Struct, frozen=True):
    """The line of `casus review next` and `show`: a claim, its incident, and its decisions."""

    id: str
    incident: str
    kept: KeptRecord
    seen: int
    decisions: tuple[DecisionRecord, ...]


class KappaRecord(msgspec.Struct, frozen=True):
    """Cohen's kappa of two reviewers over the claims that both decided; null is undefined."""

    reviewers: tuple[str, str]
    claims: int
    kappa: float | None


class AgreementRecord(msgspec.Struct, frozen=True):
    """One line of `casus review agreement`: a field, and how far reviewers agree on it.

    `same` is the share of equal readings, `alpha` Krippendorff's for nominal values; null where it
    is undefined.
    """

    field: str
    claims: int
    same: float | None
    alpha: float | None
    kappas: tuple[KappaRecord, ...]


def item_record(item: Item) -> ItemRecord:
    """The record of a claim in the queue."""
    claim, review = item.account.claim, item.review
    return ItemRecord(
        id=item.account.id,
        doc=claim.doc,
        incident=item.incident,
        state=review.state,
        in_progress_by=review.taken_by,
        doubt=item.doubt,
        least_sure=item.least,
        weight=item.weight,
        priority=round(item.priority, 3),
        because=item.reasons,
        type=claim.type.value,
        evidence=claim.quote,
    )


def sheet_record(one: ReviewedClaim, incident: str, decisions: Iterable[Decision]) -> SheetRecord:
    """The record of a claim with its decisions."""
    told = tuple(decision_record(decision) for decision in decisions)
    seen = max((decision.entry for decision in told), default=0)
    return SheetRecord(one.kept.id, incident, kept_record(one.kept, one.review), seen, told)


def decision_record(decision: Decision) -> DecisionRecord:
    """The record of a decision."""
    return DecisionRecord(
        entry=decision.seq,
        time=decision.time,
        by=decision.by,
        action=decision.action,
        field=decision.field,
        value=decision.value,
        why=decision.why,
        seen=decision.seen,
        undoes=decision.undoes,
        pairs=decision.pairs,
    )


def agreement_record(found: Agreement) -> AgreementRecord:
    """The record of the agreement on a field."""
    kappas = tuple(KappaRecord((a, b), count, k) for a, b, count, k in found.kappas)
    return AgreementRecord(found.field, found.units, found.same, found.alpha, kappas)
