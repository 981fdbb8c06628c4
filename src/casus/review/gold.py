"""Reviewed claims as gold pages, in the layout that `eval` and the scorer of claims read.

Rule 1: a page becomes gold only once every claim on it is decided. A page with open claims would
count what was merely not looked at as wrong.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casus.model import Claim, Document, Place, Role
from casus.review.claims import Reviewed, ReviewedClaim

DECIDED = frozenset({"approved", "rejected"})
UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page whose claims are all decided: its name, its text, and the body of its gold file.

    The text is the ledger's, so readers' comments are masked in it.
    """

    name: str
    text: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A page that cannot become gold yet, and what is missing."""

    name: str
    reason: str


def gold(reviewed: Reviewed, reviewer: str | None = None) -> Iterator[GoldPage | LeftOut]:
    """Every page with claims, in order of names; with `reviewer`, only pages he decided on."""
    by_page: dict[str, list[ReviewedClaim]] = defaultdict(list)
    for one in reviewed.claims:
        by_page[one.kept.document].append(one)
    incidents = _incidents(reviewed)
    names: set[str] = set()
    ordered = ((k, reviewed.documents[k]) for k in by_page if k in reviewed.documents)
    for key, document in sorted(ordered, key=lambda item: (item[1].id, item[0])):
        claims = by_page[key]
        if reviewer is not None and not any(reviewer in one.review.by for one in claims):
            continue
        if reason := _open(claims):
            yield LeftOut(document.id, reason)
            continue
        name = UNSAFE.sub("-", document.id).strip(".-") or key
        name = f"{name}-{key[:8]}" if name in names else name
        names.add(name)
        yield GoldPage(name, document.text, _body(name, document, claims, incidents))


def _open(claims: Iterable[ReviewedClaim]) -> str:
    """Why a page is no gold yet; empty if it is."""
    found = list(claims)
    clashes = sum(bool(one.review.clashes) for one in found)
    undecided = sum(one.review.verdict not in DECIDED for one in found)
    if clashes:
        return f"reviewers clash on {clashes} of {len(found)} claims"
    return f"{undecided} of {len(found)} claims are not approved or rejected" if undecided else ""


def _body(
    name: str, document: Document, claims: Iterable[ReviewedClaim], incidents: Mapping[str, str]
) -> dict[str, Any]:
    approved = [one for one in claims if one.review.verdict == "approved"]
    ordered = sorted(approved, key=lambda one: (one.kept.claim.evidence.start, one.kept.id))
    published = document.published.value if document.published else None
    told = [
        _claim(f"{name}#{number}", one, incidents.get(one.kept.id))
        for number, one in enumerate(ordered, 1)
    ]
    days = {"published": published, "true_published": published}
    return {"doc": name, **days, "chrome": _chrome(document), "claims": told}


def _chrome(document: Document) -> list[str]:
    """Lines of page furniture as the program found them; nobody reviewed these."""
    blocks = (b for b in document.blocks if b.role is Role.CHROME)
    lines = (line for b in blocks for line in document.text[b.start : b.end].splitlines())
    return [line.strip() for line in lines if line.strip()]


def _claim(identity: str, one: ReviewedClaim, incident: str | None) -> dict[str, Any]:
    claim = one.kept.claim
    return {
        "id": identity,
        "type": claim.type.value,
        "mode": claim.mode.value if claim.mode else None,
        "status": claim.status.value,
        "actors": [slot.value for slot in claim.actors],
        "recipients": [slot.value for slot in claim.recipients],
        "source": claim.source.value,
        "date": claim.date.value if claim.date else None,
        "place": _place(claim.place.value) if claim.place else None,
        **_losses(claim),
        "weapons": [slot.value for slot in claim.weapons],
        "incident": incident,
        "evidence": {"text": claim.quote},
        "reviewed": {"by": list(one.review.by), "claim": one.kept.id},
    }


def _place(place: Place) -> dict[str, Any]:
    at = {} if place.lat is None else {"lat": place.lat, "lon": place.lon}
    return {"name": place.name, "country": place.country, "also": list(place.also)} | at


def _losses(claim: Claim) -> dict[str, dict[str, int | None]]:
    losses = (slot.value for slot in claim.losses)
    return {loss.kind: {"min": loss.low, "max": loss.high} for loss in losses}


def _incidents(reviewed: Reviewed) -> dict[str, str]:
    """Names of incidents that reviewers put together or confirmed, by claim.

    What the program grouped alone is no gold: its claims have no incident.
    """
    judged = {
        claim
        for link in reviewed.standing.links
        if link.judgement == "same"
        for claim in (link.left, link.right)
    }
    found: dict[str, str] = {}
    for case in reviewed.cases():
        together = [claim for claim in case.incident.claims if claim in judged]
        found |= dict.fromkeys(together, f"incident-{case.incident.id[:12]}")
    return found
