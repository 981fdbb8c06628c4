"""Lines of a table to rows by column; a broken row costs itself only, and is told with its line."""

import csv
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casus.ingest.datasets.layout import Layout
from casus.ingest.limits import Limits
from casus.ingest.source import Source

MOST_LINES = 200  # of one row: notes may hold line ends between quotation marks
REPLACED = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Row:
    """The number of a row's first line, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be read: the number of its first line, what is wrong and what to do."""

    line: int
    message: str


class UnknownTableError(ValueError):
    """A table that is none of the known ones; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Table:
    """How the lines of a table are to be read. `header` is None where columns go by place."""

    layout: Layout
    header: tuple[str, ...] | None
    delimiter: str

    @property
    def quoted(self) -> bool:
        """Whether quotation marks hold cells together; GDELT's own tables have none."""
        return self.header is not None or self.layout.quoted

    @property
    def unknown(self) -> tuple[str, ...]:
        """Columns that the layout does not know."""
        known = {*self.layout.columns, *self.layout.former}
        return tuple(column for column in self.header or () if column not in known)


def recognise(first: str, layouts: Sequence[Layout]) -> Table:
    """Tell by its first line whose table it is.

    Raises:
        UnknownTableError: it is of none of the layouts, or lacks columns.
    """
    delimiter = max("\t;,", key=first.count)
    written = _header(first, delimiter)
    for layout in layouts:
        header = tuple(layout.renamed.get(name, name) for name in written)
        missing = layout.needed - set(header)
        if not missing:
            return Table(layout, header, delimiter)
        if len(missing) * 2 < len(layout.needed):
            lacking = ", ".join(sorted(missing))
            message = f"is a table of {layout.name} without {lacking}: export it with all columns"
            raise UnknownTableError(message)
        if len(header) in layout.by_width and header[0].isdigit():
            return Table(layout, None, delimiter)
    names = ", ".join(layout.name for layout in layouts)
    raise UnknownTableError(
        f"is no event table of {names}: take the file as it was published, with its header line"
    )


def _header(first: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(name.strip() for name in next(csv.reader([first], delimiter=delimiter), []))
    except csv.Error:
        return ()


def rows(
    source: Source, limits: Limits, layouts: Sequence[Layout]
) -> Iterator[Table | Row | Broken]:
    """Give the table first, then its rows and what is broken, in order.

    Raises:
        UnknownTableError: it is of none of the layouts.
    """
    lines = _lines(source, limits)
    first = next(lines, "")
    table = recognise(first.rstrip("\r\n"), layouts)
    yield table
    start = 1 if table.header is None else 2
    found = deque([first]) if table.header is None else deque[str]()
    yield from _read(table, lines, found, start)


def _lines(source: Source, limits: Limits) -> Iterator[str]:
    begun = False
    while line := source.stream.readline(limits.page_bytes):
        yield line.decode("utf-8" if begun else "utf-8-sig", "replace")
        begun = True


def _read(
    table: Table, lines: Iterator[str], ahead: deque[str], number: int
) -> Iterator[Row | Broken]:
    """Rows, put together of lines while a quotation mark is open.

    A mark that is never closed, or that swallows another row, costs its own line only: the lines
    after it are read anew.
    """
    while line := ahead.popleft() if ahead else next(lines, ""):
        parts = [line]
        while table.quoted and "".join(parts).count('"') % 2 and len(parts) < MOST_LINES:
            more = ahead.popleft() if ahead else next(lines, "")
            if not more:
                break
            parts.append(more)
        found = _row(table, number, "".join(parts))
        if isinstance(found, Broken) and len(parts) > 1:
            ahead.extendleft(reversed(parts[1:]))
            parts = parts[:1]
        if "".join(parts).strip():
            yield found
        number += len(parts)


def _cells(table: Table, text: str) -> list[str]:
    if not table.quoted:
        return text.rstrip("\r\n").split(table.delimiter)
    return next(csv.reader([text], delimiter=table.delimiter, strict=True), [])


def _row(table: Table, number: int, text: str) -> Row | Broken:
    if REPLACED in text:
        return Broken(number, "holds bytes that are no UTF-8: save the file as UTF-8")
    if "\x00" in text:
        return Broken(number, "holds a NUL byte: the file was cut or damaged, copy it again")
    try:
        cells = _cells(table, text)
    except csv.Error as error:
        return Broken(number, f"is no row of CSV ({error}): correct its quotation marks")
    columns = table.header or table.layout.by_width.get(len(cells), ())
    if len(cells) != len(columns):
        wanted = len(columns) or " or ".join(map(str, sorted(table.layout.by_width)))
        return Broken(number, f"has {len(cells)} cells instead of {wanted}: take the row anew")
    return Row(number, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
