"""No word of a reader's comment enters a ledger unless it was asked for."""

from pathlib import Path

import pytest

from casus.ledger import Ledger, LedgerError, Run
from casus.model import Role
from tests.claims import Story, coded_of, page_of, stories

RUN = Run("2022-04-01T12:00:00Z")
STORY = Story("farukh", comment="Jane Doe says: what a lie!")


def comment(ledger: Ledger) -> str:
    (kept,) = ledger.documents()
    (block,) = [b for b in kept.document.blocks if b.role is Role.COMMENT]
    return kept.document.text[block.start : block.end]


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_neither_words_nor_names_are_in_the_files(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "casus.db") as ledger:
        ledger.add(coded_of(STORY), page_of(STORY), RUN)
        assert comment(ledger) == "#" * len(STORY.comment)
        assert ledger.verify().sound
    assert b"Jane" not in files(tmp_path)
    assert b"a lie" not in files(tmp_path)


def test_only_the_owner_reads_evidence_and_salt(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "casus.db") as ledger:
        ledger.add(coded_of(STORY), page_of(STORY), RUN)
    for path in [tmp_path / "casus.db.evidence", tmp_path / "casus.db.salt"]:
        assert path.stat().st_mode & 0o077 == 0


def test_on_demand_they_are_kept(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "casus.db", keep_comments=True) as ledger:
        ledger.add(coded_of(STORY), None, RUN)
        assert comment(ledger) == STORY.comment
    assert not (tmp_path / "casus.db.salt").exists()


def test_one_ledger_has_one_salt(tmp_path: Path) -> None:
    digests = set()
    for story in stories(3):
        with Ledger.open(tmp_path / "casus.db") as ledger:
            ledger.add(coded_of(story), None, RUN)
            digests |= {d.document.blocks[-1].digest for d in ledger.documents()}
    assert len(digests) == 1
    with Ledger.open(tmp_path / "other.db") as other:
        other.add(coded_of(stories(1)[0]), None, RUN)
        assert next(other.documents()).document.blocks[-1].digest not in digests


def test_a_broken_salt_is_told(tmp_path: Path) -> None:
    (tmp_path / "casus.db.salt").write_bytes(b"short")
    with Ledger.open(tmp_path / "casus.db") as ledger, pytest.raises(LedgerError, match="salt"):
        ledger.add(coded_of(STORY), None, RUN)


def test_in_memory_a_salt_lives_as_long_as_the_ledger() -> None:
    with Ledger.open("sqlite://") as ledger:
        ledger.add(coded_of(STORY), None, RUN)
        assert "lie" not in comment(ledger)
