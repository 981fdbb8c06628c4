import gzip
import io
import json
import mailbox
import random
import tarfile
import zipfile
from email.message import EmailMessage

import pytest

from casus.ingest import Limits, read
from casus.ingest.feeds import check_xml
from casus.ingest.telegram import flat
from casus.model import Page, Problem

TEXT = "The army shelled the village on Monday, the ministry said."
HTML = f"<!doctype html><html><body><h1>Shelling</h1><p>{TEXT}</p></body></html>"


def split(items):
    found = list(items)
    return (
        [item for item in found if isinstance(item, Page)],
        [item for item in found if isinstance(item, Problem)],
    )


def zipped(members, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(members, mode="w"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            if content is None:
                entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
                archive.addfile(entry)
            else:
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def record(kind, url, http_type, body, *, status=200, extra=""):
    payload = body
    if kind == "response":
        head = f"HTTP/1.1 {status} OK\r\nContent-Type: {http_type}\r\n{extra}\r\n"
        payload = head.encode() + body
        http_type = "application/http; msgtype=response"
    fields = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2023-05-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{abs(hash(url))}>\r\n"
        f"Content-Type: {http_type}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return fields.encode() + payload + b"\r\n\r\n"


def warc():
    return [
        record("response", "http://a.example/1", "text/html; charset=utf-8", HTML.encode()),
        record("response", "http://a.example/r", "text/html", b"moved", status=301),
        record("response", "http://a.example/s.js", "text/javascript", b"var x = 'y';"),
        record("response", "http://a.example/i", "image/png", b"\x89PNG\r\n"),
        record(
            "response",
            "http://a.example/2",
            "text/html",
            gzip.compress(HTML.encode()),
            extra="Content-Encoding: gzip\r\n",
        ),
        record("conversion", "http://a.example/3", "text/plain", TEXT.encode()),
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path, packed):
    records = warc()
    name = "a.warc.gz" if packed else "a.warc"
    content = b"".join(gzip.compress(r) if packed else r for r in records)
    (tmp_path / name).write_bytes(content)
    pages, problems = split(read([tmp_path / name]))
    assert [page.url for page in pages] == [f"http://a.example/{n}" for n in (1, 2, 3)]
    assert pages[0].media_type == "text/html; charset=utf-8"
    assert pages[1].content == HTML.encode()
    assert pages[0].fetched == "2023-05-04T10:00:00Z"
    assert [problem.fatal for problem in problems] == [False]
    assert "3 records" in problems[0].message


def test_truncated_warc_keeps_what_came(tmp_path):
    content = b"".join(gzip.compress(r) for r in warc())
    (tmp_path / "a.warc.gz").write_bytes(content[: len(content) - 40])
    pages, problems = split(read([tmp_path]))
    assert [page.name for page in pages] == ["a-1", "a-5", "a-6"]
    assert any("cut off" in problem.message for problem in problems)


def test_wacz_reads_its_archives_only(tmp_path):
    members = [
        ("datapackage.json", "{}"),
        ("pages/pages.jsonl", '{"text": "not this"}\n'),
        ("archive/data.warc.gz", b"".join(gzip.compress(r) for r in warc())),
    ]
    (tmp_path / "a.wacz").write_bytes(zipped(members))
    pages, _ = split(read([tmp_path]))
    assert [page.name for page in pages] == ["data-1", "data-5", "data-6"]


def test_zip_and_tar_of_anything(tmp_path):
    inner = zipped([("deep/c.txt", TEXT)])
    members = [("a.html", HTML.encode()), ("../../b.txt", TEXT.encode()), ("in.zip", inner)]
    (tmp_path / "x.zip").write_bytes(zipped(members))
    (tmp_path / "y.tar").write_bytes(tarred([*members, ("link", None)]))
    (tmp_path / "z.tgz").write_bytes(tarred(members, "w:gz"))
    (tmp_path / "w.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    pages, problems = split(read([tmp_path]))
    assert len(pages) == 10
    assert len({page.name for page in pages}) == 10
    assert {page.name for page in pages} >= {"a", "b", "c", "w"}
    assert [problem.fatal for problem in problems] == [False]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["w.txt.gz", "x.zip", "y.tar", "z.tgz"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.zip", zipped([("a.txt", b"a" * 20_000_000), ("b.txt", TEXT)])),
        ("bomb.txt.gz", gzip.compress(b"a" * 20_000_000)),
        ("bomb.tgz", gzip.compress(tarred([("a.txt", b"a" * 20_000_000)]))),
    ],
)
def test_bombs_are_stopped(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    pages, problems = split(read([tmp_path], limits=Limits(ratio=20, ratio_floor=100_000)))
    assert any("bomb" in problem.message for problem in problems)
    assert all(len(page.content) < 100_000 for page in pages)


def test_nested_containers_stop_at_the_cap(tmp_path):
    content = zipped([("a.txt", TEXT)])
    for _ in range(10):
        content = zipped([("a.zip", content)])
    (tmp_path / "a.zip").write_bytes(content)
    pages, problems = split(read([tmp_path]))
    assert not pages
    assert "containers deep" in problems[0].message


def test_mail_and_mailbox(tmp_path):
    message = EmailMessage()
    message["Subject"], message["From"] = "Truce broken", "desk@a.example"
    message["Date"] = "Thu, 04 May 2023 10:00:00 +0000"
    message.set_content(TEXT)
    message.add_alternative(HTML, subtype="html")
    (tmp_path / "a.eml").write_bytes(bytes(message))
    box = mailbox.mbox(str(tmp_path / "b.mbox"))
    for _ in range(3):
        box.add(bytes(message))
    box.close()
    pages, problems = split(read([tmp_path]))
    assert not problems
    assert [page.name for page in pages] == ["a", "b-1", "b-2", "b-3"]
    assert {(page.title, page.published) for page in pages} == {("Truce broken", "2023-05-04")}
    assert all(page.content.decode().strip() == TEXT for page in pages)


def test_telegram_text_is_a_string_or_a_list(tmp_path):
    export = {
        "name": "Front watch",
        "type": "public_channel",
        "id": 7,
        "messages": [
            {"id": 1, "type": "message", "date": "2023-05-04T10:00:00", "text": TEXT},
            {
                "id": 2,
                "type": "message",
                "text": ["Shelling at ", {"type": "bold", "text": "Tesk"}],
            },
            {"id": 3, "type": "message", "text": ""},
            {"id": 4, "type": "service", "text": "joined the group chat now"},
            "broken",
        ],
    }
    (tmp_path / "result.json").write_text(json.dumps(export))
    pages, problems = split(read([tmp_path]))
    assert [page.name for page in pages] == ["result-7-1", "result-7-2"]
    assert pages[0].published == "2023-05-04T10:00:00"
    assert pages[1].content == b"Shelling at Tesk"
    assert [problem.fatal for problem in problems] == [False]
    assert flat([1, None, "a", {"text": "b"}, {"text": 3}]) == "ab"


def test_tables(tmp_path):
    (tmp_path / "a.csv").write_text(f'id,Title,Text\nx1,T,"{TEXT}"\n,,\nx2,U,\n')
    (tmp_path / "b.csv").write_text(f"n;Inhalt;Tag\n1;{TEXT};2023-05-04\n")
    columns = (("text", "Inhalt"), ("published", "Tag"))
    pages, problems = split(read([tmp_path / "a.csv"]))
    assert [(page.name, page.title) for page in pages] == [("x1", "T")]
    assert len(problems) == 1
    pages, problems = split(read([tmp_path / "b.csv"], limits=Limits(columns=columns)))
    assert [page.published for page in pages] == ["2023-05-04"]
    (problem,) = read([tmp_path / "b.csv"])
    assert "its columns: n, Inhalt, Tag" in problem.message
    (problem,) = read([tmp_path / "a.csv"], limits=Limits(columns=columns))
    assert "has no column Inhalt" in problem.message


def test_feeds_and_sitemaps(tmp_path):
    rss = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>N</title>"
        f"<item><title>Shelling</title><link>http://a.example/1</link><description>{TEXT}"
        "</description><pubDate>Thu, 04 May 2023 10:00:00 GMT</pubDate></item></channel></rss>"
    )
    (tmp_path / "a.xml").write_text(rss)
    (tmp_path / "b.xml").write_text(
        "<?xml version='1.0'?><urlset xmlns='s'><url><loc>http://a.example/</loc></url></urlset>"
    )
    pages, problems = split(read([tmp_path]))
    assert [(p.title, p.url, p.published) for p in pages] == [
        ("Shelling", "http://a.example/1", "2023-05-04")
    ]
    assert "1 addresses" in problems[0].message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>", "entities"),
        (b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss>&a;</rss>", "entities"),
        (b"<rss>" + b"<a>" * 100, "deep"),
        (b"<rss><a></rss>", None),
        (b"<rss></rss>", None),
    ],
)
def test_xml_is_checked_first(content, reason):
    found = check_xml(content, Limits())
    assert (reason in found) if reason else found is None


def test_mutated_input_loses_nothing(tmp_path):
    chance = random.Random(5)  # noqa: S311
    seeds = {
        "zip": zipped([("a.html", HTML), ("b.txt", TEXT)]),
        "tar": tarred([("a.html", HTML.encode())]),
        "warc.gz": b"".join(gzip.compress(r) for r in warc()),
        "warc": b"".join(warc()),
        "eml": f"From: a@b.example\nSubject: x\n\n{TEXT}\n".encode(),
        "json": json.dumps([{"text": TEXT}]).encode(),
        "csv": f"id,text\n1,{TEXT}\n".encode(),
        "xml": f"<rss><channel><item><title>{TEXT}</title></item></channel></rss>".encode(),
    }
    for number in range(240):
        kind, seed = chance.choice(sorted(seeds.items()))
        content = bytearray(seed)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        path = tmp_path / f"{number}.{kind}"
        path.write_bytes(bytes(content[: chance.randint(1, len(content))]))
        assert list(read([path])), path
        path.unlink()
