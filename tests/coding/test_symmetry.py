"""Swapping the two sides' names in a text swaps the codes and changes nothing else.

`eval/symmetry.py` measures the share of texts on which that holds; here stand texts on which it
must.
"""

import pytest

from eval.symmetry import PAIRS, TEXTS, facts, renamed

HELD = [(sides, text) for sides in PAIRS for text in TEXTS]


@pytest.mark.parametrize(("sides", "text"), HELD, ids=[f"{s[0]}-{t[:24]}" for s, t in HELD])
def test_swapping_the_sides_swaps_the_codes_alone(sides: tuple[str, str], text: str) -> None:
    one, other = sides
    told = facts(renamed(text, one, other), {})
    assert told
    swap = {one: other, other: one}
    assert facts(renamed(text, other, one), swap) == told
