"""The event network: words that name events, with pointers to parties, holders, place and date.

The network reads the subwords of windows of whole sentences, and what the parser says of their
words; `events.onnx` holds it, `events.npz` the biases of ways through the tree, `events.json` its
labels.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from casus.language.features import MAX_WORDS, word_pieces
from casus.language.network import ModelError, session
from casus.language.neutral import neutral
from casus.language.windows import Window, features, ways, windows
from casus.lexicon.events import event_words
from casus.model import PARTIES, ROLES, Mark, Pointer, Sentence, Token

Floats = npt.NDArray[np.float32]
LEAST_POINTER = 0.02
MOST_POINTERS = 8
LEAST_NAMED = 0.001  # probability of a label that is kept
LEAST_MARK = 0.3  # a word outside the event table must look at least so much like an event


@dataclass(frozen=True, slots=True)
class Labels:
    """Label sets in the order of the network's outputs; `none` is type 0."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    sources: tuple[str, ...]
    sectors: tuple[str, ...]


class Marker:
    """Marks the events of a parsed document."""

    def __init__(self, folder: Path, vocabulary: Path, threads: int = 1) -> None:
        """Load the network's files and the subwords of `vocabulary`, a `tokenizer.json`.

        Raises:
            ModelError: a file is missing or broken.
        """
        try:
            stored = json.loads((folder / "events.json").read_text(encoding="utf-8"))
            self._labels = Labels(
                *(tuple(stored[k]) for k in ("types", "modes", "statuses", "sources", "sectors"))
            )
            self._ways: dict[str, int] = {w: n for n, w in enumerate(stored["ways"], 1)}
            with np.load(folder / "events.npz", allow_pickle=False) as arrays:
                self._table, self._base = arrays["table"].astype(np.float32), arrays["base"]
            self._hints = {(h[0], h[1]): h[2:] for h in stored["hints"]}
            self._session = session(folder / "events.onnx", threads)
            self._pieces = word_pieces(vocabulary)
        except (OSError, KeyError, ValueError, RuntimeError) as error:
            raise ModelError(f"cannot load the event network from {folder}: {error}") from error

    def marks(self, sentences: Sequence[Sentence]) -> Iterator[Mark]:
        """Yield the marks of a document; of a sentence longer than `MAX_WORDS` only its first."""
        for window in windows(sentences):
            yield from self._window(window)

    def _window(self, window: Window) -> Iterator[Mark]:
        (encoded,) = self._pieces.encode([neutral(window.words[:MAX_WORDS])])
        begun = np.zeros(len(encoded.ids), np.int64)
        begun[encoded.first] = np.arange(1, len(encoded.first) + 1)
        rows = features(window, self._hints)[: len(encoded.first)]
        feed = {"ids": encoded.ids, "words": begun, "first": encoded.first, "features": rows}
        out = self._session.run(None, feed)
        types, modes, statuses, sources, trigger, argument, sides, sectors = out
        chances, sectors = _softmax(types), _softmax(sectors)
        sides = _softmax(sides.reshape(len(sides), len(PARTIES), -1))
        known = np.array(list(map(_in_table, window.tokens[: len(rows)])))
        marked = np.flatnonzero(known | (1.0 - chances[:, 0] > LEAST_MARK)).tolist()
        if not marked:
            return
        labels, found = self._labels, _Pointed(window, sectors, self._labels.sectors)
        pointed = self._pointers(window, marked, trigger, argument)
        for word, scores in zip(marked, pointed, strict=True):
            sentence, token = window.place(word)
            yield Mark(
                sentence,
                token,
                _named(labels.types, chances[word, 1:]),
                _named(labels.modes, _softmax(modes[word])),
                _named(labels.statuses, _softmax(statuses[word])),
                _named(labels.sources, _softmax(sources[word])),
                {
                    role: found.best(row, with_sectors=role in PARTIES)
                    for role, row in zip(ROLES, scores, strict=True)
                },
                {
                    role: _named(("", *labels.sectors), row)
                    for role, row in zip(PARTIES, sides[word], strict=True)
                },
            )

    def _pointers(
        self, window: Window, marked: Sequence[int], trigger: Floats, argument: Floats
    ) -> Floats:
        """Probability of every word in each role of every trigger: (triggers, roles, words).

        What is missing to 1 is the probability that the role has no word.
        """
        size = trigger.shape[1] // len(ROLES)
        left = trigger[marked].reshape(-1, len(ROLES), size).transpose(1, 0, 2)
        right = argument.reshape(-1, len(ROLES), size).transpose(1, 2, 0)
        scores = (left @ right / np.float32(size**0.5)).transpose(1, 0, 2)
        known = self._ways
        numbers = [[known.get(w, 0) for w in ways(window, word)] for word in marked]
        table = self._table[np.array(numbers, int).reshape(len(marked), -1)[:, : len(argument)]]
        scores = scores + table.transpose(0, 2, 1) + self._base[:, None]
        nowhere = np.zeros_like(scores[:, :, :1])
        return _softmax(np.concatenate((scores, nowhere), -1))[:, :, :-1]


class _Pointed:
    """The words of one window as targets of pointers; each is read for its sectors once."""

    def __init__(self, window: Window, sectors: Floats, names: Sequence[str]) -> None:
        self._window, self._sectors, self._names = window, sectors, names
        self._read: dict[int, dict[str, float]] = {}

    def best(self, chances: Floats, *, with_sectors: bool) -> tuple[Pointer, ...]:
        """The likeliest words of a role, best first."""
        likely = np.flatnonzero(chances > LEAST_POINTER)
        found = likely[np.argsort(-chances[likely], kind="stable")[:MOST_POINTERS]]
        return tuple(
            Pointer(*self._window.place(w), round(c, 4), self._of(w) if with_sectors else {})
            for w, c in zip(found.tolist(), chances[found].tolist(), strict=True)
        )

    def _of(self, word: int) -> dict[str, float]:
        if word not in self._read:
            self._read[word] = _named(self._names, self._sectors[word])
        return self._read[word]


def _in_table(token: Token) -> bool:
    return (token.lemma.lower(), "v" if token.upos == "VERB" else "n") in event_words()


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = shifted / shifted.sum(-1, keepdims=True)
    return result


def _named(labels: Sequence[str], chances: Floats) -> dict[str, float]:
    kept = np.flatnonzero(chances > LEAST_NAMED).tolist()
    return {labels[i]: round(float(chances[i]), 4) for i in kept}
