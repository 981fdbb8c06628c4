"""The same event told again is one claim; what differs in a field that counts is not the same."""

from dataclasses import replace

import pytest

from casus.coding.repeats import without_repeats, without_twins
from casus.model import Claim, Loss
from tests.claims import FARUKH, Story, Told, claim_of
from tests.coding.read import claims_in

FIRST = "On Monday they shelled Farukh."
AGAIN = "Again it was said that they shelled Farukh."


def _pair(**changes: object) -> list[Claim]:
    told = (Told(FIRST), Told(AGAIN, **changes))  # type: ignore[arg-type]
    story = Story("page", told=told)
    return [claim_of(story, t) for t in told]


def test_the_first_mention_is_kept() -> None:
    first, again = _pair()
    assert without_repeats([first, again], [False, False]) == (first,)


DIFFERENT = [
    ("status", {"status": "denied"}),
    ("source", {"source": "AZE.MIL"}),
    ("type", {"type": "COERCE"}),
    ("mode", {"mode": "drone"}),
    ("date", {"date": "2022-03-25"}),
    ("place", {"place": FARUKH.__class__("Khramort", "AZE")}),
    ("actor", {"actors": ("ARM.MIL",)}),
    ("recipient", {"recipients": ("IRN.CVL",)}),
    ("nobody named", {"recipients": ()}),
    ("losses", {"losses": (Loss("killed", 3, 3),)}),
]


@pytest.mark.parametrize(("field", "changes"), DIFFERENT, ids=[d[0] for d in DIFFERENT])
def test_another_value_is_another_claim(field: str, changes: dict[str, object]) -> None:
    pair = _pair(**changes)
    assert without_repeats(pair, [False, False]) == tuple(pair), field


SAME = [
    ("place left out", {"place": None}),
    ("another organ of the country", {"actors": ("AZE.GOV",)}),
    ("weapon left out", {"weapons": ()}),
]


@pytest.mark.parametrize(("field", "changes"), SAME, ids=[s[0] for s in SAME])
def test_what_is_left_out_makes_no_new_event(field: str, changes: dict[str, object]) -> None:
    pair = _pair(**changes)
    assert without_repeats(pair, [False, False]) == (pair[0],), field


def test_a_headline_yields_to_the_body() -> None:
    title, body = _pair(mode=None, date=None)
    assert without_repeats([title, body], [True, False]) == (body,)


def test_a_headline_of_another_pair_stays() -> None:
    pair = _pair(actors=("IRN.MIL",), recipients=("IRQ.CVL",))
    assert without_repeats(pair, [True, False]) == tuple(pair)


def test_told_twice_by_one_source_is_one_claim() -> None:
    sentence = "The Armenian army shelled the village of Agdam."
    assert len(claims_in(f"{sentence} {sentence}")) == 1


def test_asserted_by_one_and_denied_by_the_other_are_two_claims() -> None:
    found = claims_in(
        "Yerevan said Azerbaijani forces shelled Armenian positions. "
        "Baku denied that its forces had shelled Armenian positions."
    )
    assert [(c.status.value, c.source.value) for c in found] == [
        ("occurred", "ARM.GOV"),
        ("denied", "AZE.GOV"),
    ]


@pytest.mark.parametrize(("status", "kept"), [("denied", 1), ("occurred", 2)])
def test_one_sentence_denies_an_event_once_but_may_tell_two(status: str, kept: int) -> None:
    told = (Told(FIRST, status=status), Told(FIRST, status=status))
    story = Story("page", told=told[:1])
    pair = [claim_of(story, t) for t in told]
    assert len(without_repeats(pair, [False, False])) == kept


def _beside(**changes: object) -> list[Claim]:
    """Two claims of one sentence, which differ in what is given."""
    story = Story("page", told=(Told(FIRST),))
    return [claim_of(story, t) for t in (Told(FIRST), Told(FIRST, **changes))]  # type: ignore[arg-type]


ADDED = [
    ("nothing", {}),
    ("nobody named", {"recipients": ()}),
    ("another organ of the country", {"actors": ("AZE.GOV",)}),
    ("mode left out", {"mode": None}),
    ("date left out", {"date": None}),
    ("place left out", {"place": None}),
]


@pytest.mark.parametrize(("what", "changes"), ADDED, ids=[a[0] for a in ADDED])
def test_two_words_of_a_sentence_for_one_event_are_one_claim(
    what: str, changes: dict[str, object]
) -> None:
    pair = _beside(**changes)
    assert without_twins(pair) == [pair[0]], what


def test_a_claim_takes_from_its_twin_what_it_lacks() -> None:
    bare, full = _beside(losses=(Loss("killed", 3, 3),), weapons=("artillery", "mine"))
    (told,) = without_twins([replace(bare, date=None, place=None), full])
    assert told == replace(bare, losses=full.losses, weapons=full.weapons)


def test_the_surer_word_of_a_twin_names_the_type() -> None:
    weak, sure = _beside()
    weak = replace(weak, type=replace(weak.type, score=0.4))
    assert without_twins([weak, sure]) == [replace(weak, type=sure.type)]


def test_who_acts_on_nobody_is_not_joined_with_whom_somebody_acts_on() -> None:
    pair = [_beside(recipients=())[1], _beside(actors=(), recipients=("AZE.MIL",))[1]]
    assert without_twins(pair) == pair


def test_army_and_rebels_of_a_country_and_two_bodies_are_sides_of_their_own() -> None:
    army, rebels = ("SDN.MIL",), ("SDN.REB",)
    blow = _beside(actors=army, recipients=rebels)[1], _beside(actors=rebels, recipients=army)[1]
    assert without_twins(blow) == list(blow)
    words = [_beside(actors=(f"IGO.GOV.{name}",))[1] for name in ("UN", "EU")]
    assert without_twins(words) == words


APART = [d for d in DIFFERENT if d[0] not in {"losses", "nobody named"}]


@pytest.mark.parametrize(("field", "changes"), APART, ids=[d[0] for d in APART])
def test_what_sets_two_events_of_a_sentence_apart(field: str, changes: dict[str, object]) -> None:
    pair = _beside(**changes)
    assert without_twins(pair) == pair, field


def test_two_tolls_are_two_events() -> None:
    story = Story("page", told=(Told(FIRST),))
    tolls = (Loss("killed", 3, 3), Loss("wounded", 5, 5))
    pair = [claim_of(story, Told(FIRST, losses=(toll,))) for toll in tolls]
    assert without_twins(pair) == pair


def test_sentences_of_their_own_are_no_twins() -> None:
    pair = _pair()
    assert without_twins(pair) == pair


def test_a_summons_with_a_note_of_protest_is_one_accusation() -> None:
    found = claims_in("Georgia summoned the Russian ambassador and handed him a note of protest.")
    assert [c.type.value for c in found] == ["ACCUSE"]
