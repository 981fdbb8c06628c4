"""Train the event network on coded windows."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from casus.language.windows import FEATURES, Window, features, way
from casus.model import STATUSES, TYPES
from training.events.data import JOINT_MODES, KINDS, ROLES, Coded, Gold
from training.events.network import LAYERS, EventNetwork, pointer_scores
from training.network import MIDDLE

LOG = logging.getLogger("training.events")


@dataclass(frozen=True, slots=True)
class Plan:
    """The knobs of one run."""

    epochs: int = 12
    batch: int = 3
    layer_rate: float = 1.5e-4
    head_rate: float = 1e-3
    bias_rate: float = 1e-2
    warmup: float = 0.1
    seed: int = 5
    none_weight: float = 0.6
    least_ways: int = 4


def ways_of(data: Sequence[Coded], least: int) -> dict[str, int]:
    """Ways between triggers and words that are frequent enough for a bias; 0 is for others."""
    counted: Counter[str] = Counter()
    for one in data:
        for event in one.events:
            for role in ROLES:
                counted.update(way(one.window, event.word, w) for w in event.roles.get(role, []))
    frequent = sorted(w for w, n in counted.items() if n >= least)
    return {w: i for i, w in enumerate(frequent, 1)}


class Biases(nn.Module):
    """A bias for every way and role; it starts from how often the way leads to the role."""

    def __init__(self, start: Tensor) -> None:
        super().__init__()
        self.table = nn.Embedding.from_pretrained(start, freeze=False)
        self.base = nn.Parameter(torch.zeros(len(ROLES)))

    def forward(self, ways: Tensor) -> Tensor:
        """Map (triggers, words) way numbers to (roles, triggers, words)."""
        return self.table(ways).permute(2, 0, 1) + self.base[:, None, None]


def upper_layers(checkpoint: Path) -> Upper:
    """The language model's layers above `MIDDLE`, numbered from 0."""
    state = torch.load(checkpoint)
    names = {f"encoder.layers.{MIDDLE + n}.": f"{n}." for n in range(LAYERS)}
    return {
        new + name.removeprefix(old): value
        for old, new in names.items()
        for name, value in state.items()
        if name.startswith(old)
    }


def log_odds(items: Sequence[Item], ways: int) -> Tensor:
    """Smoothed log odds of each role by way: (ways + 1, roles)."""
    seen, hit = np.zeros(ways + 1), np.zeros((ways + 1, len(ROLES)))
    for item in items:
        for row, event in zip(item.ways, item.events, strict=True):
            np.add.at(seen, row, 1)
            for r, role in enumerate(ROLES):
                for word in event.roles.get(role, []):
                    hit[row[word], r] += 1
    return torch.from_numpy(np.log((hit + 0.3) / (seen[:, None] - hit + 3.0))).float()


States = Callable[[Window], np.ndarray]  # type: ignore[type-arg]
Upper = dict[str, Tensor]


@dataclass(slots=True)
class Item:
    """One window ready for the network; arrays run over its words."""

    states: np.ndarray  # type: ignore[type-arg]
    features: np.ndarray  # type: ignore[type-arg]
    types: np.ndarray  # type: ignore[type-arg]
    events: list[Gold]
    ways: np.ndarray  # type: ignore[type-arg]


def prepare(data: Sequence[Coded], states: States, ways: dict[str, int]) -> list[Item]:
    """Encode all windows once."""
    items = []
    for one in data:
        words = len(one.window.words)
        types = np.zeros(words, np.int64)
        for event in one.events:
            types[event.word] = 1 + TYPES.index(event.type)
        table = np.array(
            [[ways.get(way(one.window, e.word, w), 0) for w in range(words)] for e in one.events],
            np.int64,
        ).reshape(len(one.events), words)
        items.append(Item(states(one.window), features(one.window), types, one.events, table))
    return items


