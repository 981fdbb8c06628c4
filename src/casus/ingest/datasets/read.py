"""Files to claims of data sets: tables alone or in ZIP, gzip and tar files, under the same caps."""

import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from casus.ingest import archives, sniff
from casus.ingest.datasets.acled import ACLED
from casus.ingest.datasets.document import coded
from casus.ingest.datasets.gdelt import GDELT
from casus.ingest.datasets.layout import CellError, Layout, NotCodedError
from casus.ingest.datasets.rows import Broken, Row, Table, UnknownTableError, rows
from casus.ingest.datasets.ucdp import UCDP
from casus.ingest.limits import Limits
from casus.ingest.source import Source, oversize
from casus.ingest.walk import find, reason
from casus.model import Coded, Problem

STAGE = "import"
LAYOUTS: dict[str, Layout] = {layout.key: layout for layout in (ACLED, UCDP, GDELT)}
CONTAINERS: dict[str, Callable[[Source, Limits], Iterator[Source | Problem]]] = {
    "application/zip": archives.read_zip,
    "application/x-tar": archives.read_tar,
    "application/gzip": archives.read_gzip,
}
BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError)


def read_datasets(
    paths: Iterable[str | Path],
    layouts: Sequence[Layout] = tuple(LAYOUTS.values()),
    limits: Limits | None = None,
) -> Iterator[Coded | Problem]:
    """Read event tables of data sets.

    Args:
        paths: files and folders; folders in the order of their names.
        layouts: the tables that are looked for; whose table it is follows from its first line.
        limits: caps; the defaults when None.

    Yields:
        A document with its claims for each row, and a problem with the number of the line and a
        remedy for each that is broken. Nothing is raised for bad input.

    """
    caps = limits or Limits()
    for item in find([Path(path) for path in paths], caps):
        if isinstance(item, Problem):
            yield replace(item, stage=STAGE)
        else:
            yield from _file(item[1], layouts, caps)


def _file(path: Path, layouts: Sequence[Layout], limits: Limits) -> Iterator[Coded | Problem]:
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            if size > limits.container_bytes:
                yield _refuse(str(path), oversize(limits.container_bytes, "container_bytes"))
                return
            source = Source(path.stem, str(path), path.name, stream, size=size)
            yield from _opened(source, layouts, limits)
    except OSError as error:
        yield _refuse(str(path), reason(error))


def _opened(source: Source, layouts: Sequence[Layout], limits: Limits) -> Iterator[Coded | Problem]:
    """A table, or the tables of a container."""
    head = source.stream.peek(sniff.HEAD)[: sniff.HEAD]
    reader = CONTAINERS.get(sniff.media_type(head, source.label))
    try:
        if reader is None:
            yield from _table(source, layouts, limits)
        elif source.depth >= limits.depth:
            yield _refuse(
                source.origin, f"lies more than {limits.depth} containers deep: unpack it"
            )
        else:
            for item in reader(replace(source, depth=source.depth + 1), limits):
                if isinstance(item, Source):
                    yield from _opened(item, layouts, limits)
                else:
                    yield replace(item, stage=STAGE)
    except BROKEN as error:
        yield _refuse(source.origin, f"breaks off: {error}; copy it again")


def _table(source: Source, layouts: Sequence[Layout], limits: Limits) -> Iterator[Coded | Problem]:
    """The rows of a table; of many broken ones the rest is counted in one line."""
    broken = 0
    left: Counter[str] = Counter()
    for item in _items(source, layouts, limits):
        if isinstance(item, NotCodedError):
            left[str(item)] += 1
        elif isinstance(item, Problem) and item.fatal:
            broken += 1
            if broken <= limits.problems:
                yield item
        else:
            yield item
    if broken > limits.problems:
        yield _refuse(source.origin, f"has {broken - limits.problems} more rows that are broken")
    for what, count in sorted(left.items()):
        message = f"{count} rows are of a kind that the codebook does not code ({what}): left out"
        yield _refuse(source.origin, message, fatal=False)


def _items(
    source: Source, layouts: Sequence[Layout], limits: Limits
) -> Iterator[Coded | Problem | NotCodedError]:
    layout = layouts[0]
    try:
        for item in rows(source, limits, layouts):
            if isinstance(item, Table):
                layout = item.layout
                yield from _notes(item, source)
            elif isinstance(item, Broken):
                yield _refuse(f"{source.origin}!{item.line}", f"line {item.line} {item.message}")
            else:
                yield _coded(layout, item, source)
    except UnknownTableError as error:
        yield _refuse(source.origin, str(error))


def _notes(table: Table, source: Source) -> Iterator[Problem]:
    if table.unknown:
        names = ", ".join(table.unknown[:10])
        message = (
            f"line 1 names columns that {table.layout.name} did not have so far ({names}): "
            "their cells are kept in the text and not coded; name one as a known column to code it"
        )
        yield _refuse(f"{source.origin}!1", message, fatal=False)


def _coded(layout: Layout, row: Row, source: Source) -> Coded | Problem | NotCodedError:
    try:
        return coded(layout, row.cells)
    except NotCodedError as error:
        return error
    except CellError as error:
        return _refuse(f"{source.origin}!{row.line}", f"line {row.line}: {error}")


def _refuse(origin: str, message: str, *, fatal: bool = True) -> Problem:
    return Problem(STAGE, origin, message, fatal=fatal)
