"""One URL, hop by hop, to its answer: every hop is checked as if it were the first."""

import email.utils
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from casus.ingest.fetch.body import plain
from casus.ingest.fetch.errors import FetchError, RefusedError
from casus.ingest.fetch.evidence import WarcFile
from casus.ingest.fetch.exchange import Answer, Headers, exchange
from casus.ingest.fetch.memory import Seen
from casus.ingest.fetch.pace import Pace
from casus.ingest.fetch.record import Fetched, Hop
from casus.ingest.fetch.resolve import Resolver, addresses, system_resolver
from casus.ingest.fetch.robots import Robots
from casus.ingest.fetch.target import Target, join, parse
from casus.ingest.fetch.terms import Terms

_MOVED = frozenset({301, 302, 303, 307, 308})
_GOOD = frozenset({200, 203})
_BUSY = frozenset({429, 503})


def utc_now() -> str:
    """The time, ISO 8601 in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Got:
    """An answer with its content, in no encoding; empty when nothing changed (304)."""

    record: Fetched
    content: bytes


@dataclass(frozen=True, slots=True)
class _Step:
    """One hop: `trusted` says whether hosts allowed by name may be met here."""

    target: Target
    trusted: bool
    hops: tuple[Hop, ...] = ()


@dataclass(slots=True)
class Fetcher:
    """Fetches under terms. Keeps the pace and the robots.txt of the hosts it has met."""

    terms: Terms = field(default_factory=Terms)
    warc: WarcFile | None = None
    resolver: Resolver = system_resolver
    clock: Callable[[], str] = utc_now
    _pace: Pace = field(init=False)
    _robots: Robots = field(init=False)

    def __post_init__(self) -> None:
        self._pace = Pace(self.terms.delay, self.terms.longest_delay)
        self._robots = Robots(self._ask_robots)

    def under(self, allow: frozenset[str]) -> "Fetcher":
        """Give one that keeps the same pace and allows further hosts by name."""
        if allow <= self.terms.allow:
            return self
        terms = replace(self.terms, allow=self.terms.allow | allow)
        other = Fetcher(terms, self.warc, self.resolver, self.clock)
        other._pace = self._pace
        return other

    def allows(self, url: str) -> bool:
        """Whether the host of a URL is allowed by name."""
        return parse(url).host in self.terms.allow

    def fetch(self, url: str, seen: Seen | None = None, *, trusted: bool = True) -> Got:
        """Fetch one URL.

        Args:
            url: what to fetch.
            seen: what is remembered of it; with it the server is asked for changes only.
            trusted: whether the user named the URL; the hosts that are allowed by name count for
                such URLs only, not for links that strangers wrote.

        Raises:
            RefusedError: it, or a hop on the way, is not spoken to.
            FetchError: no answer, a broken one, a forbidden one, or a status that is no success.
        """
        step = _Step(parse(url), trusted)
        while True:
            try:
                done = self._hop(url, step, seen)
            except FetchError as error:
                raise _on_the_way(error, step) from error
            if isinstance(done, Got):
                return done
            step = done

    def _hop(self, url: str, step: _Step, seen: Seen | None) -> "Got | _Step":
        """Take one hop: to the next one, or to the answer."""
        why = self._permit(step)
        self._pace.wait(step.target.authority)
        time = self.clock()
        asked = _conditions(step.target, seen)
        answer = self._exchange(step, asked)
        hop = Hop(step.target.url, answer.status, answer.peer)
        here = replace(step, hops=(*step.hops, hop))
        record = _record(url, here, time, answer, why)
        if answer.status in _MOVED and answer.header("location"):
            self._write(record, answer)
            return self._next(here, answer)
        content = _content(answer, self.terms) if answer.status in _GOOD else b""
        if answer.status in _GOOD:
            digest = hashlib.sha256(content).hexdigest()
            record = replace(record, sha256=digest, size=len(content))
        record = replace(record, warc=self._write(record, answer))
        if answer.status in _GOOD or (answer.status == 304 and asked):
            return Got(record, content)
        raise self._failed(step.target, answer)

    def _permit(self, step: _Step) -> str:
        """Say by what robots.txt allows a hop."""
        verdict = self._robots.verdict(step.target, trusted=step.trusted)
        if not verdict.allowed:
            if verdict.why == "robots.txt":
                raise RefusedError("is not fetched: robots.txt forbids it")
            raise FetchError(f"is not fetched: {verdict.why}")
        self._pace.slower(step.target.authority, verdict.delay)
        return verdict.why

    def _exchange(self, step: _Step, extra: Headers = ()) -> Answer:
        """Find, check and ask: the addresses that were checked are the ones spoken to."""
        allowed = step.trusted and step.target.host in self.terms.allow
        found = addresses(step.target, self.resolver, self.terms.names, allowed=allowed)
        return exchange(step.target, found, self.terms, extra)

    def _next(self, step: _Step, answer: Answer) -> _Step:
        """Where a redirect leads, if it may be followed."""
        if len(step.hops) > self.terms.redirects:
            raise FetchError(f"is redirected more than {self.terms.redirects} times")
        here = step.target
        target = join(here, _unicode(answer.header("location") or ""))
        if here.scheme == "https" and target.scheme == "http":
            raise RefusedError("is redirected from https to http, which is not followed")
        if any(hop.url == target.url for hop in step.hops):
            raise FetchError("is redirected in a circle")
        same = target.host == here.host or here.host in self.terms.allow
        return _Step(target, step.trusted and same, step.hops)

    def _ask_robots(self, target: Target, trusted: bool) -> tuple[int, bytes]:
        step = _Step(target, trusted)
        while True:
            self._pace.wait(step.target.authority)
            answer = self._exchange(step)
            hop = Hop(step.target.url, answer.status, answer.peer)
            step = replace(step, hops=(*step.hops, hop))
            if answer.status not in _MOVED or not answer.header("location"):
                content = _content(answer, self.terms) if answer.status in _GOOD else b""
                return answer.status, content[: self.terms.robots_bytes]
            step = self._next(step, answer)

    def _write(self, record: Fetched, answer: Answer) -> str | None:
        if self.warc is None:
            return None
        return self.warc.write(record.final, record.time, answer, _about(record))

    def _failed(self, target: Target, answer: Answer) -> FetchError:
        words = f"{answer.status} {answer.reason[:80]}".strip()
        wait = _retry_after(answer.header("retry-after"))
        if answer.status not in _BUSY or wait is None:
            return FetchError(f"answers {words}", answer.status)
        self._pace.hold(target.authority, wait)
        return FetchError(f"answers {words}: try again in {wait:.0f} s", answer.status)


def _on_the_way(error: FetchError, step: _Step) -> FetchError:
    """Name the hop where something failed, unless it is the first."""
    if not step.hops:
        return error
    return type(error)(f"leads to {step.target.url}, which {error}", error.status)


def _unicode(location: str) -> str:
    """Read a header as UTF-8, which servers send though the standard has ASCII."""
    return location.encode("latin-1").decode("utf-8", "replace")


def _record(url: str, step: _Step, time: str, answer: Answer, why: str) -> Fetched:
    return Fetched(
        url=url,
        final=step.target.url,
        time=time,
        status=answer.status,
        reason=answer.reason,
        headers=answer.headers,
        hops=step.hops,
        address=answer.peer,
        tls=answer.tls,
        sha256=None,
        size=0,
        raw_size=len(answer.raw_response),
        robots=why,
    )


def _content(answer: Answer, terms: Terms) -> bytes:
    return plain(answer.body, answer.header("content-encoding"), terms)


def _conditions(target: Target, seen: Seen | None) -> Headers:
    """Ask for changes only, where the server told by what to know them."""
    if seen is None or seen.status not in _GOOD or seen.final != target.url:
        return ()
    pairs = (("If-None-Match", seen.etag), ("If-Modified-Since", seen.last_modified))
    return tuple((name, value) for name, value in pairs if value and value.isascii())


def _about(record: Fetched) -> dict[str, str]:
    """How an answer came, for the archive's metadata record."""
    tls = record.tls
    told = {
        "via": " ".join(hop.url for hop in record.hops[:-1]),
        "robots": record.robots,
        "contentSha256": record.sha256 or "",
        "tlsVersion": tls.version if tls else "",
        "tlsCipher": tls.cipher if tls else "",
        "tlsCertificateSha256": tls.certificate_sha256 if tls else "",
    }
    return {name: value for name, value in told.items() if value}


def _retry_after(value: str | None) -> float | None:
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = email.utils.parsedate_to_datetime(value)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
