"""Places of a page, over hand-made trees and an index of a few rows."""

from contextlib import closing

import pytest

from casus.model import Document, Entity, Sentence, Token
from casus.resolve.atlas import Atlas
from casus.resolve.gazetteer import Gazetteer, Writer
from casus.resolve.gazetteer_build import create
from casus.resolve.places import Places

ROWS = [
    (1, "Azerbaijan", "AZE", "", "country", 40.3, 47.7, 160.0, 10000000, 587116, "test"),
    (2, "Armenia", "ARM", "", "country", 40.3, 45.0, 100.0, 2900000, 174982, "test"),
    (3, "Baku", "AZE", "09", "populated", 40.4, 49.9, 13.0, 1116513, 587084, "test"),
    (4, "Tripoli", "LBY", "77", "populated", 32.9, 13.2, 10.0, 1150989, 2210247, "test"),
    (5, "Tripoli", "LBN", "09", "populated", 34.4, 35.8, 8.0, 229398, 266826, "test"),
    (6, "Lebanon", "LBN", "", "country", 33.8, 35.8, 60.0, 6000000, 272103, "test"),
    (7, "Gegharkunik", "ARM", "04", "populated", 40.2, 45.1, 1.0, 1790, 616688, "test"),
    (8, "ELN", "FRA", "76", "populated", 42.6, 3.0, 1.0, 7007, 3020281, "test"),
    (9, "Red", "IND", "16", "populated", 17.0, 74.2, 1.0, 5000, 13645583, "test"),
    (10, "Lebanese", "ITA", "08", "populated", 45.0, 9.0, 1.0, 900, 1, "test"),
    (11, "Wall", "USA", "NJ", "populated", 40.2, -74.1, 1.0, 260, 2, "test"),
    (12, "Lebap", "ITA", "08", "populated", 45.1, 9.1, 1.0, 900, 3, "test"),
]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    path = tmp_path_factory.mktemp("index") / "index.sqlite"
    with closing(create(path)) as db:
        Writer(db).add(ROWS, [(row[0], row[1]) for row in ROWS])
    return Places(atlas=Atlas(gazetteer=Gazetteer(path)))


def resolved(places: Places, text: str, *names: str) -> list[tuple[str | None, str | None]]:
    spans = [(text.index(n), text.index(n) + len(n)) for n in names]
    return [(p.canonical, p.country) for p, _ in places.resolve_mentions(text, spans)]


@pytest.mark.parametrize(
    ("text", "name", "canonical", "country"),
    [
        ("Azerbaijan took Farukh.", "Farukh", "Farukh", "AZE"),
        ("Azerbaijan took Parukh.", "Parukh", "Farukh", "AZE"),
        ("Shelling near Kelbajar in Azerbaijan.", "Kelbajar", "Kalbajar", "AZE"),
        ("Armenia spoke of Gegarkunik.", "Gegarkunik", "Gegharkunik", "ARM"),
        ("The border with the Nakhichevan Autonomous Republic.", "Nakhichevan Autonomous Republic",
         "Nakhchivan Autonomous Republic", "AZE"),
        ("Stepanakert was shelled.", "Stepanakert", "Khankendi", "AZE"),
        ("Clashes in Tripoli, Lebanon.", "Tripoli", "Tripoli", "LBN"),
        ("Clashes in Tripoli.", "Tripoli", "Tripoli", "LBY"),
        ("Nobody knows Qwertzuiop.", "Qwertzuiop", None, None),
        ("It flew into Lebanese airspace.", "Lebanese", "Lebanon", "LBN"),
        ("A ship in the Red Sea was hit.", "Red Sea", "Red Sea", None),
    ],
)  # fmt: skip
def test_given_mentions(
    places: Places, text: str, name: str, canonical: str | None, country: str | None
) -> None:
    assert resolved(places, text, name) == [(canonical, country)]


def test_gegarkunik_is_the_province(places: Places) -> None:
    text = "They crossed into Gegarkunik, Armenia said."
    ((place, _),) = places.resolve_mentions(text, [(18, 28)])
    assert place.precision == 4
    assert place.radius_km is not None
    assert place.radius_km >= 30


def test_controller_and_alternatives(places: Places) -> None:
    text = "Shelling in Tskhinvali and Tripoli."
    first, second = (p for p, _ in places.resolve_mentions(text, [(12, 22), (27, 34)]))
    assert (first.country, first.controller) == ("GEO", "XSO")
    assert len(second.alternatives) == 1


def sentence(
    text: str, start: int, rows: list[tuple[str, str, int, str]], names: list[tuple[int, int, str]]
) -> Sentence:
    tokens, at = [], start
    for word, upos, head, deprel in rows:
        at = text.index(word, at)
        tokens.append(Token(at, at + len(word), word, word.lower(), upos, "", head, deprel))
        at += len(word)
    return Sentence(start, at, tuple(tokens), tuple(Entity(*n) for n in names))


TEXT = "Azerbaijan captured the village of Farukh. Baku denied the attack."
FIRST = [
    ("Azerbaijan", "PROPN", 1, "nsubj"), ("captured", "VERB", -1, "root"), ("the", "DET", 3, "det"),
    ("village", "NOUN", 1, "obj"), ("of", "ADP", 5, "case"), ("Farukh", "PROPN", 3, "nmod"),
    (".", "PUNCT", 1, "punct"),
]  # fmt: skip
SECOND = [
    ("Baku", "PROPN", 1, "nsubj"), ("denied", "VERB", -1, "root"), ("the", "DET", 3, "det"),
    ("attack", "NOUN", 1, "obj"), (".", "PUNCT", 1, "punct"),
]  # fmt: skip


