"""A place that holds no ledger of ours gives a clear word."""

import os
import sqlite3
from pathlib import Path

import pytest

from casus.ledger import (
    Ledger,
    LedgerBusyError,
    LedgerError,
    LedgerRightsError,
    MissingLedgerError,
    NotALedgerError,
    Run,
    SchemaVersionError,
)
from tests.claims import Story, coded_of

RUN = Run("2022-04-01T12:00:00Z")


def test_a_text_file_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("They shelled the village. " * 100)
    with pytest.raises(NotALedgerError, match=r"notes\.txt.*--ledger"):
        Ledger.open(path)
    assert path.read_text().startswith("They shelled")


def test_the_database_of_another_program_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE birds (name TEXT)")
    raw.close()
    with pytest.raises(NotALedgerError, match="another program"):
        Ledger.open(path)


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NotALedgerError, match="is a folder"):
        Ledger.open(tmp_path)


def test_another_layout_is_refused(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "casus.db").close()
    with sqlite3.connect(tmp_path / "casus.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0099'")
    raw.close()
    with pytest.raises(SchemaVersionError, match=r"layout 0099.*newer.*Update casus"):
        Ledger.open(tmp_path / "casus.db")


def test_a_missing_ledger_is_not_made_for_a_reader(tmp_path: Path) -> None:
    with pytest.raises(MissingLedgerError, match="casus ingest"):
        Ledger.open(tmp_path / "casus.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_other_databases_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="only SQLite"):
        Ledger.open("mysql://host/casus")


def test_folders_are_made_on_the_way(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a" / "b" / "casus.db") as ledger:
        assert ledger.counts().entries == 0


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerRightsError, match="--ledger"):
        Ledger.open(tmp_path / "file" / "casus.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(LedgerRightsError, match="right to write"):
        Ledger.open(tmp_path / "closed" / "casus.db")


def test_a_writer_that_does_not_end_is_reported(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "casus.db", seconds=0.2)
    raw = sqlite3.connect(tmp_path / "casus.db", isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerBusyError, match="another program is writing"):
        ledger.add(coded_of(Story("page")), None, RUN)
    assert ledger.counts().entries == 0, "readers are not held up"
    raw.close()


def test_an_unfinished_question_holds_no_writer_up(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "casus.db", seconds=1)
    ledger.add(coded_of(Story("one")), None, RUN)
    ledger.add(coded_of(Story("two")), None, RUN)
    asking = ledger.documents()
    next(asking)
    ledger.add(coded_of(Story("three")), None, RUN)
    assert len(list(asking)) == 1
