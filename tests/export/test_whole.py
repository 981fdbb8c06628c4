"""Whole or not at all: a full disk, a stop in the middle, a folder of somebody else's."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from casus.export.layouts import Layout
from casus.export.whole import ExportError, whole_bytes, whole_file, whole_folder

LIMITED = """
import resource, sys
from pathlib import Path
from casus.export.layouts import Batch, Layout, write
from casus.export.layouts import Layout
from casus.export.whole import ExportError
from tests.export.shown import LATER, SHELLED, case

resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
batch = Batch([case(SHELLED) for _ in range(100)], LATER)
for layout in Layout:
    try:
        write(layout, batch, Path(sys.argv[1], layout.value))
    except ExportError as error:
        print(layout.value, error)
"""
LARGE = [layout for layout in Layout if layout is not Layout.PARQUET]  # compressed, it fits


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    for layout in LARGE:
        kept = tmp_path / layout.value
        if layout is Layout.DATAPACKAGE:
            kept.mkdir()
            kept /= "datapackage.json"
        kept.write_text("{}")
    command = [sys.executable, "-c", LIMITED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for layout in LARGE:
        told = f"{tmp_path / layout.value}: cannot be written (File too large); free some space"
        assert f"{layout.value} {told}" in done.stdout
        kept = tmp_path / layout.value
        kept = kept / "datapackage.json" if kept.is_dir() else kept
        assert kept.read_text() == "{}"
    assert {path.name for path in tmp_path.iterdir()} == {layout.value for layout in Layout}


def test_a_sync_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with (
        pytest.raises(ExportError, match="No space left on device"),
        whole_file(tmp_path / "a") as out,
    ):
        out.write("x")
    assert list(tmp_path.iterdir()) == []


def test_a_stop_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    for target in (whole_file, whole_bytes):
        with pytest.raises(KeyboardInterrupt), target(tmp_path / "a"):
            raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt), whole_folder(tmp_path / "b", "mark"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_ours_is_replaced_another_is_not(tmp_path: Path) -> None:
    for content in ("one", "two"):
        with whole_folder(tmp_path / "pack", "mark") as folder:
            (folder / "mark").write_text(content)
    assert (tmp_path / "pack" / "mark").read_text() == "two"
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    with (
        pytest.raises(ExportError, match="is something else than a folder with mark"),
        whole_folder(tmp_path / "photos", "mark"),
    ):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pack", "photos"]


def test_the_rights_are_those_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        with whole_file(tmp_path / "a") as out:
            out.write("x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_what_utf8_cannot_hold_is_replaced(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a") as out:
        out.write("a\ud800b")
    assert (tmp_path / "a").read_text("utf-8") == "a?b"
