"""When a page was published: every date that the page offers, and the best-founded of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casus.clean.dates import day, find_dates
from casus.clean.zones import Zoned
from casus.model import Role, When

# How often a source alone is right: FINDINGS, "Pages", and for text the coded training pages.
CONFIDENCE = {
    "declared": 0.97,
    "url": 0.99,
    "json-ld-page": 0.97,
    "meta": 0.96,
    "byline": 0.95,
    "dateline": 0.93,
    "json-ld": 0.85,
    "headline": 0.85,
    "lead": 0.8,
    "footer": 0.75,
    "time": 0.74,
}
AGREED = 0.98
"""Confidence when two kinds of source give the same day."""

_URL = re.compile(r"(?<!\d)((?:19|20)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?!\d)")
_URL_RUN = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_ISO = re.compile(r"^\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_AMERICAN = re.compile(r"\b(?:E[DS]?T|P[DS]?T|C[DS]T|AT \d{1,2}:\d{2})\b")
_DATELINE = re.compile(r"[-–—(.:]")
_LABEL = re.compile(r"\b(?:publish\w*|posted|issued|date)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:archive|since|copyright|©|until)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One date with where it stands."""

    value: str
    source: str


def from_url(url: str | None) -> list[Candidate]:
    """Read the date that a URL's path names."""
    if not url:
        return []
    match = _URL.search(url) or _URL_RUN.search(url)
    value = day(int(match.group(1)), int(match.group(2)), int(match.group(3))) if match else None
    return [Candidate(value, "url")] if value else []


def from_declared(pairs: Iterable[tuple[str, str]]) -> list[Candidate]:
    """Read dates that metadata declare, as pairs of source and text."""
    found = []
    for source, text in pairs:
        iso = _ISO.match(text)
        value = day(int(iso.group(1)), int(iso.group(2)), int(iso.group(3))) if iso else None
        if value is None:
            dates = [d for d in find_dates(text[:200]) if _full(d.value) and d.sure]
            value = dates[0].value if dates else None
        if value:
            found.append(Candidate(value, source))
    return found


def from_zones(zoned: Sequence[Zoned]) -> list[Candidate]:
    """Read dates at the top of a page, in its dateline, at its bottom; never a comment's."""
    first = next((n for n, z in enumerate(zoned) if z.role is Role.BODY and z.unit.prose), None)
    if first is None:
        first = min(12, len(zoned))
    if _timeline(zoned):
        return []
    found = [c for item in zoned[:first] for c in _head_dates(item)]
    for item in zoned[first : first + 3]:
        if item.role is Role.BODY:
            found += _dateline(item.unit.head[:140])
            break
    if not found:
        found = [c for item in zoned[first:] for c in _foot_dates(item)]
    return found


def _timeline(zoned: Sequence[Zoned]) -> bool:
    """Whether dates head the entries of a chronicle: three and more lines of different days."""
    days = {
        d.value
        for z in zoned
        if z.role in {Role.BODY, Role.BYLINE} and z.unit.size <= 5
        for d in find_dates(z.unit.head)
        if _full(d.value)
    }
    return len(days) >= 3


def _head_dates(item: Zoned) -> list[Candidate]:
    text = item.unit.head
    if item.role is Role.COMMENT or _NOT.search(text) or item.unit.size > 40:
        return []
    american = bool(_AMERICAN.search(text))
    dates = [
        d
        for d in find_dates(text, american=american)
        if len(d.value) == 10 or d.value.startswith("--")
    ]
    if not dates:
        return []
    source = "byline"
    if item.role is Role.TITLE:
        source = "headline"
    elif item.unit.prose or item.unit.size > 18:
        source = "lead"
    chosen = dates[0]
    if len(dates) > 1 and (label := _LABEL.search(text)):
        chosen = next((d for d in dates if d.start > label.start()), dates[0])
    if not _full(chosen.value) and source != "byline":
        return []
    return [Candidate(chosen.value, source)]


def _dateline(text: str) -> list[Candidate]:
    """`KYIV, Feb. 3, 2015 -` : a full date close to the beginning, before a dash or a bracket."""
    for found in find_dates(text[:110]):
        before, behind = text[: found.start], text[found.end : found.end + 25]
        if _full(found.value) and len(before.split()) <= 8 and _DATELINE.search(behind):
            if any(mark in before for mark in (". ", "! ", "? ")) and "," not in before:
                continue
            return [Candidate(found.value, "dateline")]
    return []


def _foot_dates(item: Zoned) -> list[Candidate]:
    text = item.unit.head
    if item.role not in {Role.BYLINE, Role.CHROME} or not _LABEL.search(text):
        return []
    return [Candidate(d.value, "footer") for d in find_dates(text) if _full(d.value)][:1]


def _full(value: str) -> bool:
    return len(value) == 10 and not value.startswith("--")


def choose(candidates: Sequence[Candidate], fetched: str | None) -> When | None:
    """Choose the best-founded date; None without one.

    A date later than the page was fetched cannot be its publication. A date without its year
    is given only where no full one is found.
    """
    limit = fetched[:10] if fetched and _ISO.match(fetched) else "9999"
    full = [c for c in candidates if _full(c.value)]
    full = [c for c in full if c.value <= limit]
    if full:
        return _best(full)
    partial = [c for c in candidates if c.value.startswith("--")]
    if partial:
        return When(partial[0].value, partial[0].source, CONFIDENCE[partial[0].source])
    return None


def _best(full: Sequence[Candidate]) -> When:
    backing: dict[str, set[str]] = {}
    for candidate in full:
        backing.setdefault(candidate.value, set()).add(candidate.source)
    scored = [
        (AGREED if len(backing[c.value]) > 1 else CONFIDENCE[c.source], -at, c)
        for at, c in enumerate(full)
    ]
    confidence, _, chosen = max(scored, key=lambda entry: entry[:2])
    return When(chosen.value, chosen.source, confidence)
