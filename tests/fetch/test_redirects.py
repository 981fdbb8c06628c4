"""Redirects: every hop is checked as if it were the first."""

import socket
from dataclasses import replace

import pytest

from casus.ingest.fetch import Fetcher, FetchError, RefusedError, connect
from tests.fetch.conftest import TERMS
from tests.fetch.site import Site, answer, moved, running


def test_a_redirect_is_followed_and_told(site: Site) -> None:
    site.routes |= {"/a": moved("b?c=ä"), "/b?c=%C3%A4": answer(b"<p>here</p>")}
    got = Fetcher(TERMS).fetch(site.url("/a"))
    assert got.content == b"<p>here</p>"
    assert got.record.final == site.url("/b?c=%C3%A4")
    assert [(hop.status, hop.address) for hop in got.record.hops] == [
        (302, "127.0.0.1"),
        (200, "127.0.0.1"),
    ]


@pytest.mark.parametrize("status", ["301 a", "302 a", "303 a", "307 a", "308 a"])
@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "//169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://localhost/",
        "http://user@news.org/",
        "file:///etc/passwd",
        "ftp://news.org/",
        "javascript:alert(1)",
        "http://news.org:22/",
        "http://a b/",
        "http://[",
    ],
)
def test_redirects_to_refused_places(site: Site, status: str, location: str) -> None:
    site.routes["/"] = moved(location, status)
    with pytest.raises(RefusedError):
        Fetcher(TERMS).fetch(site.url())
    assert site.asked == ["/robots.txt", "/"]


def test_allowed_hosts_may_lead_to_one_another(site: Site) -> None:
    site.routes["/"] = answer(b"inner")
    with running(Site(host="::1")) as other:
        other.routes["/"] = moved(site.url())
        assert Fetcher(TERMS).fetch(other.url()).content == b"inner"


def test_a_stranger_does_not_lead_to_an_allowed_host(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public host redirects into the network of the user, to a host that is allowed by name."""
    public = "93.184.216.34"
    terms = replace(TERMS, allow=frozenset({"inner.news.org"}))
    site.routes["/"] = moved("http://inner.news.org/secret")

    def resolver(name: str, _: float) -> list[str]:
        return ["127.0.0.1"] if name == "inner.news.org" else [public]

    def reach(*_: object) -> socket.socket:
        return socket.create_connection((site.host, site.port), 1)

    monkeypatch.setattr(connect, "_open", reach)
    monkeypatch.setattr(socket.socket, "getpeername", lambda _: (public, 80))
    with pytest.raises(RefusedError, match=r"leads to http://inner\.news\.org/secret.*loopback"):
        Fetcher(terms, resolver=resolver).fetch("http://a.news.org/")
    assert site.asked == ["/robots.txt", "/"]


def test_a_strangers_link_does_not_lead_to_an_allowed_host(site: Site) -> None:
    with pytest.raises(RefusedError):
        Fetcher(TERMS).fetch(site.url(), trusted=False)
    assert site.asked == []


def test_a_circle_is_left(site: Site) -> None:
    site.routes |= {"/a": moved("/b"), "/b": moved("/a")}
    with pytest.raises(FetchError, match="circle"):
        Fetcher(TERMS).fetch(site.url("/a"))


@pytest.mark.parametrize(("hops", "good"), [(5, True), (6, False), (50, False)])
def test_five_redirects_are_followed(site: Site, hops: int, good: bool) -> None:
    site.routes |= {f"/{n}": moved(f"/{n + 1}") for n in range(hops)}
    site.routes[f"/{hops}"] = answer(b"end")
    if good:
        assert Fetcher(TERMS).fetch(site.url("/0")).content == b"end"
        return
    with pytest.raises(FetchError, match="more than 5 times"):
        Fetcher(TERMS).fetch(site.url("/0"))
    assert len(site.asked) == 7


def test_robots_may_not_lead_inside_either(site: Site) -> None:
    site.routes |= {"/robots.txt": moved("http://169.254.169.254/"), "/": answer(b"x")}
    with pytest.raises(RefusedError, match="link-local"):
        Fetcher(TERMS).fetch(site.url())
    assert site.asked == ["/robots.txt"]
