"""The command line as tests call it."""

from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner, Result

from casus.cli import app

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "examples" / "pages"

Call = Callable[..., Result]


def call(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    """Run a command in this process, as if its output went to a file."""
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
