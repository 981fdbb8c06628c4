"""Tab-separated tables with a header line; errors name the file and the line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from casus.model import CasusError


class LexiconError(CasusError, ValueError):
    """A table that cannot be read; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: line `number` of the file `path`, with a text for every column."""

    path: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def where(self) -> str:
        """`file:line`, for errors."""
        return f"{self.path}:{self.number}"


def table(
    name: str, columns: Sequence[str], folder: Path | Traversable | None = None
) -> Iterator[Row]:
    """Read `name` from the package's lexicon, or from `folder`. `#` begins a comment line.

    Raises:
        LexiconError: the file is missing or not UTF-8, its header lacks a column, or a line has
            another number of cells than the header.
    """
    path = (folder or files("casus.lexicon")).joinpath(name)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 ({error})") from error
    where = str(path)
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = _header(cells, columns, f"{where}:{number}")
        elif len(cells) != len(header):
            raise LexiconError(
                f"{where}:{number}: {len(cells)} cells, the header has {len(header)}; use tabs"
            )
        else:
            yield Row(where, number, dict(zip(header, map(str.strip, cells), strict=True)))


def _header(cells: list[str], columns: Sequence[str], where: str) -> list[str]:
    missing = [c for c in columns if c not in cells]
    if missing:
        raise LexiconError(f"{where}: the header lacks the column(s) {', '.join(missing)}")
    return cells