def document(text: str) -> Document:
    return Document("d", "d", text, (), None, None, None, "en")


def test_place_of_an_event(places: Places) -> None:
    sentences = [
        sentence(TEXT, 0, FIRST, [(0, 1, "LOC"), (5, 6, "LOC")]),
        sentence(TEXT, 43, SECOND, [(0, 1, "LOC")]),
    ]
    index = places.in_document(document(TEXT), sentences)
    assert [m.text for m in index.mentions] == ["Azerbaijan", "Farukh", "Baku"]
    slot = index.event(0, 1, "ASSAULT")
    assert slot is not None
    assert (slot.value.name, slot.value.country) == ("Farukh", "AZE")
    assert slot.span is not None
    assert TEXT[slot.span.start : slot.span.end] == "Farukh"
    assert 0 < slot.score <= 1


def test_a_metonym_is_no_place(places: Places) -> None:
    index = places.in_document(document(TEXT), [sentence(TEXT, 43, SECOND, [(0, 1, "LOC")])])
    assert index.event(0, 1, "REJECT") is None


@pytest.mark.parametrize(("verb", "found"), [("shell", True), ("praise", False)])
def test_what_is_shelled_is_a_place_whatever_the_recogniser_says(
    places: Places, verb: str, found: bool
) -> None:
    text = f"Azerbaijan moved. Units {verb} Farukh."
    first = [
        ("Azerbaijan", "PROPN", 1, "nsubj"),
        ("moved", "VERB", -1, "root"),
        (".", "PUNCT", 1, "punct"),
    ]
    second = [
        ("Units", "NOUN", 1, "nsubj"),
        (verb, "VERB", -1, "root"),
        ("Farukh", "PROPN", 1, "obj"),
    ]
    sentences = [
        sentence(text, 0, first, [(0, 1, "LOC")]),
        sentence(text, 18, second, [(2, 3, "ORG")]),
    ]
    index = places.in_document(document(text), sentences)
    assert ("Farukh" in [m.text for m in index.mentions]) is found


@pytest.mark.parametrize(("before", "found"), [("to the", False), ("in", True)])
def test_an_armed_group_is_a_place_only_behind_a_locative(
    places: Places, before: str, found: bool
) -> None:
    text = f"France lost it {before} ELN."
    words = text.removesuffix(".").split()
    rows = [(word, "PROPN" if word.isupper() else "X", 1, "dep") for word in words]
    rows[1] = ("lost", "VERB", -1, "root")
    last = len(words) - 1
    index = places.in_document(document(text), [sentence(text, 0, rows, [(last, last + 1, "LOC")])])
    assert ("ELN" in [m.text for m in index.mentions]) is found


@pytest.mark.parametrize("village", ["Wall", "Lebab"])
def test_a_name_that_only_a_far_off_land_bears_is_left_without_a_point(
    places: Places, village: str
) -> None:
    text = f"Azerbaijan captured the village of {village}. Baku denied the attack."
    rows = [*FIRST[:5], (village, "PROPN", 3, "nmod"), FIRST[6]]
    names = [(0, 1, "LOC"), (5, 6, "LOC")]
    index = places.in_document(document(text), [sentence(text, 0, rows, names)])
    slot = index.event(0, 1, "ASSAULT")
    assert slot is not None
    place = slot.value
    assert (place.name, place.canonical, place.lat) == (village, None, None)
    assert place.country == "AZE"
    assert place.alternatives == (
        ("Wall (USA, populated, 40.20 -74.10)",) if village == "Wall" else ()
    )


@pytest.mark.parametrize(
    ("words", "name", "precision"),
    [
        ("in northern Armenia", "northern Armenia", 6),
        ("in the east of Armenia", "east of Armenia", 6),
        ("far east of Armenia", "Armenia", 6),
        ("in northern Baku", "Baku", 1),
    ],
)
def test_a_part_of_a_country(places: Places, words: str, name: str, precision: int) -> None:
    rows = [(word, "PROPN" if word[0].isupper() else "X", -1, "dep") for word in words.split()]
    last = len(rows) - 1
    index = places.in_document(
        document(words), [sentence(words, 0, rows, [(last, last + 1, "LOC")])]
    )
    (mention,) = index.mentions
    assert (mention.text, mention.place.precision) == (name, precision)
    assert words[mention.span.start : mention.span.end] == name
    assert mention.place.canonical == name.rsplit(maxsplit=1)[-1]


@pytest.mark.parametrize(("before", "found"), [("saw", False), ("near", True)])
def test_the_last_name_of_a_person_is_a_place_only_behind_a_locative(
    places: Places, before: str, found: bool
) -> None:
    text = f"Ali Baku spoke. They {before} Baku."
    first = [
        ("Ali", "PROPN", 2, "nsubj"),
        ("Baku", "PROPN", 0, "flat"),
        ("spoke", "VERB", -1, "root"),
    ]
    second = [("They", "PRON", 1, "nsubj"), (before, "X", -1, "root"), ("Baku", "PROPN", 1, "obl")]
    sentences = [
        sentence(text, 0, first, [(0, 2, "PER")]),
        sentence(text, 16, second, [(2, 3, "LOC")]),
    ]
    index = places.in_document(document(text), sentences)
    assert [m.sentence for m in index.mentions] == ([1] if found else [])


def test_nothing_named(places: Places) -> None:
    index = places.in_document(document("They met."), [])
    assert index.mentions == ()
