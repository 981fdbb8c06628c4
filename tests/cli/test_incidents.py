"""`casus incidents`, `incident`, `why`: one event, every side's version, and where it stands."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import PAGES, Call


@pytest.fixture
def rows(casus: Call, filled: Path) -> list[dict[str, Any]]:
    result = casus("incidents", "--ledger", filled, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def listed(casus: Call, ledger: Path, *options: str) -> list[dict[str, Any]]:
    result = casus("incidents", "--ledger", ledger, *options)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_claim_stands_in_one_incident(
    casus: Call, filled: Path, rows: list[dict[str, Any]]
) -> None:
    kept = casus("claims", "--ledger", filled).stdout.splitlines()
    ids = [json.loads(line)["claim"]["slots"]["id"] for line in kept]
    members = [claim["id"] for row in rows for claim in row["claims"]]
    assert sorted(members) == sorted(set(ids))
    assert all(claim["evidence"]["text"] for row in rows for claim in row["claims"])
    assert all(claim["doc"] for row in rows for claim in row["claims"])


def test_filters_narrow(casus: Call, filled: Path, rows: list[dict[str, Any]]) -> None:
    disputed = listed(casus, filled, "--disputed")
    assert 0 < len(disputed) < len(rows)
    assert all(row["disputed"] for row in disputed)
    assert all(row["independent"] > 1 for row in listed(casus, filled, "--corroborated"))
    assert all(row["denied_by"] for row in listed(casus, filled, "--status", "denied"))
    place = disputed[0]["place"]["best"]
    found = listed(casus, filled, "--place", place[1:].upper(), "--type", "ASSAULT")
    assert disputed[0]["id"] in {row["id"] for row in found}
    year = disputed[0]["first_day"][:4]
    assert disputed[0] in listed(casus, filled, "--since", year, "--until", year)
    assert disputed[0] not in listed(casus, filled, "--since", str(int(year) + 1))
    country = disputed[0]["actors"]["best"][:3]
    assert disputed[0] in listed(casus, filled, "--actor", country)
    assert listed(casus, filled, "--actor", country[:2]) == []


@pytest.mark.parametrize(
    "option", [("--since", "yesterday"), ("--type", "WAR"), ("--status", "true")]
)
def test_unknown_values_are_wrong_usage(casus: Call, filled: Path, option: tuple[str, str]) -> None:
    assert casus("incidents", "--ledger", filled, *option).exit_code == 2


def test_pages_are_coded_on_the_fly(casus: Call) -> None:
    result = casus("incidents", PAGES, "--disputed", "--format", "jsonl", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[0])["disputed"]


def test_the_matrix_shows_who_denies(casus: Call, filled: Path, rows: list[dict[str, Any]]) -> None:
    row = next(row for row in rows if "status" in row["disputed"])
    for begin in (row["id"][:12], row["claims"][0]["id"]):
        shown = casus("incident", begin, "--ledger", filled, "--format", "table")
        assert shown.exit_code == 0, shown.stderr
        for word in ("who says", "denies", "agrees", "disputed"):
            assert word in shown.stdout
    line = casus("incident", row["id"], "--ledger", filled).stdout
    assert json.loads(line) == row
    assert casus("incident", "zzzz", "--ledger", filled).exit_code == 1


def test_why_shows_passage_and_rule(casus: Call, filled: Path, rows: list[dict[str, Any]]) -> None:
    row = next(row for row in rows if row["type"]["best"] and row["date"]["best"])
    claim = row["claims"][0]
    shown = casus("why", f"{claim['id']}.status", "--ledger", filled)
    assert shown.exit_code == 0, shown.stderr
    assert claim["evidence"]["text"].split()[0] in shown.stdout
    assert "why" in shown.stdout
    assert row["date"]["best"][:10] in casus("why", f"{row['id']}.date", "--ledger", filled).stdout
    assert casus("why", f"{row['id']}.weapons", "--ledger", filled).exit_code == 1
    assert casus("why", f"{row['id']}.colour", "--ledger", filled).exit_code == 2
