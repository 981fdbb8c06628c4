import io
import json
from pathlib import Path

import pytest

from casus.ingest import Limits, read
from casus.ingest.names import Names, file_names
from casus.ingest.sniff import media_type
from casus.model import Page, Problem

TEXT = b"The army shelled the village on Monday, the ministry said.\n"
HTML = b"<!doctype html><html><body><p>The army shelled the village.</p></body></html>"


def pages(items):
    return [item for item in items if isinstance(item, Page)]


def problems(items):
    return [item for item in items if isinstance(item, Problem)]


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("head", "label", "wanted"),
    [
        (TEXT, "a.txt", "text/plain"),
        (TEXT, "a", "text/plain"),
        (HTML, "a.txt", "text/html"),
        (b"<p>a</p><p>b</p><p>c</p>", "a", "text/html"),
        (b"just text", "a.html", "text/plain"),
        (b"\xef\xbb\xbf<html>", "a", "text/html"),
        ("<html><p>привет".encode("utf-16"), "a", "text/html"),
        (b"# Title\n\ntext", "a.md", "text/markdown"),
        (b'{"text": "a"}', "a.json", "application/json"),
        (b'{"text": "a"}\n{"text": "b"}\n', "a.jsonl", "application/x-ndjson"),
        (b'{"text": "a"}\n{"text": "b"}\n', "-", "application/x-ndjson"),
        (b"[Anchor] What happened on the border?", "a.txt", "text/plain"),
        (b"%PDF-1.7", "a.txt", "application/pdf"),
        (b"PK\x03\x04", "a.txt", "application/zip"),
        (b"abc\x00\x01\x02", "a.txt", "application/octet-stream"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "a.xml", "application/rss+xml"),
        (b"<?xml version='1.0'?><urlset xmlns='x'>", "a.xml", "application/x-sitemap+xml"),
        (b"WARC/1.0\r\n", "a", "application/warc"),
        (b"From: a@b.example\nSubject: x\n\n", "a.eml", "message/rfc822"),
    ],
)
def test_content_decides_the_media_type(head, label, wanted):
    assert media_type(head, label) == wanted


def test_folder_is_read_in_a_fixed_order(tmp_path):
    for name in ("b.txt", "a.html", "sub/c.md"):
        put(tmp_path, name, HTML if name.endswith("html") else TEXT)
    found = list(read([tmp_path]))
    assert [page.name for page in found] == ["a", "b", "c"]
    assert [page.media_type for page in found] == ["text/html", "text/plain", "text/markdown"]
    assert found == list(read([tmp_path]))


def test_colliding_stems_take_their_folder(tmp_path):
    for name in ("x/a.txt", "y/a.txt", "b.txt"):
        put(tmp_path, name, TEXT)
    assert [page.name for page in read([tmp_path])] == ["b", "x-a", "y-a"]


def test_same_stem_in_one_folder_stays_unique(tmp_path):
    for name in ("a.txt", "a.html"):
        put(tmp_path, name, TEXT)
    names = [page.name for page in read([tmp_path])]
    assert len(set(names)) == 2


def test_names_are_never_given_twice():
    names = Names()
    assert [names.take("a"), names.take("a"), names.take("a-2"), names.take("a")] == [
        "a",
        "a-2",
        "a-2-2",
        "a-3",
    ]
    assert file_names([]) == {}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "octet-stream"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "image/png"),
        ("broken.json", b'{"text": "a', "broken JSON"),
        ("no_text.json", b'{"n": 1}', "no text field"),
        ("list.json", b"[]", "no records"),
        ("deep.json", b"[" * 200_000, "cannot be read|broken"),
    ],
)
def test_bad_file_is_a_problem_with_its_path(tmp_path, name, content, reason):
    put(tmp_path, "good.txt", TEXT)
    path = put(tmp_path, name, content)
    found = list(read([tmp_path]))
    assert [page.name for page in pages(found)] == ["good"]
    (problem,) = problems(found)
    assert problem.subject == str(path)
    assert problem.fatal
    assert any(part in problem.message for part in reason.split("|"))


def test_missing_path_and_missing_rights(tmp_path, monkeypatch):
    secret = put(tmp_path, "secret.txt", TEXT)
    real = Path.open

    def refuse(self, *args, **kwargs):
        if self == secret:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    found = list(read([tmp_path / "nowhere", tmp_path]))
    messages = [problem.message for problem in problems(found)]
    assert any("does not exist" in message for message in messages)
    assert any("rights" in message for message in messages)


def test_hidden_files_are_told_but_not_fatal(tmp_path):
    put(tmp_path, ".hidden", TEXT)
    (problem,) = read([tmp_path])
    assert isinstance(problem, Problem)
    assert not problem.fatal


def test_broken_link_and_folder_loop(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = list(read([tmp_path]))
    assert [problem.subject for problem in found] == [str(tmp_path / "gone.txt")]


def test_page_over_the_cap(tmp_path):
    put(tmp_path, "big.txt", TEXT * 10)
    (problem,) = read([tmp_path], limits=Limits(page_bytes=100))
    assert isinstance(problem, Problem)
    assert "100 bytes" in problem.message


def test_json_lines_keep_going_after_broken_lines(tmp_path):
    lines = [
        json.dumps({"id": "x1", "text": "The army withdrew.", "title": "T", "date": "2024-01-02"}),
        "{broken",
        "",
        json.dumps({"text": "<html><body><p>Hello</p></body></html>", "url": "http://a.example/"}),
        json.dumps([1, 2]),
        json.dumps({"doc": "x1", "text": "again"}),
    ]
    put(tmp_path, "records.jsonl", "\n".join(lines).encode())
    found = list(read([tmp_path]))
    assert [page.name for page in pages(found)] == ["x1", "records-4", "x1-2"]
    first, second, _ = pages(found)
    assert (first.title, first.published) == ("T", "2024-01-02")
    assert second.media_type.startswith("text/html")
    assert second.url == "http://a.example/"
    subjects = [problem.subject for problem in problems(found)]
    assert subjects == [f"{tmp_path / 'records.jsonl'}!{n}" for n in (2, 5)]


def test_many_broken_lines_are_counted_in_one(tmp_path):
    put(tmp_path, "r.jsonl", b"{\n" * 5000)
    found = list(read([tmp_path], limits=Limits(problems=10)))
    assert len(found) == 11
    assert "4990 more" in found[-1].message


def test_long_json_line_is_refused_and_the_next_read(tmp_path):
    put(tmp_path, "r.jsonl", b'{"text": "' + b"a" * 5000 + b'"}\n{"text": "fine text"}\n')
    found = list(read([tmp_path], limits=Limits(page_bytes=1000)))
    assert len(problems(found)) == 1
    assert [page.content for page in pages(found)] == [b"fine text"]


def test_json_with_a_list_of_articles(tmp_path):
    put(tmp_path, "r.json", json.dumps({"articles": [{"text": "a b"}, {"n": 1}]}).encode())
    found = list(read([tmp_path]))
    assert [page.name for page in pages(found)] == ["r-1"]
    assert len(problems(found)) == 1


def test_standard_input():
    (page,) = read(["-"], stdin=io.BytesIO(TEXT))
    assert (page.name, page.origin, page.content) == ("stdin", "-", TEXT)
    (problem,) = read(["-"])
    assert isinstance(problem, Problem)
