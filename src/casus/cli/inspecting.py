"""Commands that show one part of the work by itself: dates, places, who says what."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from casus.cli.console import fail, out, table, write
from casus.cli.limits import GivenColumns, GivenLimits, given_limits
from casus.cli.options import (
    DEFAULT_MIB,
    AsFormat,
    Format,
    Jobs,
    MaxPage,
    Paths,
    Quiet,
    TimeLimit,
    wants_table,
)
from casus.cli.tables import heading
from casus.cli.work import Work
from casus.export import encode
from casus.export.parts import (
    AttributionsRecord,
    DatesRecord,
    PlacesRecord,
    attributions_record,
    dates_record,
    given_places,
    places_record,
)
from casus.model import Document, Parsed
from casus.pipeline import DOCUMENT_TO_SENTENCES
from casus.resolve.places import Places

Record = AttributionsRecord | DatesRecord | PlacesRecord


class Given(msgspec.Struct):
    """One line of `casus places --mentions`: a text and the code points of its place names."""

    text: str
    spans: list[tuple[int, int]]
    doc: str = ""


def dates(
    paths: Paths,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date of the pages, YYYY-MM-DD."),
    ] = None,
    output: AsFormat = Format.AUTO,
    max_page: MaxPage = DEFAULT_MIB,
    limit: GivenLimits = None,
    column: GivenColumns = None,
    quiet: Quiet = False,
) -> None:
    """Print every expression of time in pages, with its TimeML type and value."""
    human = wants_table(output)
    document: Document
    work = Work(mib=max_page, quiet=quiet, limits=given_limits(limit, column))
    for document in work.documents(paths):
        try:
            record = dates_record(document, published)
        except ValueError as error:
            raise typer.BadParameter(f"--published {published!r}: {error}") from error
        _print(record, document, human=human)


def places(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Files or folders; - reads standard input."),
    ] = None,
    mentions: Annotated[
        Path | None,
        typer.Option(help='JSON Lines of {"doc", "text", "spans": [[start, end]]} to resolve.'),
    ] = None,
    output: AsFormat = Format.AUTO,
    jobs: Jobs = 1,
    time_limit: TimeLimit = None,
    max_page: MaxPage = DEFAULT_MIB,
    limit: GivenLimits = None,
    column: GivenColumns = None,
    quiet: Quiet = False,
) -> None:
    """Print the places that pages name: country, coordinates, precision, and a score."""
    if not paths and mentions is None:
        raise typer.BadParameter("name at least one PATH, or give --mentions FILE")
    resolver = Places()
    human = wants_table(output)
    for given in _given(mentions):
        _print(given_places(given.doc, given.text, given.spans, resolver), None, human=human)
    parsed: Parsed
    work = Work(jobs, time_limit, max_page, quiet, given_limits(limit, column))
    for parsed in work.documents(paths or [], DOCUMENT_TO_SENTENCES):
        _print(places_record(parsed, resolver), parsed.document, human=human)


def _given(path: Path | None) -> Iterator[Given]:
    if path is None:
        return
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                given = msgspec.json.decode(line, type=Given)
            except msgspec.MsgspecError as error:
                raise fail(f"{path}:{number}: {error}; write doc, text and spans") from error
            if any(not 0 <= s < e <= len(given.text) for s, e in given.spans):
                raise fail(f"{path}:{number}: a span lies outside the text of its line")
            yield given


def attributions(
    paths: Paths,
    output: AsFormat = Format.AUTO,
    jobs: Jobs = 1,
    time_limit: TimeLimit = None,
    max_page: MaxPage = DEFAULT_MIB,
    limit: GivenLimits = None,
    column: GivenColumns = None,
    quiet: Quiet = False,
) -> None:
    """Print who says what in pages: source, cue and content."""
    human = wants_table(output)
    parsed: Parsed
    work = Work(jobs, time_limit, max_page, quiet, given_limits(limit, column))
    for parsed in work.documents(paths, DOCUMENT_TO_SENTENCES):
        _print(attributions_record(parsed), parsed.document, human=human)


def _print(record: Record, document: Document | None, *, human: bool) -> None:
    if not human:
        write(encode(record))
        return
    if document:
        out().print(heading(document))
    rows: list[dict[str, Any]] = msgspec.to_builtins(record.rows)
    if rows:
        shown = table(*rows[0])
        for row in rows:
            shown.add_row(*("" if cell is None else str(cell) for cell in row.values()))
        out().print(shown)
    out().print()


DATES_HELP = """Examples:

casus dates page.txt

casus dates page.txt --published 2022-03-26 --format jsonl"""
PLACES_HELP = """Examples:

casus places page.html

casus places --mentions given.jsonl --format jsonl"""
ATTRIBUTIONS_HELP = """Examples:

casus attributions page.html

casus attributions pages/ --format jsonl > said.jsonl"""
