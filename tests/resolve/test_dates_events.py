"""Which date an event takes, with weights of the test's own."""

from math import e

import pytest

from casus.model import Block, Document, Role, Sentence, When
from casus.resolve.dates import DateIndex, Dates, Event
from casus.resolve.dates_head import period
from tests.resolve.small_trees import after, page, tree

RAID = Event("ASSAULT", "occurred", "author")
THURSDAY = "2021-10-14"


def dates(*sentences: Sentence, weights: dict[str, float] | None = None) -> DateIndex:
    return Dates(weights or {}).in_document(page(*sentences, published=THURSDAY), sentences)


def raid_on(day: str) -> Sentence:
    return tree(
        f"Troops/2/nsubj/NOUN raided/0/root/VERB it/2/obj/PRON on/5/case/ADP {day}/2/obl/PROPN"
    )


def manners(sentence: Sentence) -> dict[str, str]:
    found = dates(sentence).account.candidates(0, 1)
    return {c.manner: c.code for c in found if c.kind == "local" and c.code}


def test_candidates_of_one_day_add_up() -> None:
    # the sentence before and the lead both name Tuesday; none alone outweighs each of them
    first = raid_on("Tuesday")
    second = after(first, "It/2/nsubj/PRON lasted/0/root/VERB long/2/advmod/ADV")
    third = after(second, "Troops/2/nsubj/NOUN fled/0/root/VERB")
    weights = {"before": 1.0, "lead": 1.0, "none": 1.5}
    index = dates(first, second, third, weights=weights)
    found = index.event(2, 1, RAID)
    assert found is not None
    assert found.value == "2021-10-12"
    # e + e for Tuesday; e**1.5 for none, and 1 for the day of the page
    assert found.score == pytest.approx(2 * e / (2 * e + e**1.5 + 1))
    alone = dates(first, second, third, weights=weights | {"lead": -9.0})
    assert alone.event(2, 1, RAID) is None


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (RAID, "2021-10-12"),
        (Event("ASSAULT", "planned", "author"), None),
        (Event("ACCUSE", "occurred", "author"), None),
        (Event("ASSAULT", "occurred", "AZE.MIL"), None),
    ],
)
def test_type_status_and_source_speak_for_a_date(event: Event, found: str | None) -> None:
    weights = {"document": -9.0, "none": -0.5, "local planned": -2.0}
    weights |= {"none ACCUSE": 3.0, "none told by a body": 3.0}
    slot = dates(raid_on("Tuesday"), weights=weights).event(0, 1, event)
    assert (slot.value if slot else None) == found


def test_since_may_be_the_first_day_or_all_days_until_now() -> None:
    lead = tree(
        "Troops/2/nsubj/NOUN shelled/0/root/VERB it/2/obj/PRON since/5/case/ADP Monday/2/obl/PROPN"
    )
    assert manners(lead) == {"": "2021-10-11/2021-10-14", "by itself": "2021-10-11"}
    clause = tree(
        "Troops/2/nsubj/NOUN shelled/0/root/VERB it/2/obj/PRON since/6/mark/SCONJ "
        "talks/6/nsubj/NOUN failed/2/advcl/VERB on/8/case/ADP Monday/6/obl/PROPN"
    )
    assert manners(clause) == {"": "2021-10-11", "until now": "2021-10-11/2021-10-14"}


def test_a_year_that_goes_on_may_be_its_days_so_far() -> None:
    sentence = tree(
        "Troops/2/nsubj/NOUN shelled/0/root/VERB it/2/obj/PRON this/5/det/DET year/2/obl/NOUN"
    )
    assert manners(sentence) == {"": "2021", "until now": "2021-01-01/2021-10-14"}


def test_a_past_day_ahead_of_the_page_may_be_of_the_year_before() -> None:
    sentence = tree(
        "They/2/nsubj/PRON signed/0/root/VERB it/2/obj/PRON on/5/case/ADP November/2/obl/PROPN "
        "10/5/nummod/NUM"
    )
    assert manners(sentence) == {"": "2021-11-10", "a year before": "2020-11-10"}
    coming = tree(
        "They/3/nsubj/PRON will/3/aux/AUX sign/0/root/VERB on/5/case/ADP November/3/obl/PROPN "
        "10/5/nummod/NUM"
    )
    found = dates(coming).account.candidates(0, 2)
    assert [c.manner for c in found if c.kind == "local"] == [""]


@pytest.mark.parametrize(
    ("day", "distance", "link", "found"),
    [
        ("on/4/case/ADP Wednesday/2/obl/PROPN", "a", "after", {"2021-10-13", "2021-10-12"}),
        ("on/4/case/ADP Wednesday/2/obl/PROPN", "two", "before", {"2021-10-13", "2021-10-15"}),
        ("for/4/case/ADP talks/2/obl/NOUN", "a", "after", {"2021-10-13"}),
    ],
)
def test_events_a_day_apart(day: str, distance: str, link: str, found: set[str]) -> None:
    word = "day" if distance == "a" else "days"
    sentence = tree(
        f"Troops/2/nsubj/NOUN met/0/root/VERB {day} {distance}/6/det/DET {word}/9/obl:unmarked/NOUN"
        f" {link}/9/mark/SCONJ rebels/9/nsubj/NOUN took/2/advcl/VERB it/9/obj/PRON"
    )
    account = dates(sentence).account

    def local(token: int) -> set[str | None]:
        return {c.code for c in account.candidates(0, token) if c.kind == "local"}

    assert local(8) == found
    assert local(1) == found & {"2021-10-13"} if "Wednesday" in day else not local(1)


def report(head: str) -> Document:
    text = f"Daily Report 203/2021\n{head}\nFighting went on."
    blocks = (Block(0, len(text), Role.BODY, "test"),)
    when = When("2021-08-31", "test", 1.0)
    return Document("doc", "", text, blocks, None, None, when, "en")


def period_of(head: str) -> str | None:
    document = report(head)
    found = period(document, Dates({}).in_document(document, ()).mentions)
    return found[0] if found else None


def test_a_report_covers_the_day_up_to_its_hour() -> None:
    span = "2021-08-29/2021-08-30"
    assert period_of("Based on information as of 19:30, 30 August 2021") == span
    assert period_of("It rests on what was known by 19:30 on 30 August 2021.") == span
    assert period_of("The mission will have left by 30 August 2021.") is None
