"""The page says what the claims say, and nothing of a source's markup survives."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from casus.lexicon.labels import load_labels
from casus.merge.account import Account
from casus.merge.cases import accounts_of, cases_of
from casus.model import (
    Block,
    Clash,
    Correction,
    Decision,
    Loss,
    Place,
    Problem,
    Review,
    Role,
    Span,
)
from casus.report import Heading, content_of, html_of, render
from casus.report.claims import day_words, loss_words, quote_parts
from casus.report.page import ReportError
from tests.claims import Story, Told, claim_of, coded_of, document_of

STORY = Story(
    "farukh",
    (
        Told("Azerbaijan shelled Farukh, Yerevan said.", losses=(Loss("killed", 3, 9),)),
        Told("Baku denied that it shelled it.", status="denied", source="AZE.MIL"),
        Told("Someone may fire.", status="possible", date=None, place=None, source="unnamed"),
    ),
    url="https://example.org/farukh",
)


def page_of(*stories: Story, problems: tuple[Problem, ...] = ()) -> str:
    coded = [coded_of(story) for story in stories]
    cases = cases_of(accounts_of(coded))
    return html_of(content_of([one.document for one in coded], cases, problems))


def text_of(page: str) -> str:
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", page, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", body))
    return text.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")


@pytest.mark.parametrize(
    "words",
    [
        "Claims, never facts.",
        "Azerbaijan, armed forces",
        "Nagorno-Karabakh, civilians",
        "Armenia, armed forces says so",
        "3 to 9 killed",
        "artillery",
        "An unnamed source says so",
        "says that it did not happen",
        "Date not stated",
        "24 March 2022",
        "Farukh and Khramort, Azerbaijan",
        "Place not stated",
        "Denied by Azerbaijan, armed forces",
        "Asserted by Armenia, armed forces",
        "told as possible",
        "Example Gazette",
        "published 25 March 2022",
        "reader comments 3",
        "1 incident is on no map: 1 names no place.",
        "Disputed: whether it happened",
        "1 independent source, Admiralty code F6",
        "silent: none of its bodies is quoted on this",
        "says that it may be",
        "bad.html",
        "is empty; fetch it again",
        "1 remark on pages that were read",
    ],
)
def test_the_page_says(words: str) -> None:
    problems = (
        Problem("ingest", "bad.html", "is empty; fetch it again"),
        Problem("code", "farukh", "no date", fatal=False),
    )
    assert words in text_of(page_of(STORY, problems=problems))


def test_the_trigger_is_marked_in_the_quotation() -> None:
    assert "Azerbaijan <mark>shelled</mark> Farukh, Yerevan said." in page_of(STORY)


def test_a_trigger_outside_its_passage_marks_nothing() -> None:
    claim = claim_of(STORY, STORY.told[0])
    assert quote_parts(replace(claim, trigger=Span("farukh", 0, 3))) == (claim.quote, "", "")


def test_incidents_stand_latest_day_first_and_undated_last() -> None:
    days = ("2022-03-24", None, "2023", "2022-05-01/2022-05-03", "--04-01")
    types = ("ASSAULT", "AID", "PROTEST", "CONSULT", "REQUEST")  # unlike events
    told = tuple(
        Told(f"They shelled {n}.", kind, None, date=day)
        for n, (kind, day) in enumerate(zip(types, days, strict=True))
    )
    page = page_of(Story("many", told))
    headings = re.findall(r'<h3 id="[^"]*">([^<]*)</h3>', page)
    assert headings == [
        "2023",
        "1 May 2022 to 3 May 2022",
        "24 March 2022",
        "1 April, year unknown",
        "Date not stated",
    ]


def test_incidents_come_first_with_their_matrix() -> None:
    other = Story(
        "baku",
        (
            Told(
                "We shelled posts, not Farukh, and killed nine.",
                source="AZE.MIL",
                losses=(Loss("killed", 20, 20),),
            ),
        ),
    )
    page = page_of(STORY, other)
    order = [page.index(f'id="{name}"') for name in ("when", "where", "incidents", "pages")]
    assert order == sorted(order)
    words = text_of(page)
    assert "Disputed: whether it happened, how many killed of Armenia" in words
    row = re.search(r'<tr class="denied">.*?</tr>', page, re.DOTALL)
    assert row is not None
    assert [re.sub("<[^>]+>", "", cell) for cell in re.findall("<td[^>]*>(.*?)</td>", row[0])] == [
        "Uses force: artillery, rockets or other heavy weapons; "
        "Azerbaijan, armed forces → Nagorno-Karabakh, civilians",
        "24 March 2022",
        "Farukh and Khramort, Azerbaijan",
        "not said",
    ]
    assert words.count("20 killed disputed") == 1


def test_one_sided_incidents_are_marked_in_words() -> None:
    (told, *_), alone = STORY.told, replace(STORY, told=(STORY.told[0],))
    page = page_of(alone)
    words = text_of(page)
    assert told.source == "ARM.MIL"
    assert "One-sided: nothing from Azerbaijan, no second independent source" in words
    assert "<dt>one-sided</dt><dd>1</dd>" in page


def test_reviews_show_their_origin() -> None:
    coded = coded_of(STORY)
    first, *others = accounts_of([coded])
    fixed = Correction("date", '"2022-03-24"', "ann", "two days", 7)
    review = Review(first.id, "approved", "approved", ("ann",), "", (fixed,))
    cases = cases_of([replace(first, review=review), *others])
    words = text_of(html_of(content_of([coded.document], cases, rejected=2)))
    assert "approved by ann; date corrected by ann (entry 7)" in words
    assert "2 claims that reviewers rejected do not count here." in words


def test_an_empty_ledger_gives_a_page() -> None:
    words = text_of(html_of(content_of([], [])))
    assert "No claims were found" in words
    assert "No page was read" in words


def test_ids_on_the_page_are_unique_and_links_lead_somewhere() -> None:
    twice = replace(STORY, name="second")
    page = page_of(STORY, twice)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_no_request_can_leave_the_page() -> None:
    page = page_of(STORY)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy is not None
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;")
    assert not re.search(r"<(script|link|img|iframe|object|embed|base|form)\b|\bstyle=", page)
    assert not re.search(r"url\(|@import", style[1])
    outside = re.findall(r'(?:href|src)="(?!#)([^"]*)"', page)
    assert outside == ["https://example.org/farukh"]


PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    '" onmouseover="alert(1)" x="',
    "</blockquote></article><h1>Owned",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<a href=javascript:alert(1)>x</a>",
    "<div hx-get='https://evil.example' hx-trigger=load>",
    "<base href='https://evil.example/'>",
    "<form action='https://evil.example'><button>go",
    "{{ 7*7 }}{% raw %}",
    "<!--<script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "\x00<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<b>backwards\ud800",
)


class Elements(HTMLParser):
    """Collects tags and attribute names."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {(tag, "")} | {(tag, name) for name, _ in attrs}


