"""verify, history, diff, erase and the group `ledger` on the command line."""

import json
import sqlite3
from pathlib import Path

import pytest

from casus.ledger import Ledger, Run
from casus.model import Link, Problem
from tests.claims import Story, Told, coded_of, page_of
from tests.command import Call

RUN = Run("2022-04-01T12:00:00Z", "casus test", "ann")
STORY = Story("farukh", (Told("They shelled it."), Told("They denied it.")), origin="farukh.txt")
OTHER = Story("other", (Told("They marched."),))
SENTENCE = "Chad closed its border with Niger on Monday, 4 March 2021, officials said."


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "casus.db"
    with Ledger.open(place) as ledger:
        for story in (STORY, OTHER):
            ledger.add(coded_of(story), page_of(story), RUN)
    return place


def tamper(place: Path, *statements: str) -> None:
    with sqlite3.connect(place) as raw:
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
    raw.close()


def test_a_sound_ledger(casus: Call, place: Path) -> None:
    result = casus("verify", "--ledger", place)
    assert result.exit_code == 0
    assert "7 entries and 2 evidence files, all sound" in result.stderr
    assert "without a kept head" in result.stderr


def test_the_first_bad_entry_is_named(casus: Call, place: Path) -> None:
    tamper(place, "UPDATE entries SET payload = replace(payload, 'occurred', 'denied')")
    result = casus("verify", "--ledger", place)
    assert result.exit_code == 1
    assert "entry 2: the content of this claim was altered" in result.stderr


def test_a_missing_evidence_file_is_named(casus: Call, place: Path) -> None:
    (path,) = Path(f"{place}.evidence").glob(f"*/{page_of(STORY).sha256}")
    path.unlink()
    result = casus("verify", "--ledger", place)
    assert result.exit_code == 1
    assert f"entry 4: {path}: the evidence file is missing" in result.stderr.replace("\n", "")


def test_stray_files_are_told(casus: Call, place: Path) -> None:
    (next(Path(f"{place}.evidence").iterdir()) / ".part-x").write_bytes(b"half")
    result = casus("verify", "--ledger", place)
    assert result.exit_code == 0
    assert "1 files in the evidence folder belong to no entry" in result.stderr


def test_a_cut_off_end_is_found_with_a_kept_head(casus: Call, place: Path, tmp_path: Path) -> None:
    key, head = tmp_path / "key.pem", tmp_path / "head.json"
    public = casus("ledger", "key", key).stdout.strip()
    assert casus("ledger", "sign", "--key", key, "--out", head, "--ledger", place).exit_code == 0
    good = casus("verify", "--ledger", place, "--head", head, "--signer", public)
    assert good.exit_code == 0, good.stderr
    assert "without a kept head" not in good.stderr
    tables = {"read_claims": "reading", "readings": "seq", "claims": "seq", "documents": "seq"}
    cut = [f"DELETE FROM {table} WHERE {column} > 4" for table, column in tables.items()]  # noqa: S608 - names above
    parties = "DELETE FROM parties WHERE claim IN (SELECT id FROM claims WHERE seq > 4)"
    tamper(place, parties, *cut, "DELETE FROM entries WHERE seq > 4")
    assert casus("verify", "--ledger", place).exit_code == 0, "the chain alone cannot see it"
    bad = casus("verify", "--ledger", place, "--head", head)
    assert bad.exit_code == 1
    assert "entry 5: the last 3 entries were cut off" in bad.stderr
    other = casus("verify", "--ledger", place, "--head", head, "--signer", "00" * 32)
    assert "another key" in other.stderr


@pytest.mark.parametrize("command", ["claims", "incidents", "report", "show"])
def test_a_tampered_row_is_a_clear_word_everywhere(
    casus: Call, place: Path, command: str, tmp_path: Path
) -> None:
    identity = coded_of(STORY).claims[0].id
    tamper(place, "UPDATE entries SET payload = 'x' WHERE seq = 2")
    extra = {"show": [identity], "report": ["--out", tmp_path / "report.html"]}
    result = casus(command, *extra.get(command, []), "--ledger", place)
    assert result.exit_code == 1
    assert "entry 2 cannot be read" in result.stderr
    assert "casus verify" in result.stderr
    assert not (tmp_path / "report.html").exists()


def test_history_of_claims_pages_and_incidents(casus: Call, place: Path) -> None:
    first, second = (claim.id for claim in coded_of(STORY).claims)
    with Ledger.open(place) as ledger:
        ledger.judge(Link(first, second, "same", 0.0, "one raid", "ann"), RUN)
    lines = casus("history", first[:10], "--ledger", place).stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["claim", "reading", "link"]
    table = casus("history", "farukh", "--ledger", place, "--format", "table")
    assert "read with 2 claims" in table.stdout
    incident = json.loads(casus("incidents", "--ledger", place).stdout.splitlines()[0])["id"]
    found = casus("history", incident, "--ledger", place)
    assert found.exit_code == 0, found.stderr
    assert "claim" in {json.loads(line)["kind"] for line in found.stdout.splitlines()}
    none = casus("history", "ffffffff", "--ledger", place)
    assert none.exit_code == 1
    assert "nothing is recorded" in none.stderr


