"""Histories and differences of a ledger as JSON Lines."""

from dataclasses import dataclass
from typing import Any

from casus.ledger import Difference, Event


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One entry in the history of a thing; `fields` is empty where it was erased."""

    entry: int
    time: str
    kind: str
    subject: str
    what: str
    operator: str
    tool: str
    erased: bool
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DifferenceRecord:
    """One difference: `change` is added, gone, changed or erased; `entry` null for what is gone."""

    change: str
    kind: str
    id: str
    label: str
    entry: int | None


def event_record(event: Event) -> EventRecord:
    """The line of an event."""
    kept = event.entry
    return EventRecord(
        entry=kept.seq,
        time=kept.time,
        kind=kept.kind,
        subject=kept.subject,
        what=event.what,
        operator=kept.operator,
        tool=kept.tool,
        erased=kept.erased,
        fields=kept.fields,
    )


def difference_record(one: Difference) -> DifferenceRecord:
    """The line of a difference."""
    return DifferenceRecord(
        change=one.change, kind=one.kind, id=one.id, label=one.label, entry=one.seq
    )
