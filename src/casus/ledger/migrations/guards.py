"""Triggers that keep rows as they are; what a step may build on.

Rule 1: no row is changed or deleted, but a payload that an erasure names may become NULL, and the
projected rows of such an entry may go.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, text

NEVER = "FALSE"
REFUSAL = "the ledger is append-only"
COLUMNS = ("seq", "prev", "kind", "subject", "time", "digest", "hash")  # of entries, for ever so


def guard(connection: Connection, updates: Mapping[str, str], deletions: Mapping[str, str]) -> None:
    """Put triggers on tables: SQL conditions over OLD and NEW under which a change is let through.

    Both mappings are from a table's name to its condition.
    """
    for table in updates:
        _guard(connection, table, "UPDATE", updates[table], "NEW")
        _guard(connection, table, "DELETE", deletions[table], "OLD")


def unguard(connection: Connection, *tables: str) -> None:
    """Take the triggers off again, within a step."""
    for table in tables:
        for verb in ("update", "delete", "truncate"):
            if connection.dialect.name == "sqlite":
                connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}"))
            else:
                connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb} ON {table}"))


def payload_only(erased: str) -> str:
    """The condition that an update of `entries` takes the payload away, and `erased` holds."""
    same = " AND ".join(f"NEW.{c} = OLD.{c}" for c in COLUMNS)
    return f"NEW.payload IS NULL AND {same} AND {erased}"


def _guard(connection: Connection, table: str, verb: str, allowed: str, gives: str) -> None:
    name = f"{table}_no_{verb.lower()}"
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN NOT ({allowed}) "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        )
        return
    connection.execute(
        text(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {allowed} THEN RETURN {gives}; END IF; RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    )
    connection.execute(
        text(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    )
    if verb == "DELETE":
        connection.execute(
            text(
                f"CREATE OR REPLACE FUNCTION {table}_no_truncate() RETURNS trigger "
                f"LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
            )
        )
        connection.execute(
            text(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_no_truncate()"
            )
        )
