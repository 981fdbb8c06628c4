"""The shipped network: words in, arrays of tags, arcs and labels out. Alone uses onnxruntime."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from casus.language.features import Encoded, collate, word_pieces
from casus.model import CasusError

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]

OUTPUTS = ("upos", "xpos", "ner", "arcs", "label_dep", "label_head", "labels")
# Measured: larger batches leave the processor's cache, smaller ones pay per call.
BATCH_SUBWORDS = 224
MOST_PADDED = 2 * BATCH_SUBWORDS


class ModelError(CasusError, RuntimeError):
    """The model's files are missing or do not belong together."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of the network, in the order of its outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    labels: tuple[str, ...]
    ner: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """What the network says of one sentence: the asked outputs by name, cut to its own words.

    `upos`, `xpos`, `ner` (words, tags); `arcs`
    (words, words + 1), column 0 the root; `labels` (words, relations) at each word's best head;
    `label_dep` (words, 96) and `label_head` (words + 1, 96) score the label of any other arc.
    """

    arrays: dict[str, Floats]

    def __getitem__(self, name: str) -> Floats:
        """Return one output; raises KeyError when it was not asked for."""
        return self.arrays[name]


@dataclass(frozen=True, slots=True)
class LabelScorer:
    """The bilinear label scorer, for the few arcs that the tree decoder moved.

    `cross` (relations, 96, 96), `head` (relations, 96), `own` (relations, 192), `bias` (relations).
    """

    cross: Floats
    head: Floats
    own: Floats
    bias: Floats

    def scores(self, dep: Floats, head: Floats) -> Floats:
        """Score all relations of one arc from the vectors of its two ends: (relations,)."""
        turned = (self.cross.reshape(-1, len(dep)) @ dep).reshape(self.head.shape)
        crossed = (turned + self.head) @ head
        result: Floats = crossed + self.own @ np.concatenate((dep, head)) + self.bias
        return result


class Network:
    """One onnxruntime session with its vocabulary and label sets."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load the files of `folder`.

        Raises:
            ModelError: a file is missing or broken.

        """
        try:
            self.labels = _labels(folder / "core.json")
            self.pieces = word_pieces(folder / "tokenizer.json")
            self.scorer = _scorer(folder / "labels.npz")
            self._session = session(folder / "core.onnx", threads)
        except Exception as error:  # onnxruntime and tokenizers raise types of their own
            raise ModelError(f"cannot load the language model from {folder}: {error}") from error

    def score(
        self, sentences: Sequence[Sequence[str]], outputs: Sequence[str] = OUTPUTS
    ) -> list[Scored]:
        """Run sentences of words, grouped by length; the result is in the order of the input."""
        encoded = self.pieces.encode(sentences)
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        results: dict[int, Scored] = {}
        for group in _groups(order, encoded):
            scored = self._run([encoded[index] for index in group], outputs)
            results.update(zip(group, scored, strict=True))
        return [results[index] for index in range(len(encoded))]

    def _run(self, items: Sequence[Encoded], outputs: Sequence[str]) -> Iterator[Scored]:
        batch = collate(items)
        feed = {"ids": batch.ids, "shapes": batch.shapes, "first": batch.first}
        arrays = self._session.run(list(outputs), feed)
        named = dict(zip(outputs, arrays, strict=True))
        start = 0
        for row, item in enumerate(items):
            end = start + 1 + len(item.first)
            own = {name: _cut(name, array, row, start, end) for name, array in named.items()}
            yield Scored(own)
            start = end


def _cut(name: str, array: Floats, row: int, start: int, end: int) -> Floats:
    """One sentence's part: items `start` to `end`, the first of them [CLS]."""
    if name == "arcs":
        return array[row, 1 : end - start, : end - start]
    return array[start:end] if name == "label_head" else array[start + 1 : end]


def _groups(order: Sequence[int], encoded: Sequence[Encoded]) -> Iterator[list[int]]:
    """Split into equal shares of about `BATCH_SUBWORDS`, so that no small rest is left.

    Attention alone pads; sentences of very different lengths are kept apart, to bound its memory.
    """
    total = sum(len(encoded[index].ids) for index in order)
    share = total / max(1, round(total / BATCH_SUBWORDS))
    group: list[int] = []
    filled, due = 0, share
    for index in order:
        length = len(encoded[index].ids)
        padded = length * (len(group) + 1)
        if group and (filled + length / 2 > due or padded > MOST_PADDED):
            yield group
            group, due = [], due + share
        group.append(index)
        filled += length
    if group:
        yield group


def _labels(path: Path) -> Labels:
    sets = json.loads(path.read_text(encoding="utf-8"))
    return Labels(**{name: tuple(sets[name]) for name in ("upos", "xpos", "labels", "ner")})


def _scorer(path: Path) -> LabelScorer:
    with np.load(path, allow_pickle=False) as stored:
        return LabelScorer(
            *(stored[name].astype(np.float32) for name in ("cross", "head", "own", "bias"))
        )


def session(path: Path, threads: int) -> Any:
    """Open an onnxruntime session on the processor with a fixed number of threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Measured with onnxruntime 1.31: the fused node takes seven times as long as its two parts.
    return onnxruntime.InferenceSession(
        str(path),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )
