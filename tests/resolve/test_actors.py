import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.lexicon.actors import Holder, load_actors
from casus.resolve.actors import ActorIndex, Actors
from casus.resolve.actors_lands import Lands, PlaceNames
from casus.resolve.actors_words import Phrasebook
from tests.resolve.small_trees import after, page, tree

ACTORS = Actors(country_of_place={"Goma": "COD", "Kumanovo": "MKD"})


def codes(index: ActorIndex, sentence: int, head: int, **options: object) -> list[str]:
    return [slot.value for slot in index.at(sentence, head, **options)]  # type: ignore[arg-type]


def one(
    line: str, head: int, *entities: tuple[int, int, str], date: str | None = None
) -> list[str]:
    sentence = tree(line, *entities)
    return codes(ACTORS.in_document(page(sentence, published=date), [sentence]), 0, head)


PHRASES = [
    ("Azerbaijani/2/amod/ADJ Ministry/0/root/PROPN of/4/case/ADP "
     "Defence/2/nmod/PROPN", 1, ["AZE.MIL"]),
    ("the/2/det/DET MoD/0/root/PROPN of/5/case/ADP the/5/det/DET "
     "Republic/2/nmod/PROPN of/7/case/ADP "
     "Azerbaijan/5/nmod/PROPN", 1, ["AZE.MIL"]),
    ("Armenia/4/nmod:poss/PROPN 's/1/case/PART prime/4/amod/ADJ "
     "minister/0/root/NOUN", 3, ["ARM.GOV"]),
    ("Prime/2/amod/PROPN Minister/0/root/PROPN Nikol/2/flat/PROPN "
     "Pashinyan/2/flat/PROPN", 1, ["ARM.GOV"]),
    ("a/2/det/DET spokesman/0/root/NOUN for/6/case/ADP the/6/det/DET "
     "Israeli/6/amod/ADJ army/2/nmod/NOUN",
     1, ["ISR.MIL"]),
    ("soldiers/0/root/NOUN from/3/case/ADP Kenya/1/nmod/PROPN", 0, ["KEN.MIL"]),
    ("Armenian/4/amod/ADJ and/3/cc/CCONJ Azerbaijani/1/conj/ADJ soldiers/0/root/NOUN", 3,
     ["ARM.MIL", "AZE.MIL"]),
    ("people/0/root/NOUN in/3/case/ADP Goma/1/nmod/PROPN", 0, ["COD.CVL"]),
    ("an/2/det/DET Armenian/3/amod/ADJ drone/0/root/NOUN", 2, ["ARM.MIL"]),
    ("UN/2/compound/PROPN observers/0/root/NOUN", 1, ["IGO.PKO.UN"]),
    ("Russian/2/amod/ADJ peacekeepers/0/root/NOUN", 1, ["RUS.MIL"]),
    ("Hezbollah/2/compound/PROPN fighters/0/root/NOUN", 1, ["LBN.REB.Hezbollah"]),
    ("al/3/compound/PROPN -/3/punct/PUNCT Shabab/0/root/PROPN", 2, ["SOM.REB.Al-Shabaab"]),
    ("Al/3/compound/PROPN -/3/punct/PUNCT Shabaab/0/root/PROPN", 2, ["SOM.REB.Al-Shabaab"]),
    ("Kyiv/0/root/PROPN", 0, ["UKR.GOV"]),
    ("the/2/det/DET Kremlin/0/root/PROPN", 1, ["RUS.GOV"]),
    ("US/2/compound/PROPN officials/0/root/NOUN", 1, ["USA.GOV"]),
    ("three/0/root/NUM of/4/case/ADP Israeli/4/amod/ADJ soldiers/1/nmod/NOUN", 0, ["ISR.MIL"]),
    ("his/3/nmod:poss/PRON Syrian/3/amod/ADJ counterpart/0/root/NOUN", 2, ["SYR.GOV"]),
    ("the/2/det/DET ambassador/0/root/NOUN of/4/case/ADP Japan/2/nmod/PROPN", 1, ["JPN.GOV"]),
    ("peasant/2/compound/NOUN groups/0/root/NOUN in/4/case/ADP Peru/2/nmod/PROPN", 1, ["PER.CVL"]),
    ("Thai/3/amod/ADJ navy/3/compound/NOUN corvettes/0/root/NOUN", 2, ["THA.MIL"]),
    ("N'/0/root/PROPN Djamena/1/flat/PROPN", 0, ["TCD.GOV"]),
    ("men/0/root/NOUN of/3/case/ADP Kumanovo/1/nmod/PROPN", 0, ["MKD.CVL"]),
    ("the/2/det/DET region/0/root/NOUN", 1, []),
    ("the/2/det/DET situation/0/root/NOUN", 1, []),
    ("in/2/case/ADP Baku/0/root/PROPN", 1, []),
    ("told/0/root/VERB us/1/obj/PRON", 1, []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "head", "expected"), PHRASES, ids=[p[0][:40] for p in PHRASES])
def test_phrase(line: str, head: int, expected: list[str]) -> None:
    assert one(line, head) == expected


def test_a_country_that_fights_is_its_army() -> None:
    sentence = tree("Azerbaijan/2/nsubj/PROPN captured/0/root/VERB villages/2/obj/NOUN")
    index = ACTORS.in_document(page(sentence), [sentence])
    assert codes(index, 0, 0) == ["AZE.GOV"]
    assert codes(index, 0, 0, military=True) == ["AZE.MIL"]


def test_a_channel_of_the_guards_is_a_medium_of_its_country() -> None:
    line = (
        "a/3/det/DET Telegram/3/compound/PROPN channel/0/root/NOUN "
        "affiliated/3/acl/VERB with/10/case/ADP "
        "Iran/10/nmod:poss/PROPN 's/6/case/PART Islamic/10/amod/PROPN Revolutionary/10/amod/PROPN "
        "Guard/4/obl/PROPN Corps/10/flat/PROPN"
    )
    assert one(line, 2) == ["IRN.MED"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2019-05-01", ["AFG.REB.Taliban"]), ("2022-05-01", ["AFG.GOV"]), (None, ["AFG.GOV"])],
)
def test_a_name_means_what_it_meant_on_the_day(date: str | None, expected: list[str]) -> None:
    assert one("the/2/det/DET Taliban/0/root/PROPN", 1, date=date) == expected


def test_jordan_is_a_country_but_not_in_a_persons_name() -> None:
    assert one("Jordan/2/nsubj/PROPN agreed/0/root/VERB", 0) == ["JOR.GOV"]
    line = "Michael/3/nsubj/PROPN Jordan/1/flat/PROPN agreed/0/root/VERB"
    assert "JOR.GOV" not in one(line, 0, (0, 2, "PER"))


def test_an_unknown_name_after_a_country_is_one_of_its_officials() -> None:
    line = "Fiji/3/nmod:poss/PROPN 's/1/case/PART Serevi/0/root/PROPN"
    assert one(line, 2, (2, 3, "PER")) == ["FJI.GOV"]


def test_a_trade_inside_a_name_is_only_a_name() -> None:
    line = "Karen/0/root/PROPN Baker/1/flat/PROPN of/4/case/ADP Peru/1/nmod/PROPN"
    assert one(line, 0, (0, 2, "PER")) == ["PER.GOV"]


def test_an_item_of_a_round_up_speaks_of_its_dateline() -> None:
    texts = [
        ("SUVA/0/root/PROPN ./1/punct/PUNCT", "Police/2/nsubj/NOUN fired/0/root/VERB"),
        ("LIMA/0/root/PROPN ./1/punct/PUNCT", "Police/2/nsubj/NOUN fired/0/root/VERB"),
    ]
    sentences, text, at = [], "", 0
    for pair in texts:
        for line in pair:
            sentences.append(tree(line, start=at))
            text = text.ljust(at) + " ".join(item.split("/")[0] for item in line.split())
            at = len(text) + 1
        text += "\n"
    document = replace(page(*sentences), text=text)
    index = ACTORS.in_document(document, sentences)
    assert codes(index, 1, 0) == ["FJI.COP"]
    assert codes(index, 3, 0) == ["PER.COP"]


def test_the_opening_place_of_a_sentence_is_its_scene() -> None:
    sentence = tree(
        "In/2/case/ADP Goma/5/obl/PROPN the/4/det/DET governor/5/nsubj/NOUN resigned/0/root/VERB"
    )
    index = ACTORS.in_document(page(sentence), [sentence])
    assert codes(index, 0, 3) == ["COD.GOV"]


def test_bare_numbers_count_people_but_years_do_not() -> None:
    line = "Peru/2/nsubj/PROPN killed/0/root/VERB {}/2/obj/NUM"
    assert one(line.format("26"), 2) == ["PER.CVL"]
    assert one(line.format("1998"), 2) == []


