"""The day of publication that the command line gives pages which come without one."""

import json
from pathlib import Path

import pytest

from casus.ledger import ClaimQuery, Ledger
from tests.command import Call

TEXT = "Kenyan troops shelled the village of Dhobley on Thursday, the ministry said.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_words_of_time_count_from_it(casus: Call, page: Path) -> None:
    (plain,) = map(json.loads, casus("extract", page, "-f", "jsonl").stdout.splitlines())
    assert plain["claims"][0]["date"] is None
    given = casus("extract", page, "-f", "jsonl", "--published", "2022-03-26")
    (line,) = map(json.loads, given.stdout.splitlines())
    assert (line["published"], line["claims"][0]["date"]) == ("2022-03-26", "2022-03-24")


def test_a_day_that_a_page_brings_along_goes_before(casus: Call, tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps({"text": TEXT, "published": "2021-10-16"}) + "\n", "utf-8")
    given = casus("extract", path, "-f", "jsonl", "--published", "2022-03-26")
    assert json.loads(given.stdout)["published"] == "2021-10-16"


def test_a_ledger_keeps_it(casus: Call, page: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "casus.db"
    assert casus("ingest", page, "--ledger", ledger, "--published", "2022-03-26").exit_code == 0
    with Ledger.open(ledger) as opened:
        (kept,) = opened.claims(ClaimQuery())
    assert kept.claim.date is not None
    assert kept.claim.date.value == "2022-03-24"


@pytest.mark.parametrize("command", ["extract", "ingest"])
def test_no_date_is_refused(casus: Call, page: Path, command: str) -> None:
    result = casus(command, page, "--published", "2022-02-30")
    assert result.exit_code == 2
    assert "2022-02-30" in result.stderr
