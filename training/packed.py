"""The network as it is shipped: the same sums as `training.network`, without the padding.

The linear parts, nine tenths of the work, run over the subwords of a batch in one row, so that a
batch may hold sentences of any lengths; only attention sees them as (batch, subwords). The last
layer computes its states for [CLS] and the words' first subwords alone, since the heads read no
others.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.network import ATTENTION_HEADS, BLOCKED, HIDDEN, LABEL, Layer, Network

SIZE = HIDDEN // ATTENTION_HEADS


class Grid:
    """Where items that lie in one row stand in a padded (batch, width) grid.

    `cells` are the filled cells in order, (items,); `spread` (batch, width) is the item of every
    cell, of an empty one some other; `filled` (batch, width) tells which are which.
    """

    def __init__(self, filled: Tensor) -> None:
        self.filled = filled
        self.width = filled.shape[1]
        self.cells = filled.flatten().nonzero()[:, 0]
        self.spread = filled.flatten().long().cumsum(0).view(filled.shape) - 1

    def places(self) -> Tensor:
        """The column of every item: (items,)."""
        return self.cells % self.width

    def to_heads(self, parts: int) -> list[Tensor]:
        """Rows of (items * parts * heads, SIZE) by part, each (batch, heads, width)."""
        heads = torch.arange(ATTENTION_HEADS)[None, :, None]
        base = self.spread[:, None, :] * (parts * ATTENTION_HEADS) + heads
        return [base + part * ATTENTION_HEADS for part in range(parts)]

    def from_heads(self) -> Tensor:
        """Rows of (batch * heads * width, SIZE) of every item: (items, heads)."""
        rows = self.cells // self.width * (ATTENTION_HEADS * self.width) + self.places()
        return rows[:, None] + torch.arange(ATTENTION_HEADS)[None, :] * self.width


class Packed(nn.Module):
    """The shipped form of a network that went through `fold`.

    `forward` takes what `Network.forward` takes and gives the same, but the first axis runs over
    [CLS] and the words of all sentences one after the other, (items, ...); `arcs` stay in a grid,
    (batch, words + 1, words + 1), whose first row means nothing.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Return the tensors named in `Network.outputs`."""
        encoder = self.network.encoder
        grid = Grid(ids > 0)
        root = torch.zeros_like(first[:, :1])
        words = Grid(torch.cat((root + 1, first), 1) > 0)
        starts = torch.cat((root, first), 1) + torch.arange(ids.shape[0])[:, None] * grid.width
        chosen = grid.spread.flatten()[starts.flatten()[words.cells]]
        x = self._embed(ids.flatten()[grid.cells], shapes.flatten()[grid.cells], grid.places())
        mask = (~grid.filled)[:, None, None, :].to(x.dtype) * BLOCKED
        # Written out once, since adding a short row over and over is slow.
        full = mask.repeat(1, ATTENTION_HEADS, grid.width, 1)
        to, back = grid.to_heads(3), grid.from_heads()
        for layer in encoder.layers[:-1]:
            assert isinstance(layer, Layer)
            every = _linear(x, layer.qkv.weight, layer.qkv.bias)
            query, key, value = (_rows(every, index) for index in to)
            x = _rest(layer, x, _attend(query, key, value, full, back))
        x = self._last(x, chosen, grid, words, mask)
        return self._heads(x, words)

    def _embed(self, ids: Tensor, shapes: Tensor, places: Tensor) -> Tensor:
        encoder = self.network.encoder
        summed = encoder.word(ids) + encoder.position(places) + encoder.shape(shapes)
        result: Tensor = encoder.norm(summed)
        return result

    def _last(self, x: Tensor, chosen: Tensor, grid: Grid, words: Grid, mask: Tensor) -> Tensor:
        layer = self.network.encoder.layers[-1]
        assert isinstance(layer, Layer)
        weight, bias = layer.qkv.weight, layer.qkv.bias
        own = x[chosen]
        query = _linear(own, weight[:HIDDEN], bias[:HIDDEN])
        both = _linear(x, weight[HIDDEN:], bias[HIDDEN:])
        key, value = (_rows(both, index) for index in grid.to_heads(2))
        query = _rows(query, words.to_heads(1)[0])
        return _rest(layer, own, _attend(query, key, value, mask, words.from_heads()))

    def _heads(self, x: Tensor, words: Grid) -> tuple[Tensor, ...]:
        net = self.network
        dep, head = _apply(net.arc, _grown(net.arc_dep, x)), _grown(net.arc_head, x)
        blocked = (~words.filled).to(x.dtype)[:, None, :] * BLOCKED
        bias = (head @ net.arc_bias.weight.T)[:, 0][words.spread][:, None, :] + blocked
        arcs = dep[words.spread] @ head[words.spread].transpose(1, 2) + bias
        best = arcs.argmax(-1) + (words.spread[:, :1])
        label_dep, label_head = _grown(net.label_dep, x), _grown(net.label_head, x)
        chosen = label_head[best.flatten()[words.cells]]
        crossed = _apply(net.label, label_dep).view(-1, net.label_own.out_features, LABEL)
        labels = (crossed @ chosen[..., None])[..., 0]
        labels = labels + _apply(net.label_own, torch.cat((label_dep, chosen), -1))
        tags = (_apply(part, x) for part in (net.upos, net.xpos, net.ner))
        return (*tags, arcs, label_dep, label_head, labels)


def _rows(x: Tensor, index: Tensor) -> Tensor:
    """Cut (items, n * SIZE) into rows of SIZE and pick: the shape of `index`, then SIZE."""
    return nn.functional.embedding(index, x.reshape(-1, SIZE))


def _attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor, back: Tensor) -> Tensor:
    """Mix values by head and lay them in one row again: (items, hidden).

    The queries come scaled (`fold`).
    """
    chances = (query @ key.transpose(-1, -2) + mask).softmax(-1)
    return _rows(chances @ value, back).reshape(-1, HIDDEN)


def _rest(layer: Layer, x: Tensor, mixed: Tensor) -> Tensor:
    x = layer.norm_attention(x + _apply(layer.out, mixed))
    result: Tensor = layer.norm(x + _apply(layer.shrink, _grown(layer.grow, x)))
    return result


def _grown(linear: nn.Linear, x: Tensor) -> Tensor:
    return nn.functional.gelu(_apply(linear, x))


def _apply(linear: nn.Linear, x: Tensor) -> Tensor:
    return _linear(x, linear.weight, linear.bias)


def _linear(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Spell a linear layer out: on two axes it would be exported as Gemm, which stays float."""
    return x @ weight.T + bias


def fold(network: Network) -> None:
    """Put what is constant into the weights, in place, as `Packed` wants it.

    Attention's scale, one over the root of a head's size, goes into the query weights; the one
    kind of segment into the places.
    """
    encoder = network.encoder
    with torch.no_grad():
        encoder.position.weight += encoder.kind
        encoder.kind.zero_()
        for layer in encoder.layers:
            assert isinstance(layer, Layer)
            for part in (layer.qkv.weight, layer.qkv.bias):
                part[:HIDDEN] *= SIZE**-0.5
