"""The shipped form of the network gives what the trained form gives."""

import copy

import pytest

torch = pytest.importorskip("torch", reason="the network's training needs torch")

from training.corpus import Inventory  # noqa: E402 - wants torch
from training.network import Network  # noqa: E402
from training.packed import Packed, fold  # noqa: E402

IDS = [[101, 2054, 2003, 2102, 102], [101, 2054, 102, 0, 0], [101, 2054, 2003, 102, 0]]
FIRST = [[1, 2, 3], [1, 0, 0], [2, 0, 0]]


def test_without_padding_the_same_comes_out() -> None:
    torch.manual_seed(0)
    network = Network(Inventory(("NOUN", "VERB"), ("NN", "VB"), ("root", "obj", "det"), ("O",)))
    network.eval()
    shipped = copy.deepcopy(network)
    fold(shipped)
    ids, first = torch.tensor(IDS), torch.tensor(FIRST)
    given = ids, (ids > 0).long(), first
    with torch.no_grad():
        padded = dict(zip(Network.outputs, network(*given), strict=True))
        packed = dict(zip(Network.outputs, Packed(shipped)(*given), strict=True))
    items = [1, 2, 3, 5, 7]
    filled = first > 0
    for name in set(Network.outputs) - {"arcs", "label_head"}:
        assert torch.allclose(padded[name][filled], packed[name][items], atol=1e-4), name
    heads = torch.nn.functional.pad(filled, (1, 0), value=True)
    assert torch.allclose(padded["label_head"][heads], packed["label_head"], atol=1e-4)
    arcs = filled[:, :, None] & heads[:, None, :]
    assert torch.allclose(padded["arcs"][arcs], packed["arcs"][:, 1:][arcs], atol=1e-3)
