"""robots.txt, pauses, and asking for changes only."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from casus.ingest.fetch import Fetcher, FetchError, Memory, RefusedError
from casus.ingest.fetch.pace import Pace
from tests.fetch.conftest import TERMS
from tests.fetch.site import Site, answer, moved

RULES = b"User-agent: *\nDisallow: /private\nAllow: /private/open\n\nUser-agent: rude\nDisallow: /"
TEXT = answer(b"<p>text</p>")


@pytest.mark.parametrize(
    ("robots", "path", "good"),
    [
        (answer(RULES), "/", True),
        (answer(RULES), "/private/a", False),
        (answer(RULES), "/private/open", True),
        (answer(b"User-agent: casus\nDisallow: /"), "/", False),
        (answer(b"\xff\xfe\x00 no rules at all"), "/", True),
        (answer(b"<html>a page instead</html>"), "/", True),
        (answer(status="404 Not Found"), "/", True),
        (answer(status="403 Forbidden"), "/", True),
        (answer(status="429 Slow down"), "/", False),
        (answer(status="500 Broken"), "/", False),
        (b"nonsense\r\n\r\n", "/", False),
        (moved("/rules"), "/private/a", False),
    ],
)
def test_robots(site: Site, robots: bytes, path: str, good: bool) -> None:
    site.routes |= {"/robots.txt": robots, "/rules": answer(RULES), path: TEXT}
    if good:
        assert Fetcher(TERMS).fetch(site.url(path)).content == b"<p>text</p>"
        return
    with pytest.raises(FetchError, match="robots"):
        Fetcher(TERMS).fetch(site.url(path))
    assert path not in site.asked


def test_robots_count_for_redirects_too(site: Site) -> None:
    site.routes |= {"/robots.txt": answer(RULES), "/a": moved("/private/a"), "/private/a": TEXT}
    with pytest.raises(RefusedError, match="robots"):
        Fetcher(TERMS).fetch(site.url("/a"))


def test_robots_are_asked_once(site: Site) -> None:
    site.routes |= {"/a": TEXT, "/b": TEXT}
    fetcher = Fetcher(TERMS)
    for path in ("/a", "/b", "/a"):
        fetcher.fetch(site.url(path))
    assert site.asked == ["/robots.txt", "/a", "/b", "/a"]


def test_hostile_wildcards_cost_nothing(site: Site) -> None:
    rules = b"User-agent: *\n" + (b"Disallow: /" + b"*a" * 50 + b"*b$\n") * 200
    site.routes |= {"/robots.txt": answer(rules), "/" + "a" * 2000: TEXT}
    begun = time.monotonic()
    Fetcher(TERMS).fetch(site.url("/" + "a" * 2000))
    assert time.monotonic() - begun < 2


def test_one_host_is_asked_with_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [100.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        moment[0] += seconds

    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    monkeypatch.setattr(time, "sleep", sleep)
    pace = Pace(delay=1.0, longest=60.0)
    for host in ("a", "a", "b", "a"):
        pace.wait(host)
    assert slept == [1.0, 1.0]
    pace.slower("a", 5.0)
    pace.wait("a")
    pace.wait("a")
    pace.slower("a", 1e9)
    pace.wait("a")
    pace.wait("a")
    pace.hold("b", 30.0)
    pace.hold("b", -5.0)
    pace.wait("b")
    assert slept == [1.0, 1.0, 1.0, 5.0, 5.0, 60.0, 30.0]


def test_a_crawl_delay_is_taken_in(site: Site) -> None:
    site.routes |= {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 0.3"), "/a": TEXT}
    fetcher = Fetcher(TERMS)
    begun = time.monotonic()
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/a"))
    assert time.monotonic() - begun >= 0.3


def test_busy_hosts_are_left_alone(site: Site) -> None:
    site.routes |= {"/a": answer(status="503 Busy", Retry_After="0"), "/b": TEXT}
    with pytest.raises(FetchError, match="try again in 0 s") as caught:
        Fetcher(TERMS).fetch(site.url("/a"))
    assert caught.value.status == 503


def test_unchanged_pages_are_not_sent_again(site: Site, tmp_path: Path) -> None:
    site.routes["/"] = answer(
        b"<p>a</p>", ETag='"one"', Last_Modified="Tue, 05 Mar 2024 10:00:00 GMT"
    )
    memory = Memory.open(tmp_path / "fetched.jsonl")
    first = Fetcher(TERMS).fetch(site.url())
    memory.remember(first.record)
    site.routes["/"] = answer(status="304 Not Modified")
    seen = Memory.open(tmp_path / "fetched.jsonl").get(site.url())
    again = Fetcher(TERMS).fetch(site.url(), seen)
    assert (again.record.status, again.content, again.record.sha256) == (304, b"", None)
    assert 'If-None-Match: "one"' in site.heads[-1]
    assert "If-Modified-Since: Tue, 05 Mar 2024" in site.heads[-1]


def test_memory_outlives_a_broken_line(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "fetched.jsonl"
    site.routes["/"] = TEXT
    memory = Memory.open(path)
    record = Fetcher(TERMS).fetch(site.url()).record
    for _ in range(150):
        memory.remember(record)
    with path.open("a") as file:
        file.write('{"url": "http://cut')
    again = Memory.open(path)
    assert site.url() in again
    assert len(path.read_text().splitlines()) == 1


def test_what_the_host_is_told(site: Site) -> None:
    site.routes["/"] = TEXT
    Fetcher(replace(TERMS, agent="casus/1 (+desk@example.org)")).fetch(site.url())
    head = site.heads[-1]
    assert "User-Agent: casus/1 (+desk@example.org)" in head
    assert "Accept-Encoding: gzip, deflate\r\n" in head
    assert "Cookie" not in head
    assert "Referer" not in head
