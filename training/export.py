"""The trained network as one int8 ONNX file with its label inventories and vocabulary."""

from __future__ import annotations

import copy
import json
import logging
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.corpus import Inventory
from training.network import LABEL, Network
from training.packed import Packed, fold

OPSET = 17


class RowQuantised(nn.Module):
    """An embedding stored as int8 with one scale a row; a quarter of the size, no visible loss."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("codes", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Look rows up and scale them back: (batch, subwords, hidden)."""
        codes = torch.nn.functional.embedding(ids, self.codes)  # type: ignore[arg-type]
        return codes.float() * torch.nn.functional.embedding(ids, self.scale)  # type: ignore[arg-type]


def export(network: Network, inventory: Inventory, vocabulary: Path, out: Path) -> None:
    """Write core.onnx, core.json, labels.npz and tokenizer.json into `out`.

    labels.npz repeats the label scorer for the few arcs that the tree decoder changes.
    """
    out.mkdir(parents=True, exist_ok=True)
    shipped = copy.deepcopy(network).eval().float()
    _write_label_scorer(shipped, out / "labels.npz")
    weight = shipped.encoder.word.get_parameter("weight").detach()
    shipped.encoder.word = RowQuantised(weight)
    fold(shipped)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        _export_plain(Packed(shipped), plain)
        _quantise(plain, out / "core.onnx")
    (out / "core.json").write_text(json.dumps(asdict(inventory), indent=1) + "\n")
    tokenizer = Tokenizer.from_file(str(vocabulary))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)


def _write_label_scorer(network: Network, path: Path) -> None:
    size = network.label_own.out_features
    arrays = {
        "cross": network.label.weight.view(size, LABEL, LABEL),
        "head": network.label.bias.view(size, LABEL),
        "own": network.label_own.weight,
        "bias": network.label_own.bias,
    }
    half = {name: tensor.detach().numpy().astype(np.float16) for name, tensor in arrays.items()}
    np.savez(path, allow_pickle=False, **half)


def _export_plain(network: Packed, path: Path) -> None:
    ids = torch.tensor([[101, 2054, 2003, 102], [101, 2054, 102, 0]])
    shapes, first = torch.ones_like(ids), torch.tensor([[1, 2], [1, 0]])
    names = {0: "batch", 1: "subwords"}
    axes = {"ids": names, "shapes": names, "first": {0: "batch", 1: "words"}}
    axes |= {name: {0: "items"} for name in Network.outputs}
    axes["arcs"] = {0: "batch", 1: "rows", 2: "heads"}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    torch.onnx.export(
        network, (ids, shapes, first), str(path), opset_version=OPSET, dynamo=False,
        input_names=["ids", "shapes", "first"], output_names=list(Network.outputs),
        dynamic_axes=axes,
    )  # fmt: skip


def _quantise(plain: Path, out: Path) -> None:
    """Quantise weights to 7 bits of int8 a channel, which is safe on processors without VNNI."""
    quantize_dynamic(
        plain, out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
    )  # fmt: skip
