"""`casus export`: every layout, whole files only."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from casus.export.layouts import Layout
from casus.ledger import Ledger
from tests.command import Call


@pytest.mark.parametrize("layout", ["csv", "hxl", "acled-layout", "ucdp-layout"])
@pytest.mark.parametrize("profile", ["public", "full"])
def test_tables(casus: Call, filled: Path, tmp_path: Path, layout: str, profile: str) -> None:
    target, ledger = tmp_path / "out.csv", tmp_path / "copy.db"
    shutil.copy(filled, ledger)  # a full export writes to its ledger
    result = casus(
        "export", "--to", layout, "--ledger", ledger, "--out", target, "--profile", profile
    )
    assert result.exit_code == 0, result.stderr
    assert f"profile {profile}" in result.stderr
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def test_json(casus: Call, filled: Path, tmp_path: Path) -> None:
    plover, features = tmp_path / "out.jsonl", tmp_path / "out.geojson"
    assert casus("export", "--to", "plover", "--ledger", filled, "-o", plover).exit_code == 0
    records = [json.loads(line) for line in plover.read_text("utf-8").splitlines()]
    assert all(record["x_status"] and record["x_claims"] for record in records)
    assert casus("export", "--to", "geojson", "--ledger", filled, "-o", features).exit_code == 0
    found = json.loads(features.read_text("utf-8"))["features"]
    assert len(found) == sum(len(record["x_claims"]) for record in records)


def test_a_full_export_is_recorded_in_the_ledger(casus: Call, filled: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "copy.db"
    shutil.copy(filled, ledger)
    for profile in ("public", "full"):
        target = tmp_path / f"{profile}.csv"
        casus("export", "--to", "csv", "-l", ledger, "-o", target, "--profile", profile)
    with Ledger.open(ledger) as opened:
        (entry,) = opened.entries("export")
    assert entry.subject == "full.csv"
    assert entry.fields["profile"] == "full"


LAYOUTS = [layout.value for layout in Layout]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_written(casus: Call, filled: Path, tmp_path: Path, layout: str) -> None:
    result = casus("export", "--to", layout, "--ledger", filled, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert "profile public" in result.stderr
    assert (tmp_path / "out").exists()


def test_a_missing_folder_is_one_clear_line(casus: Call, filled: Path, tmp_path: Path) -> None:
    result = casus("export", "--to", "csv", "--ledger", filled, "-o", tmp_path / "no" / "x.csv")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert casus("export", "--to", "xls", "--out", "x").exit_code == 2
