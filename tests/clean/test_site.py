"""Furniture of a site is known by standing on many of its pages."""

from dataclasses import replace

import pytest

from casus.clean.site import WHY, SiteChrome, site
from casus.model import Block, Document, Role
from casus.registry import load
from casus.run import run_gather
from casus.stage import Gather

PLACES = ("Farukh", "Agdam", "Sotk", "Jermuk", "Lachin", "Berdzor", "Shusha", "Martuni")


def page(number: int, *lines: str, host: str | None = "news.example") -> Document:
    place = PLACES[number % len(PLACES)]
    own = (
        f"Shells fell on {place} for {number} hours, and {number + 2} people left, officials said."
    )
    text, blocks = "", []
    for line in (f"{place} under fire", own, *lines):
        role = Role.BODY if blocks else Role.TITLE
        blocks.append(Block(len(text), len(text) + len(line), role, "test"))
        text += line + "\n"
    url = f"https://www.{host}/{number}" if host else None
    return Document(f"p{number}", str(number), text, tuple(blocks), None, None, None, "en", url)


def chrome(documents: list[Document]) -> list[list[str]]:
    found = [d for d in run_gather(SiteChrome(), documents) if isinstance(d, Document)]
    assert [(d.id, d.text) for d in found] == [(d.id, d.text) for d in documents]
    return [[d.text[b.start : b.end] for b in d.blocks if b.why == WHY] for d in found]


def test_it_is_a_gathering_stage() -> None:
    assert isinstance(load("site-chrome")(), Gather)


@pytest.mark.parametrize(
    "line",
    [
        "Trusted since the flood",
        "Rebels take the capital, hundreds dead",
        "Our newsroom depends on the help of its readers, so please give what you can today.",
    ],
)
def test_a_line_of_every_page_is_chrome(line: str) -> None:
    assert chrome([page(n, line) for n in range(4)]) == [[line]] * 4


def test_two_pages_are_too_few() -> None:
    assert chrome([page(n, "Trusted since the flood") for n in range(2)]) == [[], []]


def test_other_sites_do_not_count() -> None:
    pages = [page(n, "Trusted since the flood", host=f"site{n}.example") for n in range(4)]
    assert chrome(pages) == [[]] * 4
    assert chrome([page(n, "Trusted since the flood", host=None) for n in range(4)]) == [[]] * 4


def test_the_outlet_serves_where_no_address_is_known() -> None:
    named = [replace(page(n, "Trusted here", host=None), outlet="Gazette") for n in range(3)]
    assert site(named[0]) == "Gazette"
    assert site(page(1)) == "news.example"
    assert site(replace(page(1), url="http://[broken")) is None
    assert chrome(named) == [["Trusted here"]] * 3


def test_a_report_that_was_saved_often_stays_a_report() -> None:
    same = [replace(page(1), id=f"copy{n}") for n in range(4)]
    assert chrome([*same, page(2), page(3)]) == [[]] * 6


def test_background_of_some_reports_is_no_furniture() -> None:
    past = "The two countries fought a war over the region that ended with a truce four years ago."
    pages = [page(n, *([past] if n < 3 else [])) for n in range(8)]
    assert chrome(pages) == [[]] * 8


def test_titles_and_dates_stay() -> None:
    pages = [page(n, "12 May 2024") for n in range(4)]
    titled = [replace(d, blocks=(replace(d.blocks[0], why="same"), *d.blocks[1:])) for d in pages]
    assert chrome(titled) == [[]] * 4
