"""What the page adds: its masthead, its missions, its countries, and what pronouns mean."""

from dataclasses import replace

import pytest

from casus.model import Block, Document, Role, Sentence
from casus.resolve.actors import ActorIndex, Actors
from casus.resolve.actors_antecedent import Antecedents
from casus.resolve.actors_country import Countries
from casus.resolve.actors_page import Part
from tests.resolve.small_trees import after, page, tree

ACTORS = Actors(country_of_place={"Goma": "COD"})


def codes(index: ActorIndex, sentence: int, head: int) -> list[str]:
    return [slot.value for slot in index.at(sentence, head)]


def story(*lines: str) -> list[Sentence]:
    sentences = [tree(lines[0])]
    for line in lines[1:]:
        sentences.append(after(sentences[-1], line))
    return sentences


def read(*lines: str) -> ActorIndex:
    sentences = story(*lines)
    return ACTORS.in_document(page(*sentences), sentences)


def under(masthead: str, *lines: str, role: Role = Role.BYLINE) -> ActorIndex:
    """A page with one line above its body."""
    first = tree(lines[0], start=len(masthead) + 1)
    sentences = [first]
    for line in lines[1:]:
        sentences.append(after(sentences[-1], line))
    plain = page(*sentences)
    text = masthead + plain.text[len(masthead) :]
    blocks = (
        Block(0, len(masthead), role, "test"),
        Block(len(masthead) + 1, len(text), Role.BODY, "test"),
    )
    return ACTORS.in_document(replace(plain, text=text, blocks=blocks), sentences)


@pytest.mark.parametrize(
    ("masthead", "expected"),
    [
        ("Republic of Peru - Ministry of Foreign Affairs", ["PER.GOV"]),
        ("Ministry of Defence, Lima", ["PER.MIL"]),
        ("UNIFIL PRESS STATEMENT", ["IGO.PKO.UNIFIL"]),
        ("Home | Peru | World | Sport", []),
    ],
)
def test_we_are_who_stands_above_the_page(masthead: str, expected: list[str]) -> None:
    index = under(masthead, "We/2/nsubj/PRON agree/0/root/VERB")
    assert codes(index, 0, 0) == expected


def test_a_body_calls_itself_by_its_word_on_its_own_page() -> None:
    index = under(
        "UN Mission in Mali",
        "Al-Shabaab/2/nsubj/PROPN attack/0/root/VERB the/4/det/DET Mission/2/obj/PROPN",
    )
    assert codes(index, 0, 3) == ["IGO.PKO.MINUSMA"]


def test_a_headline_is_no_masthead() -> None:
    title = "Peru accuses Ministry of Foreign Affairs of Kenya"
    first = tree(
        "Peru/2/nsubj/PROPN accuses/0/root/VERB Ministry/2/obj/PROPN of/5/case/ADP "
        "Foreign/6/amod/ADJ Affairs/3/nmod/PROPN of/8/case/ADP Kenya/3/nmod/PROPN"
    )
    second = after(first, "We/2/nsubj/PRON agree/0/root/VERB")
    plain = page(first, second)
    blocks = (
        Block(0, len(title), Role.TITLE, "test"),
        Block(len(title) + 1, len(plain.text), Role.BODY, "test"),
    )
    document: Document = replace(plain, blocks=blocks)
    assert ACTORS.in_document(document, [first, second]).page.masthead == ()


def test_peacekeepers_of_a_country_serve_in_the_mission_of_the_page() -> None:
    index = read(
        "UNMIL/2/nsubj/PROPN patrols/0/root/VERB Liberia/2/obj/PROPN",
        "Pakistani/2/amod/ADJ peacekeepers/3/nsubj/NOUN left/0/root/VERB",
    )
    assert codes(index, 1, 1) == ["IGO.PKO.UNMIL"]


def test_a_national_patrol_of_the_mission_is_the_mission() -> None:
    index = read(
        "UNMIL/2/nsubj/PROPN patrols/0/root/VERB Liberia/2/obj/PROPN",
        "a/3/det/DET Kenyan/3/amod/ADJ patrol/0/root/NOUN of/5/case/ADP UNMIL/3/nmod/PROPN",
    )
    assert codes(index, 1, 2) == ["IGO.PKO.UNMIL"]


