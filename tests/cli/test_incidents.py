"""`casus incidents`, `incident`, `why`: one event, every side's version, and where it stands."""

import json
from pathlib import Path
from typing import Any

import pytest

from casus.ledger import Ledger, Run
from casus.model import Loss
from tests.claims import Story, Told, coded_of
from tests.command import PAGES, Call

STORIES = (
    Story(
        "one",
        (
            Told("They shelled Farukh.", losses=(Loss("killed", 2, 3),)),
            Told("They met.", "CONSULT", "visit", recipients=("ARM.GOV",), date="2021-05-01"),
        ),
    ),
    Story("two", (Told("Nobody shelled it.", status="denied", source="AZE.MIL"),), outlet="Other"),
    Story("three", (Told("They asked.", "REQUEST", None, recipients=(), date=None, place=None),)),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a disputed shelling, talks, and an undated request."""
    place = tmp_path_factory.mktemp("kept") / "casus.db"
    with Ledger.open(place) as opened:
        for story in STORIES:
            opened.add(coded_of(story), None, Run("2024-01-01T00:00:00Z"))
    return place


@pytest.fixture
def rows(casus: Call, kept: Path) -> list[dict[str, Any]]:
    result = casus("incidents", "--ledger", kept, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def listed(casus: Call, ledger: Path, *options: str) -> list[dict[str, Any]]:
    result = casus("incidents", "--ledger", ledger, *options)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_claim_stands_in_one_incident(
    casus: Call, kept: Path, rows: list[dict[str, Any]]
) -> None:
    lines = casus("claims", "--ledger", kept).stdout.splitlines()
    ids = [json.loads(line)["claim"]["slots"]["id"] for line in lines]
    members = [claim["id"] for row in rows for claim in row["claims"]]
    assert sorted(members) == sorted(set(ids))
    assert all(claim["evidence"]["text"] for row in rows for claim in row["claims"])
    assert all(claim["doc"] for row in rows for claim in row["claims"])


def test_filters_narrow(casus: Call, kept: Path, rows: list[dict[str, Any]]) -> None:
    assert len(rows) == 3
    (shelling,) = listed(casus, kept, "--disputed")
    assert (shelling["disputed"], shelling["one_sided"]) == (["status"], False)
    assert (shelling["asserted_by"], shelling["denied_by"]) == (["ARM.MIL"], ["AZE.MIL"])
    assert (shelling["losses"][0]["min"], shelling["losses"][0]["max"]) == (2, 3)
    assert (shelling["date_precision"], shelling["position"]["precision"]) == (1, 1)
    assert listed(casus, kept, "--corroborated") == []
    for options in (
        ("--status", "denied"),
        ("--place", "ARUK", "--type", "ASSAULT"),
        ("--since", "2022", "--until", "2022-03"),
        ("--actor", "XNK.CVL"),
    ):
        assert listed(casus, kept, *options) == [shelling]
    assert len(listed(casus, kept, "--actor", "AZE")) == 3
    assert listed(casus, kept, "--since", "2023") == listed(casus, kept, "--actor", "AZ") == []


@pytest.mark.parametrize(
    "option", [("--since", "yesterday"), ("--type", "WAR"), ("--status", "true")]
)
def test_unknown_values_are_wrong_usage(casus: Call, kept: Path, option: tuple[str, str]) -> None:
    assert casus("incidents", "--ledger", kept, *option).exit_code == 2


def test_pages_are_coded_on_the_fly(casus: Call) -> None:
    page = PAGES / "syunik-gazette-shorzha.html"
    result = casus("incidents", page, "--format", "jsonl", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[0])["claims"]


def test_the_matrix_shows_who_denies(casus: Call, kept: Path, rows: list[dict[str, Any]]) -> None:
    row = next(row for row in rows if "status" in row["disputed"])
    for begin in (row["id"][:12], row["claims"][0]["id"]):
        shown = casus("incident", begin, "--ledger", kept, "--format", "table")
        assert shown.exit_code == 0, shown.stderr
        for word in ("who says", "denies", "agrees", "disputed", "history", "known to a day"):
            assert word in shown.stdout
        assert "best 2" in shown.stdout
    line = casus("incident", row["id"], "--ledger", kept).stdout
    assert json.loads(line) == row
    assert casus("incident", "zzzz", "--ledger", kept).exit_code == 1


def test_why_shows_passage_and_rule(casus: Call, kept: Path, rows: list[dict[str, Any]]) -> None:
    row = next(row for row in rows if row["type"]["best"] and row["date"]["best"])
    claim = row["claims"][0]
    shown = casus("why", f"{claim['id']}.status", "--ledger", kept)
    assert shown.exit_code == 0, shown.stderr
    assert claim["evidence"]["text"].split()[0] in shown.stdout
    assert "why" in shown.stdout
    assert row["date"]["best"][:10] in casus("why", f"{row['id']}.date", "--ledger", kept).stdout
    assert casus("why", f"{row['id']}.weapons", "--ledger", kept).exit_code == 1
    assert casus("why", f"{row['id']}.colour", "--ledger", kept).exit_code == 2
