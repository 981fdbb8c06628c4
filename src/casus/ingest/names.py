"""Short names of pages: unique in a run, the same in every run over the same input."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path


def file_names(files: Iterable[tuple[Path, Path]]) -> dict[Path, str]:
    """Name files by their stem, with the relative folder only where stems collide.

    Args:
        files: pairs of a root (the path that was named by the user) and a file under it.

    Returns:
        One name for each file; no two are equal.

    """
    pairs = list(files)
    stems = Counter(file.stem for _, file in pairs)
    names = Names()
    named: dict[Path, str] = {}
    for root, file in pairs:
        if file not in named:
            named[file] = names.take(_wanted(root, file, collides=stems[file.stem] > 1))
    return named


def _wanted(root: Path, file: Path, *, collides: bool) -> str:
    if not collides:
        return file.stem
    relative = file.relative_to(root) if file != root and file.is_relative_to(root) else file
    parts = [part for part in relative.with_suffix("").parts if part not in {"/", ".", ".."}]
    return "-".join(parts)


class Names:
    """Names given out so far; a name that is taken gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: Counter[str] = Counter()

    def take(self, wanted: str) -> str:
        """Give out `wanted`, or `wanted-2`, `wanted-3` … when it is taken."""
        name = wanted
        while name in self._taken:
            self._next[wanted] += 1
            name = f"{wanted}-{self._next[wanted] + 1}"
        self._taken.add(name)
        return name
