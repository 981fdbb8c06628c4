"""Several writers, kill -9 and a full disk leave the ledger whole."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.reliability import crowd, killed
from casus.ledger import DiskFullError, Ledger, Run
from tests.claims import coded_of, page_of, stories
from tests.ledger.sites import Site

RUN = Run("2022-04-01T12:00:00Z")

WRITER = """
import sys
from casus.ledger import Ledger, Run
from tests.claims import coded_of, page_of, stories
ledger = Ledger.open(sys.argv[1])
for story in stories(int(sys.argv[2])):
    ledger.add(coded_of(story), page_of(story), Run("2022-04-01T12:00:00Z"))
"""

# A file may not grow past 1 MB, as on a disk that is full.
FULL = """
import resource, sys
from casus.ledger import DiskFullError, Ledger, Run
from tests.claims import Story, Told, coded_of, page_of
ledger = Ledger.open(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    for n in range(500):
        story = Story(f"page-{n}", (Told(f"They shelled {n}. " + "x" * 5_000),))
        ledger.add(coded_of(story), page_of(story), Run("2022-04-01T12:00:00Z"))
except DiskFullError as error:
    sys.stdout.write(f"{n} {error}")
"""


def start(code: str, *args: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def assert_whole(ledger: Ledger) -> None:
    """The chain holds, and every document has all its claims."""
    assert ledger.verify().sound
    for kept in ledger.documents():
        assert kept.claims == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_eight_writers_lose_and_double_nothing(site: Site) -> None:
    assert crowd(site.place, documents=16)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_again_and_again(site: Site) -> None:
    """The small version of `python -m bench.reliability`."""
    assert killed(site.place, kills=8)


@pytest.mark.parametrize("delay", [0.02, 0.2])
def test_killed_in_the_middle(tmp_path: Path, delay: float) -> None:
    place = tmp_path / "casus.db"
    writer = start(WRITER, place, 5_000)
    deadline = time.monotonic() + 60
    while not place.exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(delay)
    writer.kill()
    writer.communicate()
    ledger = Ledger.open(place)
    assert_whole(ledger)
    before = ledger.counts().documents
    for story in stories(before + 2):
        ledger.add(coded_of(story), page_of(story), RUN)
    assert ledger.counts().documents == before + 2
    assert_whole(ledger)


def test_a_full_disk_keeps_what_was_kept(tmp_path: Path) -> None:
    place = tmp_path / "casus.db"
    writer = start(FULL, place)
    out, err = writer.communicate(timeout=120)
    done, message = out.split(" ", 1)
    assert err == ""
    assert "Free some space" in message
    ledger = Ledger.open(place, create=False)
    assert ledger.counts().documents == int(done) > 0
    assert ledger.verify().sound
    assert not list(tmp_path.rglob(".part-*"))


def test_a_full_disk_for_evidence_is_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger.open(tmp_path / "casus.db")
    story = stories(1)[0]

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("casus.ledger.evidence.os.fsync", full)
    with pytest.raises(DiskFullError, match="no space is left"):
        ledger.add(coded_of(story), page_of(story), RUN)
    assert ledger.counts().entries == 0
    assert not [p for p in ledger.evidence.folder.rglob("*") if p.is_file()]  # type: ignore[union-attr]


def test_ctrl_c_within_a_document_keeps_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger.open(tmp_path / "casus.db")
    first, second = stories(2)
    ledger.add(coded_of(first), None, RUN)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("casus.ledger.writing.Writer._reading", interrupted)
        with pytest.raises(KeyboardInterrupt):
            ledger.add(coded_of(second), None, RUN)
    assert ledger.counts().documents == 1
    assert ledger.verify().sound
    assert ledger.add(coded_of(second), None, RUN).claims_new == 3
