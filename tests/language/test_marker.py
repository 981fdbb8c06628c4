"""The event network: what it marks, whom it points to, and that it tells the same every time."""

from pathlib import Path

import pytest

from casus.language import Marker, ModelError
from casus.language.marker import LEAST_MARK, LEAST_POINTER
from casus.language.parse import shipped, shipped_marker
from casus.model import STATUSES, TYPES, Mark, Sentence

TEXT = "Azerbaijani forces shelled Armenian positions on Monday, the ministry said. It rained."


def _marked(text: str) -> tuple[list[Sentence], list[Mark]]:
    read = shipped().read_zones(text, [(0, len(text))])
    sentences = [s for s, _ in read]
    return sentences, list(shipped_marker().marks(sentences, [states for _, states in read]))


def test_a_mark_names_the_event_and_points_to_its_parties() -> None:
    sentences, marks = _marked(TEXT)
    (mark,) = [m for m in marks if m.types.get("ASSAULT", 0) > 0.5]
    words = sentences[mark.sentence].tokens
    assert words[mark.token].text == "shelled"
    assert words[mark.actors[0].token].text in ("Azerbaijani", "forces")
    assert words[mark.recipients[0].token].text in ("Armenian", "positions")
    assert words[mark.holders[0].token].text == "ministry"
    assert max(mark.statuses, key=lambda s: mark.statuses[s]) == "occurred"


def test_pointers_come_best_first_and_inside_the_text() -> None:
    sentences, marks = _marked(TEXT)
    assert marks
    for mark in marks:
        for row in (mark.actors, mark.recipients, mark.holders):
            scores = [p.score for p in row]
            assert scores == sorted(scores, reverse=True)
            assert all(LEAST_POINTER <= score <= 1 for score in scores)
            assert all(0 <= p.token < len(sentences[p.sentence].tokens) for p in row)


def test_chances_are_of_the_codebook_and_add_up() -> None:
    _, marks = _marked(TEXT)
    for mark in marks:
        assert set(mark.types) <= set(TYPES)
        assert set(mark.statuses) <= set(STATUSES)
        assert sum(mark.types.values()) <= 1.001
        assert sum(mark.statuses.values()) == pytest.approx(1, abs=0.01)


def test_words_of_the_event_table_are_always_marked() -> None:
    sentences, marks = _marked("The choir attacked the hymn. The sun shone.")
    assert [sentences[m.sentence].tokens[m.token].text for m in marks] == ["attacked"]


def test_other_words_are_marked_when_the_network_sees_an_event() -> None:
    for mark in _marked("It snowed on the hills. The soup was cold.")[1]:
        assert sum(mark.types.values()) > LEAST_MARK


def test_the_same_text_is_marked_the_same() -> None:
    assert _marked(TEXT) == _marked(TEXT)
    assert list(Marker.marks(shipped_marker(), [], [])) == []


def test_a_folder_without_the_network_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load the event network"):
        Marker(tmp_path)


def test_a_broken_network_is_told(tmp_path: Path) -> None:
    (tmp_path / "events.json").write_text('{"types": []}', encoding="utf-8")
    with pytest.raises(ModelError, match="cannot load the event network"):
        Marker(tmp_path)
