"""The event network: what it marks, whom it points to, and that it tells the same every time."""

from pathlib import Path

import pytest

from casus.language import Marker, ModelError
from casus.language.marker import LEAST_MARK, LEAST_POINTER
from casus.language.parse import shipped, shipped_marker
from casus.language.parser import SHIPPED
from casus.model import PARTIES, ROLES, SECTORS, STATUSES, TYPES, Mark, Sentence

TEXT = "Azerbaijani forces shelled Armenian positions on Monday, the ministry said. It rained."


def _marked(text: str) -> tuple[list[Sentence], list[Mark]]:
    sentences = shipped().parse_zones(text, [(0, len(text))])
    return sentences, list(shipped_marker().marks(sentences))


def test_a_mark_names_the_event_and_points_to_its_parties() -> None:
    sentences, marks = _marked(TEXT)
    (mark,) = [m for m in marks if m.types.get("ASSAULT", 0) > 0.5]
    words = sentences[mark.sentence].tokens
    assert words[mark.token].text == "shelled"
    assert words[mark.pointers["actors"][0].token].text in ("Azerbaijani", "forces")
    assert words[mark.pointers["recipients"][0].token].text in ("Armenian", "positions")
    assert words[mark.pointers["holders"][0].token].text == "ministry"
    assert max(mark.statuses, key=lambda s: mark.statuses[s]) == "occurred"


def test_pointers_come_best_first_and_inside_the_text() -> None:
    sentences, marks = _marked(TEXT)
    assert marks
    for mark in marks:
        assert set(mark.pointers) == set(ROLES)
        for row in mark.pointers.values():
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


def test_sides_and_the_phrases_of_parties_have_sectors() -> None:
    _, marks = _marked(TEXT)
    (mark,) = [m for m in marks if m.types.get("ASSAULT", 0) > 0.5]
    assert set(mark.sides) == set(PARTIES)
    for side in mark.sides.values():
        assert set(side) <= {"", *SECTORS}
        assert sum(side.values()) == pytest.approx(1, abs=0.02)
    for role, row in mark.pointers.items():
        for pointer in row:
            told = 1.0 if role in PARTIES else 0.0
            assert sum(pointer.sectors.values()) == pytest.approx(told, abs=0.02)
    top = mark.pointers["actors"][0].sectors
    assert max(top, key=lambda sector: top[sector]) == "MIL"


def test_words_of_the_event_table_are_always_marked() -> None:
    sentences, marks = _marked("The choir attacked the hymn. The sun shone.")
    assert [sentences[m.sentence].tokens[m.token].text for m in marks] == ["attacked"]


def test_other_words_are_marked_when_the_network_sees_an_event() -> None:
    for mark in _marked("It snowed on the hills. The soup was cold.")[1]:
        assert sum(mark.types.values()) > LEAST_MARK


def test_the_same_text_is_marked_the_same() -> None:
    assert _marked(TEXT) == _marked(TEXT)
    assert list(shipped_marker().marks([])) == []


def test_a_folder_without_the_network_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load the event network"):
        Marker(tmp_path, SHIPPED / "tokenizer.json")


def test_a_broken_network_is_told(tmp_path: Path) -> None:
    (tmp_path / "events.json").write_text('{"types": []}', encoding="utf-8")
    with pytest.raises(ModelError, match="cannot load the event network"):
        Marker(tmp_path, SHIPPED / "tokenizer.json")


def test_swapped_names_are_marked_the_same() -> None:
    one = "Armenia said Azerbaijani forces had shelled Armenian positions near Baku."
    other = "Azerbaijan said Armenian forces had shelled Azerbaijani positions near Yerevan."
    assert [m.types for m in _marked(one)[1]] == [m.types for m in _marked(other)[1]]


def test_a_sentence_beyond_the_networks_reach_is_marked_at_its_beginning() -> None:
    _, marks = _marked("They shelled it " + "and shelled it " * 400)
    assert marks
    assert max(m.token for m in marks) < 450