def test_a_country_that_moves_troops_acts_as_its_army_one_that_speaks_of_them_does_not() -> None:
    line = "Peru/2/nsubj/PROPN {}/0/root/VERB soldiers/2/obj/NOUN"
    assert one(line.format("deploy"), 0) == ["PER.MIL"]
    assert one(line.format("accuse"), 0) == ["PER.GOV"]


@pytest.mark.parametrize("word", ["anyone", "whoever"])
def test_unnamed_people_are_civilians_of_the_country(word: str) -> None:
    assert one(f"Peru/2/nsubj/PROPN warned/0/root/VERB {word}/2/obj/PRON", 2) == ["PER.CVL"]


def test_vehicles_without_an_owner_are_people_s_and_territory_is_nobody_s() -> None:
    line = "Peru/2/nsubj/PROPN shelled/0/root/VERB {}/2/obj/NOUN"
    assert one(line.format("lorries"), 2) == ["PER.CVL"]
    assert one(line.format("territory"), 2) == []


def test_the_town_of_a_dateline_is_no_government() -> None:
    line = "Lima/4/nsubj/PROPN {}/1/punct/PUNCT Kenya/4/nsubj/PROPN accused/0/root/VERB"
    assert one(line.format("–"), 0) == []
    assert one(line.format("and"), 0) == ["PER.GOV"]


def test_a_person_may_be_called_by_the_first_name_alone() -> None:
    first = tree(
        "Legesse/5/nsubj/PROPN Tulu/1/flat/PROPN ,/4/punct/PUNCT spokesman/1/appos/NOUN "
        "spoke/0/root/VERB for/7/case/ADP Ethiopia/4/nmod/PROPN",
        (0, 2, "PER"),
    )
    second = after(first, "Legesse/2/nsubj/PROPN accused/0/root/VERB Kenya/2/obj/PROPN")
    assert codes(ACTORS.in_document(page(first, second), [first, second]), 1, 0) == ["ETH.GOV"]


def test_armed_men_of_a_de_facto_entity_are_forces_of_it() -> None:
    line = "Abkhaz/2/amod/ADJ {}/3/nsubj/NOUN fled/0/root/VERB"
    assert one(line.format("fighters"), 1) == ["XAB.MIL"]
    assert one("Kosovo" + line[6:].format("rebels"), 1) == ["XKX.REB"]


@pytest.mark.parametrize(
    ("date", "expected"), [("2012-05-01", ["FRA.GOV"]), ("2016-05-01", ["FRA.OPP"])]
)
def test_who_has_left_the_government_is_out_of_power(date: str, expected: list[str]) -> None:
    holder = Holder(("Jean Dutemps",), "Dutemps", "FRA.GOV", "president", "2010", "2014")
    lexicon = replace(load_actors(), holders=(holder,))
    sentence = tree("Jean/2/nsubj/PROPN Dutemps/0/root/PROPN", (0, 2, "PER"))
    names = PlaceNames(lambda _: (), lambda _: None)
    tables = replace(ACTORS.tables, book=Phrasebook(lexicon), names=names)
    index = ActorIndex(page(sentence, published=date), [sentence], tables)
    assert codes(index, 0, 1) == expected


def test_smugglers_are_none_of_the_rebels_named_before() -> None:
    first = tree("Hezbollah/2/nsubj/PROPN crossed/0/root/VERB Peru/2/obj/PROPN")
    second = after(first, "smugglers/2/nsubj/NOUN fled/0/root/VERB")
    third = after(second, "the/2/det/DET fighters/3/nsubj/NOUN fled/0/root/VERB")
    sentences = [first, second, third]
    index = ACTORS.in_document(page(*sentences), sentences)
    assert codes(index, 1, 0)[0].endswith(".CRM")
    assert codes(index, 2, 1) == ["LBN.REB.Hezbollah"]


def test_among_homonyms_the_page_s_country_goes_first() -> None:
    names = PlaceNames(
        lambda name: ("DZA", "LBN") if name == "Saida" else (),
        lambda name: "DZA" if name == "Saida" else None,
    )
    lands = Lands(names, Counter({"LBN": 12}), ["Saida"])
    assert lands("Saida") == "LBN"
    assert lands("PNH") is None
    assert lands.sure("LBN")
    assert not lands.sure("DZA")


