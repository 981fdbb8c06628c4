"""`casus review` and `casus gold`: from the queue to gold files that the scorer reads."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casus.ledger import Ledger, Run
from tests.claims import coded_of
from tests.command import Call
from tests.review.conftest import STORIES


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    place = tmp_path / "casus.db"
    with Ledger.open(place) as opened:
        for story in STORIES:
            opened.add(coded_of(story), None, Run("2024-01-01T00:00:00Z"))
    return place


@pytest.fixture
def ask(casus: Call, ledger: Path) -> Iterator[Any]:
    def call(*words: str, code: int = 0) -> Any:
        result = casus(*words, "--ledger", ledger)
        assert result.exit_code == code, result.stderr
        return result

    return call


def lines(result: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def claim(ask: Any, doc: str) -> str:
    """The id of a page's first claim."""
    rows = lines(ask("review", "list", "--format", "jsonl"))
    return str(next(row["id"] for row in rows if row["doc"] == doc))


def test_the_queue_is_listed_and_taken(ask: Any) -> None:
    rows = lines(ask("review", "list"))
    assert [row["priority"] for row in rows] == sorted((r["priority"] for r in rows), reverse=True)
    (sheet,) = lines(ask("review", "next", "--by", "ann"))
    assert sheet["id"] == rows[0]["id"]
    (other,) = lines(ask("review", "next", "--by", "bob"))
    assert other["id"] == rows[1]["id"]
    held = lines(ask("review", "list", "--state", "in progress"))
    assert {row["in_progress_by"] for row in held} == {"ann", "bob"}
    assert lines(ask("review", "list", "--reviewer", "bob"))[0]["id"] == other["id"]
    shown = " ".join(ask("review", "list", "--format", "table").stdout.split())
    assert "unsure of" in shown
    assert "(ann)" in shown
    ask("review", "list", "--state", "true", code=2)


def test_a_corrected_claim_shows_its_origin_everywhere(ask: Any, tmp_path: Path) -> None:
    one = claim(ask, "one")
    ask("review", "correct", one, "killed", "5", "--by", "ann", "--why", "five in the caption")
    ask("review", "approve", one, "--by", "ann")
    (row,) = [r for r in lines(ask("claims")) if r["claim"]["slots"]["id"] == one]
    assert row["claim"]["killed"] == {"min": 5, "max": 5}
    assert (row["review"]["state"], row["review"]["by"]) == ("approved", ["ann"])
    assert row["review"]["corrected"][0]["field"] == "killed"
    member = [c for r in lines(ask("incidents")) for c in r["claims"] if c["id"] == one]
    assert member[0]["review"]["corrected"][0]["by"] == "ann"
    for command in ("show", "review show"):
        shown = ask(*command.split(), one, *(["--format", "table"] * ("review" in command)))
        assert "killed corrected by ann" in " ".join(shown.stdout.split())
    assert "corrected by ann" in ask("why", f"{one}.losses").stdout
    table = ask("incident", one, "--format", "table").stdout
    assert "history" in table
    assert "five" in table
    assert ask("claims", "--review", "approved").stdout.count("\n") == 1


def test_a_rejected_claim_counts_nowhere_and_stays(ask: Any) -> None:
    two = claim(ask, "two")
    before = lines(ask("incidents", "--disputed"))
    assert before
    ask("review", "reject", two, "--by", "ann", "--why", "a headline of another page")
    assert lines(ask("incidents", "--disputed")) == []
    result = ask("claims")
    assert len(lines(result)) == 3
    assert "1 rejected by reviewers" in result.stderr
    assert len(lines(ask("claims", "--review", "rejected"))) == 1
    ask("review", "undo", two, "--by", "ann")
    assert lines(ask("incidents", "--disputed")) == before


def test_clashing_decisions_are_told(ask: Any) -> None:
    one = claim(ask, "one")
    ask("review", "approve", one, "--by", "ann")
    told = ask("review", "unverifiable", one, "--by", "bob", "--why", "cut off").stderr
    assert "clash on state with entry" in told
    seen = told.rsplit("--seen ", 1)[1].strip()
    sheet = ask("review", "show", one, "--format", "table").stdout
    assert "clash on state" in " ".join(sheet.split())
    told = ask("review", "approve", one, "--by", "eve", "--seen", seen).stderr
    assert "clash" not in told
    assert lines(ask("review", "show", one))[0]["kept"]["review"]["state"] == "approved"


