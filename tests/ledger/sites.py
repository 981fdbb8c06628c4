"""Places where the same tests keep ledgers."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from casus.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Site:
    """A place for one ledger. `place` is what a user names; `folder` holds its other files."""

    place: str
    folder: Path

    def open(self, **options: Any) -> Ledger:
        return Ledger.open(self.place, **options)

    @property
    def in_file(self) -> bool:
        return "://" not in self.place

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask past the ledger."""
        return self.tamper(statement)

    def tamper(self, *statements: str) -> list[tuple[Any, ...]]:
        """Write past the triggers, as one who owns the database could; rows of the last one."""
        return self._in_file(statements) if self.in_file else self._on_server(statements)

    def attempt(self, statement: str) -> None:
        """Write as a careless user would, with the triggers in place."""
        if self.in_file:
            raw = sqlite3.connect(self.place)
            try:
                with raw:
                    raw.execute(statement)
            finally:
                raw.close()
            return
        with psycopg.connect(self.dsn) as connection:
            connection.execute("SET search_path TO casus")
            connection.execute(statement)  # type: ignore[arg-type, unused-ignore]

    @property
    def dsn(self) -> str:
        return self.place.partition("?")[0]

    def _in_file(self, statements: tuple[str, ...]) -> list[tuple[Any, ...]]:
        raw = sqlite3.connect(self.place)
        names = raw.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
        found: list[tuple[Any, ...]] = []
        for name, _ in names:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            found = raw.execute(statement).fetchall()
        for _, text in names:
            raw.execute(text)
        raw.commit()
        raw.close()
        return found

    def _on_server(self, statements: tuple[str, ...]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        with psycopg.connect(self.dsn) as connection:
            connection.execute("SET search_path TO casus")
            connection.execute("SET session_replication_role = replica")  # no triggers, no keys
            for statement in statements:
                cursor = connection.execute(statement)  # type: ignore[arg-type, unused-ignore]
                found = cursor.fetchall() if cursor.description else []
        return found
