"""CSV and TSV with a header line: one row, one page."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping

from casus.ingest.limits import Limits
from casus.ingest.records import FIELDS, record_page
from casus.ingest.source import Source, refuse
from casus.model import Page, Problem


def read_table(source: Source, limits: Limits) -> Iterator[Page | Problem]:
    """Give one page for each row that has a text.

    Columns are found by their names (`FIELDS` of `records`, in any case); `limits.columns` names
    others as pairs of a field (`text`, `title`, `url`, `published`, `id`) and a column.
    """
    charset = _charset(source)
    lines = _lines(source, limits, charset)
    sample = next(lines, "")
    try:
        mapping, problem = _columns(sample, dict(limits.columns))
    except csv.Error as error:
        mapping, problem = {}, f"has a header that cannot be read: {error}"
    if problem:
        yield refuse(source.origin, problem)
        return
    delimiter = _delimiter(sample)
    csv.field_size_limit(min(limits.page_bytes, 2**31 - 1))
    rows = csv.reader(lines, delimiter=delimiter)
    header = next(csv.reader(io.StringIO(sample), delimiter=delimiter), [])
    number, broken = 1, 0
    try:
        for number, row in enumerate(rows, start=2):
            broken += any("\ufffd" in cell for cell in row)
            if any(cell.strip() for cell in row):
                named = {
                    mapping.get(column, column): cell
                    for column, cell in zip(header, row, strict=False)
                }
                yield record_page(named, source, f"{source.origin}!{number}", str(number))
    except csv.Error as error:
        yield refuse(source.origin, f"breaks off at row {number + 1}: {error}")
    if broken:
        message = f"{broken} rows are not UTF-8 throughout"
        yield refuse(source.origin, f"{message}, letters are lost: save it as UTF-8", fatal=False)


def _lines(source: Source, limits: Limits, charset: str) -> Iterator[str]:
    text = io.TextIOWrapper(source.stream, encoding=charset, errors="replace", newline="")
    try:
        while line := text.readline(limits.page_bytes):
            yield line
    finally:
        text.detach()  # who opened the stream closes it


def _charset(source: Source) -> str:
    """UTF-16 where a byte-order mark says so, as spreadsheets write it; else UTF-8."""
    wide = source.stream.peek(2)[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    return "utf-16" if wide else "utf-8-sig"


def _delimiter(line: str) -> str:
    return max("\t;,|", key=line.count)


def _columns(line: str, wanted: Mapping[str, str]) -> tuple[dict[str, str], str | None]:
    """Map columns to fields; say which are missing."""
    header = next(csv.reader(io.StringIO(line), delimiter=_delimiter(line)), [])
    missing = [column for column in wanted.values() if column not in header]
    if missing:
        return {}, f"has no column {', '.join(missing)} (its columns: {', '.join(header)})"
    mapping = {column: FIELDS[field][0] for field, column in wanted.items() if field in FIELDS}
    lowered = {column.lower().strip(): column for column in header}
    for names in FIELDS.values():
        if not any(column in mapping for column in header if mapping.get(column) == names[0]):
            found = next((lowered[n.lower()] for n in names if n.lower() in lowered), None)
            if found and found not in mapping:
                mapping[found] = names[0]
    if FIELDS["text"][0] not in mapping.values():
        shown = ", ".join(header)
        return {}, f"has no text column: name one, --column text=NAME (its columns: {shown})"
    return mapping, None