def test_a_group_with_branches_is_that_of_the_page_s_country() -> None:
    line = "Islamic/2/amod/PROPN State/3/nsubj/PROPN attacked/0/root/VERB {}/3/obj/PROPN"
    assert codes(read(line.format("Mozambique")), 0, 1) == ["MOZ.REB.ISIS"]
    assert codes(read(line.format("Somalia")), 0, 1) == ["SOM.REB.ISIS"]
    assert codes(read(line.format("Kenya")), 0, 1) == ["SYR.REB.ISIS"]


def test_what_no_table_knows_has_the_country_of_its_place_or_its_page() -> None:
    index = read(
        "Peru/2/nsubj/PROPN aids/0/root/VERB the/4/det/DET valley/2/obj/NOUN",
        "Peru/2/nsubj/PROPN aids/0/root/VERB Goma/2/obj/PROPN",
        "Peru/2/nsubj/PROPN met/0/root/VERB Kinshasa/2/obj/PROPN",
    )
    assert codes(index, 0, 3) == []
    assert [s.value for s in index.guess(0, 3)] == ["PER.CVL"]
    assert [s.value for s in index.guess(1, 2)] == ["COD.CVL"]
    assert all(s.why.startswith("guess") for s in index.guess(0, 3))


def test_of_two_countries_the_weights_decide() -> None:
    index = read(
        "Peru/2/nsubj/PROPN accused/0/root/VERB Kenya/2/obj/PROPN",
        "Police/2/nsubj/NOUN fled/0/root/VERB in/4/case/ADP Kenya/2/obl/PROPN",
    )
    police = Part("", "COP", word="police")
    made = {
        name: Countries(index.page, {name: 1.0}, lambda *_: (), lambda _: "")
        for name in ("named after", "share", "home")
    }
    assert made["named after"].choose(police, 1, 0) == "KEN"
    assert made["home"].choose(police, 1, 0) == index.home
    assert dict(made["share"].options(police, 1, 0)).keys() == {"PER", "KEN"}


def test_the_army_is_that_of_a_country_which_has_one() -> None:
    index = read(
        "Officials/2/nsubj/NOUN spoke/0/root/VERB in/4/case/ADP Palestine/2/obl/PROPN "
        "of/6/case/ADP Israel/2/obl/PROPN",
        "The/2/det/DET army/3/nsubj/NOUN fired/0/root/VERB in/5/case/ADP Palestine/3/obl/PROPN",
    )
    assert codes(index, 1, 1) == ["ISR.MIL"]


def test_a_people_without_an_army_acts_by_no_troops_of_its_own() -> None:
    line = "{}/2/nsubj/PROPN attacked/0/root/VERB Egypt/2/obj/PROPN"
    armed = [
        [slot.value for slot in read(line.format(land)).at(0, 0, military=True)]
        for land in ("Kenya", "Palestine")
    ]
    assert armed == [["KEN.MIL"], ["PSE.GOV"]]


def test_a_pronoun_s_antecedent_is_weighed() -> None:
    index = read(
        "Peru/2/nsubj/PROPN accused/0/root/VERB Kenya/2/obj/PROPN",
        "It/2/nsubj/PRON fled/0/root/VERB",
    )
    asked = [
        Antecedents(index.page, {name: 1.0}).choose("it", 1, 0, None)
        for name in ("subject rank 0 back", "subject rank 1 back")
    ]
    assert [m.parts[0].country for m in asked if m] == ["PER", "KEN"]


