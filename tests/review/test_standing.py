"""What stands after several reviewers decided, together, one after the other, or apart."""

import pytest

from casus.model import Decision
from casus.review import standing


def said(seq: int, by: str, value: str, seen: int = 0, **more: object) -> Decision:
    action = str(more.pop("action", "state"))
    return Decision("c", action, by, value=value, seen=seen, seq=seq, **more)  # type: ignore[arg-type]


def fixed(seq: int, by: str, value: str, seen: int = 0) -> Decision:
    return said(seq, by, value, seen, action="correct", field="date", why="read again")


def test_nothing_decided_is_new() -> None:
    review = standing([]).review("c")
    assert (review.state, review.verdict, review.origin) == ("new", None, "")


@pytest.mark.parametrize(
    ("decisions", "state", "verdict"),
    [
        ([said(1, "ann", "approved")], "approved", "approved"),
        ([said(1, "ann", "in progress")], "in progress", None),
        ([said(1, "ann", "in progress"), said(2, "ann", "rejected")], "rejected", "rejected"),
        ([said(1, "ann", "approved"), said(2, "ann", "rejected")], "rejected", "rejected"),
        ([said(1, "ann", "approved"), said(2, "bob", "rejected", 1)], "rejected", "rejected"),
        ([said(1, "ann", "approved"), said(2, "bob", "approved")], "approved", "approved"),
        ([said(1, "ann", "approved"), said(2, "bob", "rejected")], "needs second look", None),
        (
            [said(1, "ann", "approved"), said(2, "bob", "in progress", 1)],
            "in progress",
            "approved",
        ),
        (
            [said(1, "ann", "approved"), said(2, "bob", "rejected"), said(3, "eve", "approved", 2)],
            "approved",
            "approved",
        ),
        ([said(1, "ann", "approved"), said(2, "ann", "new")], "new", None),
        (
            [said(1, "ann", "rejected"), said(2, "ann", "", action="undo", undoes=1)],
            "new",
            None,
        ),
        (
            [
                said(1, "ann", "rejected"),
                said(2, "ann", "", action="undo", undoes=1),
                said(3, "ann", "", action="undo", undoes=2),
            ],
            "rejected",
            "rejected",
        ),
    ],
)
def test_states(decisions: list[Decision], state: str, verdict: str | None) -> None:
    review = standing(decisions).review("c")
    assert (review.state, review.verdict) == (state, verdict)


def test_decisions_taken_apart_are_shown_and_neither_takes_effect() -> None:
    review = standing([fixed(1, "ann", '"2022"'), fixed(2, "bob", '"2023"')]).review("c")
    (clash,) = review.clashes
    assert clash.about == "date"
    assert [d.by for d in clash.decisions] == ["ann", "bob"]
    assert review.corrections == ()
    assert review.state == "needs second look"


def test_one_who_knows_both_settles_a_clash() -> None:
    decisions = [fixed(1, "ann", '"2022"'), fixed(2, "bob", '"2023"'), fixed(3, "eve", "null", 2)]
    review = standing(decisions).review("c")
    assert review.clashes == ()
    assert [(c.value, c.by, c.entry) for c in review.corrections] == [("null", "eve", 3)]


def test_the_same_correction_by_two_is_no_clash() -> None:
    review = standing([fixed(1, "ann", '"2022"'), fixed(2, "bob", '"2022"')]).review("c")
    assert (review.clashes, len(review.corrections)) == ((), 1)


@pytest.mark.parametrize(
    ("value", "seen", "about"),
    [
        ("approved", 0, ["date"]),
        ("approved", 1, []),
        ("rejected", 0, ["state"]),
        ("rejected", 1, []),
    ],
)
def test_a_verdict_that_did_not_know_a_correction(value: str, seen: int, about: list[str]) -> None:
    review = standing([fixed(1, "ann", '"2022"'), said(2, "bob", value, seen)]).review("c")
    assert [clash.about for clash in review.clashes] == about


def test_judgements_about_a_pair_clash_too() -> None:
    pair = (("a", "b"),)
    same = Decision("a", "same", "ann", "one raid", pairs=pair, seq=1)
    other = Decision("a", "different", "bob", "two raids", pairs=pair, seq=2)
    stand = standing([same, other])
    assert [(link.judgement, link.by) for link in stand.links] == [("unsure", "reviewers")]
    assert [len(clash.decisions) for clash in stand.clashes] == [2]
    settled = Decision("a", "different", "ann", "two", pairs=pair, seq=3, seen=2)
    stand = standing([same, other, settled])
    assert [(link.judgement, link.by) for link in stand.links] == [("different", "ann")]
    assert stand.clashes == ()


def test_only_known_actions_and_states() -> None:
    with pytest.raises(ValueError, match="none of"):
        Decision("c", "delete", "ann")
    with pytest.raises(ValueError, match="none of"):
        Decision("c", "state", "ann", value="true")
