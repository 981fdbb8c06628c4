"""Choices by weighed evidence: probabilities, tables, and what the shipped weights decide."""

from pathlib import Path

import pytest

from casus.coding.choices import Choices, best, shares
from casus.lexicon.table import LexiconError
from casus.lexicon.weights import weights_of
from tests.coding.read import claims_in


def test_shares_are_probabilities_in_the_order_of_the_options() -> None:
    found = shares({"a": 2.0, "b": 1.0}, [["a"], ["b"], ["unknown"], []])
    assert sum(found) == pytest.approx(1)
    assert found[0] > found[1] > found[2] == found[3]
    assert best(found) == 0


def test_large_sums_do_not_overflow() -> None:
    assert shares({"a": 5000.0}, [["a"], []]) == [1.0, 0.0]


def test_every_shipped_table_has_weights() -> None:
    shipped = Choices.load()
    for name in Choices.__slots__:
        assert len(getattr(shipped, name)) > 50, name


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="event_choice"):
        Choices.load(tmp_path)


def test_a_weight_that_is_no_number_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "party_choice.tsv").write_text("evidence\tweight\nnear=1\tmuch\n", "utf-8")
    with pytest.raises(LexiconError, match=r"party_choice\.tsv:2: 'much' is no number"):
        weights_of("party_choice.tsv", tmp_path)


def test_scores_of_chosen_fields_are_probabilities() -> None:
    (claim,) = claims_in("Kenyan troops shelled Ugandan positions near Busia on Monday.")
    slots = [claim.type, claim.source, claim.status, *claim.actors, *claim.recipients]
    assert all(0 < slot.score <= 1 for slot in slots)
    assert [a.value for a in claim.actors] == ["KEN.MIL"]
    assert [r.value for r in claim.recipients] == ["UGA.MIL"]


def test_parties_of_a_meeting_stand_on_both_sides() -> None:
    (claim,) = claims_in("The presidents of Kenya and Uganda held talks in Kampala on Monday.")
    assert {a.value for a in claim.actors} == {r.value for r in claim.recipients}
