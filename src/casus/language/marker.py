"""The event network: words that name events, with pointers to who, to whom and who says so.

The network reads the language model's word states over windows of whole sentences; `events.onnx`
holds its layers, `events.npz` the biases of ways through the tree, `events.json` its labels.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from casus.language.network import ModelError, session
from casus.language.windows import LEXICON, Window, features, way, windows
from casus.model import Mark, Pointer, Sentence

Floats = npt.NDArray[np.float32]
ROLES = ("actors", "recipients", "holders")
LEAST_POINTER = 0.02
LEAST_MARK = 0.3  # a word outside the event table must look at least so much like an event


@dataclass(frozen=True, slots=True)
class Labels:
    """Label sets in the order of the network's outputs; `none` is type 0."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    sources: tuple[str, ...]


class Marker:
    """Marks the events of a parsed document."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load the network's files.

        Raises:
            ModelError: a file is missing or broken.
        """
        try:
            stored = json.loads((folder / "events.json").read_text(encoding="utf-8"))
            self._labels = Labels(
                *(tuple(stored[k]) for k in ("types", "modes", "statuses", "sources"))
            )
            self._ways: dict[str, int] = {w: n for n, w in enumerate(stored["ways"], 1)}
            with np.load(folder / "events.npz", allow_pickle=False) as arrays:
                self._table, self._base = arrays["table"].astype(np.float32), arrays["base"]
            self._session = session(folder / "events.onnx", threads)
        except (OSError, KeyError, ValueError, RuntimeError) as error:
            raise ModelError(f"cannot load the event network from {folder}: {error}") from error

    def marks(self, sentences: Sequence[Sentence], states: Sequence[Floats]) -> Iterator[Mark]:
        """Yield the marks of a document; `states` has (words, states) for every sentence."""
        for window in windows(sentences):
            held = states[window.first : window.first + len(window.sentences)]
            yield from self._window(window, np.concatenate(held).astype(np.float32))

    def _window(self, window: Window, states: Floats) -> Iterator[Mark]:
        mask = np.ones((1, len(states)), np.float32)
        feed = {"states": states[None], "features": features(window)[None], "mask": mask}
        types, modes, statuses, sources, trigger, argument = (
            a[0] for a in self._session.run(None, feed)
        )
        chances = _softmax(types)
        known = feed["features"][0][:, LEXICON].any(-1)
        for word in np.flatnonzero(known | (1.0 - chances[:, 0] > LEAST_MARK)):
            sentence, token = window.place(int(word))
            scores = self._pointers(window, int(word), trigger, argument)
            actors, recipients, holders = (_best(window, row) for row in scores)
            labels = self._labels
            yield Mark(
                sentence,
                token,
                _named(labels.types, chances[word, 1:]),
                _named(labels.modes, _softmax(modes[word])),
                _named(labels.statuses, _softmax(statuses[word])),
                _named(labels.sources, _softmax(sources[word])),
                actors,
                recipients,
                holders,
            )

    def _pointers(self, window: Window, word: int, trigger: Floats, argument: Floats) -> Floats:
        """Probability of every word in each role of the trigger: (roles, words)."""
        size = trigger.shape[1] // len(ROLES)
        left = trigger[word].reshape(len(ROLES), size)
        right = argument.reshape(-1, len(ROLES), size)
        scores = np.einsum("rs,wrs->rw", left, right) / size**0.5
        numbers = [self._ways.get(way(window, word, w), 0) for w in range(len(argument))]
        logits = scores + self._table[numbers].T + self._base[:, None]
        result: Floats = 1.0 / (1.0 + np.exp(-logits))
        return result


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = shifted / shifted.sum(-1, keepdims=True)
    return result


def _named(labels: Sequence[str], chances: Floats) -> dict[str, float]:
    return {
        label: round(float(c), 4) for label, c in zip(labels, chances, strict=True) if c > 0.001
    }


def _best(window: Window, chances: Floats) -> tuple[Pointer, ...]:
    found = [int(w) for w in np.argsort(-chances)[:6] if chances[w] > LEAST_POINTER]
    return tuple(Pointer(*window.place(w), round(float(chances[w]), 4)) for w in found)
