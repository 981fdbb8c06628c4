"""Web archives: WARC (also compressed) and Common Crawl's WET. One record, one page."""

import hashlib
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from casus.ingest.inflate import inflate
from casus.ingest.limits import Limits
from casus.ingest.sniff import HEAD, HTML, PLAIN, media_type
from casus.ingest.source import Source, oversize, refuse, too_many
from casus.model import Page, Problem

_WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_READ = frozenset({HTML, PLAIN, "application/xhtml+xml", "application/pdf", "text/markdown"})


class _Forward:
    """A stream that can only be read: the archive reader must not try to seek in it."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes."""
        part = self._stream.read(size)
        self._at += len(part)
        return part

    def tell(self) -> int:
        """Tell how many bytes were read."""
        return self._at


def read_warc(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Give the text and HTML pages of an archive; a broken tail is a problem, the rest stays.

    Redirects, errors, pictures, scripts and styles are no pages: they are passed over, and counted
    in one problem that is not fatal.
    """
    passed = number = 0
    forward: Any = _Forward(source.stream)
    try:
        for record in ArchiveIterator(forward, record_types=_WANTED, auto_decode="transfer"):
            number += 1
            if number > limits.members:
                yield refuse(source.origin, too_many("records", limits.members))
                return
            content = record.reader.read(limits.page_bytes + 1)
            if not _chunked(record) and len(content) < min(
                record.content_length, limits.page_bytes
            ):
                message = f"is cut off: {len(content):,} of {record.content_length:,} bytes"
                yield refuse(f"{source.origin}!{number}", message, fatal=False)
            made = _record(record, content, source, number, limits)
            if made is None:
                passed += 1
            else:
                yield made
    except (OSError, ValueError, RuntimeError, EOFError) as error:
        yield refuse(source.origin, f"breaks off after record {number} ({error})")
    if not number:
        yield refuse(source.origin, "holds no WARC records that can be read")
    if passed:
        message = f"{passed} records are no text (redirects, errors, pictures, scripts)"
        yield refuse(source.origin, message, fatal=False)


def _record(
    record: WarcRecord, content: bytes, source: Source, number: int, limits: Limits
) -> Page | Problem | None:
    url = record.headers.get("WARC-Target-URI")
    where = f"{source.origin}!{number}"
    http = record.http_headers
    if http is not None and http.status_code not in {None, 200, 203}:
        return None
    encoding = http.get("Content-Encoding") if http is not None else None
    plain = inflate(content, encoding or "", limits.page_bytes)
    if plain is None:
        return refuse(where, f"is encoded as {encoding}, which is not read: {url}")
    if len(plain) > limits.page_bytes:
        return refuse(where, oversize(limits.page_bytes))
    kind = media_type(plain[:HEAD], "")
    if kind not in _READ or not plain.strip() or _scripted(record):
        return None
    charset = record.http_charset
    return Page(
        name=f"{source.name}-{number}",
        origin=where,
        media_type=f"{kind}; charset={charset}" if charset else kind,
        content=plain,
        sha256=hashlib.sha256(plain).hexdigest(),
        url=url,
        fetched=record.headers.get("WARC-Date"),
    )


def _chunked(record: WarcRecord) -> bool:
    """Whether the length of a record counts the chunks' own lines, which are taken out."""
    http = record.http_headers
    return http is not None and "chunked" in (http.get("Transfer-Encoding") or "").lower()


def _scripted(record: WarcRecord) -> bool:
    kind = (record.http_content_type or "").lower()
    return any(word in kind for word in ("javascript", "css", "json", "image/", "font", "video/"))
