"""A container without pages is told."""

import gzip
import io
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
