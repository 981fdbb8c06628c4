"""Hostile and broken input: a clear word, everything else processed, code 3."""

import os
from pathlib import Path

import pytest

from tests.command import Call

STORY = "Azerbaijani forces shelled the village of Farukh on Friday, the ministry said. "
MIB = 1024 * 1024

QUARANTINED = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n ",
    "binary.txt": bytes(range(256)) * 40,
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "archive.txt": b"PK\x03\x04" + bytes(100),
    "broken.json": b'{"text": "a story that breaks o',
    "no-text.json": b'{"number": 1}',
    "big.txt": STORY.encode() * (50 * MIB // len(STORY)),
}

READ = {
    "truncated.html": f"<html><body><article><p>{STORY}</p><p>{STORY}".encode() + b"\xc3",
    "cp1252.txt": (STORY + "A caf\u00e9 burned \u2013 and a na\u00efve guard fled.").encode(
        "cp1252"
    ),
    "utf16.txt": STORY.encode("utf-16"),
    "nested.html": b"<html><body>" + b"<div>" * 100_000 + STORY.encode(),
    "unclosed.html": b"<html><body><p>" + STORY.encode() + b"<table><tr><td>" * 30_000,
    "million-lines.txt": STORY.encode() + b"\n" * 1_000_000,
    "one-line.txt": b"a word " * (10 * MIB // 7) + b"\n\n" + STORY.encode(),
    "one-word.txt": b"a" * (10 * MIB) + b"\n\n" + STORY.encode(),
}


@pytest.mark.parametrize("name", QUARANTINED)
def test_quarantined_with_name_and_reason(casus: Call, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(QUARANTINED[name])
    result = casus("read", path)
    assert result.exit_code == 3
    assert not result.stdout
    assert f"quarantined: {path}" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", READ)
def test_read_as_far_as_possible(casus: Call, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(READ[name])
    result = casus("read", path)
    assert result.exit_code == 0, result.stderr
    assert "shelled the village of Farukh" in result.stdout


def test_the_good_pages_are_processed(casus: Call, tmp_path: Path) -> None:
    for name in ("empty.txt", "broken.json", "binary.txt"):
        (tmp_path / name).write_bytes(QUARANTINED[name])
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    result = casus("extract", tmp_path, tmp_path / "missing.txt")
    assert result.exit_code == 3
    assert result.stdout.count("\n") == 1
    assert '"doc":"good"' in result.stdout
    assert "4 of 5 inputs were quarantined" in result.stderr
    assert "missing.txt does not exist" in result.stderr


def test_another_language_is_kept_and_skipped(extracted: str) -> None:
    (line,) = [x for x in extracted.splitlines() if '"courrier-sahel-fr"' in x]
    assert line.endswith('"claims":[]}')


def test_another_language_is_told_and_counted(casus: Call, tmp_path: Path) -> None:
    german = "Die Armee beschoss am Montag das Dorf, und zwei Soldaten wurden dabei getötet. "
    (tmp_path / "german.txt").write_text(german * 4, encoding="utf-8")
    (tmp_path / "english.txt").write_text(STORY, encoding="utf-8")
    result = casus("extract", tmp_path)
    assert result.exit_code == 0
    assert "another language (de): kept, but not read" in result.stderr
    assert "1 of 2 pages are in another language" in result.stderr
    (line,) = [x for x in result.stdout.splitlines() if '"german"' in x]
    assert line.endswith('"claims":[]}')
    ledger = tmp_path / "casus.db"
    assert casus("ingest", tmp_path / "german.txt", "--ledger", ledger).exit_code == 0
    casus("report", "--ledger", ledger, "--out", tmp_path / "report.html")
    assert "another language (de)" in (tmp_path / "report.html").read_text("utf-8")


def test_a_page_over_its_time_is_quarantined(casus: Call, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(STORY * 20_000, encoding="utf-8")
    (tmp_path / "short.txt").write_text(STORY, encoding="utf-8")
    result = casus("extract", tmp_path, "--time-limit", "3")
    assert result.exit_code == 3
    assert "took longer than 3 s" in result.stderr
    assert '"doc":"short"' in result.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights(casus: Call, tmp_path: Path) -> None:
    shut = tmp_path / "shut.txt"
    shut.write_text(STORY, encoding="utf-8")
    shut.chmod(0)
    result = casus("read", shut)
    assert result.exit_code == 3
    assert "check its rights" in result.stderr
