"""Names from the scores of BIO tags: the best sequence in which I- only continues its own kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from casus.model import Entity

Floats = npt.NDArray[np.floating]
_FORBIDDEN = -1e9


class NameDecoder:
    """Tag scores to names; the tags are those of the network, in its order."""

    def __init__(self, tags: Sequence[str]) -> None:
        """`tags` are `O`, `B-KIND` and `I-KIND`."""
        self._tags = tuple(tags)
        allowed = [[_may_follow(tag, before) for before in tags] for tag in tags]
        self._moves = np.where(allowed, 0.0, _FORBIDDEN)
        self._first = np.array([_FORBIDDEN if tag.startswith("I-") else 0.0 for tag in tags])

    def decode(self, scores: Floats) -> tuple[Entity, ...]:
        """Return the names of one sentence; `scores` is (words, tags)."""
        best = scores.argmax(1)
        if not best.any() and self._tags[0] == "O":
            return ()
        tags = [self._tags[tag] for tag in best]
        if not _legal(tags):
            tags = [self._tags[tag] for tag in self._viterbi(scores)]
        return entities(tags)

    def _viterbi(self, scores: Floats) -> list[int]:
        total = scores[0] + self._first
        back = []
        for row in scores[1:]:
            paths = total[None, :] + self._moves
            back.append(paths.argmax(1))
            total = paths.max(1) + row
        tags = [int(total.argmax())]
        for pointer in reversed(back):
            tags.append(int(pointer[tags[-1]]))
        return tags[::-1]


def entities(tags: Sequence[str]) -> tuple[Entity, ...]:
    """Turn BIO tags into names; an I- that follows no name of its kind begins one."""
    found: list[Entity] = []
    begun: int | None = None
    for index, tag in enumerate([*tags, "O"]):
        before = tags[index - 1][2:] if index else ""
        if begun is not None and (tag[:1] != "I" or tag[2:] != before):
            found.append(Entity(begun, index, before))
            begun = None
        if tag != "O" and begun is None:
            begun = index
    return tuple(found)


def _may_follow(tag: str, before: str) -> bool:
    return not tag.startswith("I-") or (before != "O" and before[2:] == tag[2:])


def _legal(tags: Sequence[str]) -> bool:
    return all(_may_follow(tag, before) for before, tag in zip(["O", *tags], tags, strict=False))
