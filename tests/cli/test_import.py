"""`casus import`: rows of other data sets in a ledger, twice the same, never a second source."""

import json
from pathlib import Path

from tests.command import Call
from tests.ingest.tables import acled, gdelt, ucdp


def ledger_of(casus: Call, tmp_path: Path) -> Path:
    for name, content in (("a.csv", acled({})), ("u.csv", ucdp({})), ("g.CSV", gdelt({}))):
        (tmp_path / name).write_bytes(content)
    ledger = tmp_path / "l.db"
    result = casus("import", *(tmp_path / n for n in ("a.csv", "u.csv", "g.CSV")), "-l", ledger)
    assert result.exit_code == 0, result.stderr
    assert "3 rows read: 3 new, with 5 new claims" in result.stderr
    return ledger


def test_twice_adds_nothing(casus: Call, tmp_path: Path) -> None:
    ledger = ledger_of(casus, tmp_path)
    before = casus("claims", "-l", ledger, "-f", "jsonl").stdout
    result = casus("import", tmp_path / "a.csv", tmp_path / "u.csv", "--ledger", ledger)
    assert "2 rows read: 0 new, with 0 new claims" in result.stderr
    assert casus("claims", "-l", ledger, "-f", "jsonl").stdout == before
    assert casus("verify", "-l", ledger).exit_code == 0


def test_a_newer_release_takes_the_place_of_the_older(casus: Call, tmp_path: Path) -> None:
    ledger = ledger_of(casus, tmp_path)
    (tmp_path / "newer.csv").write_bytes(acled({"fatalities": "5"}))
    assert casus("import", tmp_path / "newer.csv", "--ledger", ledger).exit_code == 0
    found = casus("claims", "-l", ledger, "-f", "jsonl", "--doc", "acled:AZE1001").stdout
    (kept,) = map(json.loads, found.splitlines())
    assert kept["claim"]["killed"] == {"min": 5, "max": 5}


def test_broken_rows_are_quarantined(casus: Call, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(acled({}, {"fatalities": "many"}))
    result = casus("import", "--from", "acled", tmp_path / "a.csv", "-l", tmp_path / "l.db")
    assert result.exit_code == 3
    assert "a.csv!4 line 4: fatalities is 'many': write a whole number" in result.stderr
    assert "1 rows read: 1 new" in result.stderr
    wrong = casus("import", "--from", "ucdp", tmp_path / "a.csv", "-l", tmp_path / "l.db")
    assert wrong.exit_code == 3
    assert "is no event table of UCDP GED" in wrong.stderr


def test_data_sets_are_nobodys_second_source(casus: Call, tmp_path: Path) -> None:
    ledger = ledger_of(casus, tmp_path)
    found = casus("incidents", "-l", ledger, "-f", "jsonl").stdout
    records = [json.loads(line) for line in found.splitlines()]
    shared = [r for r in records if len({claim["doc"] for claim in r["claims"]}) > 1]
    assert shared, "rows about one clash should meet in one incident"
    assert all(record["admiralty"] == "F6" for record in records)
    assert all(record["independent"] <= 1 for record in records)
    assert not any(record["corroborated"] for record in records)


def test_a_public_export_holds_no_row_that_may_not_be_shared(casus: Call, tmp_path: Path) -> None:
    ledger = ledger_of(casus, tmp_path)
    public, full = tmp_path / "public.csv", tmp_path / "full.csv"
    told = casus("export", "--to", "csv", "-l", ledger, "-o", public).stderr
    assert "1 claims of ACLED left out" in told
    casus("export", "--to", "csv", "-l", ledger, "-o", full, "--profile", "full")
    assert "acled" not in public.read_text("utf-8").lower()
    assert "acled:AZE1001" in full.read_text("utf-8")
    assert "UCDP GED" in public.read_text("utf-8")
