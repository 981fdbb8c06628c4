"""robots.txt after RFC 9309: what is not there allows, what cannot be had forbids."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from casus.ingest.fetch.errors import FetchError, RefusedError
from casus.ingest.fetch.target import Target
from casus.ingest.fetch.terms import AGENT

LASTS = 24 * 3600
"""Seconds for which a robots.txt counts."""

Ask = Callable[[Target, bool], tuple[int, bytes]]
"""Fetches a robots.txt, for a trusted target or not: status and content after all redirects.

Raises:
    FetchError: it cannot be had.
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether and why a page may be fetched; `delay` is what the host asks for, in seconds."""

    allowed: bool
    why: str
    delay: float | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego | None
    why: str
    until: float


@dataclass(slots=True)
class Robots:
    """Knows the rules of the hosts that were asked in this run."""

    ask: Ask
    _known: dict[str, _Rules] = field(default_factory=dict)

    def verdict(self, target: Target, *, trusted: bool) -> Verdict:
        """Judge one target.

        Raises:
            RefusedError: the host is not spoken to at all.
        """
        rules = self._known.get(target.origin)
        if rules is None or rules.until < time.monotonic():
            rules = self._known[target.origin] = self._rules(target, trusted)
        if rules.parsed is None:
            return Verdict(allowed=rules.why.startswith("no "), why=rules.why)
        allowed = rules.parsed.can_fetch(target.url, AGENT)
        return Verdict(allowed, rules.why, rules.parsed.crawl_delay(AGENT))

    def _rules(self, target: Target, trusted: bool) -> _Rules:
        until = time.monotonic() + LASTS
        try:
            status, content = self.ask(
                Target(target.scheme, target.host, target.port, _PATH), trusted
            )
        except RefusedError:
            raise
        except FetchError as error:
            return _Rules(None, f"robots.txt cannot be had: it {error}", until)
        if 200 <= status < 300:
            return _Rules(Protego.parse(content.decode("utf-8", "replace")), "robots.txt", until)
        if 400 <= status < 500 and status != 429:
            return _Rules(None, f"no robots.txt ({status})", until)
        return _Rules(None, f"robots.txt cannot be had (status {status})", until)


_PATH = "/robots.txt"
