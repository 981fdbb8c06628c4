"""Limits and columns as a command line gives them."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Annotated

import typer

from casus.ingest import Limits
from casus.ingest.records import FIELDS

SET = tuple(f.name for f in fields(Limits) if f.name not in {"columns", "page_bytes"})
"""Limits that `--limit` sets; `--max-page` sets `page_bytes`."""

GivenLimits = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=NUMBER",
        help=f"Another bound on input; again for each: {', '.join(SET)}.",
        show_default=False,
    ),
]
GivenColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help=f"Where a CSV file holds a field; again for each: {', '.join(FIELDS)}.",
        show_default=False,
    ),
]


def given_limits(limits: Iterable[str] | None, columns: Iterable[str] | None) -> Limits:
    """Read the options `--limit` and `--column`.

    Raises:
        typer.BadParameter: no such limit or field, or no whole number of at least 1.
    """
    caps = Limits(columns=tuple(_pair(t, "--column", tuple(FIELDS)) for t in columns or ()))
    for text in limits or ():
        name, value = _pair(text, "--limit", SET)
        if not value.isdecimal() or int(value) < 1:
            raise typer.BadParameter(f"--limit {text}: give a whole number from 1")
        caps = replace(caps, **{name: int(value)})  # type: ignore[arg-type]  # names are of numbers
    return caps


def _pair(text: str, option: str, known: tuple[str, ...]) -> tuple[str, str]:
    name, _, value = text.partition("=")
    if name not in known or not value:
        raise typer.BadParameter(f"{option} {text!r}: write one of {', '.join(known)}, =, a value")
    return name, value
