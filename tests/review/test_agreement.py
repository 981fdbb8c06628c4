"""Agreement against figures of the literature, and who counts."""

import pytest

from casus.model import Decision
from casus.review.agreement import agreement, alpha, kappa
from casus.review.standing import standing
from tests.claims import Story, Told, claim_of

# Krippendorff 2011, section C: four observers, twelve units, nominal data; alpha is 0.743.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def test_alpha_of_the_published_example() -> None:
    rows = [row.split() for row in OBSERVERS]
    units = [[v for v in unit if v != "."] for unit in zip(*rows, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_alpha_without_variation_is_unknown() -> None:
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([("a",)]) is None
    assert alpha([("a", "a"), ("b", "b")]) == 1.0


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (((20, 5), (10, 15)), 0.4),
        (((45, 15), (25, 15)), 0.1304),  # same share of agreement as below, more by chance
        (((25, 35), (5, 35)), 0.2593),
    ],
)
def test_kappa_of_textbook_tables(table: tuple[tuple[int, int], ...], expected: float) -> None:
    names = ("yes", "no")
    pairs = [(names[a], names[b]) for a in range(2) for b in range(2) for _ in range(table[a][b])]
    assert kappa(pairs) == pytest.approx(expected, abs=0.0001)


def test_kappa_without_variation_is_unknown() -> None:
    assert kappa([]) is None
    assert kappa([("a", "a")]) is None


STORY = Story("page", tuple(Told(f"They shelled post {n}.") for n in range(3)))
CLAIMS = {claim.id: claim for claim in (claim_of(STORY, told) for told in STORY.told)}
A, B, C = CLAIMS


def test_readings_are_compared_field_by_field() -> None:
    decisions = [
        Decision(A, "state", "ann", value="approved", seq=1),
        Decision(A, "state", "bob", value="approved", seq=2),
        Decision(B, "state", "ann", value="approved", seq=3),
        Decision(B, "correct", "bob", "day", '"2022-03-23"', "date", seq=4),
        Decision(B, "state", "bob", value="approved", seq=5),
        Decision(C, "state", "ann", value="rejected", seq=6),
        Decision(C, "state", "bob", value="rejected", seq=7),
    ]
    found = {one.field: one for one in agreement(standing(decisions), CLAIMS)}
    assert (found["verdict"].units, found["verdict"].same, found["verdict"].alpha) == (3, 1.0, 1.0)
    assert (found["date"].units, found["date"].same) == (2, 0.5)
    assert found["date"].kappas == (("ann", "bob", 2, 0.0),)
    assert (found["type"].units, found["type"].same, found["type"].alpha) == (2, 1.0, None)


def test_who_saw_the_others_decision_is_no_second_reader() -> None:
    decisions = [
        Decision(A, "state", "ann", value="approved", seq=1),
        Decision(A, "state", "bob", value="approved", seq=2, seen=1),
    ]
    assert {one.units for one in agreement(standing(decisions), CLAIMS)} == {0}
