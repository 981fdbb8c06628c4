"""The first thing a stranger runs."""

from pathlib import Path

from casus.ledger import Ledger
from tests.command import Call


def test_demo_writes_a_ledger_and_a_report(filled: Path) -> None:
    report = filled.parent / "report.html"
    assert report.stat().st_size > 20_000
    assert "<script" not in report.read_text(encoding="utf-8").partition("<body")[2][:200]
    with Ledger.open(filled) as opened:
        counts = opened.counts()
        assert counts.documents == 13
        assert counts.claims > 40
        assert opened.verify().sound


def test_demo_twice_adds_nothing(casus: Call, filled: Path) -> None:
    result = casus("demo", "--out", filled.parent)
    assert "0 new documents, 0 new claims" in result.stderr
    assert "Syunik Gazette" in result.stdout
    assert str(filled) in result.stderr


def test_no_claim_from_the_football_report(filled: Path) -> None:
    with Ledger.open(filled) as opened:
        silent = {d.document.id for d in opened.documents() if not d.claims}
    assert {"harbour-times-derby", "courrier-sahel-fr"} <= silent


def test_doctor_finds_everything_well(casus: Call) -> None:
    result = casus("doctor")
    assert result.exit_code == 0, result.stdout
    assert "WRONG" not in result.stdout


def test_lexicon_check(casus: Call, tmp_path: Path) -> None:
    assert casus("lexicon", "check").exit_code == 0
    (tmp_path / "parties.tsv").write_text("name\tcode\nA\tB\n", encoding="utf-8")
    result = casus("lexicon", "check", tmp_path)
    assert result.exit_code == 1
    assert "parties.tsv:1" in result.stderr


def test_lexicon_explain(casus: Call) -> None:
    result = casus("lexicon", "explain", "the Azerbaijani Defence Ministry")
    assert result.exit_code == 0
    assert "AZE.MIL" in result.stdout
    assert casus("lexicon", "explain", "the yellow teapot").exit_code == 1
