"""The trained event network as files that the run time loads."""

from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from casus.language.windows import FEATURES, hints
from casus.model import SECTORS, STATUSES, TYPES
from training.events.data import JOINT_MODES, KINDS
from training.events.network import SIZE, EventNetwork, Pointers
from training.export import OPSET, RowQuantised
from training.network import ATTENTION_HEADS, HIDDEN, Layer

INPUTS = ("ids", "words", "first", "features")


class Shipped(nn.Module):
    """The same sums for one window, without padding.

    `forward` takes `ids` (subwords,), `words` (subwords,), the number of the word that begins
    there, 0 if none does, `first` (words,) and `features` (words, FEATURES).
    """

    def __init__(self, network: EventNetwork) -> None:
        super().__init__()
        self.network = copy.deepcopy(network).eval().float()
        weight = self.network.base.word.get_parameter("weight").detach()
        self.network.base.word = RowQuantised(weight)

    def forward(
        self, ids: Tensor, words: Tensor, first: Tensor, rows: Tensor
    ) -> tuple[Tensor, ...]:
        """Return the tensors named in `EventNetwork.outputs`, (words, ...)."""
        net, base = self.network, self.network.base
        x = base.word(ids) + base.position(torch.arange(ids.shape[0])) + base.kind
        x = base.norm(x + base.shape.weight[0])
        for layer in base.layers:
            assert isinstance(layer, Layer)
            x = _layer(layer, x, x)
        known = _apply(net.features, rows)
        x = x + torch.cat((torch.zeros_like(known[:1]), known))[words]
        for layer in net.upper()[:-1]:
            x = _layer(layer, x, x)
        return net.heads(_layer(net.upper()[-1], x[first], x))


def _layer(layer: Layer, own: Tensor, x: Tensor) -> Tensor:
    """The states of `own`, which look at all of `x`: (own, hidden)."""
    weight, bias = layer.qkv.weight, layer.qkv.bias
    query = _heads(own @ weight[:HIDDEN].T + bias[:HIDDEN])
    key, value = (_heads(p) for p in (x @ weight[HIDDEN:].T + bias[HIDDEN:]).split(HIDDEN, -1))
    chances = (query @ key.transpose(1, 2) * SIZE**-0.5).softmax(-1)
    mixed = (chances @ value).transpose(0, 1).reshape(-1, HIDDEN)
    middle = layer.norm_attention(own + _apply(layer.out, mixed))
    grown = nn.functional.gelu(_apply(layer.grow, middle))
    result: Tensor = layer.norm(middle + _apply(layer.shrink, grown))
    return result


def _heads(x: Tensor) -> Tensor:
    return x.view(-1, ATTENTION_HEADS, SIZE).transpose(0, 1)


def _apply(linear: nn.Linear, x: Tensor) -> Tensor:
    """Spell a linear layer out: on two axes it would be exported as Gemm, which stays float."""
    return x @ linear.weight.T + linear.bias


def export(network: EventNetwork, pointers: Pointers, ways: dict[str, int], out: Path) -> None:
    """Write events.onnx (int8), events.npz and events.json into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    axes: dict[str, dict[int, str]] = {name: {0: "words"} for name in EventNetwork.outputs}
    axes |= {"first": {0: "words"}, "features": {0: "words"}}
    axes |= {"ids": {0: "subwords"}, "words": {0: "subwords"}}
    sample = (
        torch.tensor([101, 2054, 2003, 102]),
        torch.tensor([0, 1, 2, 0]),
        torch.tensor([1, 2]),
        torch.zeros(2, FEATURES),
    )
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Shipped(network), sample, str(plain), opset_version=OPSET, dynamo=False,
            input_names=list(INPUTS), output_names=list(EventNetwork.outputs), dynamic_axes=axes,
        )  # fmt: skip
        quantize_dynamic(
            plain, out / "events.onnx", per_channel=True, reduce_range=True,
            weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"],
        )  # fmt: skip
    np.savez(
        out / "events.npz",
        table=pointers.table.weight.detach().numpy().astype(np.float16),
        base=pointers.base.detach().numpy(),
    )
    labels = {
        "types": TYPES,
        "modes": JOINT_MODES,
        "statuses": STATUSES,
        "sources": KINDS,
        "sectors": SECTORS,
        "hints": [[*key, *kinds] for key, kinds in sorted(hints().items())],
        "ways": sorted(ways, key=lambda w: ways[w]),
    }
    (out / "events.json").write_text(json.dumps(labels) + "\n", encoding="utf-8")