def test_a_capital_s_name_may_be_another_town_of_the_page_s_country() -> None:
    towns = {"Tripoli": ("LBY", "LBN")}
    actors = Actors(country_of_place={})
    tables = replace(
        actors.tables,
        names=replace(actors.tables.names, homonyms=lambda name: towns.get(name, ())),
    )
    lines = ["Lebanese/2/amod/ADJ troops/3/nsubj/NOUN entered/0/root/VERB Lebanon/3/obj/PROPN"] * 2
    lines.append("clashes/2/nsubj/NOUN shook/0/root/VERB Tripoli/2/obj/PROPN")
    sentences = story(*lines)
    index = ActorIndex(page(*sentences), sentences, tables)
    assert codes(index, 2, 2) == []
    alone = story("Libya/2/nsubj/PROPN shook/0/root/VERB Tripoli/2/obj/PROPN")
    assert codes(ActorIndex(page(*alone), alone, tables), 0, 2) == ["LBY.GOV"]


def test_who_held_office_long_ago_is_known_on_a_page_of_that_time() -> None:
    first = tree("President/3/nsubj/PROPN Askar/1/flat/PROPN Akayev/0/root/PROPN", (1, 3, "PER"))
    index = ACTORS.in_document(page(first, published="1999-09-01"), [first])
    assert codes(index, 0, 2) == ["KGZ.GOV"]


def test_in_an_interview_we_are_who_is_asked() -> None:
    index = read(
        "The/2/det/DET minister/3/nsubj/NOUN of/5/case/ADP Peru/2/nmod/PROPN spoke/0/root/VERB",
        "Paper/0/root/NOUN :/1/punct/PUNCT Did/4/aux/AUX Kenya/5/nsubj/PROPN sign/1/appos/VERB",
        "Minister/0/root/NOUN :/1/punct/PUNCT We/4/nsubj/PRON refused/1/appos/VERB",
        "Paper/0/root/NOUN :/1/punct/PUNCT Why/1/appos/ADV",
        "Minister/0/root/NOUN :/1/punct/PUNCT We/4/nsubj/PRON cannot/1/appos/VERB",
    )
    assert codes(index, 2, 2) == ["PER.GOV"]
    assert codes(index, 4, 2) == ["PER.GOV"]


def test_an_acronym_behind_a_name_stands_for_it() -> None:
    index = read(
        "police/0/root/NOUN of/3/case/ADP Peru/1/nmod/PROPN (/5/punct/PUNCT QXZ/1/appos/PROPN",
        "QXZ/2/nsubj/PROPN left/0/root/VERB",
    )
    assert codes(index, 1, 0) == ["PER.COP"]


def test_a_noun_before_the_head_makes_it_another_body() -> None:
    index = read(
        "Kenyan/2/amod/ADJ army/3/nsubj/NOUN met/0/root/VERB Peru/3/obj/PROPN",
        "The/3/det/DET bagpipe/3/compound/NOUN army/4/nsubj/NOUN left/0/root/VERB",
        "The/2/det/DET army/3/nsubj/NOUN left/0/root/VERB",
    )
    assert [s.why for s in index.at(1, 2)] == ["context:country"]
    assert [s.why for s in index.at(2, 1)] == ["coref:definite"]


def test_a_town_abroad_tells_nothing_on_a_page_of_another_country() -> None:
    actors = Actors(country_of_place={"Naha": "JPN"})
    lines = [
        "Peru/2/nsubj/PROPN met/0/root/VERB Kenya/2/obj/PROPN",
        "police/0/root/NOUN at/3/case/ADP Naha/1/nmod/PROPN",
    ]
    sentences = story(*lines)
    index = actors.in_document(page(*sentences), sentences)
    assert codes(index, 1, 0)[0][:3] in {"PER", "KEN"}


def test_a_pronoun_beside_the_doer_is_known_to_be_somebody_else() -> None:
    index = read(
        "Peru/2/nsubj/PROPN accused/0/root/VERB Kenya/2/obj/PROPN",
        "Peru/2/nsubj/PROPN asked/0/root/VERB it/2/obj/PRON",
    )
    asked = Antecedents(index.page, {"it to itself": -1.0})
    named = {m.parts[0].country: set(rows) for m, rows in asked.options("it", 1, 2, None)}
    assert "it to itself" in named["PER"]
    assert "it to itself" not in named["KEN"]
