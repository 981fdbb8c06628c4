"""feeds.toml: what is watched, and how often."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casus.ingest.fetch.errors import FetchError, PlanError
from casus.ingest.fetch.target import host_name, parse

KINDS = ("feed", "sitemap", "page")
_KEYS = frozenset({"url", "every", "allow", "most"})
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
SHORTEST = 60
"""Seconds between two looks at one entry."""
MOST = 100
"""New pages of one feed or sitemap in one round."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to watch.

    `every`: seconds between two looks. `allow`: hosts that may have any address. `most`: new pages
    in one round; the others follow in the next ones.
    """

    kind: str
    url: str
    every: int
    allow: frozenset[str] = frozenset()
    most: int = MOST


def read_plan(path: Path, every: int) -> tuple[Entry, ...]:
    """Read a feeds.toml; `every` is for entries that do not say.

    Raises:
        PlanError: it cannot be read, or an entry is wrong.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PlanError(f"{path}: cannot be read: {error}") from error
    shared = {"every": table.pop("every", None), "allow": table.pop("allow", None)}
    unknown = sorted(set(table) - set(KINDS))
    if unknown:
        raise PlanError(f"{path}: {unknown[0]!r} is none of {', '.join(KINDS)}, every, allow")
    defaults = {name: value for name, value in shared.items() if value is not None}
    entries = []
    for kind in KINDS:
        listed = table.get(kind, [])
        if not isinstance(listed, list):
            raise PlanError(f"{path}: write [[{kind}]] with two brackets")
        entries += [
            _entry(kind, defaults | row, every, f"{path}: {kind} {number}")
            for number, row in enumerate(listed, start=1)
        ]
    if not entries:
        raise PlanError(f"{path}: names nothing to watch: add [[feed]] with a url")
    return tuple(entries)


def _entry(kind: str, row: Mapping[str, Any], every: int, where: str) -> Entry:
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise PlanError(f"{where}: {unknown[0]!r} is none of {', '.join(sorted(_KEYS))}")
    url, most = row.get("url"), row.get("most", MOST)
    if not isinstance(url, str):
        raise PlanError(f"{where}: has no url")
    if not isinstance(most, int) or most < 1:
        raise PlanError(f"{where}: most must be a number of 1 or more")
    allow = row.get("allow", [])
    if not isinstance(allow, list) or not all(isinstance(host, str) for host in allow):
        raise PlanError(f"{where}: allow must be a list of host names")
    try:
        parse(url)
        hosts = allowed(allow)
        seconds = interval(row["every"]) if "every" in row else every
    except (FetchError, ValueError) as error:
        raise PlanError(f"{where}: {error}") from error
    return Entry(kind, url, seconds, hosts, most)


def allowed(hosts: list[str]) -> frozenset[str]:
    """Bring hosts that are allowed by name into the form in which they are compared.

    Raises:
        RefusedError: one is no host.
    """
    return frozenset(host_name(host.removeprefix("[").removesuffix("]")) for host in hosts)


def interval(written: object) -> int:
    """Read a time like 90s, 30m, 6h or 1d as seconds.

    Raises:
        ValueError: it is none, or too short.
    """
    found = re.fullmatch(r"(\d{1,6})\s*([smhd])", str(written).strip())
    if found is None:
        raise ValueError(f"{written!r} is no time: write 90s, 30m, 6h or 1d")
    seconds = int(found.group(1)) * _UNITS[found.group(2)]
    if seconds < SHORTEST:
        raise ValueError(f"{written!r} is too often: once in {SHORTEST} s at most")
    return seconds
