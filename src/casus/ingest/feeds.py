"""RSS, Atom and sitemaps. XML is checked before any parser sees it whole."""

import xml.parsers.expat
from collections.abc import Iterator

import feedparser

from casus.ingest.limits import Limits, higher
from casus.ingest.records import record_page
from casus.ingest.source import Source, oversize, refuse, too_many
from casus.model import Page, Problem


class _RefusedError(ValueError):
    """XML that is not let through; the message says why."""


def check_xml(content: bytes, limits: Limits) -> str | None:
    """Say why XML is refused (entities, nesting); None when it may be parsed.

    Broken XML is not refused here: feeds often are, and the feed parser copes.
    """
    depth = 0

    def begin(_: str, __: object) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.xml_depth:
            raise _RefusedError(
                f"nests XML more than {limits.xml_depth} deep: raise {higher('xml_depth')}"
            )

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def entity(*_: object) -> None:
        raise _RefusedError("declares XML entities, which are not read")

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(content, True)
    except _RefusedError as error:
        return str(error)
    except xml.parsers.expat.ExpatError:
        return "declares XML entities, which are not read" if b"<!ENTITY" in content else None
    return None


def read_feed(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Give one page for each entry of a feed: its content, else its summary."""
    content = source.stream.read(limits.page_bytes + 1)
    if len(content) > limits.page_bytes:
        yield refuse(source.origin, oversize(limits.page_bytes))
        return
    reason = check_xml(content, limits)
    if reason:
        yield refuse(source.origin, reason)
        return
    entries = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False).entries
    if not entries:
        yield refuse(source.origin, "is a feed without entries")
    for number, entry in enumerate(entries[: limits.members], start=1):
        yield _entry(entry, source, number)
    if len(entries) > limits.members:
        yield refuse(source.origin, too_many("entries", limits.members))


def _entry(entry: feedparser.FeedParserDict, source: Source, number: int) -> Page | Problem:
    bodies = [part.get("value") for part in entry.get("content", [])]
    text = max((b for b in (*bodies, entry.get("summary")) if b), key=len, default=None)
    title = entry.get("title")
    sent = entry.get("published_parsed")
    markup = isinstance(text, str) and "<" in text
    record: dict[str, object] = {
        "text": f"<html><body>{text}</body></html>" if markup else (text or title),
        "title": title,
        "url": entry.get("link"),
        "date": f"{sent.tm_year:04d}-{sent.tm_mon:02d}-{sent.tm_mday:02d}" if sent else None,
    }
    return record_page(record, source, f"{source.origin}!{number}", str(number))


def read_sitemap(source: Source, limits: Limits) -> Iterator[Problem]:
    """Tell that a sitemap holds addresses and no text."""
    content = source.stream.read(limits.page_bytes + 1)
    reason = check_xml(content[: limits.page_bytes], limits)
    found = content.count(b"<loc>")
    message = reason or f"is a sitemap of {found} addresses and holds no text: fetch them"
    yield refuse(source.origin, message, fatal=reason is not None)
