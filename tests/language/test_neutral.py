"""Stand-ins for the names of countries: as many words, in the order of appearance."""

from casus.language.neutral import LONGEST, STAND_INS, neutral


def test_forms_are_kept_and_countries_told_apart() -> None:
    words = ["Armenia", "told", "Azerbaijani", "envoys", "that", "Armenians", "in", "Baku"]
    assert neutral(words) == [
        "Norway",
        "told",
        "Peruvian",
        "envoys",
        "that",
        "Norwegians",
        "in",
        "Lima",
    ]


def test_names_of_several_words_keep_their_number() -> None:
    words = ["The", "Democratic", "Republic", "of", "the", "Congo", "and", "South", "Korea"]
    found = neutral(words)
    assert len(found) == len(words)
    assert found[-1] == STAND_INS[1][0]
    assert "Congo" not in found


def test_common_words_are_left() -> None:
    words = ["the", "turkey", "and", "the", "chad", "in", "a", "jordan"]
    assert neutral(words) == words


def test_swapping_two_sides_changes_nothing() -> None:
    one = ["Kenya", "accused", "Uganda", ";", "Kampala", "denied", "what", "Nairobi", "said"]
    other = ["Uganda", "accused", "Kenya", ";", "Nairobi", "denied", "what", "Kampala", "said"]
    assert neutral(one) == neutral(other)


def test_more_countries_than_stand_ins_are_all_replaced() -> None:
    words = [
        "Chad",
        "Niger",
        "Mali",
        "Ghana",
        "Togo",
        "Benin",
        "Kenya",
        "Uganda",
        "Rwanda",
        "Burundi",
        "Zambia",
        "Malawi",
    ]
    assert len(words) > len(STAND_INS)
    assert set(neutral(words)) == {name for name, *_ in STAND_INS}


def test_no_words_give_none() -> None:
    assert neutral([]) == []
    assert LONGEST > 1
