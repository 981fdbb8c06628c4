"""A ledger is filled once, goes on where it stopped, and stays whole."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casus.ledger import Ledger
from tests.command import Call

COMMAND = [sys.executable, "-m", "casus.cli"]


def write_pages(folder: Path, count: int, size: int = 1) -> None:
    folder.mkdir()
    for number in range(count):
        line = f"Kenyan troops shelled village number {number} on Monday, the ministry said.\n\n"
        (folder / f"page-{number:03}.txt").write_text(line * size, encoding="utf-8")


def test_reading_again_adds_nothing(casus: Call, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 3)
    ledger = tmp_path / "casus.db"
    first = casus("ingest", tmp_path / "pages", "--ledger", ledger)
    assert first.exit_code == 0
    assert "3 new documents" in first.stderr
    with Ledger.open(ledger) as opened:
        head = opened.head()
    again = casus("ingest", tmp_path / "pages", "--ledger", ledger)
    assert "0 new documents, 0 new claims, 3 known pages skipped" in again.stderr
    anew = casus("ingest", tmp_path / "pages", "--ledger", ledger, "--again")
    assert "0 new documents, 0 new claims, 0 known pages skipped" in anew.stderr
    with Ledger.open(ledger) as opened:
        assert opened.head() == head


def test_a_changed_page_is_read_anew(casus: Call, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 2)
    ledger = tmp_path / "casus.db"
    casus("ingest", tmp_path / "pages", "--ledger", ledger)
    (tmp_path / "pages" / "page-000.txt").write_text("Chad closed its border.", encoding="utf-8")
    again = casus("ingest", tmp_path / "pages", "--ledger", ledger)
    assert "1 new documents" in again.stderr
    assert "1 known pages skipped" in again.stderr


def test_a_quarantined_page_is_kept_as_a_problem(casus: Call, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 1)
    (tmp_path / "pages" / "empty.txt").touch()
    result = casus("ingest", tmp_path / "pages", "--ledger", tmp_path / "casus.db")
    assert result.exit_code == 3
    with Ledger.open(tmp_path / "casus.db") as opened:
        assert opened.counts().documents == 1
        assert [Path(p.problem.subject).name for p in opened.problems()] == ["empty.txt"]


def test_workers_give_the_same_ledger(casus: Call, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 4)
    casus("ingest", tmp_path / "pages", "--ledger", tmp_path / "one.db")
    casus("ingest", tmp_path / "pages", "--ledger", tmp_path / "two.db", "--jobs", "2")
    with Ledger.open(tmp_path / "one.db") as one, Ledger.open(tmp_path / "two.db") as two:
        assert [c.claim for c in one.claims()] == [c.claim for c in two.claims()]


def test_ctrl_c_leaves_the_ledger_whole(casus: Call, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 60, size=30)
    ledger = tmp_path / "casus.db"
    command = [*COMMAND, "ingest", str(tmp_path / "pages"), "--ledger", str(ledger)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None and not _documents(ledger):
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "Ctrl-C" in told
    assert "Traceback" not in told
    kept = _documents(ledger)
    assert 0 < kept < 60
    assert casus("verify", "--ledger", ledger).exit_code == 0


def test_a_kill_costs_no_finished_page_and_no_work_is_done_twice(
    casus: Call, tmp_path: Path
) -> None:
    write_pages(tmp_path / "pages", 60, size=30)
    ledger = tmp_path / "casus.db"
    command = [*COMMAND, "ingest", str(tmp_path / "pages"), "--ledger", str(ledger)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None and not _documents(ledger):
            time.sleep(0.05)
        os.kill(running.pid, signal.SIGKILL)
        running.wait(timeout=60)
    kept = _documents(ledger)
    assert 0 < kept < 60
    again = casus("ingest", tmp_path / "pages", "--ledger", ledger)
    assert again.exit_code == 0
    assert f"{60 - kept} new documents" in again.stderr
    assert f"{kept} known pages skipped" in again.stderr
    assert casus("verify", "--ledger", ledger).exit_code == 0
    with Ledger.open(ledger, create=False) as opened:
        names = [document.document.id for document in opened.documents()]
        entries = opened.counts().entries
    assert len(set(names)) == len(names) == 60
    casus("ingest", tmp_path / "pages", "--ledger", ledger)
    with Ledger.open(ledger, create=False) as opened:
        assert opened.counts().entries == entries


def test_what_was_skipped_stands_at_the_end_with_its_reason(casus: Call, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 1)
    for number in range(7):
        (tmp_path / "pages" / f"empty-{number}.txt").touch()
    (tmp_path / "pages" / ".hidden.txt").write_text("Chad closed its border.")
    (tmp_path / "pages" / "broken.json").write_text("{")
    result = casus("ingest", tmp_path / "pages", "--ledger", tmp_path / "casus.db")
    assert result.exit_code == 3
    _, _, told = result.stderr.partition("skipped, and why:\n")
    first, *others = told.splitlines()
    assert first.startswith("  7 x is empty: nothing to read: ")
    assert first.endswith("empty-4.txt, and 2 more")
    assert any(line.startswith("  1 x is hidden") and ".hidden.txt" in line for line in others)
    assert any("broken JSON" in line and "broken.json" in line for line in others)


def test_limits_and_columns_are_options(casus: Call, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 3)
    result = casus("read", tmp_path / "pages", "--limit", "files=2", "--format", "jsonl")
    assert result.exit_code == 3
    assert result.stdout.count("\n") == 2
    assert "--limit files=NUMBER" in result.stderr
    (tmp_path / "a.csv").write_text("n;Inhalt\n1;Chad closed its border with Niger on Monday.\n")
    assert "--column text=NAME" in casus("read", tmp_path / "a.csv").stderr
    given = casus("read", tmp_path / "a.csv", "--column", "text=Inhalt", "--format", "jsonl")
    assert "Chad closed its border" in given.stdout
    for wrong in ("--limit=file=2", "--limit=files=many", "--limit=files=0", "--column=tekst=a"):
        assert casus("read", tmp_path / "pages", wrong).exit_code == 2


def _documents(ledger: Path) -> int:
    if not ledger.exists():
        return 0
    with Ledger.open(ledger, create=False) as opened:
        return opened.counts().documents


def test_a_full_disk_leaves_the_ledger_whole(casus: Call, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 40, size=20)
    ledger = tmp_path / "casus.db"
    command = [*COMMAND, "ingest", str(tmp_path / "pages"), "--ledger", str(ledger)]
    done = subprocess.run(
        command, preexec_fn=_small_files, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 1
    assert str(ledger) in done.stderr
    assert "space" in done.stderr
    assert casus("verify", "--ledger", ledger).exit_code == 0


def _small_files() -> None:
    """No file may grow beyond 400 kB: the nearest thing to a full disk without its own disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights(casus: Call, tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 1)
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    result = casus("ingest", tmp_path / "pages", "--ledger", shut / "casus.db")
    assert result.exit_code == 1
    assert str(shut) in result.stderr


@pytest.mark.parametrize("command", ["claims", "verify", "report"])
def test_a_missing_ledger_is_named(casus: Call, tmp_path: Path, command: str) -> None:
    result = casus(command, "--ledger", tmp_path / "none.db")
    assert result.exit_code == 1
    assert "none.db" in result.stderr
    assert "casus ingest" in result.stderr


def test_a_file_that_is_no_ledger(casus: Call, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("notes " * 500, encoding="utf-8")
    result = casus("claims", "--ledger", tmp_path / "notes.db")
    assert result.exit_code == 1
    assert "notes.db" in result.stderr


def test_an_unknown_claim(casus: Call, filled: Path) -> None:
    result = casus("show", "ffff0000ffff", "--ledger", filled)
    assert result.exit_code == 1
    assert "ffff0000ffff" in result.stderr
