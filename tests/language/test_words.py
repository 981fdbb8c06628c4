"""Words after the conventions of the UD English treebanks."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.language.words import LONGEST, words


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't know.", "They do n't know ."),
        ("They don’t, can't, won't", "They do n’t , ca n't , wo n't"),
        ("Baku's army and the rebels' camp", "Baku 's army and the rebels ' camp"),
        ("I'm, we're, he'd, they'll", "I 'm , we 're , he 'd , they 'll"),
        ("a cease-fire", "a cease - fire"),
        ("co-operate, anti-tank, pro-Russian", "co-operate , anti-tank , pro-Russian"),
        ("U.S. troops", "U.S. troops"),
        ("Lt. Gen. J. Smith", "Lt. Gen. J. Smith"),
        ("He said no. 5 men", "He said no. 5 men"),
        ("He said no.", "He said no ."),
        ("He sat. She left.", "He sat . She left ."),
        ("1,000.50 at 10:30", "1,000.50 at 10:30"),
        ("on the 20th, 5pm, 20km, 155mm", "on the 20th , 5 pm , 20 km , 155 mm"),
        ("$5m", "$ 5 m"),
        ("9/11 and 2024-05-06", "9/11 and 2024-05-06"),
        ("see https://example.org/a?b=c.", "see https://example.org/a?b=c ."),
        ("mail a.b@c.org now", "mail a.b@c.org now"),
        ("O'Brien of Sana'a", "O'Brien of Sana'a"),
        ("cannot gonna", "can not gon na"),
        ("wait... what?!", "wait ... what ?!"),
        ("“Fire,” he said", "“ Fire , ” he said"),
        ("killed/wounded", "killed / wounded"),
        ("15-20 men", "15 - 20 men"),
        ("at 8 p.m. today", "at 8 p.m. today"),
        ("", ""),
    ],
)
def test_table(text: str, expected: str) -> None:
    assert cut(text) == expected.split()


@given(st.text(max_size=300))
def test_every_non_blank_character_lies_in_one_word(text: str) -> None:
    spans = list(words(text))
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(
    "piece", ["a", "1", "a.", "1,111", "'", "-", "a@", "\u0301", "http://", "1/"]
)
def test_long_runs_take_linear_time_and_give_bounded_words(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begun = time.process_time()
    longest = max(end - start for start, end in words(text))
    assert longest <= 4 * LONGEST
    assert time.process_time() - begun < 5
