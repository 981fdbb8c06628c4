"""Windows of whole sentences, features of their words, ways from word to word."""

import numpy as np
import pytest

from casus.language.windows import (
    FEATURES,
    LEXICON,
    PATH_STEPS,
    features,
    hints,
    paths,
    ways,
    windows,
)
from casus.model import TYPES, Entity, Sentence
from tests.coding.trees import flat, sentence

SAID = sentence(
    "Baku/Baku/PROPN/NNP/2/nsubj said/say/VERB/VBD/0/root it/it/PRON/PRP/4/nsubj "
    "shelled/shell/VERB/VBD/2/ccomp posts/post/NOUN/NNS/4/obj ././PUNCT/./2/punct"
)
QUOTED = sentence(
    "“/“/PUNCT/``/2/punct Rockets/rocket/NOUN/NNS/3/nsubj fell/fall/VERB/VBD/0/root "
    "”/”/PUNCT/''/2/punct yesterday/yesterday/NOUN/NN/3/obl:unmarked"
)


def test_windows_hold_whole_sentences_in_order() -> None:
    parts = [flat(["word"] * n) for n in (3, 4, 5, 30, 1, 1)]
    cut = list(windows(parts, most=10))
    assert [len(w.sentences) for w in cut] == [2, 1, 1, 2]
    assert [w.first for w in cut] == [0, 2, 3, 4]
    assert [s for w in cut for s in w.sentences] == parts
    assert list(windows([])) == []


def test_a_word_of_a_window_has_its_place_in_the_document() -> None:
    _, second = windows([flat(["a"] * 9), flat(["b", "c"]), flat(["d", "e", "f"])], most=10)
    assert second.words == ["b", "c", "d", "e", "f"]
    assert [second.place(w) for w in range(5)] == [(1, 0), (1, 1), (2, 0), (2, 1), (2, 2)]


def test_features_have_a_row_for_every_word() -> None:
    (window,) = windows([SAID, QUOTED])
    rows = features(window, hints())
    assert rows.shape == (len(window.words), FEATURES)
    assert rows.dtype == np.float32
    assert set(np.unique(rows)) <= {0.0, 1.0}
    assert np.array_equal(rows, features(window, hints()))


def test_the_event_table_is_a_feature() -> None:
    (window,) = windows([SAID])
    told = features(window, {("shell", "v"): ("ASSAULT",)})[:, LEXICON]
    assert told.shape[1] == len(TYPES)
    assert np.flatnonzero(told.any(1)).tolist() == [3]
    assert told[3, TYPES.index("ASSAULT")] == 1.0


def test_names_and_quotations_are_features() -> None:
    named = Sentence(SAID.start, SAID.end, SAID.tokens, (Entity(0, 1, "LOC"),))
    (plain,), (with_name,) = windows([SAID]), windows([named])
    changed = np.argwhere(features(plain, hints()) != features(with_name, hints()))
    assert [row for row, _ in changed] == [0]
    (quoted,) = windows([QUOTED])
    inside, opens = LEXICON.stop + 3, LEXICON.stop + 4
    assert np.flatnonzero(features(quoted, hints())[:, inside]).tolist() == [1, 2]
    assert np.flatnonzero(features(quoted, hints())[:, opens]).tolist() == [0], "sentence starts"


WAYS = [
    (3, 3, ""),
    (3, 4, "<obj"),
    (4, 3, ">obj"),
    (3, 2, "<nsubj"),
    (3, 0, ">ccomp<nsubj"),
    (4, 0, ">obj>ccomp<nsubj"),
    (2, 4, ">nsubj<obj"),
]


@pytest.mark.parametrize(("start", "end", "expected"), WAYS)
def test_ways_through_the_tree(start: int, end: int, expected: str) -> None:
    assert paths(SAID, start)[end] == expected


def test_a_long_way_gives_its_turning_point_alone() -> None:
    deep = sentence(
        " ".join(f"w/w/NOUN/NN/{n}/nmod" if n else "w/w/NOUN/NN/0/root" for n in range(9))
    )
    assert paths(deep, PATH_STEPS)[0] == ">nmod" * PATH_STEPS
    assert paths(deep, PATH_STEPS + 1)[0] == "far:nmod/"
    assert paths(deep, 0)[PATH_STEPS + 1] == "far:/nmod"


def test_a_way_to_another_sentence_tells_how_far() -> None:
    (window,) = windows([flat(["a", "b"])] * 6)
    found = [ways(window, 4)[word] for word in (0, 2, 6, 8, 10)]
    assert found == ["before:2", "before:1", "after:1", "after:2", "after:3"]
