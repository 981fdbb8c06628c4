"""Conflict-news sentences of our own with names marked inline, one sentence a line.

[PER Nikol Pashinyan] met [ORG Hezbollah] fighters in [LOC Verin Shorzha].
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from casus.language.words import words
from training.corpus import Example

HELD_BACK = 8
_NAME = re.compile(r"\[(PER|ORG|LOC) ([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class OwnNames:
    """The sentences to train on and those held back for measuring."""

    train: tuple[Example, ...]
    held: tuple[Example, ...]


def read_names(folder: Path, weight: float) -> OwnNames:
    """Read every `*.txt` of a folder; every eighth line of every file is held back."""
    train: list[Example] = []
    held: list[Example] = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for number, line in enumerate(lines, 1):
            (train if number % HELD_BACK else held).append(read_marked(line.strip(), weight))
    return OwnNames(tuple(train), tuple(held))


def read_marked(line: str, weight: float = 1.0) -> Example:
    """Turn a marked line into words with BIO tags; raises ValueError for a broken mark."""
    text, names = _unmark(line)
    spans = list(words(text))
    return Example(
        words=tuple(text[start:end] for start, end in spans),
        ner=tuple(_bio(spans, names)),
        glued=tuple(
            left[1] == right[0] for left, right in zip(spans, [*spans[1:], (-1, -1)], strict=True)
        ),
        weight=weight,
    )


def _unmark(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, at = "", 0
    names: list[tuple[int, int, str]] = []
    for match in _NAME.finditer(line):
        text += line[at : match.start()]
        names.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    text += line[at:]
    if re.search(r"\[(?:PER|ORG|LOC)\b", text):
        raise ValueError(f"a broken mark in: {line}")
    return text, names


def _bio(spans: list[tuple[int, int]], names: list[tuple[int, int, str]]) -> list[str]:
    tags = ["O"] * len(spans)
    for start, end, label in names:
        inside = [i for i, (left, _) in enumerate(spans) if start <= left < end]
        for place, index in enumerate(inside):
            tags[index] = f"{'I' if place else 'B'}-{label}"
    return tags
