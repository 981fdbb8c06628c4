"""Corrections: every field of the codebook as a reviewer writes it, and put into a claim."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casus.lexicon.labels import load_labels
from casus.merge.account import bounds
from casus.model import (
    STATUSES,
    TYPES,
    Claim,
    Correction,
    Document,
    Loss,
    Place,
    Slot,
    Span,
)
from casus.resolve.atlas import Atlas
from casus.review.errors import ReviewError

NONE = frozenset({"", "none", "null", "[]"})
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}-\d\d-\d\d)?|--\d\d-\d\d")
RANGE = re.compile(r"(?P<low>\d+)(?:-(?P<high>\d+)|(?P<open>\+))?")
STRETCH = re.compile(r"(\d+)-(\d+)")

Read = Callable[[str, Claim, Document | None], Any]
Put = Callable[[Claim, Any, str], Claim]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a field is read from what a reviewer writes, and how it is put into a claim.

    `how` says in words what may be written.
    """

    how: str
    read: Read
    put: Put


def value_of(name: str, written: str, claim: Claim, document: Document | None) -> str:
    """What a reviewer wrote as JSON, checked against the codebook.

    Raises:
        ReviewError: no such field, or a value that the codebook does not have.
    """
    rule = RULES.get(name)
    if rule is None:
        raise ReviewError(f"field {name!r} is none of {', '.join(RULES)}")
    try:
        return json.dumps(rule.read(written.strip(), claim, document), ensure_ascii=False)
    except ValueError as error:
        raise ReviewError(f"{name} {written!r}: {error}; write {rule.how}") from error


def corrected(claim: Claim, corrections: tuple[Correction, ...]) -> Claim:
    """The claim with its corrections; a type that lacks the claim's mode leaves it without one."""
    for one in corrections:
        why = f"corrected by {one.by} (entry {one.entry}): {one.why}"
        claim = RULES[one.field].put(claim, json.loads(one.value), why)
    if claim.mode is not None and claim.mode.value not in modes(claim.type.value):
        claim = replace(claim, mode=None)
    return claim


def missed(document: Document, type_: str, passage: str, why: str) -> Claim:
    """A claim that the program did not find: its type and passage, and nothing else.

    Raises:
        ReviewError: no type of the codebook, or a passage that is not on the page.
    """
    nowhere = Span(document.id, 0, 0)
    bare = Claim(
        doc=document.id,
        type=_slot(type_, why),
        mode=None,
        status=_slot("occurred", why),
        actors=(),
        recipients=(),
        source=_slot("author", why),
        chain=(),
        date=None,
        place=None,
        losses=(),
        weapons=(),
        trigger=nowhere,
        evidence=nowhere,
        quote="",
    )
    value_of("type", type_, bare, document)
    found = json.loads(value_of("evidence", passage, bare, document))
    claim = _put_evidence(bare, found, why)
    return replace(claim, trigger=claim.evidence)


def coded(claim: Claim, name: str) -> Any:
    """The value of a field for comparison: a text, a list, an object, or None.

    A place is its name and country, a passage its offsets.
    """
    if name in {"killed", "wounded", "captured"}:
        found = [slot.value for slot in claim.losses if slot.value.kind == name]
        return {"min": found[0].low, "max": found[0].high} if found else None
    if name == "evidence":
        return [claim.evidence.start, claim.evidence.end]
    value = getattr(claim, name)
    if isinstance(value, tuple):
        return [slot.value for slot in value]
    if value is None or not isinstance(value.value, Place):
        return value.value if value else None
    return {"name": value.value.name, "country": value.value.country}


def modes(type_: str) -> frozenset[str]:
    """The modes that the codebook has for a type."""
    keys = (code for kind, code in load_labels().words if kind == "mode")
    return frozenset(mode for t, _, mode in (key.partition(".") for key in keys) if t == type_)


def _slot(value: Any, why: str) -> Slot[Any]:
    return Slot(value, None, 1.0, why)


def _one_of(known: tuple[str, ...]) -> Read:
    def read(written: str, _claim: Claim, _document: Document | None) -> str:
        if written not in known:
            raise ValueError("not in the codebook")
        return written

    return read


def _mode(written: str, claim: Claim, _document: Document | None) -> str | None:
    if written in NONE:
        return None
    if written not in modes(claim.type.value):
        raise ValueError(f"{claim.type.value} has {', '.join(sorted(modes(claim.type.value)))}")
    return written


def _code(written: str) -> str:
    """An actor code that the codebook knows."""
    labels = load_labels()
    country, _, rest = written.partition(".")
    sector = rest.partition(".")[0]
    if country not in labels.countries and ("area", country) not in labels.words:
        raise ValueError(f"no country or entity {country!r}")
    if sector and ("sector", sector) not in labels.words:
        raise ValueError(f"no sector {sector!r}")
    return written


def _codes(written: str, _claim: Claim, _document: Document | None) -> list[str]:
    return [] if written in NONE else [_code(code.strip()) for code in written.split(",")]


def _source(written: str, _claim: Claim, _document: Document | None) -> str:
    return written if written in {"author", "unnamed"} else _code(written)


