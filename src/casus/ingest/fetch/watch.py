"""Feeds, sitemaps and pages looked at in rounds: what is new is fetched, the rest is left.

Rule 1: an address is remembered only after its pages were taken in, and a feed only after all its
links were; so whoever stops in the middle loses nothing and does nothing twice.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from casus.ingest.fetch.errors import FetchError, RefusedError
from casus.ingest.fetch.fetcher import Fetcher, Got
from casus.ingest.fetch.links import Link, links
from casus.ingest.fetch.memory import Memory, Seen
from casus.ingest.fetch.pages import pages
from casus.ingest.fetch.plan import Entry
from casus.ingest.fetch.record import Fetched
from casus.ingest.limits import Limits
from casus.ingest.source import refuse
from casus.model import Page, Problem

_GONE = frozenset({400, 401, 403, 404, 405, 406, 410, 451})
"""Statuses that will be the same next time."""
NESTED = 2
"""Sitemaps inside one another, below the one that was named."""
Told = Callable[[Fetched], None]


@dataclass(slots=True)
class Gatherer:
    """Fetches addresses and gives their pages, remembering what was taken in.

    `told` is called with the record of each answer.
    """

    fetcher: Fetcher
    memory: Memory
    limits: Limits = field(default_factory=Limits)
    told: Told = lambda _: None
    _refused: set[str] = field(default_factory=set)
    _under: dict[frozenset[str], Fetcher] = field(default_factory=dict)

    def gather(self, urls: Iterable[str]) -> Iterator[Page | Problem]:
        """Give the pages of addresses that the user named; what failed is a problem."""
        for url in urls:
            yield from self._page(self.fetcher, Link(url), trusted=True)

    def round(self, entries: Iterable[Entry]) -> Iterator[Page | Problem]:
        """Look once at each entry and give what is new."""
        for entry in entries:
            fetcher = self._under.setdefault(entry.allow, self.fetcher.under(entry.allow))
            if entry.kind == "page":
                yield from self._page(fetcher, Link(entry.url), trusted=True)
            else:
                yield from self._listed(fetcher, entry.url, entry.most, NESTED, trusted=True)

    def _listed(
        self, fetcher: Fetcher, url: str, most: int, depth: int, *, trusted: bool
    ) -> Iterator[Page | Problem]:
        """Give what is new of a feed or sitemap: at most `most` pages of each list."""
        got = self._got(fetcher, url, trusted=trusted)
        if isinstance(got, Problem):
            yield got
            return
        if got.record.status == 304:
            return
        try:
            found = links(got, self.limits)
        except FetchError as error:
            yield refuse(url, str(error))
            return
        trusted = trusted and fetcher.allows(url)
        for link in [link for link in found if link.more][: most if depth else 0]:
            yield from self._listed(fetcher, link.url, most, depth - 1, trusted=trusted)
        new = [link for link in found if not link.more and self._new(link)]
        for link in new[:most]:
            yield from self._page(fetcher, link, trusted=trusted)
        if not any(link.more or self._new(link) for link in found):
            self.memory.remember(got.record)

    def _new(self, link: Link) -> bool:
        seen = self.memory.get(link.url)
        if link.url in self._refused:
            return False
        return seen is None or (link.changed is not None and link.changed > seen.time)

    def _page(self, fetcher: Fetcher, link: Link, *, trusted: bool) -> Iterator[Page | Problem]:
        got = self._got(fetcher, link.url, trusted=trusted)
        if isinstance(got, Problem):
            yield got
        elif got.record.status != 304:
            yield from pages(got, self.limits, link)
            self.memory.remember(got.record)

    def _got(self, fetcher: Fetcher, url: str, *, trusted: bool) -> Got | Problem:
        try:
            got = fetcher.fetch(url, self.memory.get(url), trusted=trusted)
        except FetchError as error:
            self._failed(url, error, fetcher.clock())
            return refuse(url, str(error))
        self.told(got.record)
        return got

    def _failed(self, url: str, error: FetchError, moment: str) -> None:
        """Note what would fail in the same way next time; the rest is tried again then."""
        if error.status in _GONE:
            self.memory.add(Seen(url, url, moment, error.status or 0))
        elif isinstance(error, RefusedError):
            self._refused.add(url)


@dataclass(slots=True)
class Schedule:
    """Which entries are due; times are of the monotonic clock, in seconds."""

    entries: tuple[Entry, ...]
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _due: dict[int, float] = field(default_factory=dict)

    def rounds(self) -> Iterator[tuple[Entry, ...]]:
        """Wait for entries to become due and give them, without end."""
        while True:
            moment = self.now()
            due = [n for n in range(len(self.entries)) if self._due.get(n, moment) <= moment]
            if due:
                self._due |= {n: moment + self.entries[n].every for n in due}
                yield tuple(self.entries[n] for n in due)
            else:
                self.sleep(min(self._due.values()) - moment)
