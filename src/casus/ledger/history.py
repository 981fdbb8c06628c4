"""All that was ever recorded about one thing, in order."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from casus.ledger.errors import AmbiguousIdError, UnknownIdError
from casus.ledger.projection import kept_entry, safe
from casus.ledger.query import begins
from casus.ledger.records import KeptEntry
from casus.ledger.schema import ENTRIES, ERASED, READ_CLAIMS, READINGS

WHOLE = ("seq", "kind", "subject", "time", "payload")
COLUMNS = tuple(ENTRIES.c[name] for name in WHOLE)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry in the history of a thing: what it did to it, in words, and the entry itself."""

    what: str
    entry: KeptEntry


def history(connection: Connection, record: str, place: str) -> list[Event]:
    """The entries about a record in order; `Asking.history` says how a record is named.

    Raises:
        UnknownIdError: nothing is recorded about it.
        AmbiguousIdError: more than one record begins so.
    """
    subject = _resolve(connection, safe(record), place)
    found = dict(_events(connection, subject))
    return [found[seq] for seq in sorted(found)]


def _resolve(connection: Connection, record: str, place: str) -> str:
    """The subject that is meant."""
    if record.startswith("#") and record[1:].isdecimal():
        one = select(ENTRIES.c.subject).where(ENTRIES.c.seq == int(record[1:]))
        if (subject := connection.scalar(one)) is not None:
            return str(subject)
    named = select(READINGS.c.seq).where(READINGS.c.name == record)
    exact = select(ENTRIES.c.seq).where(ENTRIES.c.subject == record)
    if record and any(connection.execute(s.limit(1)).first() for s in (named, exact)):
        return record
    kinds = ENTRIES.c.kind.in_(("claim", "document"))
    ids = select(ENTRIES.c.subject).where(kinds, begins(ENTRIES.c.subject, record)).distinct()
    subjects = list(connection.scalars(ids.order_by(ENTRIES.c.subject).limit(5))) if record else []
    if not subjects:
        raise UnknownIdError(
            f"{place}: nothing is recorded about {record!r}; name a claim's or document's id, a "
            "page, a pair `LEFT RIGHT`, or #N for entry N"
        )
    if len(subjects) > 1:
        raise AmbiguousIdError(f"{place}: {record!r} begins several ids: {', '.join(subjects)}")
    return str(subjects[0])


def about(connection: Connection, record: str, place: str) -> set[str]:
    """Subjects that belong to a record: a page's documents, origins and claims, or itself alone.

    Raises:
        UnknownIdError: nothing is recorded about it.
        AmbiguousIdError: more than one record begins so.
    """
    subject = _resolve(connection, safe(record), place)
    of_it = or_(READINGS.c.name == subject, READINGS.c.document == subject)
    read = select(READINGS.c.seq, READINGS.c.document, READINGS.c.origin).where(of_it)
    rows = connection.execute(read).all()
    claims = select(READ_CLAIMS.c.claim).where(
        READ_CLAIMS.c.reading.in_(select(READINGS.c.seq).where(of_it))
    )
    named = {name for row in rows for name in (row.document, row.origin) if name}
    return {subject, *named, *connection.scalars(claims)}


def _events(connection: Connection, subject: str) -> Iterator[tuple[int, Event]]:
    yield from _own(connection, subject)
    yield from _of_claim(connection, subject)
    read = select(READINGS.c.document, READINGS.c.origin).where(READINGS.c.name == subject)
    for about in {about for row in connection.execute(read) for about in row if about}:
        yield from _own(connection, about)
    yield from _judgements(connection, subject)


def _own(connection: Connection, subject: str) -> Iterator[tuple[int, Event]]:
    """Entries whose subject it is, and the erasures that emptied them."""
    about = ENTRIES.c.subject == subject
    for row in connection.execute(select(*COLUMNS).where(about)):
        yield row.seq, _event(row)
    emptied = select(ERASED.c.erasure).join(ENTRIES, ENTRIES.c.seq == ERASED.c.entry).where(about)
    for row in connection.execute(select(*COLUMNS).where(ENTRIES.c.seq.in_(emptied))):
        yield row.seq, _event(row)


def _of_claim(connection: Connection, claim: str) -> Iterator[tuple[int, Event]]:
    """Readings of the claim's page: whether they found it."""
    with_it = select(READ_CLAIMS.c.reading).where(READ_CLAIMS.c.claim == claim)
    series = select(READINGS.c.series).where(READINGS.c.seq.in_(with_it))
    statement = select(*COLUMNS, ENTRIES.c.seq.in_(with_it).label("found"))
    statement = statement.join(READINGS, READINGS.c.seq == ENTRIES.c.seq)
    before = True
    for row in connection.execute(
        statement.where(READINGS.c.series.in_(series)).order_by(ENTRIES.c.seq)
    ):
        if row.found or before is not row.found:
            what = "found by a reading of its page" if row.found else "no longer found by a reading"
            yield row.seq, Event(what, kept_entry(*row[: len(WHOLE)]))
        before = row.found


def _judgements(connection: Connection, claim: str) -> Iterator[tuple[int, Event]]:
    """Judgements about pairs that the claim is part of."""
    if not claim or " " in claim:
        return
    pair = or_(begins(ENTRIES.c.subject, f"{claim} "), ENTRIES.c.subject.endswith(f" {claim}"))
    for row in connection.execute(select(*COLUMNS).where(ENTRIES.c.kind == "link", pair)):
        yield row.seq, _event(row)


def _event(row: Any) -> Event:
    entry = kept_entry(*row)
    return Event("erased since" if entry.erased else _words(entry), entry)


def _words(entry: KeptEntry) -> str:
    fields = entry.fields
    if entry.kind == "reading":
        return f"read with {len(fields['claims'])} claims"
    if entry.kind == "problem":
        return f"{'quarantined' if fields['fatal'] else 'noted'}: {fields['message']}"
    if entry.kind == "link":
        why = f" ({fields['why']})" if fields["why"] else ""
        return f"judged {fields['judgement']} by {fields['by']}{why}"
    if entry.kind == "erasure":
        return f"erased with {len(fields['entries'])} entries: {fields['reason']}"
    known = {"document": "recorded", "claim": "recorded", "settled": "read whole, settled"}
    return known.get(entry.kind) or json.dumps(fields, ensure_ascii=False, sort_keys=True)
