"""What an analyst declares about sources: who owns an outlet, and how reliable a source is.

    [sources."Example Gazette"]      # an outlet as `casus report` names it, or an actor code
    owner = "Example Holding"        # outlets of one owner count as one source
    reliability = "B"                # the Admiralty letter, A to F

Nothing of it is ever inferred: a source that is not declared has the letter F.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casus.model import CasusError

LETTERS = frozenset("ABCDEF")
UNJUDGED = "F"
KEYS = frozenset({"owner", "reliability"})


class DeclaredError(CasusError, RuntimeError):
    """A file that cannot be used; the message names the file, the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Owners of outlets, and Admiralty letters of outlets, owners and actor codes."""

    owners: Mapping[str, str] = field(default_factory=dict)
    reliability: Mapping[str, str] = field(default_factory=dict)


NOTHING = Declared()


def load_declared(path: Path) -> Declared:
    """Read the table `sources` of a file in TOML; other tables are left to others.

    Raises:
        DeclaredError: the file is missing or no TOML, or the table holds something else.
    """
    try:
        body = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DeclaredError(f"{path}: cannot be read ({error}); write TOML in UTF-8") from error
    rows = body.get("sources", {})
    if not isinstance(rows, dict):
        raise DeclaredError(f'{path}: sources: write a table for each, [sources."NAME"]')
    found = {name: _checked(path, name, row) for name, row in rows.items()}
    return Declared(
        {name: row["owner"] for name, row in found.items() if "owner" in row},
        {name: row["reliability"] for name, row in found.items() if "reliability" in row},
    )


def _checked(path: Path, name: str, row: Any) -> dict[str, str]:
    where = f'{path}: [sources."{name}"]'
    if not isinstance(row, dict):
        raise DeclaredError(f"{where}: write it as a table")
    if unknown := sorted(row.keys() - KEYS):
        raise DeclaredError(f"{where}: {unknown[0]!r} is none of {', '.join(sorted(KEYS))}")
    for key, value in row.items():
        if not isinstance(value, str) or not value:
            raise DeclaredError(f"{where}: {key} needs a text")
    if row.get("reliability", UNJUDGED) not in LETTERS:
        raise DeclaredError(f"{where}: reliability {row['reliability']!r} is no letter A to F")
    return row
