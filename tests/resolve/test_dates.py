"""Expressions of time: one a row, with the text, the document's date, and the TimeML value."""

import pytest

from casus.resolve.dates import timex

DAY = "2021-10-14"  # a Thursday


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("They met on 3 June 2020.", "3 June 2020", "DATE", "2020-06-03"),
        ("They met on June 3, 2020.", "June 3, 2020", "DATE", "2020-06-03"),
        ("Posted FRI, NOV 14, 2025", "FRI, NOV 14, 2025", "DATE", "2025-11-14"),
        ("Issued 2021-03-04.", "2021-03-04", "DATE", "2021-03-04"),
        ("Issued 25.09.2023.", "25.09.2023", "DATE", "2023-09-25"),
        ("Issued 12/31/2020.", "12/31/2020", "DATE", "2020-12-31"),
        ("On September 13 they spoke.", "September 13", "DATE", "2021-09-13"),
        ("On June 3, the 13th meeting was held.", "June 3", "DATE", "2021-06-03"),
        ("The poll will take place on 20 November.", "20 November", "DATE", "2021-11-20"),
        ("It ended on 20 November.", "20 November", "DATE", "2021-11-20"),
        ("Shots were fired on Tuesday.", "Tuesday", "DATE", "2021-10-12"),
        ("They will meet on Tuesday.", "Tuesday", "DATE", "2021-10-19"),
        ("Shots were fired last Thursday.", "last Thursday", "DATE", "2021-10-07"),
        ("He left yesterday.", "yesterday", "DATE", "2021-10-13"),
        ("He left three days ago.", "three days ago", "DATE", "2021-10-11"),
        ("It fell last week.", "last week", "DATE", "2021-W40"),
        ("It fell in June last year.", "June last year", "DATE", "2020-06"),
        ("It fell in mid-December 2018.", "mid-December 2018", "DATE", "2018-12"),
        ("Last May a drone was spotted.", "Last May", "DATE", "2021-05"),
        ("It was so in the summer of 2019.", "the summer of 2019", "DATE", "2019-SU"),
        ("It was so in the late 1960s.", "the late 1960s", "DATE", "196"),
        ("It was so in the 19th century.", "the 19th century", "DATE", "18"),
        ("In the first quarter of 2020 it grew.", "the first quarter of 2020", "DATE", "2020-Q1"),
        ("It lasted two hours.", "two hours", "DURATION", "PT2H"),
        ("It lasted several weeks.", "several weeks", "DURATION", "PXW"),
        ("A ten-day truce held.", "ten-day", "DURATION", "P10D"),
        ("In the past 24 hours it rained.", "the past 24 hours", "DURATION", "PT24H"),
        ("They patrol every day.", "every day", "SET", "P1D"),
        ("They fired on Monday night.", "Monday night", "TIME", "2021-10-11TNI"),
        (
            "As of 19:30hrs, 26 February 2016",
            "19:30hrs, 26 February 2016",
            "TIME",
            "2016-02-26T19:30",
        ),
        ("It is known now.", "now", "DATE", "PRESENT_REF"),
    ],
)
def test_reads_one_expression(text: str, words: str, kind: str, value: str) -> None:
    (found,) = timex(text, DAY)
    assert (found.text, found.type, found.value) == (words, kind, value)
    assert text[found.start : found.end] == words
    assert found.why


@pytest.mark.parametrize(
    "text",
    [
        "It may happen and they march on the town.",
        "March on the capital!",
        "They killed 2000 people.",
        "It fired 1,500 rounds.",
        "A second attack failed.",
    ],
)
def test_leaves_other_words_alone(text: str) -> None:
    assert timex(text, DAY) == []


@pytest.mark.parametrize(
    "text", ["On 30 February 2020 it fell.", "On 31 April it fell.", "On 29 February 2021 it fell."]
)
def test_an_impossible_date_has_no_value(text: str) -> None:
    (found,) = timex(text, DAY)
    assert found.value == ""
    assert found.reading.code is None


def test_an_ambiguous_order_is_not_guessed() -> None:
    (found,) = timex("Issued 03/04/2020.", DAY)
    assert found.reading.code is None
    assert "ambiguous" in found.why


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On March 24 it fell. The following day drones struck.", ["2022-03-24", "2022-03-25"]),
        ("On May 28th he was hurt. The day before, six fell.", ["2022-05-28", "2022-05-27"]),
        ("In May 2019 it began. A year later it ended.", ["2019-05", "2020"]),
        ("On 5 May 2019 it began. Two days later it ended.", ["2019-05-05", "2019-05-07"]),
        ("It held from 22 to 25 April 1951.", ["1951-04-22", "1951-04-25"]),
    ],
)
def test_counts_from_the_last_date(text: str, values: list[str]) -> None:
    assert [m.value for m in timex(text, "2022-06-10")] == values


def test_without_a_date_of_the_document_the_year_stays_open() -> None:
    first, second = timex("On March 24 it fell. The following day drones struck.")
    assert (first.reading.code, second.reading.code) == ("--03-24", "--03-25")
    assert timex("It fell yesterday.")[0].reading.code is None


def test_a_wrong_published_date_is_an_error() -> None:
    with pytest.raises(ValueError, match="month"):
        timex("It fell.", "2021-13-01")


def test_takes_linear_time_on_hostile_text() -> None:
    assert timex("the early late " * 3000 + "1 1 1 1 " * 3000, DAY) is not None
