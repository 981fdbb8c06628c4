"""The links that feeds and sitemaps give."""

import xml.parsers.expat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

import feedparser

from casus.ingest.feeds import check_xml
from casus.ingest.fetch.errors import FetchError
from casus.ingest.fetch.fetcher import Got
from casus.ingest.limits import Limits

_ROOTS = (b"<urlset", b"<sitemapindex", b":urlset", b":sitemapindex")
_FIELDS = frozenset({"loc", "lastmod"})
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a feed or sitemap gives.

    `changed` and `published` are ISO 8601, or None; `more` says that it is a further sitemap.
    """

    url: str
    title: str | None = None
    published: str | None = None
    changed: str | None = None
    more: bool = False


def links(got: Got, limits: Limits) -> tuple[Link, ...]:
    """Give the links of a feed, sitemap or index of sitemaps, in their order, each once.

    Raises:
        FetchError: it is none, or hostile XML.
    """
    reason = check_xml(got.content, limits)
    if reason:
        raise FetchError(reason)
    sitemap = any(root in got.content[:_LONGEST] for root in _ROOTS)
    found = _sitemap(got.content) if sitemap else _feed(got.content)
    absolute = {link.url: link for link in _absolute(found, got.record.final)}
    return tuple(absolute.values())[: limits.members]


def _absolute(found: Iterator[Link], base: str) -> Iterator[Link]:
    for link in found:
        try:
            yield replace(link, url=urljoin(base, link.url))
        except ValueError:
            continue


def _feed(content: bytes) -> Iterator[Link]:
    parsed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        raise FetchError("is no feed or sitemap with entries")
    yield from (_entry(entry) for entry in parsed.entries if entry.get("link"))


def _entry(entry: feedparser.FeedParserDict) -> Link:
    sent = entry.get("published_parsed")
    day = f"{sent.tm_year:04d}-{sent.tm_mon:02d}-{sent.tm_mday:02d}" if sent else None
    title = str(entry.get("title") or "").strip()[:500] or None
    return Link(str(entry.link), title=title, published=day)


@dataclass(slots=True)
class _Sitemap:
    """Collects links while the XML parser goes through; it reads each byte once."""

    found: list[Link] = field(default_factory=list)
    _fields: dict[str, str] = field(default_factory=dict)
    _inside: str | None = None

    def begin(self, name: str, _: object) -> None:
        """An element begins."""
        bare = name.rsplit(":", 1)[-1]
        self._inside = bare if bare in _FIELDS else None
        if bare in {"url", "sitemap"}:
            self._fields.clear()

    def text(self, part: str) -> None:
        """Text of an element, or a part of it."""
        if self._inside is not None and len(self._fields.get(self._inside, "")) <= _LONGEST:
            self._fields[self._inside] = self._fields.get(self._inside, "") + part

    def end(self, name: str) -> None:
        """An element ends."""
        bare = name.rsplit(":", 1)[-1]
        self._inside = None
        url = self._fields.get("loc", "").strip()
        if bare in {"url", "sitemap"} and url:
            changed = self._fields.get("lastmod", "").strip() or None
            self.found.append(Link(url, changed=changed, more=bare == "sitemap"))


def _sitemap(content: bytes) -> Iterator[Link]:
    """Read a sitemap; of a broken one what comes before the break."""
    collected = _Sitemap()
    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = collected.begin
    parser.EndElementHandler = collected.end
    parser.CharacterDataHandler = collected.text
    try:
        parser.Parse(content, True)
    except xml.parsers.expat.ExpatError as error:
        if not collected.found:
            raise FetchError(f"is a broken sitemap ({error})") from error
    yield from collected.found
