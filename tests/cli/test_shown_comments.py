"""What the command line shows of readers' comments."""

import json
from pathlib import Path

import pytest

from tests.command import ROOT, Call

PAGE = ROOT / "golden" / "comments-invent-a-war" / "page.html"


@pytest.fixture(scope="module")
def words() -> str:
    expected = json.loads((PAGE.parent / "expected.json").read_text("utf-8"))
    return str(expected["roles"]["comment"][0])


def test_read_shows_role_and_length(casus: Call, words: str) -> None:
    result = casus("read", PAGE)
    blocks = [b for b in json.loads(result.stdout)["blocks"] if b["role"] == "comment"]
    assert blocks
    assert all(b["text"] is None and b["end"] > b["start"] for b in blocks)
    assert words not in result.stdout
    assert words not in casus("read", PAGE, "--format", "table").stdout


def test_on_demand_read_shows_the_words(casus: Call, words: str) -> None:
    blocks = json.loads(casus("read", PAGE, "--keep-comments").stdout)["blocks"]
    assert any(words in b["text"] for b in blocks if b["role"] == "comment")


@pytest.mark.parametrize("option", [(), ("--keep-comments",)])
def test_ingest_keeps_them_on_demand_only(
    casus: Call, tmp_path: Path, words: str, option: tuple[str, ...]
) -> None:
    ledger = tmp_path / "casus.db"
    assert casus("ingest", PAGE, "--ledger", ledger, *option).exit_code == 0
    kept = b"".join(p.read_bytes() for p in tmp_path.iterdir() if p.is_file())
    assert (words.encode() in kept) == bool(option)
