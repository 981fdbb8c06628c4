"""Whatever a server says, it is an answer or a clear failure: nothing else is raised."""

import contextlib
import gzip
import random
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from casus.ingest.fetch import Fetcher, FetchError, RefusedError, WarcFile, exchange
from casus.ingest.fetch.connect import Line
from casus.ingest.fetch.target import Target, join, parse
from tests.fetch.conftest import TERMS
from tests.fetch.site import answer, moved

BODY = b"<html><head><title>t</title></head><body><p>Text.</p></body></html>"
SEEDS = (
    answer(BODY, ETag='"a"'),
    answer(gzip.compress(BODY, mtime=0), Content_Encoding="gzip"),
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\nX: y\r\n\r\n",
    moved("/b"),
    b"HTTP/1.1 103 Hints\r\nLink: a\r\n\r\n" + answer(BODY),
    b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
    answer(status="503 Busy", Retry_After="Fri, 17 May 2024 08:00:00 GMT"),
)
BITS = (
    b"\r\n", b": ", b"\x00", b"\xe9", b"chunked", b"-1", b"9" * 30, b"Content-Length: 3\r\n",
    b"Location: http://[::\r\n", b"Retry-After: 99999999999999\r\n",
    b"Content-Encoding: deflate\r\n",
)  # fmt: skip
URL_BITS = (
    "http", "https", ":", "/", "//", "@", "[", "]", "::1", "127.0.0.1", "127.1", "0x7f", "%31", "%",
    "\\", "#", "?", ".", "..", "localhost", "news.org", "①", "。", "ß", "\u200b", " ", "\n", ":80",
    "xn--", "-", "é" * 70, "1" * 40,
)  # fmt: skip


def mutated(source: random.Random) -> bytes:
    content = bytearray(source.choice(SEEDS))
    for _ in range(source.randint(1, 4)):
        place = source.randrange(len(content) + 1)
        match source.randrange(3):
            case 0:
                content[place:place] = source.choice(BITS)
            case 1:
                del content[place : place + source.randint(1, 8)]
            case _:
                content[place : place + 1] = bytes([source.randrange(256)])
    return bytes(content)


def test_mutated_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    current = b""

    def connect(target: Target, *_: object) -> Line:
        near, far = socket.socketpair()
        robots = target.path == "/robots.txt"
        far.sendall(answer(status="404 No") if robots else current)
        far.shutdown(socket.SHUT_WR)
        opened.append(far)
        return Line(near, "127.0.0.1", None)

    monkeypatch.setattr(exchange, "connect", connect)
    source = random.Random(20)  # noqa: S311 - the same in every run
    opened: list[socket.socket] = []
    with WarcFile(tmp_path, "casus test") as file:
        for _ in range(700):
            current = mutated(source)
            with contextlib.suppress(FetchError):
                Fetcher(replace(TERMS, redirects=2), file).fetch("http://127.0.0.1/")
            while opened:
                opened.pop().close()
    assert file.path is not None
    with file.path.open("rb") as written:
        assert sum(record.rec_type == "response" for record in ArchiveIterator(written)) > 50


def test_any_url_has_one_form_or_none() -> None:
    source = random.Random(21)  # noqa: S311 - the same in every run
    base = parse("http://news.org/a/b")
    good = 0
    for _ in range(4_000):
        url = source.choice(("", "http://", "https://")) + "".join(
            source.choice(URL_BITS) for _ in range(source.randint(1, 6))
        )
        for read in (parse, lambda text: join(base, text)):
            try:
                target = read(url)
            except RefusedError:
                continue
            good += 1
            assert target.url.isascii()
            assert parse(target.url) == target
    assert good > 100
