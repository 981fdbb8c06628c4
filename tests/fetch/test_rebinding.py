"""Names that change their addresses between two looks."""

import socket
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from casus.ingest.fetch import Fetcher, FetchError, RefusedError, connect
from casus.ingest.fetch.addresses import Address
from tests.fetch.conftest import TERMS
from tests.fetch.site import Site, answer

PUBLIC = "93.184.216.34"


class Stub:
    """Answers in turn; the last answer stays."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.calls = 0

    def __call__(self, _: str, __: float) -> Sequence[str]:
        self.calls += 1
        return [self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]]


def test_the_checked_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def note(address: Address, port: int, _: float) -> socket.socket:
        tried.append((str(address), port))
        raise OSError("no network in this test")

    monkeypatch.setattr(connect, "_open", note)
    stub = Stub(PUBLIC, "127.0.0.1")
    with pytest.raises(FetchError, match=r"robots\.txt cannot be had"):
        Fetcher(replace(TERMS, allow=frozenset()), resolver=stub).fetch("http://a.news.org/")
    assert tried == [(PUBLIC, 80)]
    assert stub.calls == 1


def _through(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every connection end at our server, whatever address was asked for."""

    def reach(_: Address, __: int, seconds: float) -> socket.socket:
        return socket.create_connection((site.host, site.port), seconds)

    monkeypatch.setattr(connect, "_open", reach)


def test_an_answer_from_another_peer_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    _through(site, monkeypatch)
    fetcher = Fetcher(replace(TERMS, allow=frozenset()), resolver=Stub(PUBLIC))
    with pytest.raises(RefusedError, match=r"answered by 127\.0\.0\.1"):
        fetcher.fetch("http://a.news.org/")
    assert site.asked == []


def test_rebinding_after_robots_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    _through(site, monkeypatch)
    monkeypatch.setattr(socket.socket, "getpeername", lambda _: (PUBLIC, 80))
    site.routes["/"] = answer(b"<p>secret</p>")
    fetcher = Fetcher(replace(TERMS, allow=frozenset()), resolver=Stub(PUBLIC, "127.0.0.1"))
    with pytest.raises(RefusedError, match="loopback"):
        fetcher.fetch("http://a.news.org/")
    assert site.asked == ["/robots.txt"]


def test_a_slow_name_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [][: stuck.wait(5)])
    with pytest.raises(FetchError, match="name server gave no answer"):
        Fetcher(replace(TERMS, names=0.1)).fetch("http://a.news.org/")
    stuck.set()
