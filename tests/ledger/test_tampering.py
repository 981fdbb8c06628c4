"""Whoever alters, drops, moves or cuts off entries is found."""

from pathlib import Path

import pytest

from casus.ledger import (
    Head,
    Ledger,
    LedgerError,
    Run,
    check_head,
    load_head,
    new_key,
    save_head,
    sign_head,
)
from casus.model import Problem
from tests.claims import coded_of, page_of, stories
from tests.ledger.sites import Site

RUN = Run("2022-04-01T12:00:00Z")


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    """Five pages and a problem: entries 1 to 26."""
    for story in stories(5):
        ledger.add(coded_of(story), page_of(story), RUN)
    ledger.quarantine(Problem("read", "bad", "not text"), RUN)
    return ledger


MOVE = (
    "UPDATE entries SET seq = 1000 WHERE seq = 4",
    "UPDATE entries SET seq = 4 WHERE seq = 5",
    "UPDATE entries SET seq = 5 WHERE seq = 1000",
)


@pytest.mark.parametrize(
    ("statements", "bad", "word"),
    [
        (
            ["UPDATE entries SET payload = replace(payload, 'occurred', 'denied') WHERE seq = 2"],
            2,
            "altered",
        ),
        (["UPDATE entries SET time = '2030' WHERE seq = 3"], 3, "altered"),
        (["UPDATE entries SET subject = 'x' WHERE seq = 3"], 3, "altered"),
        (["UPDATE entries SET kind = 'note' WHERE seq = 3"], 3, "altered"),
        (["UPDATE entries SET hash = 'x' WHERE seq = 3"], 3, "altered"),
        (["UPDATE entries SET digest = 'x' WHERE seq = 3"], 3, "altered"),
        (["DELETE FROM entries WHERE seq = 7"], 7, "missing"),
        (["DELETE FROM entries WHERE seq = 1"], 1, "missing"),
        (MOVE, 4, "moved"),
        (["UPDATE claims SET status = 'denied' WHERE seq = 2"], 2, "claims"),
        (["UPDATE parties SET code = 'RUS.MIL' WHERE role = 'actor'"], 2, "parties"),
        (["DELETE FROM documents WHERE seq = 1"], 1, "documents"),
        (["DELETE FROM read_claims"], 5, "read_claims"),
        (["UPDATE problems SET fatal = 0"], 26, "problems"),
        (["UPDATE readings SET series = 'x' WHERE seq = 5"], 5, "readings"),
    ],
)
def test_the_first_bad_entry_is_named(
    site: Site, ledger: Ledger, statements: list[str], bad: int, word: str
) -> None:
    assert ledger.verify().sound
    site.tamper(*statements)
    verdict = ledger.verify()
    assert (verdict.sound, verdict.bad) == (False, bad)
    assert word in verdict.reason


def test_every_single_altered_payload_is_found(site: Site, ledger: Ledger) -> None:
    for seq, payload in site.rows("SELECT seq, payload FROM entries ORDER BY seq"):
        site.tamper(f"UPDATE entries SET payload = payload || ' ' WHERE seq = {seq}")  # noqa: S608 - a number
        assert ledger.verify().bad == seq
        back = payload.replace("'", "''")
        site.tamper(f"UPDATE entries SET payload = '{back}' WHERE seq = {seq}")  # noqa: S608 - quoted
    assert ledger.verify().sound


def test_rows_without_an_entry_are_found(site: Site, ledger: Ledger) -> None:
    site.tamper("INSERT INTO problems VALUES (999, 'x', 'y', 1)")
    assert "no entry stands behind" in ledger.verify().reason


CUT = (
    "DELETE FROM problems WHERE seq > 20",
    "DELETE FROM entries WHERE seq > 25",
)


def test_a_cut_off_tail_is_found_against_a_kept_head(
    site: Site, ledger: Ledger, tmp_path: Path
) -> None:
    public = new_key(tmp_path / "key.pem")
    save_head(sign_head(ledger.head(), tmp_path / "key.pem"), tmp_path / "head.json")
    site.tamper(*CUT)
    assert ledger.verify().sound, "the chain alone cannot see it"
    kept = check_head(load_head(tmp_path / "head.json"), public)
    verdict = ledger.verify(kept)
    assert verdict.bad == 26
    assert "cut off" in verdict.reason


def test_a_rewritten_ledger_differs_from_a_kept_head(ledger: Ledger) -> None:
    head = ledger.head()
    verdict = ledger.verify(Head(head.seq, "0" * 64, head.time))
    assert "kept elsewhere" in verdict.reason


def test_later_entries_leave_an_old_head_valid(ledger: Ledger) -> None:
    head = ledger.head()
    ledger.quarantine(Problem("read", "worse", "not text"), RUN)
    assert ledger.verify(head).sound


def test_an_altered_head_or_another_signer_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    new_key(tmp_path / "key.pem")
    other = new_key(tmp_path / "other.pem")
    save_head(sign_head(ledger.head(), tmp_path / "key.pem"), tmp_path / "head.json")
    text = (tmp_path / "head.json").read_text()
    (tmp_path / "head.json").write_text(text.replace('"seq": 26', '"seq": 25'))
    with pytest.raises(LedgerError, match="signature does not hold"):
        check_head(load_head(tmp_path / "head.json"))
    (tmp_path / "head.json").write_text(text)
    with pytest.raises(LedgerError, match="another key"):
        check_head(load_head(tmp_path / "head.json"), other)
    (tmp_path / "head.json").write_text("{}")
    with pytest.raises(LedgerError, match="holds no signed head"):
        load_head(tmp_path / "head.json")


def test_a_signing_key_is_never_overwritten(tmp_path: Path) -> None:
    new_key(tmp_path / "key.pem")
    assert (tmp_path / "key.pem").stat().st_mode & 0o077 == 0
    with pytest.raises(LedgerError, match="already"):
        new_key(tmp_path / "key.pem")


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_evidence_that_is_missing_or_altered_is_found(ledger: Ledger, harm: str) -> None:
    assert ledger.evidence is not None
    path = ledger.evidence.path(page_of(stories(1)[0]).sha256)
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(b"something else")
    verdict = ledger.verify()
    assert verdict.bad == 5
    assert harm in verdict.reason
