"""JSON and JSON Lines: records with a text field become pages."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence

from casus.ingest.inflate import wrap
from casus.ingest.limits import Limits, higher
from casus.ingest.sniff import HTML, PLAIN, media_type
from casus.ingest.source import Source, oversize, refuse
from casus.model import Page, Problem

TEXT_FIELDS = ("text", "content", "body", "articleBody", "maintext", "article", "html", "raw_html")
TITLE_FIELDS = ("title", "headline", "name")
URL_FIELDS = ("url", "link", "source_url", "canonical_url")
DATE_FIELDS = ("published", "date", "date_publish", "datePublished", "publish_date", "pubDate")
FETCHED_FIELDS = ("fetched", "date_download", "crawled", "retrieved")
NAME_FIELDS = ("doc", "id", "uuid")
FIELDS = {
    "text": TEXT_FIELDS,
    "title": TITLE_FIELDS,
    "url": URL_FIELDS,
    "published": DATE_FIELDS,
    "fetched": FETCHED_FIELDS,
    "id": NAME_FIELDS,
}
"""Each field with the names that it may have in a record; the first is its own."""
LIST_FIELDS = ("documents", "articles", "items", "results", "data", "pages", "records", "value")
_BLANK = re.compile(r"\s+")


def json_lines(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Read one record a line; a broken line is a problem with its number, the rest goes on."""
    broken = 0
    for number, line in enumerate(_lines(source, limits), start=1):
        if not line.strip():
            continue
        found = _json(line) if len(line) <= limits.page_bytes else oversize(limits.page_bytes)
        where = f"{source.origin}!{number}"
        made = (
            refuse(where, found)
            if isinstance(found, str)
            else record_page(found.value, source, where, str(number))
        )
        if isinstance(made, Problem):
            broken += 1
            if broken > limits.problems:
                continue
        yield made
    if broken > limits.problems:
        message = f"has {broken - limits.problems} more lines that give no page"
        yield refuse(source.origin, f"{message}: to see them, raise {higher('problems')}")


Export = Callable[[object, Source], Iterator[Page | Problem] | None]
"""Reads the value of a known export; None when it is no such export."""


def json_file(
    source: Source, limits: Limits, exports: Sequence[Export] = ()
) -> Iterator[Page | Problem]:
    """Read a JSON file: one record, a list of records, or an object that holds such a list."""
    content = source.stream.read(limits.json_bytes + 1)
    if len(content) > limits.json_bytes:
        yield refuse(source.origin, oversize(limits.json_bytes, "json_bytes"))
        return
    found = _json(content)
    if isinstance(found, str):
        lines = Source(source.name, source.origin, source.label, wrap(content))
        if content.count(b"\n") and not isinstance(_json(content.split(b"\n", 1)[0]), str):
            yield from json_lines(lines, limits)
        else:
            yield refuse(source.origin, found)
        return
    for export in exports:
        known = export(found.value, source)
        if known is not None:
            yield from known
            return
    records = _records(found.value)
    if records is None:
        yield record_page(found.value, source, source.origin, None)
        return
    if not records:
        yield refuse(source.origin, "holds no records")
    for number, record in enumerate(records, start=1):
        yield record_page(record, source, f"{source.origin}!{number}", str(number))


def record_page(record: object, source: Source, where: str, part: str | None) -> Page | Problem:
    """Make the page of one record, or say why it has none.

    Args:
        record: a decoded JSON value; an object with one of `TEXT_FIELDS` is wanted.
        source: what the record lies in.
        where: the record's origin.
        part: the record's number, None for a file that is one record.

    """
    if not isinstance(record, dict):
        return refuse(where, "is no record: an object with a text field is wanted")
    text = _field(record, TEXT_FIELDS)
    if text is None:
        wanted = ", ".join(TEXT_FIELDS)
        return refuse(where, f"has no text field (looked for: {wanted})")
    content = text.encode("utf-8", "replace")
    name = _short(_field(record, NAME_FIELDS)) or (f"{source.name}-{part}" if part else source.name)
    kind = HTML if media_type(content[:4096], "x.txt") == HTML else PLAIN
    return Page(
        name=name,
        origin=where,
        media_type=f"{kind}; charset=utf-8",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        url=_field(record, URL_FIELDS) or source.url,
        fetched=_field(record, FETCHED_FIELDS) or source.fetched,
        published=_field(record, DATE_FIELDS) or source.published,
        title=_short(_field(record, TITLE_FIELDS)) or source.title,
    )


class _Value:
    """A decoded value, so that a decoded string is told from a message."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


def _json(content: bytes) -> _Value | str:
    try:
        return _Value(json.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (byte {error.start}): save it as UTF-8"
    except json.JSONDecodeError as error:
        return f"is broken JSON: {error.msg} at column {error.colno}"
    except (RecursionError, ValueError) as error:
        return f"cannot be read as JSON: {error}"


def _lines(source: Source, limits: Limits) -> Iterator[bytes]:
    """Give lines of at most `page_bytes` + 1 bytes; the rest of a longer line is passed over."""
    cap = limits.page_bytes + 1
    while line := source.stream.readline(cap):
        yield line
        while len(line) == cap and not line.endswith(b"\n"):
            line = source.stream.readline(cap)


def _records(value: object) -> list[object] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and _field(value, TEXT_FIELDS) is None:
        for key in LIST_FIELDS:
            if isinstance(value.get(key), list):
                return list(value[key])
    return None


def _field(record: dict[str, object], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = record.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _short(value: str | None) -> str | None:
    return _BLANK.sub(" ", value).strip()[:500] if value else None
