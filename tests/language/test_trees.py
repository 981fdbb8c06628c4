"""The tree decoder against all trees there are."""

import itertools
from functools import cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from casus.language.trees import best_tree, decode, is_tree

sizes = st.integers(1, 4)
scores = sizes.flatmap(
    lambda size: arrays(np.float64, (size, size + 1), elements=st.floats(-20, 0, width=32))
)


def value(table: np.ndarray, heads: tuple[int, ...]) -> float:
    return float(sum(table[word, head] for word, head in enumerate(heads)))


@cache
def all_trees(size: int) -> list[tuple[int, ...]]:
    every = itertools.product(range(size + 1), repeat=size)
    return [heads for heads in every if is_tree(np.array(heads))]


def test_the_number_of_trees_with_one_root_is_n_to_the_n_minus_one() -> None:
    assert [len(all_trees(size)) for size in (1, 2, 3, 4)] == [1, 2, 9, 64]


@given(scores)
def test_best_tree_is_as_good_as_the_best_of_all(table: np.ndarray) -> None:
    found = tuple(int(head) for head in best_tree(table))
    assert is_tree(np.array(found))
    best = max(value(table, heads) for heads in all_trees(len(table)))
    assert value(table, found) >= best - 1e-6


@given(scores)
def test_decode_gives_a_tree(table: np.ndarray) -> None:
    assert is_tree(decode(table))


def test_a_long_chain_of_cycles_is_decoded() -> None:
    size = 300
    table = np.full((size, size + 1), -9.0)
    for word in range(size):
        table[word, (word ^ 1) + 1] = 0.0
    assert is_tree(best_tree(table))
