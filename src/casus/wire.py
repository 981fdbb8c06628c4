"""Records to and from JSON lines: every line carries its `kind` and the schema version.

    {"kind": "claim", "schema": 1, "doc": ..., ...}

Only this module and the exports know how a record looks outside the program.
"""

from typing import Any, TypeAlias

import msgspec

from casus.model import Claim, Document, Link, Page, Problem

SCHEMA = 1

Record: TypeAlias = Claim | Document | Link | Page | Problem

KINDS: dict[str, type] = {
    "claim": Claim,
    "document": Document,
    "link": Link,
    "page": Page,
    "problem": Problem,
}
NAMES = {record: kind for kind, record in KINDS.items()}


class WireError(ValueError):
    """A line that holds no record of this schema; the message says why."""


def dumps(record: Record) -> bytes:
    """Write a record as one JSON line without the line end.

    Raises:
        WireError: not one of the kinds.
    """
    return msgspec.json.encode(to_fields(record))


def loads(line: bytes | str) -> Record:
    """Read one JSON line.

    Raises:
        WireError: no JSON, an unknown kind, another schema version, or a field of a wrong type.
    """
    try:
        return from_fields(msgspec.json.decode(line, type=dict[str, Any]))
    except msgspec.MsgspecError as error:
        raise WireError(f"not a record: {error}") from error


def to_fields(record: Record) -> dict[str, Any]:
    """The object of a record's line, before it is written as JSON.

    Raises:
        WireError: not one of the kinds.
    """
    kind = NAMES.get(type(record))
    if kind is None:
        known = ", ".join(sorted(KINDS))
        raise WireError(f"{type(record).__name__} has no kind; the kinds are {known}")
    fields: dict[str, Any] = msgspec.to_builtins(record)
    return {"kind": kind, "schema": SCHEMA} | fields


def from_fields(fields: dict[str, Any]) -> Record:
    """The record of a line's object.

    Raises:
        WireError: an unknown kind, another schema version, or a field of a wrong type.
    """
    kind, schema = fields.get("kind"), fields.get("schema")
    if schema != SCHEMA:
        raise WireError(f"schema {schema!r}; this version of casus reads schema {SCHEMA}")
    if kind not in KINDS:
        raise WireError(f"kind {kind!r} is none of {', '.join(sorted(KINDS))}")
    rest = {name: value for name, value in fields.items() if name not in {"kind", "schema"}}
    try:
        record: Record = msgspec.convert(rest, KINDS[kind])
    except msgspec.MsgspecError as error:
        raise WireError(f"not a record: {error}") from error
    return record
