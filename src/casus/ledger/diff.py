"""What differs between what a ledger held at two times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from casus.ledger import query
from casus.ledger.schema import CLAIMS, DOCUMENTS, ENTRIES, ERASED, PROBLEMS, READINGS
from casus.ledger.writing import OWN

ADDED, GONE, CHANGED = "added", "gone", "changed"
NAMES = {"link": "judgement"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: `change` is added, gone, changed or erased.

    `kind` is document, claim, problem, judgement, or that of a decision; `id` what `history` takes;
    `label` a word for people; `seq` the entry that made the difference, None for what is gone.
    """

    change: str
    kind: str
    id: str
    label: str
    seq: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """What stood: kind, id, state (two equal states are no difference), label and entry."""

    kind: str
    id: str
    state: str
    label: str
    seq: int


def differences(connection: Connection, first: int, last: int) -> list[Difference]:
    """Documents, claims, problems, judgements and decisions, then erasures."""
    found: list[Difference] = []
    for held in (_documents, _claims, _problems, _latest):
        found += _compared(held(connection, first), held(connection, last))
    return found + list(_erasures(connection, first, last))


def _compared(before: Mapping[str, Held], after: Mapping[str, Held]) -> Iterator[Difference]:
    for old in (before[key] for key in sorted(before.keys() - after.keys())):
        yield Difference(GONE, old.kind, old.id, old.label, None)
    for key, new in sorted(after.items()):
        if key not in before or before[key].state != new.state:
            change = CHANGED if key in before else ADDED
            yield Difference(change, new.kind, new.id, new.label, new.seq)


def _documents(connection: Connection, upto: int) -> dict[str, Held]:
    """By series: a new version of a page changes it."""
    statement = (
        select(READINGS.c.series, DOCUMENTS.c.key, DOCUMENTS.c.name, READINGS.c.seq)
        .join(DOCUMENTS, DOCUMENTS.c.key == READINGS.c.document)
        .where(READINGS.c.seq.in_(query.latest_readings(upto)))
    )
    rows = connection.execute(statement)
    return {series: Held("document", key, key, name, seq) for series, key, name, seq in rows}


def _claims(connection: Connection, upto: int) -> dict[str, Held]:
    columns = (CLAIMS.c.id, CLAIMS.c.seq, CLAIMS.c.doc, CLAIMS.c.type, CLAIMS.c.status)
    standing = CLAIMS.c.id.in_(query.current_claims(upto))
    rows = connection.execute(select(*columns).where(standing))
    return {
        identity: Held("claim", identity, "", f"{kind} {status}, {doc}", seq)
        for identity, seq, doc, kind, status in rows
    }


def _problems(connection: Connection, upto: int) -> dict[str, Held]:
    standing = query.problems(upto).with_only_columns(
        PROBLEMS.c.id, PROBLEMS.c.subject, PROBLEMS.c.seq, PROBLEMS.c.fatal
    )
    return {
        identity: Held("problem", subject, "", "quarantined" if fatal else "note", seq)
        for identity, subject, seq, fatal in connection.execute(standing)
    }


def _latest(connection: Connection, upto: int) -> dict[str, Held]:
    """The latest judgement or decision about every subject."""
    kinds = (ENTRIES.c.seq <= upto, ENTRIES.c.kind.not_in(OWN - {"link"}))
    latest = select(func.max(ENTRIES.c.seq)).where(*kinds)
    latest = latest.group_by(ENTRIES.c.kind, ENTRIES.c.subject)
    columns = (ENTRIES.c.kind, ENTRIES.c.subject, ENTRIES.c.digest, ENTRIES.c.seq)
    rows = connection.execute(select(*columns).where(ENTRIES.c.seq.in_(latest)))
    return {
        f"{kind} {subject}": Held(NAMES.get(kind, kind), subject, digest, "", seq)
        for kind, subject, digest, seq in rows
    }


def _erasures(connection: Connection, first: int, last: int) -> Iterator[Difference]:
    statement = (
        select(ENTRIES.c.kind, ENTRIES.c.subject, ERASED.c.erasure)
        .join(ERASED, ERASED.c.entry == ENTRIES.c.seq)
        .where(ERASED.c.erasure > first, ERASED.c.erasure <= last)
        .order_by(ENTRIES.c.seq)
    )
    for kind, subject, erasure in connection.execute(statement):
        yield Difference("erased", kind, subject, f"by entry {erasure}", erasure)
