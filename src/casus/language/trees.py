"""The best dependency tree with exactly one root, from the scores of all arcs.

The best head of every word is a tree in nine sentences of ten; the rest is decoded by
Chu-Liu/Edmonds (Edmonds 1967). Where its best tree has two roots, a penalty is put on every root
arc that is larger than all other scores can make up for, so that a tree with one root is better
than any with two.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]

_NEVER = -1e30


def decode(scores: Floats) -> Ints:
    """Return the head of every word: 0 for the root, else the word's number from 1.

    `scores` is (words, words + 1), the log-probability of every head; column 0 is the root.
    """
    heads: Ints = scores.argmax(1)
    return heads if is_tree(heads) else best_tree(scores)


def is_tree(heads: Ints) -> bool:
    """Tell whether every word reaches the root and exactly one hangs on it."""
    if np.count_nonzero(heads == 0) != 1:
        return False
    jump = np.concatenate(([0], heads))
    for _ in range(len(heads).bit_length()):
        jump = jump[jump]
    return not jump.any()


def best_tree(scores: Floats) -> Ints:
    """Return the highest-scoring tree with one root; same shapes as `decode`."""
    size = len(scores)
    full = np.full((size + 1, size + 1), _NEVER)
    full[1:] = scores
    np.fill_diagonal(full, _NEVER)
    heads = _edmonds(full)[1:]
    if np.count_nonzero(heads == 0) == 1:
        return heads
    full[1:, 0] -= 1.0 + size * (scores.max() - scores.min())
    return _edmonds(full)[1:]


def _edmonds(scores: Floats) -> Ints:
    """Solve without the root constraint; row: dependent, column: head, node 0: the root."""
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    rest = np.delete(np.arange(len(scores)), cycle)
    own = scores[cycle, heads[cycle]]
    into = scores[np.ix_(cycle, rest)] - own[:, None]
    out = scores[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), _NEVER)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = into.max(0)  # entering breaks the cycle's own arc at that node
    small[:-1, -1] = out.max(1)
    inner = _edmonds(small)
    heads[rest] = _outside(inner, cycle, rest, out.argmax(1))
    heads[cycle[into[:, inner[-1]].argmax()]] = rest[inner[-1]]
    return heads


def _outside(inner: Ints, cycle: Ints, rest: Ints, leave: Ints) -> Ints:
    """Give the nodes outside the cycle their heads; those under it hang on its best node."""
    heads: Ints = np.append(rest, -1)[inner[:-1]]
    below = heads < 0
    heads[below] = cycle[leave[below]]
    return heads


def _cycle(heads: Ints) -> Ints | None:
    """Find one cycle: its nodes in order, or None."""
    colour = [0] * len(heads)
    colour[0] = -1
    for start in range(1, len(heads)):
        node, path = start, []
        while colour[node] == 0:
            colour[node] = start
            path.append(node)
            node = int(heads[node])
        if colour[node] == start:
            return np.array(path[path.index(node) :], np.int64)
    return None