def test_diff_between_two_days(casus: Call, place: Path) -> None:
    result = casus("diff", "2022-03-31", "2022-04-01", "--ledger", place)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert {(d["change"], d["kind"]) for d in found} == {("added", "document"), ("added", "claim")}
    assert "5 differences" in result.stderr
    assert casus("diff", "2022-04-01", "--ledger", place).stdout == ""
    other = casus("diff", "2022-03-31", "--of", "other", "--ledger", place)
    assert "2 differences" in other.stderr
    incident = json.loads(casus("incidents", "--ledger", place).stdout.splitlines()[0])["id"]
    assert casus("diff", "2022-03-31", "--of", incident, "--ledger", place).exit_code == 0
    assert casus("diff", "2022-03-31", "--of", "ffffffff", "--ledger", place).exit_code == 1
    assert casus("diff", "yesterday", "--ledger", place).exit_code == 2


def test_erase_shows_first_and_does_it_on_demand(casus: Call, place: Path) -> None:
    order = ("erase", "farukh", "--reason", "asked for", "--by", "ann", "--ledger", place)
    shown = casus(*order)
    assert "4 entries would be erased" in shown.stderr
    assert "document" in shown.stderr
    assert "7 entries and 2 evidence files" in casus("verify", "--ledger", place).stderr
    done = casus(*order, "--yes")
    assert "4 entries erased by entry 8, 1 evidence files deleted" in done.stderr
    after = casus("verify", "--ledger", place)
    assert after.exit_code == 0
    assert "4 entries were erased, by order of entry 8" in after.stderr
    assert (
        casus("erase", "nobody", "--reason", "x", "--by", "ann", "--ledger", place).exit_code == 1
    )


def test_an_erased_page_is_not_kept_again(casus: Call, tmp_path: Path) -> None:
    page, place = tmp_path / "story.txt", tmp_path / "casus.db"
    page.write_text(SENTENCE)
    casus("ingest", page, "--ledger", place)
    order = ("erase", "story", "--reason", "asked for", "--by", "ann", "--yes")
    assert casus(*order, "--ledger", place).exit_code == 0
    again = casus("ingest", page, "--ledger", place, "--again")
    assert "1 pages were erased from the ledger before" in again.stderr
    assert casus("claims", "--ledger", place).stdout == ""
    assert casus("verify", "--ledger", place).exit_code == 0


def test_a_page_that_was_quarantined_and_read_later_is_quarantined_no_more(
    casus: Call, tmp_path: Path
) -> None:
    pages, place = tmp_path / "pages", tmp_path / "casus.db"
    pages.mkdir()
    (pages / "a.txt").write_bytes(b"")
    (pages / "c.jsonl").write_text('{"text": "' + SENTENCE + '"}\n{broken\n')
    assert casus("ingest", pages, "--ledger", place).exit_code == 3
    assert status(casus, place).count("quarantined:") == 2
    (pages / "a.txt").write_text(SENTENCE)
    (pages / "c.jsonl").write_text('{"text": "' + SENTENCE + '"}\n{"text": "Niger reopened it."}\n')
    assert casus("ingest", pages, "--ledger", place).exit_code == 0
    assert status(casus, place).count("quarantined:") == 0
    history = casus("history", "a", "--ledger", place, "--format", "table").stdout
    assert "quarantined" in history, "what was stays known"
    before = Ledger.open(place).counts().entries
    casus("ingest", pages, "--ledger", place)
    assert Ledger.open(place).counts().entries == before


def test_a_container_read_whole_at_last_is_settled(casus: Call, tmp_path: Path) -> None:
    box, place = tmp_path / "c.jsonl", tmp_path / "casus.db"
    box.write_text('{"text": "' + SENTENCE + '"}\n')
    casus("ingest", box, "--ledger", place)
    with Ledger.open(place) as ledger:
        ledger.quarantine(Problem("ingest", str(box), "breaks off"), RUN)
    assert "breaks off" in status(casus, place)
    result = casus("ingest", box, "--ledger", place)
    assert "1 known pages skipped" in result.stderr
    assert "breaks off" not in status(casus, place)


def status(casus: Call, place: Path) -> str:
    result = casus("ledger", "status", "--ledger", place)
    assert result.exit_code == 0
    return str(result.stderr)


def test_upgrade_of_a_ledger_that_needs_none(casus: Call, place: Path) -> None:
    assert "nothing to do" in casus("ledger", "upgrade", "--ledger", place).stderr
    missing = casus("ledger", "upgrade", "--ledger", place.with_name("none.db"))
    assert missing.exit_code == 1


def test_a_servers_password_is_not_shown(casus: Call) -> None:
    place = "postgresql://ann:secret@127.0.0.1:1/casus"
    result = casus("claims", "--ledger", place)
    assert result.exit_code == 1
    assert "secret" not in result.stderr
    assert "cannot be reached" in result.stderr
