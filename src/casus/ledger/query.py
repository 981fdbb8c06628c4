"""Questions to a ledger as SQL statements."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from casus.ledger.projection import date_range, fold, safe
from casus.ledger.schema import (
    CLAIMS,
    DOCUMENTS,
    ENTRIES,
    PARTIES,
    PROBLEMS,
    READ_CLAIMS,
    READINGS,
    SETTLED,
)

LAST = "\U0010ffff"  # sorts after every other character


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims. Every field that is set narrows the choice.

    `actor` and `source` are codes or their beginnings (`AZE`, `AZE.MIL`); `actor` may have acted
    or received. `place` is any part of a place's name, without regard to case and accents;
    `country` an alpha-3 code. `since` and `until` are dates (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`);
    undated claims match neither. `doc` is a document's name.
    """

    type: str | None = None
    status: str | None = None
    actor: str | None = None
    source: str | None = None
    place: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    doc: str | None = None


def claims(query: ClaimQuery, upto: int) -> Select[Any]:
    """Claims of the latest reading of every page, in order of their recording."""
    columns = (CLAIMS.c.id, CLAIMS.c.document, ENTRIES.c.time, ENTRIES.c.seq, ENTRIES.c.payload)
    return (
        select(*columns)
        .join(ENTRIES, ENTRIES.c.seq == CLAIMS.c.seq)
        .where(CLAIMS.c.id.in_(current_claims(upto)), *_conditions(query))
        .order_by(CLAIMS.c.seq)
    )


def claims_beginning(begin: str) -> Select[Any]:
    """Claims whose id begins so, five at most; the payload is NULL where it was erased."""
    columns = (
        ENTRIES.c.subject.label("id"),
        CLAIMS.c.document,
        ENTRIES.c.time,
        ENTRIES.c.seq,
        ENTRIES.c.payload,
    )
    return (
        select(*columns)
        .join(CLAIMS, CLAIMS.c.seq == ENTRIES.c.seq, isouter=True)
        .where(ENTRIES.c.kind == "claim", begins(ENTRIES.c.subject, begin))
        .order_by(ENTRIES.c.subject)
        .limit(5)
    )


def begins(column: ColumnElement[str], begin: str) -> ColumnElement[bool]:
    """Whether a text begins so, letter by letter; LIKE differs between databases."""
    return and_(column >= begin, column < begin + LAST)


def standing_claims(upto: int) -> Select[Any]:
    """Ids of the claims that stand and were not erased."""
    return select(CLAIMS.c.id).where(CLAIMS.c.id.in_(current_claims(upto)))


def pages(upto: int) -> Select[Any]:
    """Name and SHA-256 of the latest version of every page."""
    return (
        select(DOCUMENTS.c.name, DOCUMENTS.c.sha256)
        .join(READINGS, READINGS.c.document == DOCUMENTS.c.key)
        .where(READINGS.c.seq.in_(latest_readings(upto)))
    )


def current_claims(upto: int) -> Select[Any]:
    """Ids of the claims that stand: those of each page's latest reading."""
    return select(READ_CLAIMS.c.claim).where(READ_CLAIMS.c.reading.in_(latest_readings(upto)))


def latest_readings(upto: int) -> Select[Any]:
    """Numbers of each page's latest reading, among the entries up to a number."""
    latest = select(func.max(READINGS.c.seq)).where(READINGS.c.seq <= upto)
    return latest.group_by(READINGS.c.series)


