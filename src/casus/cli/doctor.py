"""`casus doctor`: is everything there that the program needs?"""

import base64
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from pathlib import Path

import typer
from rich.text import Text

from casus import __version__
from casus.cli.console import Exit, out, say, table
from casus.language import LanguageModel, ModelError
from casus.language.parser import SHIPPED
from casus.lexicon.check import check_tables
from casus.lexicon.table import LexiconError
from casus.pipeline import build
from casus.resolve.gazetteer import GazetteerError
from casus.resolve.gazetteer_build import cache_folder, standard

OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, and what was seen or is to be done."""

    name: str
    well: bool
    note: str


def doctor() -> None:
    """Check the installation: Python, packages, model, lexicons, gazetteer, cache."""
    found = list(findings())
    rows = table("", "checked", "found")
    for finding in found:
        mark = Text("ok", style="green") if finding.well else Text("WRONG", style="bold red")
        rows.add_row(mark, finding.name, Text(finding.note))
    out().print(rows)
    if not all(f.well for f in found):
        say("something is wrong; the lines marked WRONG say what to do")
        raise typer.Exit(Exit.ERROR)


def findings() -> Iterator[Finding]:
    """Look at everything, the simple things first."""
    yield _python()
    yield Finding("casus", True, __version__)
    yield from _packages()
    yield from _model_files()
    for name, check in CHECKS.items():
        yield _try(name, check)


def _try(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, check())
    except (OSError, GazetteerError, LexiconError, ModelError) as error:
        return Finding(name, False, str(error))


def _python() -> Finding:
    here = ".".join(map(str, sys.version_info[:3]))
    well = sys.version_info[:2] >= OLDEST
    return Finding("Python", well, here if well else f"{here}; casus needs 3.11 or newer")


def _packages() -> Iterator[Finding]:
    try:
        needed = requires("casus-monitor") or []
    except PackageNotFoundError:
        yield Finding("packages", True, "not installed: run from a source tree")
        return
    missing = [name for name in map(_bare, needed) if not _version(name)]
    if missing:
        note = f"missing: {', '.join(missing)}; run pip install casus-monitor again"
        yield Finding("packages", False, note)
    else:
        yield Finding("packages", True, ", ".join(f"{n} {_version(n)}" for n in map(_bare, needed)))


def _bare(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    return found[0] if found else requirement


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _model_files() -> Iterator[Finding]:
    for path in sorted(SHIPPED.glob("*.onnx")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        yield Finding(
            f"model {path.name}", True, f"{path.stat().st_size:,} bytes, SHA-256 {digest}"
        )


def _installed() -> str:
    """Compare every file of the wheel with the digest that was recorded when it was installed."""
    try:
        recorded = [f for f in distribution("casus-monitor").files or [] if f.hash is not None]
    except PackageNotFoundError:
        return "not installed: nothing to compare"
    for file in recorded:
        if file.hash is not None and _digest(Path(str(file.locate()))) != file.hash.value:
            raise OSError(f"{file.locate()} was changed or is missing; install casus again")
    return f"{len(recorded)} files are as they were installed"


def _digest(path: Path) -> str:
    """A file's SHA-256 as wheels write it: base64 for URLs, without padding."""
    raw = hashlib.sha256(path.read_bytes()).digest()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _model() -> str:
    (sentences,) = LanguageModel.load().parse(["Troops entered the village on Monday."])
    words = [token.text for sentence in sentences for token in sentence.tokens]
    return f"parses a sentence of {len(words)} words"


def _stages() -> str:
    return ", ".join(stage.ref for stage in build().stages)


def _gazetteer() -> str:
    index = standard()
    found = index.exact("baku")
    if not found:
        raise GazetteerError(f"{index.path}: does not know Baku; delete it and run this again")
    return f"{index.path}, {index.path.stat().st_size:,} bytes"


def _cache() -> str:
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder):
        return f"{folder} can be written"


def _here() -> str:
    if not os.access(Path.cwd(), os.W_OK):
        raise PermissionError(f"{Path.cwd()} cannot be written; name another --out or --ledger")
    return f"{Path.cwd()} can be written"


CHECKS: dict[str, Callable[[], str]] = {
    "lexicons": lambda: f"{sum(check_tables().values()):,} rows in order",
    "installed files": _installed,
    "language model": _model,
    "stages": _stages,
    "cache": _cache,
    "gazetteer": _gazetteer,
    "this folder": _here,
}

DOCTOR_HELP = """Examples:

casus doctor"""