def test_a_whole_incident_is_decided_merged_and_split(ask: Any) -> None:
    one, two = claim(ask, "one"), claim(ask, "two")
    whole = next(r for r in lines(ask("incidents")) if len(r["claims"]) > 1)
    told = ask("review", "approve", whole["id"], "--by", "ann").stderr
    assert told.count("approved: claim") == len(whole["claims"])
    told = ask("review", "split", two, "--by", "ann", "--why", "another village").stderr
    entry = told.split("entry ")[1].split(":")[0]
    assert len(lines(ask("incidents"))) == 3
    ask("review", "undo", entry, "--by", "ann", "--why", "a slip")
    assert len(lines(ask("incidents"))) == 2
    ask("review", "merge", one, claim(ask, "three"), "--by", "ann", "--why", "one night")
    ask("review", "note", one, "ask the mission", "--by", "ann")
    history = ask("incident", one, "--format", "table").stdout
    for words in ("ask the mission", "taken back", "same event"):
        assert words in history
    assert "no such" not in ask("review", "undo", "99", "--by", "ann", code=1).stdout
    ask("review", "approve", "zz", "--by", "ann", code=1)
    ask("review", "approve", one, code=2)


def test_agreement_is_reported(ask: Any) -> None:
    one, two = claim(ask, "one"), claim(ask, "two")
    for name in ("ann", "bob"):
        ask("review", "approve", one, two, "--by", name)
    found = {row["field"]: row for row in lines(ask("review", "agreement"))}
    assert found["verdict"] | {"kappas": []} == {
        "field": "verdict",
        "claims": 2,
        "same": 1.0,
        "alpha": None,
        "kappas": [],
    }
    assert found["status"]["alpha"] == 1.0
    assert found["status"]["kappas"][0] == {"reviewers": ["ann", "bob"], "claims": 2, "kappa": 1.0}
    assert "ann and bob 1.00 (2)" in ask("review", "agreement", "--format", "table").stdout


def test_gold_files_hold_decided_pages_alone(ask: Any, casus: Call, tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    told = ask("gold", "export", "--out", str(folder), code=1).stderr
    assert "left out: one: 1 of 1 claims" in told
    one, two = claim(ask, "one"), claim(ask, "two")
    ask("review", "approve", one, "--by", "ann")
    ask("review", "correct", one, "date", "2022-03-23", "--by", "ann", "--why", "the night before")
    ask("review", "reject", two, "--by", "ann", "--why", "no such claim")
    told = ask("gold", "export", "--out", str(folder)).stderr
    assert "2 pages with 1 claims; 1 left out" in told
    body = json.loads((folder / "claims" / "one.json").read_text())
    assert (body["doc"], body["published"]) == ("one", "2022-03-25")
    (gold,) = body["claims"]
    assert (gold["date"], gold["killed"]) == ("2022-03-23", {"min": 2, "max": 3})
    assert gold["evidence"] == {"text": "They shelled Farukh."}
    assert gold["incident"] is None
    assert json.loads((folder / "claims" / "two.json").read_text())["claims"] == []
    text = (folder / "pages" / "one.txt").read_text()
    assert "They shelled Farukh." in text
    assert "What a lie!" not in text
    told = ask("gold", "export", "--out", str(folder), "--reviewer", "bob", code=1).stderr
    assert "left out" not in told


def test_incidents_that_reviewers_confirmed_are_gold(ask: Any, tmp_path: Path) -> None:
    whole = next(r for r in lines(ask("incidents")) if len(r["claims"]) > 1)
    ids = [row["id"] for row in lines(ask("review", "list"))]
    ask("review", "approve", *ids, "--by", "ann")
    ask("review", "merge", whole["id"], "--by", "ann", "--why", "one night, three tellings")
    ask("gold", "export", "--out", str(tmp_path))
    told = [
        c["incident"]
        for path in (tmp_path / "claims").glob("*.json")
        for c in json.loads(path.read_text())["claims"]
    ]
    assert sorted(told, key=str).count(None) == 1
    assert len(set(told) - {None}) == 1


def test_declared_sources_give_letters(ask: Any, tmp_path: Path) -> None:
    path = tmp_path / "casus.toml"
    path.write_text('[sources."ARM.MIL"]\nreliability = "B"\n')
    rows = lines(ask("incidents", "--disputed", "--sources", str(path)))
    assert rows[0]["admiralty"] == "B6"
    assert rows[0]["reliability"] == {"ARM.MIL": "B"}
    path.write_text('[sources."ARM.MIL"]\nreliability = "Z"\n')
    assert "no letter" in ask("incidents", "--sources", str(path), code=1).stderr
