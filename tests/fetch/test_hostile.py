"""Servers that stall, bomb and lie."""

import gzip
import resource
import socket
import time
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from casus.ingest.fetch import Fetcher, FetchError
from casus.ingest.fetch.body import MEMBERS, plain
from tests.fetch.conftest import TERMS
from tests.fetch.site import Site, answer

MIB = 1024 * 1024
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def drip(parts: bytes, every: float) -> Callable[[socket.socket], None]:
    def slowly(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(bytes([part]))
            time.sleep(every)

    return slowly


def endless(head: bytes, part: bytes) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(part)

    return send


def silent(connection: socket.socket) -> None:
    connection.recv(1)


def headers_only(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 100\r\n\r\nabc")
    connection.recv(1)


STALLS = {
    "silence": (silent, "gave nothing"),
    "body that stops": (headers_only, "gave nothing"),
    "slow headers": (drip(HEAD * 5, 0.05), "too long altogether"),
    "slow body": (drip(HEAD + b"\r\n" + b"a" * 90, 0.01), "too long altogether"),
}


@pytest.mark.parametrize("name", STALLS)
def test_stalling_is_given_up(site: Site, name: str) -> None:
    reply, message = STALLS[name]
    site.routes["/"] = reply
    begun = time.monotonic()
    with pytest.raises(FetchError, match=message):
        Fetcher(TERMS).fetch(site.url())
    assert time.monotonic() - begun < 2 * TERMS.total


CHUNK = b"400\r\n" + b"a" * 1024 + b"\r\n"
FLOODS = {
    "chunks": (endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", CHUNK), "cap of"),
    "tiny chunks": (
        endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        "cap|long",
    ),
    "no length": (endless(HEAD + b"\r\n", b"a" * 4096), "cap of"),
    "headers": (endless(HEAD, b"X-A: " + b"b" * 1000 + b"\r\n"), "broken answer"),
    "one header": (endless(HEAD + b"X-A: ", b"b" * 4096), "broken answer"),
    "interim answers": (endless(b"", b"HTTP/1.1 103 Hints\r\n\r\n"), "cap|long"),
    "announced": (answer(b"", Content_Length="99999999999"), "broken|announces"),
    "announced alone": (HEAD + b"Content-Length: 99999999999\r\n\r\n", "announces more"),
}


@pytest.mark.parametrize("name", FLOODS)
def test_floods_are_cut(site: Site, name: str) -> None:
    reply, message = FLOODS[name]
    site.routes["/"] = reply
    with pytest.raises(FetchError, match=message):
        Fetcher(replace(TERMS, raw_bytes=MIB)).fetch(site.url())


LIES = {
    "longer than it is": (HEAD + b"Content-Length: 50\r\n\r\nshort", "broken answer"),
    "two lengths": (
        HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "broken answer",
    ),
    "no number": (HEAD + b"Content-Length: three\r\n\r\nabc", "broken answer"),
    "less than nothing": (HEAD + b"Content-Length: -1\r\n\r\nabc", "broken answer"),
    "broken chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc", "broken answer"),
    "unended chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "broken answer"),
    "unknown transfer": (HEAD + b"Transfer-Encoding: gzip\r\n\r\nabc", "broken answer"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.6\r\n", "broken answer"),
    "nothing": (b"", "broken|no answer"),
    "folded name": (b"HTTP/1.1 200 OK\r\nContent Type: a\r\n\r\nabc", "broken answer"),
    "switch": (b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n", "protocol|broken"),
    "not gzip": (answer(b"<p>plain</p>", Content_Encoding="gzip"), "not what its content encoding"),
    "cut gzip": (answer(gzip.compress(b"a" * 9999)[:-9], Content_Encoding="gzip"), "breaks off"),
    "brotli": (answer(b"abc", Content_Encoding="br"), "not asked for"),
    "twice": (answer(b"abc", Content_Encoding="gzip, gzip"), "not asked for"),
    "unasked 304": (answer(status="304 Not Modified"), "answers 304"),
    "part": (answer(b"abc", "206 Partial Content"), "answers 206"),
}


@pytest.mark.parametrize("name", LIES)
def test_lies_are_found_out(site: Site, name: str) -> None:
    reply, message = LIES[name]
    site.routes["/"] = reply
    with pytest.raises(FetchError, match=message):
        Fetcher(TERMS).fetch(site.url())


def test_what_follows_the_announced_length_is_not_taken(site: Site) -> None:
    site.routes["/"] = HEAD + b"Content-Length: 5\r\n\r\nfirstHTTP/1.1 200 OK\r\n\r\nsecond"
    assert Fetcher(TERMS).fetch(site.url()).content == b"first"


@pytest.mark.parametrize("packed", [gzip.compress, zlib.compress, lambda b: zlib.compress(b)[2:-4]])
def test_encodings_are_undone(site: Site, packed: Callable[[bytes], bytes]) -> None:
    text = b"<p>The ministry said so.</p>" * 20
    name = "gzip" if packed is gzip.compress else "deflate"
    site.routes["/"] = answer(packed(text), Content_Encoding=name)
    got = Fetcher(TERMS).fetch(site.url())
    assert got.content == text
    assert got.record.raw_size < len(text)


def test_a_bomb_is_stopped(site: Site) -> None:
    """300 MB out of 300 kB: stopped at the cap, without the memory."""
    machine = zlib.compressobj(6, zlib.DEFLATED, 31)
    head = machine.compress(bytes(MIB)) + machine.flush(zlib.Z_FULL_FLUSH)
    block = machine.compress(bytes(MIB)) + machine.flush(zlib.Z_FULL_FLUSH)
    bomb = head + block * 299 + machine.flush()
    assert len(bomb) < 320_000
    site.routes["/"] = answer(bomb, Content_Encoding="gzip")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.monotonic()
    with pytest.raises(FetchError, match="taken for a bomb"):
        Fetcher(replace(TERMS, total=5.0)).fetch(site.url())
    assert time.monotonic() - begun < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_many_gzip_files_in_one_are_refused() -> None:
    one = gzip.compress(b"a")
    assert plain(one * 3, "gzip", TERMS) == b"aaa"
    assert plain(one + b"tail", "gzip", TERMS) == b"a"
    with pytest.raises(FetchError, match=f"more than {MEMBERS}"):
        plain(gzip.compress(b"") * 200_000, "gzip", TERMS)
