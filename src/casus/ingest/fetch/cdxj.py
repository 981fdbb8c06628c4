"""The index of a WARC file, as CDXJ lines, and the pages in it."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from casus.ingest.fetch.errors import WaczError

_KEPT = frozenset({"response", "resource", "revisit"})
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,2000})</title", re.IGNORECASE)
_HEAD = 64 * 1024
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page of an archive: `time` as RFC 3339, `title` None where it has none."""

    url: str
    time: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Indexed:
    """One record: its line in the index, and its page where it is one."""

    line: str
    page: PageLine | None


def index(path: Path, name: str) -> Iterator[Indexed]:
    """Index a WARC file under the name that it has in the archive.

    Raises:
        WaczError: it is no WARC file, or its records are not compressed one by one.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        try:
            for record in records:
                if record.rec_type in _KEPT and record.rec_headers.get_header("WARC-Target-URI"):
                    yield _indexed(record, records, name)
        except (ArchiveLoadFailed, EOFError, ValueError) as error:
            remedy = "write it anew with `warcio recompress`"
            raise WaczError(f"{path}: {_first(error)}: {remedy}") from error


def _indexed(record: Any, records: Any, name: str) -> Indexed:
    url = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
    date = record.rec_headers.get_header("WARC-Date") or ""
    mime, charset = _kind(record)
    status = record.http_headers.get_statuscode() if record.http_headers else None
    page = None
    if record.rec_type != "revisit" and mime in _PAGES and status in {"200", None}:
        page = PageLine(url, _rfc3339(date), _title(record, mime, charset))
    fields = {
        "url": url,
        "mime": "warc/revisit" if record.rec_type == "revisit" else mime,
        "status": status,
        "digest": record.rec_headers.get_header("WARC-Payload-Digest"),
        "length": str(records.get_record_length()),
        "offset": str(records.get_record_offset()),
        "filename": name,
    }
    told = json.dumps({key: value for key, value in fields.items() if value}, ensure_ascii=False)
    return Indexed(f"{surt(url)} {re.sub('[^0-9]', '', date)[:14]} {told}\n", page)


def surt(url: str) -> str:
    """Sort key of a URL: the host backwards, without www, in lower case, the query in order."""
    parts = urlsplit(url.lower())
    host = re.sub(r"^www\d*\.", "", parts.hostname or "")
    turned = host if ":" in host else ",".join(reversed(host.split(".")))
    port = f":{parts.port}" if parts.port and parts.port not in {80, 443} else ""
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = (parts.path or "/").replace(" ", "%20")
    return f"{turned}{port}){path}" + (f"?{query}" if query else "")


def _kind(record: Any) -> tuple[str, str]:
    headers = record.http_headers or record.rec_headers
    written = headers.get_header("Content-Type") or ""
    charset = _CHARSET.search(written)
    return written.split(";")[0].strip().lower(), charset.group(1) if charset else "utf-8"


def _title(record: Any, mime: str, charset: str) -> str | None:
    if "html" not in mime:
        return None
    try:
        text = record.content_stream().read(_HEAD).decode(charset, "replace")
    except LookupError:
        return None
    found = _TITLE.search(text)
    return " ".join(html.unescape(found.group(1)).split())[:500] or None if found else None


def _rfc3339(date: str) -> str:
    return f"{date[:19]}Z" if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", date) else date


def _first(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else "is no WARC file"
