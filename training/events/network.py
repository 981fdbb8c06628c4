"""The event network: MiniLM over the subwords of a window, with heads for the words of events.

The embedding and the lowest layers stay as they came, so that their states are computed once; what
the parser knows of a word comes in above them, as features of its first subword.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from casus.language.windows import FEATURES
from casus.model import PARTIES, ROLES, SECTORS, STATUSES, TYPES
from training.events.data import JOINT_MODES, KINDS
from training.network import BLOCKED, HIDDEN, Encoder, Layer, load_minilm

FROZEN, LAYERS = 2, 4  # two more layers doubled the time and found no more
POINTER = 64


class EventNetwork(nn.Module):
    """Logits of type (none first), mode, status and source kind for every word.

    For every role there is a trigger-side and an argument-side vector; their product scores a pair.
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
        self, below: Tensor, first: Tensor, rows: Tensor, mask: Tensor
    ) -> tuple[Tensor, ...]:
        """Map a batch of windows to `outputs`, (batch, words, ...).

        `below` (batch, subwords, hidden), `first` (batch, words) the first subword of every word,
        0 beyond the last, `rows` (batch, words, FEATURES), `mask` (batch, subwords) 0 or 1.
        """
        places = first[:, :, None].expand(-1, -1, HIDDEN)
        known = self.features(rows) * (first > 0)[:, :, None]
        x = below.scatter_add(1, places, known.to(below.dtype))
        blocked = (1.0 - mask)[:, None, None, :] * BLOCKED
        for layer in self.layers:
            x = layer(x, blocked)
        return self.heads(self.top(torch.gather(x, 1, places)))

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


def pointer_scores(trigger: Tensor, argument: Tensor) -> Tensor:
    """Scores of every word as each role of each trigger: (roles, triggers, words)."""
    left, right = (t.view(-1, len(ROLES), POINTER).transpose(0, 1) for t in (trigger, argument))
    return left @ right.transpose(1, 2) / POINTER**0.5
