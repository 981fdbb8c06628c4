"""The trained event network as files that the run time loads."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from casus.language.windows import FEATURES
from casus.model import STATUSES, TYPES
from training.events.data import JOINT_MODES, KINDS
from training.events.fit import Biases
from training.events.network import EventNetwork
from training.network import HIDDEN

OPSET = 17


def export(network: EventNetwork, biases: Biases, ways: dict[str, int], out: Path) -> None:
    """Write events.onnx (int8), events.npz and events.json into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    size = 2 * HIDDEN
    words = {0: "batch", 1: "words"}
    names = ["states", "features", "mask"]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        inputs = (torch.zeros(2, 3, size), torch.zeros(2, 3, FEATURES), torch.ones(2, 3))
        torch.onnx.export(
            network.eval(), inputs, str(plain), opset_version=OPSET, dynamo=False,
            input_names=names, output_names=list(EventNetwork.outputs),
            dynamic_axes=dict.fromkeys([*names, *EventNetwork.outputs], words),
        )  # fmt: skip
        quantize_dynamic(
            plain, out / "events.onnx", per_channel=True, reduce_range=True,
            weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"],
        )  # fmt: skip
    np.savez(
        out / "events.npz",
        table=biases.table.weight.detach().numpy().astype(np.float16),
        base=biases.base.detach().numpy(),
    )
    labels = {
        "types": TYPES,
        "modes": JOINT_MODES,
        "statuses": STATUSES,
        "sources": KINDS,
        "ways": sorted(ways, key=lambda w: ways[w]),
    }
    (out / "events.json").write_text(json.dumps(labels) + "\n", encoding="utf-8")
