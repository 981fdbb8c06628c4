"""Records to and from JSON lines: every line carries its `kind` and the schema version.

    {"kind": "claim", "schema": 1, "doc": ..., ...}

Only this module and the exports know how a record looks outside the program.
"""

from typing import Any

import msgspec

from casus.model import Claim, Document, Page, Problem

SCHEMA = 1

KINDS: dict[str, type] = {"claim": Claim, "document": Document, "page": Page, "problem": Problem}
NAMES = {record: kind for kind, record in KINDS.items()}


class WireError(ValueError):
    """A line that holds no record of this schema; the message says why."""


def dumps(record: Claim | Document | Page | Problem) -> bytes:
    """Write a record as one JSON line without the line end.

    Raises:
        WireError: not one of the kinds.
    """
    kind = NAMES.get(type(record))
    if kind is None:
        raise WireError(f"{type(record).__name__} has no kind; the kinds are {', '.join(sorted(KINDS))}")
    fields: dict[str, Any] = msgspec.to_builtins(record)
    return msgspec.json.encode({"kind": kind, "schema": SCHEMA} | fields)


def loads(line: bytes | str) -> Claim | Document | Page | Problem:
    """Read one JSON line.

    Raises:
        WireError: no JSON, an unknown kind, another schema version, or a field of a wrong type.
    """
    try:
        fields = msgspec.json.decode(line, type=dict[str, Any])
        kind, schema = fields.pop("kind", None), fields.pop("schema", None)
        if schema != SCHEMA:
            raise WireError(f"schema {schema!r}; this version of casus reads schema {SCHEMA}")
        if kind not in KINDS:
            raise WireError(f"kind {kind!r} is none of {', '.join(sorted(KINDS))}")
        record: Claim | Document | Page | Problem = msgspec.convert(fields, KINDS[kind])
    except msgspec.MsgspecError as error:
        raise WireError(f"not a record: {error}") from error
    return record
