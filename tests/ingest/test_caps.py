"""Whoever meets a cap is told the option that raises it."""

import gzip
import io
import json
import mailbox
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from casus.ingest import Limits, read
from casus.ingest.limits import higher
from casus.model import Page, Problem

TEXT = "The army shelled the village on Monday, the ministry said."


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for number in range(3):
            entry = tarfile.TarInfo(f"{number}.txt")
            entry.size = len(TEXT)
            archive.addfile(entry, io.BytesIO(TEXT.encode()))
    return buffer.getvalue()


def boxed(folder: Path) -> bytes:
    message = EmailMessage()
    message["From"] = "desk@a.example"
    message.set_content(TEXT)
    box = mailbox.mbox(str(folder.parent / f"{folder.name}.mbox"))
    for _ in range(3):
        box.add(bytes(message))
    box.close()
    return (folder.parent / f"{folder.name}.mbox").read_bytes()


RSS = "<?xml version='1.0'?><rss version='2.0'><channel>{}</channel></rss>".format(
    f"<item><title>A</title><description>{TEXT}</description></item>" * 3
).encode()
TWO = zipped(("a.txt", TEXT.encode()), ("b.txt", TEXT.encode()), ("c.txt", TEXT.encode()))
CASES = [
    ("page_bytes", 20, "a.txt", TEXT.encode()),
    ("json_bytes", 20, "a.json", json.dumps([{"text": TEXT}]).encode()),
    ("container_bytes", 20, "a.zip", TWO),
    ("inflated_bytes", 100, "a.zip", TWO),
    ("ratio", 2, "a.txt.gz", gzip.compress(b"a" * 3_000_000)),
    ("depth", 1, "a.zip", zipped(("b.zip", TWO))),
    ("members", 2, "a.zip", TWO),
    ("members", 2, "a.tar", tarred()),
    ("members", 2, "a.xml", RSS),
    ("members", 2, "a.mbox", None),
    ("problems", 2, "a.jsonl", b"{\n" * 5),
    ("xml_depth", 5, "a.xml", b"<rss>" + b"<a>" * 10),
]


@pytest.mark.parametrize(("name", "cap", "file", "content"), CASES)
def test_the_option_is_named(
    tmp_path: Path, name: str, cap: int, file: str, content: bytes | None
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / file).write_bytes(boxed(folder) if content is None else content)
    found = list(read([folder], limits=Limits(**{name: cap})))
    told = [p.message for p in found if isinstance(p, Problem)]
    assert any(higher(name) in message for message in told), told
    assert all(p.fatal for p in found if isinstance(p, Problem))


def test_files(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(TEXT)
    found = list(read([tmp_path], limits=Limits(files=2)))
    assert sum(isinstance(item, Page) for item in found) == 2
    assert any(isinstance(p, Problem) and higher("files") in p.message for p in found)


def test_a_container_on_standard_input_is_read_whole() -> None:
    line = json.dumps({"text": TEXT * 100}).encode() + b"\n"
    found = list(read(["-"], stdin=io.BytesIO(line * 20), limits=Limits(page_bytes=10_000)))
    assert sum(isinstance(item, Page) for item in found) == 20
    (problem,) = read(["-"], stdin=io.BytesIO(TWO), limits=Limits(container_bytes=100))
    assert isinstance(problem, Problem)
    assert higher("container_bytes") in problem.message