def elements(page: str) -> set[tuple[str, str]]:
    parser = Elements()
    parser.feed(page)
    return parser.seen


def hostile(text: str) -> str:
    """A page with the payload in every text field."""
    place = Place(text, text[:3], 40.0, 46.0, text, 1, 1, 2.0, None, (text,))
    told = Told(
        f"They shelled {text} today",
        type="ASSAULT",
        mode=text,
        actors=(text,),
        recipients=(text, f"AZE.REB.{text}"),
        source=text,
        date="2022-03-24",
        place=place,
        weapons=(text,),
    )
    undated = replace(told, date=text, status="denied", quote=f"Again {text} shelled")
    story = Story(text, (told, undated), text, text, text, text, f"javascript:{text}", text)
    coded = coded_of(story)
    claims = [
        replace(c, type=replace(c.type, why=text), mode=replace(c.mode, why=text))  # type: ignore[type-var]
        for c in coded.claims
    ]
    fixed = Correction("date", '"2022"', text, text, 1)
    clash = Clash(text, (Decision("c", "note", text, text),))
    accounts = [
        Account(
            c,
            text,
            text,
            review=Review(c.id, "approved", "approved", (text,), text, (fixed,), (), (clash,)),
        )
        for c in claims
    ]
    cases = cases_of(accounts, (), {}, {text: text, f"AZE.REB.{text}": text})
    problems = (Problem(text, text, text), Problem(text, text, text, fatal=False))
    heading = Heading(text, text, text)
    return html_of(content_of([coded.document], cases, problems, heading))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_makes_no_elements(payload: str) -> None:
    page = hostile(payload)
    page.encode()
    assert elements(page) <= elements(hostile("harmless"))
    assert "\x00" not in page


