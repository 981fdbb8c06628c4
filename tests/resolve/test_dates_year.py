"""The year of an undated page, and years settled by siblings."""

import pytest

from casus.model import Block, Claim, Coded, Document, Place, Role, Slot, Span, When
from casus.resolve.dates import Dates
from casus.resolve.dates_settle import settle_years
from casus.resolve.dates_year import best_year, document_frame, document_year


def page(name: str, text: str, published: str | None = None) -> Document:
    when = When(published, "meta", 0.96) if published else None
    return Document(name, "", text, (Block(0, len(text), Role.BODY, ""),), None, None, when, "en")


def claim(doc: str, date: str | None, actor: str, place: str, at: int = 0) -> Claim:
    def slot(value: str) -> Slot[str]:
        return Slot(value, None, 1.0, "")

    return Claim(
        doc,
        slot("ASSAULT"),
        None,
        slot("occurred"),
        (slot(actor),),
        (),
        slot("author"),
        (),
        slot(date) if date else None,
        Slot(Place(place, "AZE"), None, 1.0, ""),
        (),
        (),
        Span(doc, at, at + 1),
        Span(doc, at, at + 1),
        "",
    )


def test_declared_year_is_nearly_certain() -> None:
    year, probability = best_year(page("a", "It fell.", "2021-06-02"))
    assert (year, probability > 0.9) == (2021, True)


def test_probabilities_add_up() -> None:
    assert abs(sum(document_year(page("a", "It fell.")).values()) - 1) < 1e-9


def test_office_holder_and_polling_day_give_the_year() -> None:
    text = (
        "Prime Minister Nikol Pashinyan remains in power after the war of 2020. "
        "The early elections will take place on June 20th."
    )
    assert best_year(page("a", text))[0] == 2021


@pytest.mark.parametrize(
    "text", ["U.S. president Barack Obama spoke.", "Barack Obama and Hosni Mubarak spoke."]
)
def test_titles_in_small_letters_and_full_names_speak_for_the_year(text: str) -> None:
    shares = document_year(page("a", text))
    assert sum(share for year, share in shares.items() if 2009 <= year <= 2017) > 0.5


def test_who_held_an_office_before_says_less() -> None:
    now, before = (
        document_year(page("a", f"{title} president Barack Obama spoke."))[2012]
        for title in ("U.S.", "Former")
    )
    assert now > 2 * before / 1.9


def test_abstains_without_evidence() -> None:
    frame = document_frame(page("a", "On March 24 the village fell."))
    assert frame.day is None


def test_a_dated_sibling_settles_the_year() -> None:
    undated = Coded(
        page("a", "x"),
        (
            claim("a", "--03-24", "AZE.MIL", "Farukh", 0),
            claim("a", "--03-25", "AZE.MIL", "Farukh", 5),
            claim("a", None, "AZE.MIL", "Farukh", 9),
        ),
    )
    sibling = Coded(page("b", "x"), (claim("b", "2022-03-24", "AZE.MIL", "Farukh"),))
    (first, second) = settle_years([undated, sibling])
    assert [c.date.value if c.date else None for c in first.claims] == [
        "2022-03-24",
        "2022-03-25",
        None,
    ]
    assert second == sibling


def test_a_stranger_settles_nothing() -> None:
    undated = Coded(page("a", "x"), (claim("a", "--03-24", "AZE.MIL", "Farukh"),))
    stranger = Coded(page("b", "x"), (claim("b", "2022-03-24", "COL.REB", "Cauca"),))
    assert settle_years([undated, stranger])[0] == undated


def test_index_of_a_page_without_sentences() -> None:
    index = Dates().in_document(page("a", "It fell on 3 June 2020."), ())
    assert [m.value for m in index.mentions] == ["2020-06-03"]
