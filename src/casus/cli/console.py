"""Where output goes: data to standard output, messages to standard error."""

import sys
from enum import IntEnum

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from casus.model import Problem


class Exit(IntEnum):
    """Exit codes. 2, wrong usage, comes from Typer."""

    OK = 0
    ERROR = 1
    USAGE = 2
    QUARANTINED = 3


def out() -> Console:
    """The console of data in human form."""
    return Console(file=sys.stdout, highlight=False)


def err() -> Console:
    """The console of messages."""
    return Console(file=sys.stderr, highlight=False, soft_wrap=True)


def say(message: str) -> None:
    """A message for people, on standard error."""
    err().print(Text(message))


def fail(message: str, code: Exit = Exit.ERROR) -> typer.Exit:
    """Say what went wrong; raise what this returns."""
    err().print(Text.assemble(("error: ", "bold red"), message))
    return typer.Exit(code)


def tell(problem: Problem) -> None:
    """One problem as one line: what happened to which file, and what to do."""
    label, style = ("quarantined: ", "bold yellow") if problem.fatal else ("note: ", "dim")
    subject = "standard input" if problem.subject == "-" else problem.subject
    err().print(Text.assemble((label, style), (subject, "bold"), " ", problem.message))


def write(line: bytes | str) -> None:
    """Write data to standard output as UTF-8, whatever the locale is."""
    content = line.encode("utf-8", "replace") if isinstance(line, str) else line
    sys.stdout.buffer.write(content)


def table(*columns: str) -> Table:
    """An empty table in the house style."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def on_terminal() -> bool:
    """Whether data goes to a person."""
    return sys.stdout.isatty()
