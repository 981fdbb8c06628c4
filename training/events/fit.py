"""Train the event network on coded windows."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from casus.language.features import MAX_WORDS, WordPieces
from casus.language.neutral import neutral
from casus.language.parser import SHIPPED
from casus.language.windows import features, hints
from casus.language.windows import ways as ways_from
from casus.model import PARTIES, ROLES, SECTORS, STATUSES, TYPES
from training.events.data import JOINT_MODES, KINDS, Coded, CodedPage, Gold
from training.events.network import EventNetwork, Pointers

LOG = logging.getLogger("training.events")


@dataclass(frozen=True, slots=True)
class Plan:
    """The knobs of one run."""

    epochs: int = 6
    words: int = 450  # of a batch
    short: float = 0.33  # share of the pages of an epoch that are read in short windows
    layer_rate: float = 4e-4
    head_rate: float = 2.5e-3
    bias_rate: float = 1e-2
    warmup: float = 0.1
    seed: int = 5  # the shipped network was made with 7
    none_weight: float = 0.6
    least_ways: int = 4


def ways_of(data: Sequence[CodedPage], least: int) -> dict[str, int]:
    """Ways between triggers and words that are frequent enough for a bias; 0 is for others."""
    counted: Counter[str] = Counter()
    for one in (window for page in data for window in page.long):
        for event in one.events:
            found = ways_from(one.window, event.word)
            for role in ROLES:
                counted.update(found[w] for w in event.roles.get(role, []))
    frequent = sorted(w for w, n in counted.items() if n >= least)
    return {w: i for i, w in enumerate(frequent, 1)}


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


@dataclass(slots=True)
class Item:
    """One window ready for the network.

    `below` (subwords, hidden) are the states that training does not change; all others run over
    the words that fit: `first` their first subwords.
    """

    below: np.ndarray  # type: ignore[type-arg]
    first: np.ndarray  # type: ignore[type-arg]
    features: np.ndarray  # type: ignore[type-arg]
    types: np.ndarray  # type: ignore[type-arg]
    events: list[Gold]
    ways: np.ndarray  # type: ignore[type-arg]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready for the network, in long windows and in short ones."""

    long: tuple[Item, ...]
    short: tuple[Item, ...]


def prepare(
    data: Sequence[CodedPage], network: EventNetwork, pieces: WordPieces, ways: dict[str, int]
) -> list[Prepared]:
    """Encode all windows once."""

    def items(windows: Sequence[Coded]) -> tuple[Item, ...]:
        return tuple(_item(one, network, pieces, ways) for one in windows)

    return [Prepared(items(page.long), items(page.short)) for page in data]


def batches(
    pages: Sequence[Prepared], plan: Plan, rng: np.random.Generator
) -> Iterator[list[Item]]:
    """One epoch in batches of about `plan.words` words."""
    short = rng.random(len(pages)) < plan.short
    chosen = [i for p, s in zip(pages, short, strict=True) for i in (p.short if s else p.long)]
    group: list[Item] = []
    for at in rng.permutation(len(chosen)):
        group.append(chosen[at])
        if sum(len(item.types) for item in group) >= plan.words:
            yield group
            group = []
    if group:
        yield group


def _item(one: Coded, network: EventNetwork, pieces: WordPieces, ways: dict[str, int]) -> Item:
    (encoded,) = pieces.encode([neutral(one.window.words[:MAX_WORDS])])
    words = len(encoded.first)
    events = [_fitting(e, words) for e in one.events if e.word < words]
    types = np.zeros(words, np.int64)
    for event in events:
        types[event.word] = 1 + TYPES.index(event.type)
    table = np.zeros((len(events), words), np.int64)
    for row, event in enumerate(events):
        found = ways_from(one.window, event.word)[:words]
        table[row] = [ways.get(w, 0) for w in found]
    below = network.below(torch.from_numpy(encoded.ids)).numpy().astype(np.float16)
    return Item(below, encoded.first, features(one.window, hints())[:words], types, events, table)


def _fitting(event: Gold, words: int) -> Gold:
    """The event without pointers beyond the words that fit."""
    roles = {role: [w for w in at if w < words] for role, at in event.roles.items()}
    parties = [(w, sector) for w, sector in event.parties if w < words]
    return replace(event, roles=roles, parties=parties)


def losses(network: EventNetwork, pointers: Pointers, group: Sequence[Item], plan: Plan) -> Tensor:
    """The summed loss of a batch of windows."""
    out = [t.float() for t in network(*in_row(group))]
    weights = torch.ones(1 + len(TYPES))
    weights[0] = plan.none_weight
    types = torch.from_numpy(np.concatenate([item.types for item in group]))
    total = nn.functional.cross_entropy(out[0], types, weight=weights, reduction="sum")
    words = [len(item.types) for item in group]
    for item, own in zip(group, zip(*(t.split(words) for t in out[1:]), strict=True), strict=True):
        if item.events:
            total = total + _events(item, own, pointers)
    return total / max(1, sum(len(i.events) for i in group))


