"""Entries of a caller's own kind, such as decisions."""

import pytest

from casus.ledger import ClashError, Ledger, Run

NOON = Run("2022-04-01T12:00:00Z", "casus test", "first")
LATER = Run("2022-04-02T12:00:00Z", "casus test", "second")


def test_they_come_back_with_their_circumstances(ledger: Ledger) -> None:
    number = ledger.append("decision", "claim-1", {"state": "approved", "why": "two photos"}, NOON)
    ledger.append("decision", "claim-2", {"state": "rejected"}, LATER)
    (kept,) = ledger.entries("decision", "claim-1")
    assert (kept.seq, kept.time, kept.operator) == (number, NOON.time, "first")
    assert kept.fields == {"state": "approved", "why": "two photos"}
    assert [e.subject for e in ledger.entries("decision")] == ["claim-1", "claim-2"]
    assert len(list(ledger.entries(as_of="2022-04-01T13:00:00Z"))) == 1
    assert ledger.verify().sound


def test_of_two_who_saw_the_same_only_one_may_write(ledger: Ledger) -> None:
    seen = ledger.append("decision", "claim-1", {"state": "new"}, NOON, after=0)
    ledger.append("decision", "claim-1", {"state": "approved"}, NOON, after=seen)
    with pytest.raises(ClashError, match=r"entry 2.*decide again"):
        ledger.append("decision", "claim-1", {"state": "rejected"}, LATER, after=seen)
    ledger.append("decision", "claim-2", {"state": "rejected"}, LATER, after=0)
    assert [e.fields["state"] for e in ledger.entries("decision")] == [
        "new",
        "approved",
        "rejected",
    ]


@pytest.mark.parametrize("kind", ["claim", "document", "reading", "erasure", ""])
def test_the_ledgers_own_kinds_are_refused(ledger: Ledger, kind: str) -> None:
    with pytest.raises(ValueError, match="own"):
        ledger.append(kind, "x", {}, NOON)
    with pytest.raises(ValueError, match="dot"):
        ledger.append("decision", "x", {"run.tool": "forged"}, NOON)
    assert ledger.counts().entries == 0
