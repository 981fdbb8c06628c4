"""Erasure by tombstone: content goes, its hash and the chain stay.

Rule 1: an entry of kind `erasure` names what goes, in the transaction in which it goes; evidence
files are deleted after it, so a crash leaves a file too many, which `verify` tells, and never an
erasure that nobody ordered.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from casus.ledger.errors import UnknownIdError
from casus.ledger.projection import safe
from casus.ledger.query import begins
from casus.ledger.schema import (
    CLAIMS,
    DOCUMENTS,
    ENTRIES,
    ERASED,
    PARTIES,
    PROBLEMS,
    READ_CLAIMS,
    READINGS,
    SETTLED,
)
from casus.ledger.writing import OWN

SHORTEST = 8
ID = re.compile("[0-9a-f]{20}")
CLAIM_OR_PAGE = "a page's name, a document's or claim's id of 8 digits or more, or #N for entry N"


@dataclass(frozen=True, slots=True)
class Target:
    """What an erasure takes: entry numbers, SHA-256 of pages, and words for people."""

    subject: str
    entries: tuple[int, ...]
    pages: tuple[str, ...]
    described: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: the tombstone's number (None: nothing was left to), entries and files."""

    tombstone: int | None
    entries: int
    files: int


def find(connection: Connection, what: str, place: str) -> Target:
    """What belongs to a page (all versions, claims, readings), a claim, or an entry.

    Nothing belongs to an erasure: it stays, and erasing it only finishes it.

    Raises:
        UnknownIdError: the ledger holds nothing of that name.
    """
    what = safe(what)
    if what.startswith("#") and what[1:].isdecimal():
        return _entry(connection, int(what[1:]), place)
    keys = _keys(connection, DOCUMENTS.c.name == what)
    if not keys and len(what) >= SHORTEST:
        series = select(DOCUMENTS.c.series).where(begins(DOCUMENTS.c.key, what))
        keys = _keys(connection, DOCUMENTS.c.series.in_(series))
    if keys:
        return _pages(connection, keys)
    if len(what) >= SHORTEST and (claims := _claims(connection, what)):
        return _target(connection, claims[0], claims, ())
    raise UnknownIdError(f"{place}: nothing to erase under {what!r}; name {CLAIM_OR_PAGE}")


def _entry(connection: Connection, number: int, place: str) -> Target:
    columns = (ENTRIES.c.kind, ENTRIES.c.subject, ENTRIES.c.payload)
    row = connection.execute(select(*columns).where(ENTRIES.c.seq == number)).first()
    if row is None:
        raise UnknownIdError(f"{place}: there is no entry {number}")
    if row.kind == "erasure":
        return Target(row.subject, (), (), ())
    if row.kind in {"document", "reading"} and row.payload is not None:
        return find(connection, row.subject, place)
    entries = () if row.payload is None else (number,)
    return Target(f"#{number}", entries, (), tuple(f"{row.kind} {row.subject}" for _ in entries))


def _keys(connection: Connection, condition: object) -> list[str]:
    """Keys of documents, and of those of the same bytes under other names."""
    digests = select(DOCUMENTS.c.sha256).where(condition)  # type: ignore[arg-type]
    same = select(DOCUMENTS.c.key).where(DOCUMENTS.c.sha256.in_(digests))
    return list(connection.scalars(same.order_by(DOCUMENTS.c.seq)))


def _claims(connection: Connection, begin: str) -> list[str]:
    statement = select(CLAIMS.c.id).where(begins(CLAIMS.c.id, begin)).limit(2)
    found = list(connection.scalars(statement))
    if len(found) > 1:
        raise UnknownIdError(f"{begin!r} begins several ids: {', '.join(found)}")
    return found


def _pages(connection: Connection, keys: list[str]) -> Target:
    rows = connection.execute(
        select(DOCUMENTS.c.name, DOCUMENTS.c.sha256).where(DOCUMENTS.c.key.in_(keys))
    ).all()
    read = select(READINGS.c.name, READINGS.c.origin).where(READINGS.c.document.in_(keys))
    names = {name for row in connection.execute(read) for name in row if name}
    subjects = [*keys, *connection.scalars(select(CLAIMS.c.id).where(CLAIMS.c.document.in_(keys)))]
    pages = sorted({row.sha256 for row in rows})
    return _target(connection, keys[0], [*subjects, *sorted(names)], pages)


def _target(
    connection: Connection, subject: str, subjects: list[str], pages: Iterable[str]
) -> Target:
    """All that is still there about subjects: own entries, and judgements and decisions on them."""
    wanted = set(subjects)
    columns = (ENTRIES.c.seq, ENTRIES.c.kind, ENTRIES.c.subject)
    there = (ENTRIES.c.payload.is_not(None), ENTRIES.c.kind != "erasure")
    callers = list(
        connection.execute(
            select(*columns, ENTRIES.c.payload).where(*there, ENTRIES.c.kind.not_in(OWN - {"link"}))
        )
    )
    found: dict[int, str] = {}
    # a claim that a reviewer added names its page in a field, and others decide on it: two rounds
    for _ in range(2):
        for row in callers:
            if row.subject in wanted or wanted & _ids(row.subject, row.payload):
                wanted.add(row.subject)
                found[row.seq] = f"{row.kind} {row.subject}"
    own = ENTRIES.c.kind.in_(OWN - {"link", "erasure"}), ENTRIES.c.subject.in_(wanted)
    for seq, kind, about in connection.execute(select(*columns).where(*there, *own)):
        found[seq] = f"{kind} {about}"
    return Target(
        subject, tuple(sorted(found)), tuple(pages), tuple(found[n] for n in sorted(found))
    )


def _ids(subject: str, payload: str) -> set[str]:
    """Ids that a judgement or decision names: the parts of a pair, the page of an added claim."""
    words = [*subject.split(), *(v for v in json.loads(payload).values() if isinstance(v, str))]
    return {word for word in words if ID.fullmatch(word)}


def empty(connection: Connection, tombstone: int) -> None:
    """Take away the rows and payloads that a tombstone names."""
    gone = select(ERASED.c.entry).where(ERASED.c.erasure == tombstone)
    claims = select(CLAIMS.c.id).where(CLAIMS.c.seq.in_(gone))
    connection.execute(delete(PARTIES).where(PARTIES.c.claim.in_(claims)))
    connection.execute(delete(READ_CLAIMS).where(READ_CLAIMS.c.reading.in_(gone)))
    for table in (CLAIMS, READINGS, DOCUMENTS, PROBLEMS, SETTLED):
        connection.execute(delete(table).where(table.c.seq.in_(gone)))
    connection.execute(update(ENTRIES).where(ENTRIES.c.seq.in_(gone)).values(payload=None))
