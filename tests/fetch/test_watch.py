"""Feeds, sitemaps and pages in rounds: what is new is fetched once."""

import io
import time
import zipfile
from itertools import islice
from pathlib import Path

import pytest

from casus.ingest.fetch import (
    Entry,
    Fetcher,
    Gatherer,
    Memory,
    PlanError,
    Schedule,
    Terms,
    interval,
    read_plan,
)
from casus.ingest.fetch.plan import allowed
from casus.model import Page, Problem
from tests.fetch.conftest import TERMS
from tests.fetch.site import Site, answer

PAGE = answer(b"<html><body><p>Text.</p></body></html>")


def feed(*links: str) -> bytes:
    items = "".join(
        f"<item><title>T</title><link>{link}</link>"
        f"<pubDate>Fri, 17 May 2024 08:00:00 GMT</pubDate></item>"
        for link in links
    )
    body = f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"
    return answer(body.encode(), kind="application/rss+xml", ETag='"f"')


def sitemap(*links: str, root: str = "urlset", each: str = "url", changed: str = "") -> bytes:
    last = f"<lastmod>{changed}</lastmod>" if changed else ""
    items = "".join(f"<{each}><loc>{link}</loc>{last}</{each}>" for link in links)
    return answer(f"<?xml version='1.0'?><{root}>{items}</{root}>".encode(), kind="text/xml")


def split(items: list[Page | Problem]) -> tuple[list[Page], list[Problem]]:
    return (
        [item for item in items if isinstance(item, Page)],
        [item for item in items if isinstance(item, Problem)],
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fetched.jsonl"


def look(path: Path, *entries: Entry) -> tuple[list[Page], list[Problem]]:
    """One round of a new process."""
    return split(list(Gatherer(Fetcher(TERMS), Memory.open(path)).round(entries)))


def test_a_feed_gives_each_page_once(site: Site, path: Path) -> None:
    site.routes |= {"/feed": feed(site.url("/a"), "/b", site.url("/a")), "/a": PAGE, "/b": PAGE}
    entry = Entry("feed", site.url("/feed"), 60)
    pages, problems = look(path, entry)
    assert [page.url for page in pages] == [site.url("/a"), site.url("/b")]
    assert pages[0].published == "2024-05-17"
    assert problems == []
    site.asked.clear()
    site.routes["/feed"] = answer(status="304 Not Modified")
    assert look(path, entry) == ([], [])
    assert site.asked == ["/robots.txt", "/feed"]
    assert 'If-None-Match: "f"' in site.heads[-1]
    site.routes |= {"/feed": feed("/c", "/a"), "/c": PAGE}
    assert [page.url for page in look(path, entry)[0]] == [site.url("/c")]


def test_what_was_left_over_comes_next_time(site: Site, path: Path) -> None:
    site.routes |= {"/feed": feed("/a", "/b", "/c"), "/a": PAGE, "/b": PAGE, "/c": PAGE}
    entry = Entry("feed", site.url("/feed"), 60, most=2)
    assert len(look(path, entry)[0]) == 2
    assert [page.url for page in look(path, entry)[0]] == [site.url("/c")]
    assert "If-None-Match" not in site.heads[-2]


def test_who_stops_in_the_middle_loses_nothing(site: Site, path: Path) -> None:
    site.routes |= {"/feed": feed("/a", "/b"), "/a": PAGE, "/b": PAGE}
    entry = Entry("feed", site.url("/feed"), 60)
    items = Gatherer(Fetcher(TERMS), Memory.open(path)).round([entry])
    next(items)  # the first page is out, but nobody came back to say that it was kept
    items.close()
    assert len(look(path, entry)[0]) == 2


def test_failures_are_tried_again_unless_they_last(site: Site, path: Path) -> None:
    site.routes |= {
        "/feed": feed("/gone", "/broken", "http://10.0.0.1/x", "http://localhost/"),
        "/gone": answer(status="410 Gone"),
        "/broken": answer(status="500 Oh"),
    }
    entry = Entry("feed", site.url("/feed"), 60)
    _, problems = look(path, entry)
    assert len(problems) == 4
    site.routes["/broken"] = PAGE
    pages, problems = look(path, entry)
    assert [page.url for page in pages] == [site.url("/broken")]
    assert all("not public" in p.message or "inner" in p.message for p in problems)


def test_refusals_are_told_once_in_a_run(site: Site) -> None:
    site.routes["/feed"] = feed("http://10.0.0.1/x")
    gatherer = Gatherer(Fetcher(TERMS), Memory())
    entry = Entry("feed", site.url("/feed"), 60)
    assert len(list(gatherer.round([entry]))) == 1
    assert list(gatherer.round([entry])) == []


def test_sitemaps(site: Site, path: Path) -> None:
    site.routes |= {
        "/index.xml": sitemap("/one.xml", root="sitemapindex", each="sitemap"),
        "/one.xml": sitemap("/a?x=1&amp;y=2", "/b", changed="2024-01-01"),
        "/a?x=1&y=2": PAGE,
        "/b": PAGE,
    }
    entry = Entry("sitemap", site.url("/index.xml"), 60)
    pages, problems = look(path, entry)
    assert [page.url for page in pages] == [site.url("/a?x=1&y=2"), site.url("/b")]
    assert problems == []
    assert look(path, entry) == ([], [])
    site.routes["/one.xml"] = sitemap("/a?x=1&amp;y=2", "/b", changed="2999-01-01")
    assert len(look(path, entry)[0]) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"<p>no feed</p>",
        b"<!DOCTYPE r [<!ENTITY a 'b'>]>"
        b"<rss><channel><item><link>&a;</link></item></channel></rss>",
        b"<urlset>" + b"<url>" * 100,
        b"<urlset>" + b"<url>" * 200_000,
        b"<urlset><url><loc>" + b"a" * 100_000,
        b"",
    ],
    ids=["html", "entities", "broken", "deep", "long", "empty"],
)
def test_hostile_lists_are_refused(site: Site, path: Path, body: bytes) -> None:
    site.routes["/feed"] = answer(body)
    begun = time.monotonic()
    pages, problems = look(path, Entry("feed", site.url("/feed"), 60))
    assert (len(pages), len(problems)) == (0, 1)
    assert time.monotonic() - begun < 2


