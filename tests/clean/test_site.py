"""Furniture of a site is known by standing on many of its pages."""

from dataclasses import replace

import pytest

from casus.clean.site import WHY, SiteChrome, site
from casus.model import Block, Document, Role
from casus.registry import load
from casus.run import Outcome, run_whole
from casus.stage import Whole

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


def judged(stage: SiteChrome, documents: list[Document], window: int = 200) -> list[Document]:
    outcomes = [Outcome(d.id, (d,), ()) for d in documents]
    found = run_whole(stage, outcomes, window=window, before=0)
    return [d for outcome in found for d in outcome.results]


def chrome(documents: list[Document]) -> list[list[str]]:
    found = judged(SiteChrome(), documents)
    assert [(d.id, d.text) for d in found] == [(d.id, d.text) for d in documents]
    return [[d.text[b.start : b.end] for b in d.blocks if b.why == WHY] for d in found]


def test_it_is_a_whole_stage() -> None:
    assert isinstance(load("site-chrome")(), Whole)


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


def test_what_a_bulletin_says_every_day_amid_its_own_text_stays() -> None:
    truce = "The ceasefire was broken again at night by the forces of the other side, as before."
    own = "Nobody was hurt in post number {}, which lies near the river, the bulletin went on."
    pages = [page(n, truce, own.format(PLACES[n])) for n in range(4)]
    assert chrome(pages) == [[]] * 4


def test_sentences_that_differ_in_their_numbers_are_not_one() -> None:
    pages = [page(n, f"The enemy fired {n} shells at our positions at night.") for n in range(4)]
    assert chrome(pages) == [[]] * 4


def marked(documents: list[Document]) -> list[bool]:
    return [any(block.why == WHY for block in d.blocks) for d in documents]


def test_earlier_pages_of_the_run_are_remembered() -> None:
    pages = [page(n, "Trusted since the flood") for n in range(6)]
    assert marked(judged(SiteChrome(), pages, window=2)) == [False, False, True, True, True, True]


def test_pages_read_before_the_run_are_remembered() -> None:
    pages = [page(n, "Trusted since the flood") for n in range(4)]
    kept = judged(SiteChrome(), pages[:3])
    assert marked(judged(SiteChrome(kept), pages[3:])) == [True]
    assert marked(judged(SiteChrome(kept[:1]), pages[3:])) == [False]
    assert marked(judged(SiteChrome(kept[:2]), [pages[0], pages[1]])) == [False, False]


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casus.clean.site.ROOM", 20)
    monkeypatch.setattr("casus.clean.site.EACH", 4)
    stage = SiteChrome()
    for number in range(40):
        judged(stage, [page(number, "Trusted here", host=f"site{number % 3}.example")], window=1)
    memory = stage._memory
    sites = [memory.pages(f"site{n}.example") for n in range(3) if f"site{n}.example" in memory]
    assert 0 < sum(len(lines) for pages in sites for lines in pages) <= 20
    assert all(len(pages) <= 4 for pages in sites)
