"""The JSON object of `casus incidents`: an incident with every side's version."""

import msgspec

from casus.export.records import ReviewRecord, review_record
from casus.merge.account import Account, holder
from casus.merge.cases import Case
from casus.merge.record import versions
from casus.model import Toll, Version


class VersionRecord(msgspec.Struct, frozen=True):
    """One value of a field, the claims that give it, and who says so."""

    value: str
    claims: tuple[str, ...]
    holders: tuple[str, ...]


class FieldRecord(msgspec.Struct, frozen=True):
    """`best` is the version of most holders, null if nobody gives one."""

    best: str | None
    disputed: bool
    versions: tuple[VersionRecord, ...]


class TollRecord(msgspec.Struct, frozen=True):
    """Losses of a side ('' if nobody says whose); `max` null is without bound, `best` a median."""

    side: str
    kind: str
    min: int
    max: int | None
    best: int
    disputed: bool
    versions: tuple[VersionRecord, ...]


class QuotedRecord(msgspec.Struct, frozen=True):
    """The passage."""

    text: str


class MemberRecord(msgspec.Struct, frozen=True):
    """A claim of the incident; `review` is null where no reviewer decided anything about it."""

    doc: str
    id: str
    source: str
    status: str
    evidence: QuotedRecord
    review: ReviewRecord | None


class PositionRecord(msgspec.Struct, frozen=True):
    """Where: degrees WGS 84, UCDP's precision 1 (exact) to 7, and a radius; null is unknown."""

    country: str | None
    lat: float | None
    lon: float | None
    precision: int | None
    uncertainty_km: float | None


class IncidentRecord(msgspec.Struct, frozen=True):
    """One line of `casus incidents --format jsonl`: one event with every side's version.

    Computed from claims and judgements, never stored as truth. `admiralty` is the letter of the
    source (F: not judged) and the digit of credibility (6 unless a rule gives 1). `independent`
    counts sources after copies; `silent` are sides of the event that say nothing. Days are the
    first and last possible ones, `date_precision` is UCDP's; reports are publication dates.
    """

    id: str
    status: FieldRecord
    type: FieldRecord
    mode: FieldRecord
    actors: FieldRecord
    recipients: FieldRecord
    date: FieldRecord
    first_day: str | None
    last_day: str | None
    date_precision: int | None
    place: FieldRecord
    position: PositionRecord | None
    losses: tuple[TollRecord, ...]
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    silent: tuple[str, ...]
    disputed: tuple[str, ...]
    one_sided: bool
    corroborated: bool
    independent: int
    opposed: bool
    admiralty: str
    reliability: dict[str, str]
    first_report: str | None
    last_report: str | None
    claims: tuple[MemberRecord, ...]


FIELDS = ("type", "mode", "actors", "recipients", "date", "place")


def incident_record(case: Case) -> IncidentRecord:
    """The record of an incident."""
    it = case.incident
    fields = {name: _field(getattr(it, name), name in it.disputed) for name in FIELDS}
    return IncidentRecord(
        id=it.id,
        status=_field(statuses(case), "status" in it.disputed),
        **fields,
        first_day=it.first_day,
        last_day=it.last_day,
        date_precision=case.date_precision,
        position=_position(case),
        losses=tuple(_toll(t, f"{t.kind}:{t.side}" in it.disputed) for t in it.tolls),
        asserted_by=it.asserted_by,
        denied_by=it.denied_by,
        silent=it.silent,
        disputed=it.disputed,
        one_sided=case.one_sided,
        corroborated=case.corroborated,
        independent=it.independent,
        opposed=it.opposed,
        admiralty=it.admiralty,
        reliability=dict(it.reliability),
        first_report=it.first_report,
        last_report=it.last_report,
        claims=tuple(_member(account) for account in case.accounts),
    )


def statuses(case: Case) -> tuple[Version, ...]:
    """How the claims put it, with who puts it so."""
    return versions(case.accounts, lambda account: account.claim.status.value)


def _field(given: tuple[Version, ...], disputed: bool) -> FieldRecord:
    return FieldRecord(given[0].value if given else None, disputed, _versions(given))


def _versions(given: tuple[Version, ...]) -> tuple[VersionRecord, ...]:
    return tuple(VersionRecord(v.value, v.claims, v.holders) for v in given)


def _toll(toll: Toll, disputed: bool) -> TollRecord:
    told = _versions(toll.versions)
    return TollRecord(toll.side, toll.kind, toll.low, toll.high, toll.best, disputed, told)


def _position(case: Case) -> PositionRecord | None:
    place = case.place
    return (
        PositionRecord(place.country, place.lat, place.lon, place.precision, place.radius_km)
        if place
        else None
    )


def _member(account: Account) -> MemberRecord:
    claim = account.claim
    quoted = QuotedRecord(claim.quote)
    return MemberRecord(
        claim.doc,
        account.id,
        holder(account),
        claim.status.value,
        quoted,
        review_record(account.review),
    )
