"""A container without pages is told."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from casus.ingest import read
from casus.model import Problem

EMPTY_ZIP = io.BytesIO()
zipfile.ZipFile(EMPTY_ZIP, "w").close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("header.csv", b"id,text\n"),
        ("mac.csv", b"id,te\rxt\n1,a\n"),
        ("header.tsv", b"id\ttext"),
        ("empty.zip", EMPTY_ZIP.getvalue()),
        ("empty.tar", bytes(10240)),
        ("empty.gz", gzip.compress(b"")),
        ("info.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
        ("empty.jsonl", b"\n\n"),
        ("empty.json", b"[]"),
        ("empty.mbox", b"From a@b.example Mon May 13 10:00:00 2024\n"),
    ],
)
def test_nothing_is_lost_silently(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (problem,) = read([path])
    assert isinstance(problem, Problem)
    assert problem.fatal
    assert problem.subject.startswith(str(path))


def test_a_broken_date_costs_itself_and_not_the_message(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    date = "Mon, 13 May 2024 99999999999999999999:00:00 +0000"
    path.write_text(f"From: a@b.example\nDate: {date}\nSubject: x\n\nTroops entered the village.\n")
    (page,) = read([path])
    assert not isinstance(page, Problem)
    assert page.published is None


def test_a_tar_that_breaks_off_within_a_member_is_told(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.size = 5000
        archive.addfile(entry, io.BytesIO(b"Troops entered the village. " * 200))
    path = tmp_path / "a.tar"
    path.write_bytes(buffer.getvalue()[:2000])
    found = list(read([path]))
    assert any(isinstance(item, Problem) for item in found)