def test_a_village_that_is_resolved_tells_whose_people_were_killed_there() -> None:
    text = (
        "people/3/nsubj:pass/NOUN were/3/aux:pass/AUX killed/0/root/VERB in/5/case/ADP "
        "Tayr/3/obl/PROPN by/7/case/ADP Israel/3/obl/PROPN ,/3/punct/PUNCT Lebanon/3/nsubj/PROPN"
    )
    sentences = [tree(text, (4, 5, "LOC"))]
    index = ACTORS.in_document(page(*sentences), sentences, {"Tayr": "LBN"})
    assert codes(index, 0, 0) == ["LBN.CVL"]


def _story() -> ActorIndex:
    first = tree(
        "The/4/det/DET Armenian/4/amod/ADJ Defence/4/compound/PROPN Ministry/5/nsubj/PROPN "
        "accused/0/root/VERB Azerbaijan/5/obj/PROPN"
    )
    second = after(
        first,
        "The/2/det/DET ministry/3/nsubj/NOUN said/0/root/VERB it/5/nsubj/PRON lied/3/ccomp/VERB",
    )
    third = after(second, "Both/2/det/DET sides/3/nsubj/NOUN fired/0/root/VERB")
    sentences = [first, second, third]
    return ACTORS.in_document(page(*sentences), sentences)


def test_short_forms_go_back_to_what_was_named() -> None:
    index = _story()
    assert codes(index, 1, 1) == ["ARM.MIL"]
    assert sorted(codes(index, 2, 1, military=True)) == ["ARM.MIL", "AZE.MIL"]


def test_we_is_the_given_speaker() -> None:
    sentence = tree("We/2/nsubj/PRON agree/0/root/VERB")
    index = ACTORS.in_document(page(sentence), [sentence])
    assert codes(index, 0, 0, speaker=("MDA.GOV",)) == ["MDA.GOV"]


def test_every_slot_shows_its_words_and_its_rule() -> None:
    index = _story()
    text = index.page.document.text
    for mention in index.mentions():
        for slot in index.at(mention.sentence, mention.head):
            assert slot.span is not None
            assert text[slot.span.start : slot.span.end].strip()
            assert 0 < slot.score <= 1
            assert slot.why


PAIRS = ["Armenia Armenian ARM", "Kenya Kenyan KEN", "Peru Peruvian PER", "Nepal Nepali NPL",
         "Poland Polish POL", "Chile Chilean CHL", "Fiji Fijian "
         "FJI", "Ghana Ghanaian GHA"]  # fmt: skip


def _tale(one_side: str, other: str) -> list[str]:
    (name, adjective, _), (second, _, _) = one_side.split(), other.split()
    lines = [
        f"{adjective}/2/amod/ADJ troops/3/nsubj/NOUN attacked/0/root/VERB {second}/3/obj/PROPN",
        "The/2/det/DET army/3/nsubj/NOUN denied/0/root/VERB it/3/obj/PRON",
        f"{second}/4/nmod:poss/PROPN 's/1/case/PART foreign/4/amod/ADJ "
        f"minister/5/nsubj/NOUN blamed/0/root/VERB "
        f"{name}/5/obj/PROPN",
        "The/2/det/DET government/3/nsubj/NOUN and/6/cc/CCONJ both/6/det/DET "
        "sides/2/conj/NOUN talked/2/dep/VERB",
        "They/2/nsubj/PRON met/0/root/VERB police/2/obj/NOUN",
    ]  # fmt: skip
    sentences = [tree(lines[0])]
    for line in lines[1:]:
        sentences.append(after(sentences[-1], line))
    index = ACTORS.in_document(page(*sentences), sentences)
    return [
        f"{m.sentence} {m.head} {slot.value}"
        for m in index.mentions()
        for slot in index.at(m.sentence, m.head)
    ]


@settings(max_examples=30, deadline=None)
@given(st.permutations(PAIRS))
def test_swapping_two_countries_swaps_their_codes_and_nothing_else(order: list[str]) -> None:
    left, right = order[0], order[1]
    swap = {left.split()[2]: right.split()[2], right.split()[2]: left.split()[2]}
    expected = [
        re.sub(r"\b[A-Z]{3}(?=\.)", lambda m: swap.get(m[0], m[0]), c) for c in _tale(left, right)
    ]
    assert sorted(_tale(right, left)) == sorted(expected)
    assert _tale(left, right) == _tale(left, right)
