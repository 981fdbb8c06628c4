"""Words to network input: subword ids, casing shapes and the place of each word's first subword.

Training and run time share this file, so the shipped network sees exactly what it was trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

SHAPES = ("pad", "lower", "title", "upper", "letter", "mixed", "digit", "number", "other")
MAX_PIECES = 6
MAX_WORDS = 400
MAX_SEQUENCE = 512
CACHE_LIMIT = 200_000
PAD, UNKNOWN, CLS, SEP = 0, 100, 101, 102


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence as the network wants it.

    `ids`: subword ids with [CLS] and [SEP], length S. `first`: for every word the index of its
    first subword in `ids`, length W. `shapes`: casing shape of every word, length W.
    `widths`: number of subwords of every word, length W.
    """

    ids: Ints
    first: Ints
    shapes: Ints
    widths: Ints


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded sentences: `ids`, `shapes` (batch, subwords), `first` (batch, words); 0 pads."""

    ids: Ints
    shapes: Ints
    first: Ints


def shape_of(word: str) -> int:
    """Return the index into `SHAPES` of a word's casing; 0 is never returned, it pads."""
    if word.isalpha():
        return _letters(word)
    if any(c.isdigit() for c in word):
        return 7 if not any(c.isalpha() for c in word) else 6
    letters = "".join(c for c in word if c.isalpha())
    return _letters(letters) if letters else 8


def _letters(word: str) -> int:
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if word[0].isupper() and word[1:].islower():
        return 2
    return 5 if word.upper() != word.lower() else 8


class WordPieces:
    """Subword ids of words, remembered because running text repeats its words.

    The memory is dropped when it holds `CACHE_LIMIT` words, so hostile input cannot fill it.
    """

    def __init__(self, path: Path) -> None:
        """Load a `tokenizer.json`; raises whatever `tokenizers` raises when it is unreadable."""
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}

    def encode(self, sentences: Sequence[Sequence[str]]) -> list[Encoded]:
        """Encode sentences of words; a word gives 1 to `MAX_PIECES` subwords.

        A sentence may have at most `MAX_WORDS` words; raises ValueError beyond.
        """
        self._learn({word for words in sentences for word in words} - self._known.keys())
        return [self._one(words) for words in sentences]

    def _learn(self, words: set[str]) -> None:
        if len(self._known) + len(words) > CACHE_LIMIT:
            self._known.clear()
        for word in words:
            pieces = self._tokenizer.encode(word[:100], add_special_tokens=False).ids
            self._known[word] = (tuple(pieces[:MAX_PIECES]) or (UNKNOWN,), shape_of(word))

    def _one(self, words: Sequence[str]) -> Encoded:
        if len(words) > MAX_WORDS:
            raise ValueError(f"a sentence of {len(words)} words; at most {MAX_WORDS} fit")
        known = self._known
        found = [known[word] for word in words]
        pieces = _fit([entry[0] for entry in found])
        widths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        ids = [CLS, *(piece for word in pieces for piece in word), SEP]
        first = np.cumsum(widths) - widths + 1
        shapes = np.fromiter((entry[1] for entry in found), np.int64, len(found))
        return Encoded(np.array(ids, np.int64), first, shapes, widths)


def _fit(pieces: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Shorten words, longest allowance first, until the sentence fits the network."""
    allowed = MAX_PIECES
    while allowed > 1 and sum(map(len, pieces)) > MAX_SEQUENCE - 2:
        allowed -= 1
        pieces = [word[:allowed] for word in pieces]
    return pieces


def collate(items: Sequence[Encoded]) -> Batch:
    """Pad encoded sentences to one batch; a word's shape is repeated over its subwords."""
    rows = len(items)
    longest = max(len(item.ids) for item in items)
    most = max(len(item.first) for item in items)
    ids = np.zeros((rows, longest), np.int64)
    shapes = np.zeros((rows, longest), np.int64)
    first = np.zeros((rows, most), np.int64)
    for row, item in enumerate(items):
        ids[row, : len(item.ids)] = item.ids
        shapes[row, 1 : len(item.ids) - 1] = np.repeat(item.shapes, item.widths)
        first[row, : len(item.first)] = item.first
    return Batch(ids, shapes, first)


@cache
def word_pieces(path: Path) -> WordPieces:
    """Load a `tokenizer.json` once a process: both networks read the same words."""
    return WordPieces(path)
