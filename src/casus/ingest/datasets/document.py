"""A row as a document with its claims: every cell a line of the text, every field a span of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from casus.ingest.datasets.layout import CellError, Layout, Sketch, Told
from casus.model import Block, Claim, Coded, Document, Role, Slot, Span, When

LONGEST = 10_000  # characters of a cell that are kept; ACLED's and UCDP's notes are far shorter
NEVER_TOLD = "the data set says what it holds to have happened"


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a row, and where the cell of each column stands in it."""

    name: str
    text: str
    title: int
    cells: Mapping[str, Span]
    evidence: Span


def coded(layout: Layout, row: Mapping[str, str]) -> Coded:
    """The document and the claims of a row.

    Its origin is the data set, not the file, so that a newer release of the same row follows it.

    Raises:
        CellError: a cell says what cannot be.
        NotCodedError: the codebook has no type for it.
    """
    if not row[layout.identity]:
        raise CellError(f"{layout.identity} is empty: take the row anew")
    sketches = layout.code(row)
    written = write(layout, row)
    published = layout.published(row)
    address = row.get(layout.address, "") if layout.address else ""
    document = Document(
        id=written.name,
        sha256=hashlib.sha256(written.text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=written.text,
        blocks=(
            Block(0, written.title, Role.TITLE, f"row of {layout.name}"),
            Block(written.title + 1, len(written.text), Role.BODY, f"row of {layout.name}"),
        ),
        title=written.text[: written.title],
        outlet=layout.name,
        published=When(published, f"row of {layout.name}", 0.5) if published else None,
        language="en",
        url=address if address.startswith(("http://", "https://")) else None,
        origin=layout.name,
    )
    return Coded(document, tuple(_claim(layout, one, written) for one in sketches))


def write(layout: Layout, row: Mapping[str, str]) -> Written:
    """A line for each cell that is filled, those of the evidence first."""
    name = f"{layout.key}:{_line(row[layout.identity])}"
    title = f"{layout.name}, row {_line(row[layout.identity])}"
    order = (*layout.shown, *(column for column in row if column not in layout.shown))
    parts, at, cells, end = [title], len(title) + 1, {}, 0
    for column in order:
        if not (cell := _line(row.get(column, ""))):
            continue
        line = f"{_line(column)}: {cell}"
        cells[column] = Span(name, at + len(line) - len(cell), at + len(line))
        end = at + len(line) if column in layout.shown else end
        parts.append(line)
        at += len(line) + 1
    return Written(name, "\n".join(parts), len(title), cells, Span(name, len(title) + 1, end))


def _line(cell: str) -> str:
    return " ".join(cell.split())[:LONGEST]


def _claim(layout: Layout, sketch: Sketch, written: Written) -> Claim:
    def slot(told: Told) -> Slot[str]:
        return Slot(told.value, written.cells.get(told.column), told.score, _why(told.column))

    def _why(column: str) -> str:
        return f"{layout.key}:{column}"

    trigger = written.cells[sketch.type.column]
    place, column = sketch.place or (None, "")
    score = sketch.type.score
    return Claim(
        doc=written.name,
        type=slot(sketch.type),
        mode=slot(sketch.mode) if sketch.mode else None,
        status=Slot("occurred", trigger, score, NEVER_TOLD),
        actors=tuple(map(slot, sketch.actors)),
        recipients=tuple(map(slot, sketch.recipients)),
        source=Slot("author", None, score, f"row of {layout.name}"),
        chain=(),
        date=slot(sketch.date) if sketch.date else None,
        place=Slot(place, written.cells.get(column), score, _why(column)) if place else None,
        losses=tuple(
            Slot(loss, written.cells.get(cell), score, _why(cell)) for loss, cell in sketch.losses
        ),
        weapons=tuple(map(slot, sketch.weapons)),
        trigger=trigger,
        evidence=written.evidence,
        quote=written.text[written.evidence.start : written.evidence.end],
    )