def padded(group: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """States, features, mask and types of a batch."""
    wide = max(len(i.types) for i in group)
    states = np.zeros((len(group), wide, group[0].states.shape[1]), np.float32)
    rows = np.zeros((len(group), wide, FEATURES), np.float32)
    mask = np.zeros((len(group), wide), np.float32)
    gold = np.full((len(group), wide), -100, np.int64)
    for n, item in enumerate(group):
        size = len(item.types)
        states[n, :size], rows[n, :size], mask[n, :size], gold[n, :size] = (
            item.states,
            item.features,
            1,
            item.types,
        )
    return (
        torch.from_numpy(states),
        torch.from_numpy(rows),
        torch.from_numpy(mask),
        torch.from_numpy(gold),
    )


def losses(network: EventNetwork, biases: Biases, group: Sequence[Item], plan: Plan) -> Tensor:
    """The summed loss of a batch of windows."""
    states, rows, mask, gold = padded(group)
    out = network(states, rows, mask)
    types = out[0].float()
    weights = torch.ones(1 + len(TYPES))
    weights[0] = plan.none_weight
    count = max(1, sum(len(i.events) for i in group))
    total = nn.functional.cross_entropy(
        types.flatten(0, 1), gold.flatten(), weight=weights, ignore_index=-100, reduction="sum"
    )
    for n, item in enumerate(group):
        if item.events:
            own = [t[n].float() for t in out[1:]]
            total = total + _events(item, own, biases)
    return total / count


def _events(item: Item, own: Sequence[Tensor], biases: Biases) -> Tensor:
    """The loss of the events of one window; `own` are its outputs after the types."""
    modes, statuses, sources, trigger, argument = own
    at = torch.tensor([e.word for e in item.events])
    mode = torch.tensor([JOINT_MODES.index(e.mode) for e in item.events])
    status = torch.tensor([STATUSES.index(e.status) for e in item.events])
    kind = torch.tensor([KINDS.index(e.source) for e in item.events])
    total = 1.0 * nn.functional.cross_entropy(modes[at], mode, reduction="sum")
    total = total + 0.7 * nn.functional.cross_entropy(statuses[at], status, reduction="sum")
    total = total + 0.7 * nn.functional.cross_entropy(sources[at], kind, reduction="sum")
    words = len(item.types)
    scores = pointer_scores(trigger[at], argument[:words]) + biases(torch.from_numpy(item.ways))
    target = torch.zeros_like(scores)
    for row, event in enumerate(item.events):
        for r, role in enumerate(ROLES):
            for word in event.roles.get(role, []):
                target[r, row, word] = 1.0
    return total + 1.0 * nn.functional.binary_cross_entropy_with_logits(
        scores, target, reduction="sum", pos_weight=torch.tensor(2.0)
    )


def fit(
    data: Sequence[Coded], states: States, upper: Upper, plan: Plan
) -> tuple[EventNetwork, Biases, dict[str, int]]:
    """Train on windows; `states` gives a window's word states, `upper` the layers to start from."""
    torch.manual_seed(plan.seed)
    rng = np.random.default_rng(plan.seed)
    ways = ways_of(data, plan.least_ways)
    items = prepare(data, states, ways)
    network, biases = EventNetwork(), Biases(log_odds(items, len(ways)))
    network.layers.load_state_dict(upper)
    fresh = [p for name, p in network.named_parameters() if not name.startswith("layers.")]
    parameters = [*network.parameters(), *biases.parameters()]
    maker = torch.optim.AdamW(
        [
            {"params": network.layers.parameters(), "lr": plan.layer_rate},
            {"params": fresh, "lr": plan.head_rate},
            {"params": biases.parameters(), "lr": plan.bias_rate, "weight_decay": 0.0},
        ],
        weight_decay=0.02,
    )
    per = -(-len(items) // plan.batch)
    total, warm = per * plan.epochs, max(1, int(per * plan.epochs * plan.warmup))
    rate = torch.optim.lr_scheduler.LambdaLR(
        maker, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm)))
    )
    for epoch in range(plan.epochs):
        network.train()
        order, running = rng.permutation(len(items)), 0.0
        for low in range(0, len(order), plan.batch):
            with torch.autocast("cpu", torch.bfloat16):
                group = [items[i] for i in order[low : low + plan.batch]]
                loss = losses(network, biases, group, plan)
            maker.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            maker.step()
            rate.step()
            running += loss.item()
        LOG.info("epoch %d: loss %.3f", epoch + 1, running / per)
    return network, biases, ways
