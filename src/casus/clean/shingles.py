"""A text as hashes of its groups of five words, and a thin sample of them."""

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from casus.model import Document, Role

WORDS = 5
"""Words in a group."""
THIN = 8
"""One group in so many is in the sample."""
READ = frozenset({Role.BODY, Role.CAPTION})
"""Titles are left out: who copies a text writes a headline of his own."""
_WORD = re.compile(r"\w+")
_ODD = np.array(
    [
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
    ],
    dtype=np.uint64,
)

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Sketch:
    """All word groups of a document, sorted and unique, and those of the sample."""

    groups: Hashes
    sample: tuple[int, ...]


def sketch(document: Document) -> Sketch:
    """Hash a document's body."""
    words: list[str] = []
    for block in document.blocks:
        if block.role in READ:
            words += _WORD.findall(document.text[block.start : block.end].lower())
    groups = np.unique(hashes(words))
    return Sketch(groups, tuple(groups[groups % np.uint64(THIN) == 0].tolist()))


def hashes(words: list[str]) -> Hashes:
    """The hash of every group of `WORDS` words, in order; the same on every machine."""
    count = len(words) - WORDS + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    each = np.fromiter(map(_word, words), dtype=np.uint64, count=len(words))
    mixed = sum(
        (each[k : k + count] * odd for k, odd in enumerate(_ODD)), np.zeros(count, np.uint64)
    )
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return mixed ^ (mixed >> np.uint64(32))


@lru_cache(maxsize=200_000)
def _word(word: str) -> int:
    raw = word.encode("utf-8", "surrogatepass")
    return zlib.crc32(raw) | zlib.crc32(raw, 0x5EED) << 32


def copied(document: Document, original: Hashes) -> list[tuple[int, int]]:
    """Code points of the passages whose word groups all stand in another document."""
    found: list[tuple[int, int]] = []
    for block in document.blocks:
        if block.role in READ:
            found += _passages(document.text, block.start, block.end, original)
    return found


def _passages(text: str, start: int, end: int, original: Hashes) -> list[tuple[int, int]]:
    places = [m.span() for m in _WORD.finditer(text, start, end)]
    shared = np.isin(hashes([text[a:b].lower() for a, b in places]), original)
    found: list[tuple[int, int]] = []
    last = -1  # index of the word after the passage that was found last
    for at in np.flatnonzero(shared).tolist():
        begin = places[at][0]
        if at <= last:
            begin = found.pop()[0]
        last = at + WORDS
        found.append((begin, places[last - 1][1]))
    return found
