"""Marked sentences of our own, and the treebank reader."""

from pathlib import Path

import pytest

from training.corpus import inventory, read_treebank
from training.names import HELD_BACK, read_marked, read_names


def test_marks_become_tags_of_words() -> None:
    example = read_marked("[PER Nikol Pashinyan] left [LOC Baku]'s port with the [ORG U.N.].")
    assert list(zip(example.words, example.ner, strict=True)) == [
        ("Nikol", "B-PER"),
        ("Pashinyan", "I-PER"),
        ("left", "O"),
        ("Baku", "B-LOC"),
        ("'s", "O"),
        ("port", "O"),
        ("with", "O"),
        ("the", "O"),
        ("U.N.", "B-ORG"),
        (".", "O"),
    ]
    assert example.glued == (False, False, False, True, False, False, False, False, True, False)


def test_a_broken_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="broken mark"):
        read_marked("[PER Nikol left.")


def test_every_eighth_line_of_a_file_is_held_back(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        lines = [f"{name[0]}{number} came to [LOC Baku]." for number in range(1, 18)]
        (tmp_path / name).write_text("\n".join(lines))
    own = read_names(tmp_path, 2.0)
    assert [example.words[0] for example in own.held] == ["a8", "a16", "b8", "b16"]
    assert len(own.train) == 30
    assert HELD_BACK == 8
    assert all(example.weight == 2.0 for example in own.train)


def test_treebank_columns_and_missing_tasks(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text(
        "# sent_id = 1\n"
        "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
        "2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n"
        "1\tBaku\t_\t_\t_\t_\t_\t_\t_\tNer=B-LOC\n\n"
    )
    parsed, named = read_treebank(path)
    assert parsed.heads == (0, 1)
    assert parsed.ner == ()
    assert parsed.glued == (True, False)
    assert named.heads == named.upos == ()
    assert named.ner == ("B-LOC",)
    assert inventory([parsed, named]).labels == ("punct", "root")
