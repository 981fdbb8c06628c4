"""Gold sentences to padded training batches, bucketed by length, with casing noise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from casus.language.features import MAX_WORDS, Encoded, WordPieces, collate
from training.corpus import Example, Inventory

IGNORE = -100
LOWER, TITLE, UPPER, LETTER, MIXED = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Item:
    """One encoded sentence with its gold as integers; `IGNORE` where there is none."""

    encoded: Encoded
    gold: dict[str, list[int]]
    weight: float


@dataclass(frozen=True, slots=True)
class Step:
    """What one training step eats: network inputs, gold per task (batch, words), names weights."""

    inputs: tuple[Tensor, Tensor, Tensor]
    gold: dict[str, Tensor]
    weights: Tensor


def prepare(examples: Sequence[Example], pieces: WordPieces, names: Inventory) -> list[Item]:
    """Encode all examples once; sentences too long for the network are left out."""
    short = [example for example in examples if len(example.words) <= MAX_WORDS]
    encoded = pieces.encode([example.words for example in short])
    indexes = {
        task: {label: number for number, label in enumerate(labels)}
        for task, labels in (
            ("upos", names.upos), ("xpos", names.xpos), ("labels", names.labels), ("ner", names.ner)
        )
    }  # fmt: skip
    return [
        Item(code, _gold(example, indexes), example.weight)
        for example, code in zip(short, encoded, strict=True)
    ]


def _gold(example: Example, indexes: dict[str, dict[str, int]]) -> dict[str, list[int]]:
    blank = [IGNORE] * len(example.words)
    gold = {"heads": list(example.heads) or blank}
    for task, index in indexes.items():
        values: tuple[str, ...] = getattr(example, task)
        gold[task] = [index.get(value, IGNORE) for value in values] or blank
    return gold


def epoch(items: Sequence[Item], size: int, rng: np.random.Generator) -> Iterator[Step]:
    """Yield every item once, in batches of about `size` subwords of similar length, shuffled."""
    lengths = np.array([len(item.encoded.ids) for item in items])
    order = np.argsort(lengths + rng.uniform(-2, 2, len(items)), kind="stable")
    groups = list(_groups([int(i) for i in order], lengths, size))
    for index in rng.permutation(len(groups)):
        yield _step([items[i] for i in groups[index]], rng)


def _groups(order: Sequence[int], lengths: npt.NDArray[np.int64], size: int) -> Iterator[list[int]]:
    group: list[int] = []
    longest = 0
    for index in order:
        longest = max(longest, int(lengths[index]))
        if group and longest * (len(group) + 1) > size:
            yield group
            group, longest = [], int(lengths[index])
        group.append(index)
    yield group


def _step(items: list[Item], rng: np.random.Generator) -> Step:
    batch = collate([_noisy(item.encoded, rng) for item in items])
    wide = batch.first.shape[1]
    gold = {
        task: torch.tensor(
            [item.gold[task] + [IGNORE] * (wide - len(item.gold[task])) for item in items]
        )
        for task in items[0].gold
    }
    inputs = tuple(torch.from_numpy(array) for array in (batch.ids, batch.shapes, batch.first))
    weights = torch.tensor([item.weight for item in items])
    return Step((inputs[0], inputs[1], inputs[2]), gold, weights)


def _noisy(encoded: Encoded, rng: np.random.Generator) -> Encoded:
    """Now and then give the sentence another casing: capitals, headline or none.

    The network is uncased, so only the shapes change.
    """
    dice = rng.random()
    if dice > 0.08:
        return encoded
    shapes = encoded.shapes.copy()
    cased = (shapes >= LOWER) & (shapes <= MIXED)
    if dice < 0.03:
        shapes[cased] = UPPER
    elif dice < 0.06:
        shapes[cased] = LOWER
    else:
        shapes[shapes == LOWER] = TITLE
    return replace(encoded, shapes=shapes)
