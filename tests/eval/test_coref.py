"""The scorers against values of the literature and by hand."""

import pytest

from eval.coref import b_cubed, ceaf_e, conll, muc, pairs_of, pairwise

# Luo 2005, figure 1: truth and four systems; B-cubed and CEAF as in its table 1.
TRUTH = [range(1, 6), (6, 7), range(8, 13)]
A = [range(1, 6), (6, 7, *range(8, 13))]
B = [(*range(1, 6), *range(8, 13)), (6, 7)]
C = [range(1, 13)]
D = [(n,) for n in range(1, 13)]


@pytest.mark.parametrize(("system", "expected"), [(A, 0.947), (B, 0.947), (C, 0.900), (D, 0.0)])
def test_muc(system: list, expected: float) -> None:  # type: ignore[type-arg]
    assert muc(TRUTH, system).f1 == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(("system", "expected"), [(A, 0.865), (B, 0.737), (C, 0.545), (D, 0.400)])
def test_b_cubed(system: list, expected: float) -> None:  # type: ignore[type-arg]
    assert b_cubed(TRUTH, system).f1 == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(("system", "expected"), [(A, 0.733), (B, 0.667), (C, 0.294), (D, 0.178)])
def test_ceaf_e(system: list, expected: float) -> None:  # type: ignore[type-arg]
    assert ceaf_e(TRUTH, system).f1 == pytest.approx(expected, abs=5e-4)


def test_a_perfect_grouping_scores_one() -> None:
    assert conll(TRUTH, TRUTH) == pytest.approx(1.0)
    assert pairwise(pairs_of(TRUTH), pairs_of(TRUTH)).f1 == 1.0


def test_pairs() -> None:
    assert pairs_of([("b", "a"), ("c",)]) == {("a", "b")}
    assert pairwise({("a", "b"), ("b", "c")}, {("a", "b"), ("a", "c")}).f1 == 0.5
