"""Where sentences end, and that nothing is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.language.sentences import LONGEST, sentences


def cut(text: str) -> list[str]:
    return [text[spans[0][0] : spans[-1][1]] for spans in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Gen. Smith met Mr. Lee.", "They talked."],
        ["He was born in the U.S. Army hospital.", "It closed."],
        ["It began at 8 p.m. on Friday.", "No one was hurt."],
        ["Shelling began at 8 p.m.", "The ministry denied it."],
        ['"We did not fire," he said.', '"They did."'],
        ["“We did not fire.”", "He left."],
        ["Was it (the army?) there?", "Yes!"],
        ["J. K. Rowling wrote.", "Nobody read."],
        ["He left in 1971. [1]", "She stayed (in Baku). [2] [3]", "So it was."],
        ["The price rose by 3.5 percent.", "5 men died."],
        ["Is it over? he asked."],
    ],
)
def test_running_text(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Army shells village\nTwo people died.", ["Army shells village", "Two people died."]),
        ("First point\n• Second point\n• Third", ["First point", "• Second point", "• Third"]),
        ("One paragraph\n\nanother one", ["One paragraph", "another one"]),
        (
            "The ministry said that its forces had\nreturned fire. It gave no number.",
            ["The ministry said that its forces had\nreturned fire.", "It gave no number."],
        ),
        ("ARMY SHELLS VILLAGE. TWO DEAD.", ["ARMY SHELLS VILLAGE.", "TWO DEAD."]),
        ("  \n \n", []),
        ("", []),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet=st.sampled_from("aA .!?\"'()\n“”1•-"), max_size=200))
def test_no_word_is_lost_or_doubled(text: str) -> None:
    spans = [span for sentence in sentences(text) for span in sentence]
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())
    assert spans == sorted(spans)


@pytest.mark.parametrize("piece", ["a", "a ", "A. ", "(", '" ', "\n", ". ", "A\n"])
def test_hostile_text_is_chopped_in_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begun = time.process_time()
    assert max((len(spans) for spans in sentences(text)), default=0) <= LONGEST
    assert time.process_time() - begun < 10
