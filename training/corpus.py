"""Treebank sentences for training and measuring: CoNLL-U whose MISC column may carry `Ner=`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Example:
    """One gold sentence; a task without gold is an empty tuple.

    `heads` are 1-based with 0 for the root; `ner` is BIO over PER, ORG, LOC; `glued[i]` says that
    no space follows word i; `weight` multiplies the names loss.
    """

    words: tuple[str, ...]
    lemmas: tuple[str, ...] = ()
    upos: tuple[str, ...] = ()
    xpos: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    ner: tuple[str, ...] = ()
    glued: tuple[bool, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Inventory:
    """The label sets of the network, in the order of its outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    labels: tuple[str, ...]
    ner: tuple[str, ...] = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")


def read_treebank(path: Path) -> list[Example]:
    """Read a CoNLL-U file without multiword lines; raises OSError when it is not there."""
    return [_example(rows) for rows in _blocks(path)]


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        if rows:
            yield rows


def _example(rows: list[list[str]]) -> Example:
    columns = [tuple(column) for column in zip(*rows, strict=True)]
    misc = [dict(pair.split("=", 1) for pair in row[9].split("|") if "=" in pair) for row in rows]
    ner = tuple(pairs.get("Ner", "") for pairs in misc)
    parsed = columns[6][0] != "_"
    return Example(
        words=columns[1],
        lemmas=columns[2] if parsed else (),
        upos=columns[3] if parsed else (),
        xpos=columns[4] if parsed else (),
        heads=tuple(map(int, columns[6])) if parsed else (),
        labels=columns[7] if parsed else (),
        ner=ner if all(ner) else (),
        glued=tuple(pairs.get("SpaceAfter") == "No" for pairs in misc),
    )


def inventory(examples: Sequence[Example]) -> Inventory:
    """Collect the sorted label sets of all parsed examples."""
    return Inventory(
        upos=tuple(sorted({tag for example in examples for tag in example.upos})),
        xpos=tuple(sorted({tag for example in examples for tag in example.xpos})),
        labels=tuple(sorted({label for example in examples for label in example.labels})),
    )
