"""The event network: MiniLM over the subwords of a window, with heads for the words of events.

The embedding and the lowest layers stay as they came, so that their states are computed once; what
the parser knows of a word comes in above them, as features of its first subword.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from casus.language.windows import FEATURES
from casus.model import PARTIES, ROLES, SECTORS, STATUSES, TYPES
from training.events.data import JOINT_MODES, KINDS
from training.network import ATTENTION_HEADS, HIDDEN, Encoder, Layer, load_minilm

FROZEN, LAYERS = 2, 4  # two more layers doubled the time and found no more
POINTER = 64
SIZE = HIDDEN // ATTENTION_HEADS


class EventNetwork(nn.Module):
    """Logits of type (none first), mode, status and source kind for every word.

    For every role there is a trigger-side and an argument-side vector, for `Pointers`.
    `sides` are the sectors (nobody first) of each of `PARTIES` of an event that the word names,
    `sectors` those (without nobody) of the party that the word itself stands for.
    """

    outputs = (
        *("types", "modes", "statuses", "sources"),
        *("trigger_side", "argument_side", "sides", "sectors"),
    )

    def __init__(self, minilm: Path, dropout: float = 0.1, top: float = 0.25) -> None:
        """Start from the safetensors file of all-MiniLM-L6-v2."""
        super().__init__()
        encoder = Encoder(dropout)
        load_minilm(encoder, minilm)
        self.layers = nn.ModuleList(list(encoder.layers)[FROZEN:LAYERS])
        encoder.layers = encoder.layers[:FROZEN]
        self.base = encoder.requires_grad_(False).eval()
        self.features = nn.Linear(FEATURES, HIDDEN)
        self.top = nn.Dropout(top)
        self.hidden = nn.Linear(HIDDEN, HIDDEN)
        self.types = nn.Linear(HIDDEN, 1 + len(TYPES))
        self.modes = nn.Linear(HIDDEN, len(JOINT_MODES))
        self.statuses = nn.Linear(HIDDEN, len(STATUSES))
        self.sources = nn.Linear(HIDDEN, len(KINDS))
        self.trigger_side = nn.Linear(HIDDEN, POINTER * len(ROLES))
        self.argument_side = nn.Linear(HIDDEN, POINTER * len(ROLES))
        self.sides = nn.Linear(HIDDEN, len(PARTIES) * (1 + len(SECTORS)))
        self.sectors = nn.Linear(HIDDEN, len(SECTORS))
        nn.init.zeros_(self.features.weight)
        nn.init.zeros_(self.features.bias)

    def below(self, ids: Tensor) -> Tensor:
        """The states that training does not change: (subwords,) to (subwords, hidden)."""
        self.base.eval()
        with torch.no_grad():
            states = self.base(ids[None], torch.zeros_like(ids)[None])
        result: Tensor = states[0]
        return result

    def forward(
        self, below: Tensor, first: Tensor, rows: Tensor, sizes: Sequence[int]
    ) -> tuple[Tensor, ...]:
        """Map windows that lie in one row, without padding, to `outputs`, (words, ...).

        `below` (subwords, hidden) are the states of all windows, `sizes` their numbers of subwords,
        `first` (words,) the first subword of every word in the row, `rows` (words, FEATURES).
        """
        x = below.float().index_add(0, first, self.features(rows).float())
        for layer in self.upper():
            x = _layer(layer, x, sizes)
        return self.heads(self.top(x[first]))

    def heads(self, x: Tensor) -> tuple[Tensor, ...]:
        """The outputs of words from their states."""
        event = self.top(nn.functional.gelu(self.hidden(x)))
        return (
            self.types(event),
            self.modes(event),
            self.statuses(event),
            self.sources(event),
            self.trigger_side(event),
            self.argument_side(x),
            self.sides(event),
            self.sectors(x),
        )

    def upper(self) -> list[Layer]:
        """The layers that are trained."""
        return [layer for layer in self.layers if isinstance(layer, Layer)]


def _layer(layer: Layer, x: Tensor, sizes: Sequence[int]) -> Tensor:
    """Map (subwords, hidden) to the same shape; every window looks at itself alone."""
    parts = layer.qkv(x).view(-1, 3, ATTENTION_HEADS, SIZE).permute(1, 2, 0, 3)
    mixed = torch.cat([_attend(window) for window in parts.split(list(sizes), 2)], 1)
    return layer.after(x, mixed.transpose(0, 1).reshape(-1, HIDDEN))


def _attend(parts: Tensor) -> Tensor:
    """Mix the values of one window: (3, heads, subwords, SIZE) to (heads, subwords, SIZE)."""
    query, key, value = parts
    scores = query @ key.transpose(1, 2) * SIZE**-0.5
    mixed: Tensor = torch.softmax(scores, -1, dtype=scores.dtype) @ value
    return mixed


class Pointers(nn.Module):
    """Scores words as the roles of triggers: the product of both sides and a bias for the way.

    The bias of every way and role starts from `start`, how often the way leads to the role: (ways,
    roles), log odds.
    """

    def __init__(self, start: Tensor) -> None:
        super().__init__()
        self.table = nn.Embedding.from_pretrained(start, freeze=False)
        self.base = nn.Parameter(torch.zeros(len(ROLES)))

    def forward(self, trigger: Tensor, argument: Tensor, ways: Tensor) -> Tensor:
        """Scores of every word as each role of each trigger: (roles, triggers, words).

        `trigger` are the vectors of the triggers, `argument` those of all words, `ways` (triggers,
        words) the numbers of the ways between them. Pointing nowhere scores 0.
        """
        left, right = (t.view(-1, len(ROLES), POINTER).transpose(0, 1) for t in (trigger, argument))
        product = left @ right.transpose(1, 2) / POINTER**0.5
        result: Tensor = product + self.table(ways).permute(2, 0, 1) + self.base[:, None, None]
        return result
