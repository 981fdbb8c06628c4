"""Which medium published a page: declared, rights notice, masthead, byline, dateline."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from casus.clean.zones import Zoned
from casus.model import Role

_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:by\s+)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,]*"
    r"(?P<name>[^\d.|©]{2,60}?)(?:\s+\d{4})?\s*(?:[.|©]|\ball rights\b|$)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"^(?:all rights reserved|inc|ltd|rights)$", re.IGNORECASE)
_AGENCY = re.compile(r"^[^\n]{0,110}?\((?P<name>[A-Z][\w.& -]{1,24})\)\s*(?:[-–—:.]|[A-Z])")
_FROM = re.compile(
    r"^(?:by|source:)\s+(?:the\s+)?(?P<name>associated press|reuters|afp|\w+ newsdesk)",
    re.IGNORECASE,
)


def outlet(zoned: Sequence[Zoned], site: str | None, url: str | None) -> str | None:
    """Name the medium; its host where no name is found; None where nothing tells."""
    if site:
        return site[:100]
    for rule in (_rights, _masthead, _byline, _dateline):
        name = rule(zoned)
        if name:
            return name
    return host_of(url)


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.`; None where there is none, or the address is broken."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _rights(zoned: Sequence[Zoned]) -> str | None:
    for item in zoned:
        if item.role is Role.CHROME and item.why == "notice of rights":
            for part in re.split(r"\s{2,}|\|", item.unit.head):
                match = _RIGHTS.search(part)
                name = match.group("name").strip(" ,-–") if match else ""
                if len(name) > 2 and not _PLAIN.match(name):
                    return name
    return None


def _masthead(zoned: Sequence[Zoned]) -> str | None:
    for item in zoned[:3]:
        if item.role is Role.CHROME and item.why == "above the headline" and item.unit.size <= 5:
            return item.unit.text
    return None


def _byline(zoned: Sequence[Zoned]) -> str | None:
    for item in zoned:
        match = _FROM.match(item.unit.head) if item.role is Role.BYLINE else None
        if match:
            return match.group("name")
    return None


def _dateline(zoned: Sequence[Zoned]) -> str | None:
    first = next((z for z in zoned if z.role is Role.BODY and z.unit.prose), None)
    match = _AGENCY.match(first.unit.head[:160]) if first else None
    return match.group("name") if match else None
