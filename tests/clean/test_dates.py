import pytest

from casus.clean.dates import find_dates
from casus.clean.published import choose, from_declared, from_url
from casus.model import When
from tests.clean.helpers import document

PROSE = (
    "Two villagers were killed when shells hit the border village of Tesk, the governor said.\n\n"
    "The Defence Ministry accused the neighbouring army of breaking the truce that month.\n\n"
    "Observers counted 14 explosions near the village, according to a spokesman there.\n"
)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("26 Mar 2022 22:14", ["2022-03-26"]),
        ("September 15, 2022", ["2022-09-15"]),
        ("Tuesday, 13th of September 2022", ["2022-09-13"]),
        ("2025-07-19 20:31", ["2025-07-19"]),
        ("2022.07.05", ["2022-07-05"]),
        ("29.05.2023. 21:52", ["2023-05-29"]),
        ("25/09/23", ["2023-09-25"]),
        ("04/08/2021", ["2021-08-04"]),
        ("Imphal, Nov 17", ["--11-17"]),
        ("24 января 2022", ["2022-01-24"]),
        ("5 Mei 2024", ["2024-05-05"]),
        ("2023年5月4日", ["2023-05-04"]),
        ("31 February 2023", []),
        ("version 1.2.3", []),
        ("call 0800 123 456", []),
    ],
)
def test_dates_of_a_line(line, values):
    assert [found.value for found in find_dates(line)] == values


def test_american_order_only_where_the_line_shows_it():
    assert find_dates("04/08/21 AT 3:12 AM EDT", american=True)[0].value == "2021-04-08"


@pytest.mark.parametrize(
    ("head", "value", "source"),
    [
        ("Truce broken at Tesk\nBy A. Writer\nMay 4, 2023", "2023-05-04", "byline"),
        ("Truce broken at Tesk\nPublished: 4 May 2023, 10:00", "2023-05-04", "byline"),
        ("Truce broken at Tesk, 4 May 2023, say observers", "2023-05-04", "headline"),
        ("Truce broken at Tesk\nPosted 12 days ago", None, None),
        ("Truce broken at Tesk\nArchive: 4 May 2011", None, None),
    ],
)
def test_date_at_the_top(head, value, source):
    published = document(f"{head}\n\n{PROSE}").published
    assert (published and published.value) == value
    assert (published and published.source) == source


def test_dateline_with_a_year():
    published = document(f"Truce broken at Tesk\n\nORVANA, May 4, 2023 (AP) - {PROSE}").published
    assert published is not None
    assert (published.value, published.source) == ("2023-05-04", "dateline")


def test_no_date_is_taken_from_comments_or_from_a_chronicle():
    thread = "3 Comments\nmiro_77\n5 May 2023 at 10:10\nmy cousin lives there\n"
    assert document(f"Truce broken at Tesk\n\n{PROSE}\n{thread}").published is None
    entries = "".join(f"{n} May 2023\n{PROSE}" for n in (3, 4, 5))
    assert document(f"A chronicle of the truce\n{entries}").published is None


def test_sources_that_agree_raise_the_confidence():
    both = [
        *from_url("https://a.example/2023/05/04/x"),
        *from_declared([("meta", "2023-05-04T10")]),
    ]
    assert choose(both, None) == When("2023-05-04", "url", 0.98)
    assert choose(from_declared([("time", "2030-01-01")]), "2024-01-01T00:00:00Z") is None
    assert from_url("https://a.example/99999999/x") == []