def test_only_web_addresses_become_links() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example"):
        assert url not in page_of(replace(STORY, url=url))


def test_writing_is_whole_or_not_at_all(tmp_path: Path) -> None:
    coded = coded_of(STORY)
    target = tmp_path / "out" / "report.html"
    render(target, content_of([coded.document], cases_of(accounts_of([coded]))))
    assert target.read_text("utf-8") == page_of(STORY)
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReportError, match="--out"):
        render(tmp_path / "file" / "report.html", content_of([], []))
    assert [p.name for p in target.parent.iterdir()] == ["report.html"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2022-03-24", "24 March 2022"),
        ("2022-03", "March 2022"),
        ("2022", "2022"),
        ("2022-03-24/2022-04-01", "24 March 2022 to 1 April 2022"),
        ("--03-24", "24 March, year unknown"),
        ("soon", "soon"),
        ("2022-13-01", "2022-13-01"),
    ],
)
def test_days_in_words(value: str, words: str) -> None:
    assert day_words(value) == words


@pytest.mark.parametrize(
    ("loss", "words"),
    [
        (Loss("killed", 1, 1), "1 killed"),
        (Loss("wounded", 3, 9), "3 to 9 wounded"),
        (Loss("captured", 2000, None), "at least 2,000 captured"),
    ],
)
def test_losses_in_words(loss: Loss, words: str) -> None:
    assert loss_words(loss, load_labels()) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("AZE.MIL", "Azerbaijan, armed forces"),
        ("AZE", "Azerbaijan"),
        ("XNK.CVL", "Nagorno-Karabakh, civilians"),
        ("XDP.MIL", "“Donetsk PR”, armed forces"),
        ("IGO.GOV.UN", "United Nations"),
        ("IGO.PKO.Unheard-Of", "Unheard Of"),
        ("AZE.REB.Unheard-Of", "Unheard Of (Azerbaijan)"),
        ("author", "The article itself"),
        ("unnamed", "An unnamed source"),
        ("QQQ.ZZZ", "QQQ, ZZZ"),
    ],
)
def test_codes_in_words(code: str, words: str) -> None:
    assert load_labels().actor(code) == words


def test_words_are_counted_by_role() -> None:
    document = document_of(STORY)
    whole = replace(document, blocks=(Block(0, len(document.text), Role.CHROME, "test"),))
    (page,) = content_of([whole], []).pages
    assert page.words == (("page furniture", len(document.text.split())),)


def test_what_is_left_out_of_the_list_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casus.report.content.MOST_CLAIMS", 2)
    told = tuple(Told(f"They shelled {n}.", date=f"2022-0{n}-01", place=None) for n in range(1, 5))
    coded = coded_of(Story("many", told))
    content = content_of([coded.document], cases_of(accounts_of([coded])))
    assert (content.incidents, content.left_out) == (4, 2)
    assert [day.day for day in content.days] == ["2022-04-01", "2022-03-01"]
    assert content.timeline is not None
    assert sum(row[1] for row in content.timeline.rows) == 4
