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

from casus.language.features import MAX_WORDS, WordPieces
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
            self._pieces = WordPieces(vocabulary)
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
        for word in np.flatnonzero(known | (1.0 - chances[:, 0] > LEAST_MARK)):
            sentence, token = window.place(int(word))
            scores = self._pointers(window, int(word), trigger, argument)
            labels = self._labels
            yield Mark(
                sentence,
                token,
                _named(labels.types, chances[word, 1:]),
                _named(labels.modes, _softmax(modes[word])),
                _named(labels.statuses, _softmax(statuses[word])),
                _named(labels.sources, _softmax(sources[word])),
                {
                    role: self._best(window, row, sectors if role in PARTIES else None)
                    for role, row in zip(ROLES, scores, strict=True)
                },
                {
                    role: _named(("", *labels.sectors), row)
                    for role, row in zip(PARTIES, sides[word], strict=True)
                },
            )

    def _pointers(self, window: Window, word: int, trigger: Floats, argument: Floats) -> Floats:
        """Probability of every word in each role of the trigger: (roles, words)."""
        size = trigger.shape[1] // len(ROLES)
        left = trigger[word].reshape(len(ROLES), size)
        right = argument.reshape(-1, len(ROLES), size)
        scores = np.einsum("rs,wrs->rw", left, right) / size**0.5
        numbers = [self._ways.get(w, 0) for w in ways(window, word)][: len(argument)]
        logits = scores + self._table[numbers].T + self._base[:, None]
        result: Floats = 1.0 / (1.0 + np.exp(-logits))
        return result

    def _best(self, window: Window, chances: Floats, sectors: Floats | None) -> tuple[Pointer, ...]:
        likely = np.flatnonzero(chances > LEAST_POINTER)
        found = likely[np.argsort(-chances[likely], kind="stable")[:MOST_POINTERS]].tolist()
        return tuple(
            Pointer(
                *window.place(w),
                round(float(chances[w]), 4),
                {} if sectors is None else _named(self._labels.sectors, sectors[w]),
            )
            for w in found
        )


def _in_table(token: Token) -> bool:
    return (token.lemma.lower(), "v" if token.upos == "VERB" else "n") in event_words()


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = shifted / shifted.sum(-1, keepdims=True)
    return result


def _named(labels: Sequence[str], chances: Floats) -> dict[str, float]:
    kept = np.flatnonzero(chances > LEAST_NAMED).tolist()
    return {labels[i]: round(float(chances[i]), 4) for i in kept}