def test_sitemaps_in_a_circle_end(site: Site, path: Path) -> None:
    site.routes["/s"] = sitemap("/s", "/s?2", root="sitemapindex", each="sitemap")
    site.routes["/s?2"] = site.routes["/s"]
    look(path, Entry("sitemap", site.url("/s"), 60))
    assert len(site.asked) < 20


def test_a_page_is_looked_at_every_time(site: Site, path: Path) -> None:
    site.routes["/a"] = PAGE
    entry = Entry("page", site.url("/a"), 60)
    assert len(look(path, entry)[0]) == 1
    site.routes["/a"] = answer(b"<p>Another text.</p>")
    (page,), _ = look(path, entry)
    assert page.content == b"<p>Another text.</p>"


def test_allowed_hosts_count_for_their_entry_only(site: Site) -> None:
    site.routes["/a"] = PAGE
    gatherer = Gatherer(Fetcher(Terms(delay=0.0)), Memory())
    inside = Entry("page", site.url("/a"), 60, allow=frozenset({"127.0.0.1"}))
    outside = Entry("page", site.url("/a?2"), 60)
    pages, problems = split(list(gatherer.round([inside, outside])))
    assert len(pages) == len(problems) == 1
    assert "/a?2" not in site.asked


def test_the_schedule_keeps_every_entrys_time() -> None:
    moment = [0.0]

    def sleep(seconds: float) -> None:
        moment[0] += seconds

    entries = (Entry("page", "http://a.org/", 60), Entry("page", "http://b.org/", 150))
    schedule = Schedule(entries, now=lambda: moment[0], sleep=sleep)
    rounds = [(moment[0], [e.url[7] for e in due]) for due in islice(schedule.rounds(), 5)]
    assert rounds == [(0, ["a", "b"]), (60, ["a"]), (120, ["a"]), (150, ["b"]), (180, ["a"])]


def test_a_plan_is_read(tmp_path: Path) -> None:
    plan = tmp_path / "feeds.toml"
    plan.write_text(
        'every = "1h"\n[[feed]]\nurl = "https://a.org/rss"\nallow = ["[::1]", "Wiki"]\n'
        '[[page]]\nurl = "https://b.org/"\nevery = "2d"\nmost = 3\n',
        encoding="utf-8",
    )
    first, second = read_plan(plan, 60)
    assert first == Entry("feed", "https://a.org/rss", 3600, frozenset({"::1", "wiki"}))
    assert second == Entry("page", "https://b.org/", 172800, most=3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing to watch"),
        ("[[feed]]", "no url"),
        ('[[feeds]]\nurl = "https://a.org/"', "none of feed, sitemap, page"),
        ('[feed]\nurl = "https://a.org/"', "two brackets"),
        ('[[feed]]\nurl = "file:///etc/passwd"', "scheme file"),
        ('[[feed]]\nurl = "https://a.org/"\nevry = "1h"', "'evry' is none of"),
        ('[[feed]]\nurl = "https://a.org/"\nevery = "soon"', "no time"),
        ('[[feed]]\nurl = "https://a.org/"\nevery = "5s"', "too often"),
        ('[[feed]]\nurl = "https://a.org/"\nmost = 0', "most must be"),
        ('[[feed]]\nurl = "https://a.org/"\nallow = "b.org"', "allow must be"),
        ("[[feed]", "cannot be read"),
    ],
)
def test_a_wrong_plan_says_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "feeds.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=message):
        read_plan(tmp_path / "feeds.toml", 60)


def test_times_and_hosts() -> None:
    assert [interval(text) for text in ("90s", "30m", "6h", "1d")] == [90, 1800, 21600, 86400]
    assert allowed(["[::1]", "News.ORG."]) == {"::1", "news.org"}


def test_parts_of_a_container_are_named_after_their_address(site: Site) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/page.txt", "The first page of them.")
        archive.writestr("b/page.txt", "The second page of them.")
    site.routes["/all.zip"] = answer(packed.getvalue(), kind="application/zip")
    urls = [site.url("/all.zip")]
    pages, problems = split(list(Gatherer(Fetcher(TERMS), Memory()).gather(urls)))
    assert problems == []
    names = [page.name for page in pages]
    assert len(set(names)) == 2
    assert all(name.startswith("127.0.0.1-all-") for name in names)


def test_the_servers_charset_is_kept_and_its_type_is_not_believed(site: Site) -> None:
    text = "<html><body><p>Обстрел села.</p></body></html>".encode("cp1251")
    site.routes |= {
        "/a": answer(text, kind="image/png; charset=windows-1251"),
        "/b": answer(b"\x89PNG\r\n\x1a\n" + bytes(99), kind="text/html"),
    }
    urls = [site.url("/a"), site.url("/b")]
    pages, problems = split(list(Gatherer(Fetcher(TERMS), Memory()).gather(urls)))
    assert [page.media_type for page in pages] == ["text/html; charset=windows-1251"]
    assert [problem.subject for problem in problems] == [site.url("/b")]
    assert "image/png" in problems[0].message