def in_row(group: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, list[int]]:
    """Lay windows into one row: what `EventNetwork.forward` takes."""
    sizes = [len(item.below) for item in group]
    starts = np.cumsum([0, *sizes[:-1]])
    first = np.concatenate([item.first + at for item, at in zip(group, starts, strict=True)])
    below = np.concatenate([item.below for item in group])
    rows = np.concatenate([item.features for item in group])
    return torch.from_numpy(below), torch.from_numpy(first), torch.from_numpy(rows), sizes


def _events(item: Item, own: Sequence[Tensor], pointers: Pointers) -> Tensor:
    """The loss of the events of one window; `own` are its outputs after the types."""
    modes, statuses, sources, trigger, argument, sides, sectors = own
    at = torch.tensor([e.word for e in item.events])
    mode = torch.tensor([JOINT_MODES.index(e.mode) for e in item.events])
    status = torch.tensor([STATUSES.index(e.status) for e in item.events])
    kind = torch.tensor([KINDS.index(e.source) for e in item.events])
    total = 1.0 * nn.functional.cross_entropy(modes[at], mode, reduction="sum")
    total = total + 0.7 * nn.functional.cross_entropy(statuses[at], status, reduction="sum")
    total = total + 0.7 * nn.functional.cross_entropy(sources[at], kind, reduction="sum")
    total = total + 0.5 * _sides(item, sides[at]) + 0.5 * _sectors(item, sectors)
    ways = torch.from_numpy(item.ways)
    return total + 0.4 * _pointing(item, pointers(trigger[at], argument, ways))


def _pointing(item: Item, scores: Tensor) -> Tensor:
    """The loss of the roles' words; several words share the target, none is "nowhere"."""
    words = len(item.types)
    target = torch.zeros(len(ROLES), len(item.events), words + 1)
    for row, event in enumerate(item.events):
        for r, role in enumerate(ROLES):
            held = event.roles.get(role) or [words]
            target[r, row, held] = 1 / len(held)
    logits = nn.functional.pad(scores, (0, 1))
    return nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten(0, 1), reduction="sum")


def _sides(item: Item, logits: Tensor) -> Tensor:
    """The loss of the sectors of both sides; several sectors share the target, none is "nobody"."""
    target = torch.zeros(len(item.events), len(PARTIES), 1 + len(SECTORS))
    for row, event in enumerate(item.events):
        for side, role in enumerate(PARTIES):
            held = [1 + SECTORS.index(s) for s in event.sides[role]] or [0]
            target[row, side, held] = 1 / len(held)
    return nn.functional.cross_entropy(
        logits.reshape(-1, 1 + len(SECTORS)), target.flatten(0, 1), reduction="sum"
    )


def _sectors(item: Item, logits: Tensor) -> Tensor:
    """The loss of the sectors of the words that stand for parties."""
    parties = sorted({pair for event in item.events for pair in event.parties})
    if not parties:
        return logits.sum() * 0
    at = torch.tensor([word for word, _ in parties])
    target = torch.tensor([SECTORS.index(sector) for _, sector in parties])
    return nn.functional.cross_entropy(logits[at], target, reduction="sum")


def fit(
    data: Sequence[CodedPage], minilm: Path, plan: Plan
) -> tuple[EventNetwork, Pointers, dict[str, int]]:
    """Train on windows; `minilm` is the safetensors file to start from."""
    torch.manual_seed(plan.seed)
    rng = np.random.default_rng(plan.seed)
    ways = ways_of(data, plan.least_ways)
    network = EventNetwork(minilm)
    pages = prepare(data, network, WordPieces(SHIPPED / "tokenizer.json"), ways)
    items = [item for page in pages for item in page.long]
    pointers = Pointers(log_odds(items, len(ways)))
    fresh = [
        p for name, p in network.named_parameters()
        if not name.startswith(("layers.", "base."))
    ]  # fmt: skip
    parameters = [*network.layers.parameters(), *fresh, *pointers.parameters()]
    maker = torch.optim.AdamW(
        [
            {"params": network.layers.parameters(), "lr": plan.layer_rate},
            {"params": fresh, "lr": plan.head_rate},
            {"params": pointers.parameters(), "lr": plan.bias_rate, "weight_decay": 0.0},
        ],
        weight_decay=0.02,
        fused=True,
    )
    per = max(1, sum(len(item.types) for item in items) // plan.words)
    total, warm = per * plan.epochs, max(1, int(per * plan.epochs * plan.warmup))
    rate = torch.optim.lr_scheduler.LambdaLR(
        maker, lambda s: min((s + 1) / warm, max(0.01, (total - s) / (total - warm)))
    )
    for epoch in range(plan.epochs):
        network.train()
        running = 0.0
        for group in batches(pages, plan, rng):
            with torch.autocast("cpu", torch.bfloat16):
                loss = losses(network, pointers, group, plan)
            maker.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            maker.step()
            rate.step()
            running += loss.item()
        LOG.info("epoch %d: loss %.3f", epoch + 1, running / per)
    return network, pointers, ways
