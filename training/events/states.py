"""Word states of windows from the shipped language model."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from casus.language import LanguageModel
from casus.language.windows import Window
from casus.model import Sentence


class StatesOf:
    """Computes the states of a window's words; every sentence is computed once."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._known: dict[tuple[str, ...], npt.NDArray[np.float32]] = {}

    def __call__(self, window: Window) -> npt.NDArray[np.float32]:
        """Return (words, states) of a window."""
        return np.concatenate([self._sentence(s) for s in window.sentences])

    def _sentence(self, sentence: Sentence) -> npt.NDArray[np.float32]:
        words = tuple(token.text for token in sentence.tokens)
        if words not in self._known:
            self._known[words] = self._model.states(words)
        return self._known[words]