def _weapons(written: str, _claim: Claim, _document: Document | None) -> list[str]:
    found = [] if written in NONE else [one.strip() for one in written.split(",")]
    known = {code for kind, code in load_labels().words if kind == "weapon"}
    if unknown := [one for one in found if one not in known]:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(sorted(known))}")
    return found


def _date(written: str, _claim: Claim, _document: Document | None) -> str | None:
    if written in NONE:
        return None
    if not DATE.fullmatch(written):
        raise ValueError("not a date of the codebook")
    if written.startswith("--"):
        date.fromisoformat(f"2000{written[1:]}")
    elif bounds(written) is None:
        raise ValueError("no such day")
    return written


def _place(written: str, _claim: Claim, _document: Document | None) -> dict[str, Any] | None:
    if written in NONE:
        return None
    name, country, *point = [part.strip() for part in [*written.split(","), ""]][:4]
    if not name or (country and country not in load_labels().countries):
        raise ValueError(f"no name, or no country {country!r} (ISO alpha-3)")
    at = [float(part) for part in point if part]
    if at and (len(at) != 2 or not -90 <= at[0] <= 90 or not -180 <= at[1] <= 180):
        raise ValueError("a position is latitude, longitude in degrees")
    given = {"name": name, "country": country or None}
    return given | ({"lat": at[0], "lon": at[1], "precision": 1} if at else _known(name, country))


def _known(name: str, country: str) -> dict[str, Any]:
    """What the gazetteer knows, where the name and country leave one place."""
    found = [f.entry for f in Atlas().exact(name) if not country or f.entry.country == country]
    if len(found) != 1:
        return {}
    (entry,) = found
    at = {"lat": entry.lat, "lon": entry.lon, "precision": entry.precision}
    more = {"country": entry.country or None, "canonical": entry.name, "radius_km": entry.radius_km}
    return at | more | {"geonames_id": entry.geonames_id, "controller": entry.controller or None}


def _loss(written: str, _claim: Claim, _document: Document | None) -> dict[str, int | None] | None:
    if written in NONE:
        return None
    match = RANGE.fullmatch(written)
    if match is None:
        raise ValueError("not a number or range")
    low = int(match["low"])
    high = None if match["open"] else int(match["high"] or low)
    if high is not None and high < low:
        raise ValueError("the range runs backwards")
    return {"min": low, "max": high}


def _evidence(written: str, _claim: Claim, document: Document | None) -> dict[str, Any]:
    if document is None:
        raise ValueError("the claim's page is not in the ledger")
    if stretch := STRETCH.fullmatch(written):
        start, end = int(stretch[1]), int(stretch[2])
    else:
        start = document.text.find(written) if written else -1
        end = start + len(written)
    if not any(b.start <= start < end <= b.end for b in document.evidence_blocks):
        raise ValueError("it does not stand in the title, body or a caption of the page")
    return {"start": start, "end": end, "text": document.text[start:end]}


def _put_one(name: str) -> Put:
    def put(claim: Claim, value: Any, why: str) -> Claim:
        changes: dict[str, Any] = {name: None if value is None else _slot(value, why)}
        return replace(claim, **changes)

    return put


def _put_many(name: str) -> Put:
    def put(claim: Claim, value: Any, why: str) -> Claim:
        changes: dict[str, Any] = {name: tuple(_slot(one, why) for one in value)}
        return replace(claim, **changes)

    return put


def _put_place(claim: Claim, value: Any, why: str) -> Claim:
    return replace(claim, place=None if value is None else _slot(Place(**value), why))


def _put_loss(kind: str) -> Put:
    def put(claim: Claim, value: Any, why: str) -> Claim:
        others = [slot for slot in claim.losses if slot.value.kind != kind]
        given = [] if value is None else [_slot(Loss(kind, value["min"], value["max"]), why)]
        return replace(claim, losses=(*others, *given))

    return put


def _put_evidence(claim: Claim, value: Any, _why: str) -> Claim:
    span = Span(claim.doc, value["start"], value["end"])
    return replace(claim, evidence=span, quote=value["text"])


COUNT = "a number, a range 3-9, 13+ for at least, or none"
RULES: Mapping[str, Rule] = {
    "type": Rule(f"one of {', '.join(TYPES)}", _one_of(TYPES), _put_one("type")),
    "mode": Rule("a mode of the codebook, or none", _mode, _put_one("mode")),
    "status": Rule(f"one of {', '.join(STATUSES)}", _one_of(STATUSES), _put_one("status")),
    "actors": Rule("codes such as AZE.MIL, with commas, or none", _codes, _put_many("actors")),
    "recipients": Rule("codes with commas, or none", _codes, _put_many("recipients")),
    "source": Rule("a code, author or unnamed", _source, _put_one("source")),
    "date": Rule("2022-03-24, 2022-03, 2022, A/B, --03-24 or none", _date, _put_one("date")),
    "place": Rule("NAME, COUNTRY[, LAT, LON] or none", _place, _put_place),
    "killed": Rule(COUNT, _loss, _put_loss("killed")),
    "wounded": Rule(COUNT, _loss, _put_loss("wounded")),
    "captured": Rule(COUNT, _loss, _put_loss("captured")),
    "weapons": Rule(
        "weapons of the codebook, with commas, or none", _weapons, _put_many("weapons")
    ),
    "evidence": Rule("START-END, or the passage word for word", _evidence, _put_evidence),
}
