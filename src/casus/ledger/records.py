"""What goes into a ledger beside claims, and what its queries give."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from casus.model import Claim, Document, Problem

DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Run:
    """The circumstances under which something was recorded.

    `time` is ISO 8601 with an offset (or `Z`): the caller's "now", since no stage reads a clock.
    `tool` names the program and its version, `operator` who ran it; both may be empty.
    """

    time: str
    tool: str = ""
    operator: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "time", utc(self.time))


@dataclass(frozen=True, slots=True)
class Added:
    """What was new. Both are falsy when the same document was read again with the same result."""

    document_new: bool
    claims_new: int


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim with its id, the key of its document, and when and where it was recorded."""

    id: str
    claim: Claim
    document: str
    time: str
    seq: int


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document with its key, when and where it was recorded, and how many claims it carries."""

    key: str
    document: Document
    time: str
    seq: int
    claims: int


@dataclass(frozen=True, slots=True)
class KeptProblem:
    """A problem with when and where it was recorded."""

    problem: Problem
    time: str
    seq: int


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it stands in the chain: what it is about, when and by whom it was recorded.

    `fields` is the content, empty once it was erased (`erased`); `tool`, `operator` and `notes`
    are those of its run, empty for kinds that carry none.
    """

    seq: int
    kind: str
    subject: str
    time: str
    fields: dict[str, Any]
    tool: str = ""
    operator: str = ""
    notes: str = ""
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds.

    `quarantined` counts subjects about which a fatal problem stands, `erased` entries without
    content.
    """

    documents: int
    claims: int
    problems: int
    quarantined: int
    entries: int
    erased: int = 0


def utc(time: str) -> str:
    """Write an ISO 8601 time with offset as `YYYY-MM-DDTHH:MM:SS.ffffffZ`, which sorts as text.

    Raises:
        ValueError: not ISO 8601, or without an offset.
    """
    moment = datetime.fromisoformat(time)
    if moment.tzinfo is None:
        raise ValueError(f"time {time!r} has no offset; end it with Z or +00:00")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant(text: str) -> str:
    """A time as `utc` writes it; a day (`YYYY-MM-DD`) stands for its last microsecond in UTC.

    Raises:
        ValueError: neither a day nor an ISO 8601 time with an offset.
    """
    return utc(f"{text}T23:59:59.999999Z" if DAY.fullmatch(text) else text)
