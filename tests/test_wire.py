"""Records to JSON lines and back; lines that hold no record say why."""

import json

import pytest

from casus import wire
from casus.model import Loss, Problem, Span
from tests.claims import Story, Told, claim_of, document_of, page_of

TOLD = Told("They shelled Farukh.", losses=(Loss("killed", 13, None),))
STORY = Story("page", told=(TOLD,))
RECORDS: list[wire.Record] = [
    claim_of(STORY, TOLD),
    claim_of(STORY, Told("They shelled Farukh.", mode=None, date=None, place=None)),
    document_of(STORY),
    page_of(STORY),
    Problem("read", "page", "is empty", Span("page", 0, 1)),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: type(r).__name__)
def test_a_record_comes_back_equal(record: wire.Record) -> None:
    line = wire.dumps(record)
    assert b"\n" not in line
    assert wire.loads(line) == record
    assert json.loads(line)["schema"] == wire.SCHEMA


def test_the_identity_of_a_claim_survives() -> None:
    claim = claim_of(STORY, TOLD)
    back = wire.loads(wire.dumps(claim))
    assert type(back) is type(claim)
    assert back.id == claim.id


BROKEN = [
    (b"{", "not a record"),
    (b"[]", "not a record"),
    (b'{"kind": "claim"}', "schema None"),
    (b'{"kind": "claim", "schema": 99}', "schema 99"),
    (b'{"kind": "clam", "schema": 1}', "'clam' is none of claim"),
    (b'{"kind": "claim", "schema": 1, "doc": 3}', "not a record"),
]


@pytest.mark.parametrize(("line", "message"), BROKEN)
def test_a_broken_line_says_why(line: bytes, message: str) -> None:
    with pytest.raises(wire.WireError, match=message):
        wire.loads(line)


def test_what_has_no_kind_is_refused() -> None:
    with pytest.raises(wire.WireError, match="Span has no kind"):
        wire.dumps(Span("page", 0, 1))  # type: ignore[arg-type]