def _conditions(query: ClaimQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    exact = {CLAIMS.c.type: query.type, CLAIMS.c.status: query.status, CLAIMS.c.doc: query.doc}
    found += [column == safe(value) for column, value in exact.items() if value is not None]
    if query.country is not None:
        found.append(CLAIMS.c.country == safe(query.country).upper())
    if query.actor is not None:
        found.append(_party(query.actor, ("actor", "recipient")))
    if query.source is not None:
        found.append(_party(query.source, ("source",)))
    if query.place is not None:
        found.append(CLAIMS.c.place.contains(fold(query.place), autoescape=True))
    if query.since is not None:
        found.append(CLAIMS.c.date_to >= _bound(query.since, 0))
    if query.until is not None:
        found.append(CLAIMS.c.date_from <= _bound(query.until, 1))
    return found


def _bound(value: str, side: int) -> str:
    bound = date_range(value)[side]
    if bound is None:
        raise ValueError(f"date {value!r}: write YYYY, YYYY-MM or YYYY-MM-DD")
    return bound


def _party(code: str, roles: tuple[str, ...]) -> ColumnElement[bool]:
    code = safe(code)
    same = or_(PARTIES.c.code == code, begins(PARTIES.c.code, f"{code}."))
    return exists().where(and_(PARTIES.c.claim == CLAIMS.c.id, PARTIES.c.role.in_(roles), same))


def documents(upto: int) -> Select[Any]:
    """The latest version of every page, with the number of its claims."""
    count = (
        select(func.count())
        .where(READ_CLAIMS.c.reading == READINGS.c.seq)
        .correlate(READINGS)
        .scalar_subquery()
    )
    columns = (DOCUMENTS.c.key, ENTRIES.c.time, ENTRIES.c.seq, ENTRIES.c.payload, count)
    return (
        select(*columns)
        .join(READINGS, READINGS.c.document == DOCUMENTS.c.key)
        .join(ENTRIES, ENTRIES.c.seq == DOCUMENTS.c.seq)
        .where(READINGS.c.seq.in_(latest_readings(upto)))
        .order_by(DOCUMENTS.c.seq)
    )


def problems(upto: int) -> Select[Any]:
    """Problems that stand: a fatal one is settled when its subject is read later."""
    later = settled_after(PROBLEMS.c.subject, PROBLEMS.c.seq, upto).exists()
    return (
        select(ENTRIES.c.time, ENTRIES.c.seq, ENTRIES.c.payload)
        .join(PROBLEMS, PROBLEMS.c.seq == ENTRIES.c.seq)
        .where(PROBLEMS.c.seq <= upto, or_(PROBLEMS.c.fatal == 0, ~later))
        .order_by(PROBLEMS.c.seq)
    )


def settled_after(
    subject: ColumnElement[str] | str, seq: ColumnElement[int] | int, upto: int | None = None
) -> CompoundSelect[Any]:
    """Entries after `seq` that settle a quarantined subject.

    A problem names a page, or the file it came from; so a reading settles it that has either, and
    an entry that says that the whole file was read.
    """
    about, after = (literal(v) if isinstance(v, (str, int)) else v for v in (subject, seq))
    named = [READINGS.c.name == about, READINGS.c.origin == about]
    found = [select(READINGS.c.seq).where(same, READINGS.c.seq > after) for same in named]
    found.append(select(SETTLED.c.seq).where(SETTLED.c.subject == about, SETTLED.c.seq > after))
    if upto is not None:
        found = [s.where(s.selected_columns[0] <= upto) for s in found]
    return union_all(*found)


def judgements(upto: int, subject: str | None = None) -> Select[Any]:
    """The latest judgement about every pair, or about one, unless it was erased; latest first."""
    links = (ENTRIES.c.kind == "link", ENTRIES.c.seq <= upto)
    latest = select(func.max(ENTRIES.c.seq)).where(*links).group_by(ENTRIES.c.subject)
    statement = select(ENTRIES.c.seq, ENTRIES.c.payload).where(ENTRIES.c.seq.in_(latest))
    statement = statement.where(ENTRIES.c.payload.is_not(None))
    if subject is not None:
        statement = statement.where(ENTRIES.c.subject == subject)
    return statement.order_by(ENTRIES.c.seq.desc())


def latest_entry(kind: str, subject: str) -> Select[Any]:
    """The number of the latest entry of a kind about a subject; NULL where there is none."""
    return select(func.max(ENTRIES.c.seq)).where(
        ENTRIES.c.kind == kind, ENTRIES.c.subject == subject
    )


def entries(upto: int, kind: str | None = None, subject: str | None = None) -> Select[Any]:
    """Entries in order of their numbers, of a kind or about a subject where these are given."""
    names = ("seq", "kind", "subject", "time", "payload")
    statement = select(*(ENTRIES.c[name] for name in names)).where(ENTRIES.c.seq <= upto)
    if kind is not None:
        statement = statement.where(ENTRIES.c.kind == kind)
    if subject is not None:
        statement = statement.where(ENTRIES.c.subject == subject)
    return statement.order_by(ENTRIES.c.seq)
