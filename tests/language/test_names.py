"""BIO tags to names."""

import numpy as np
import pytest

from casus.language.names import NameDecoder, entities
from casus.model import Entity

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O B-PER I-PER O", [(1, 3, "PER")]),
        ("B-LOC B-LOC", [(0, 1, "LOC"), (1, 2, "LOC")]),
        ("B-ORG I-LOC", [(0, 1, "ORG"), (1, 2, "LOC")]),
        ("O O", []),
        ("I-ORG I-ORG", [(0, 2, "ORG")]),
    ],
)
def test_entities(tags: str, expected: list[tuple[int, int, str]]) -> None:
    assert entities(tags.split()) == tuple(Entity(*row) for row in expected)


def test_an_illegal_best_sequence_is_mended() -> None:
    scores = np.full((3, 7), -5.0)
    scores[0, 1] = 1.0
    scores[1, 4] = 1.0  # I-ORG may not follow B-PER
    scores[1, 2] = 0.9
    scores[2, 0] = 1.0
    assert NameDecoder(TAGS).decode(scores) == (Entity(0, 2, "PER"),)
