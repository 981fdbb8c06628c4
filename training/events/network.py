"""The event network: a small transformer over the language model's word states of a window."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from casus.language.windows import FEATURES
from casus.model import STATUSES, TYPES
from training.events.data import JOINT_MODES, KINDS, ROLES

WIDTH, HEADS, INNER, LAYERS = 256, 4, 768, 2
POINTER = 64
PLACES = 512
BLOCKED = -1e4


class Layer(nn.Module):
    """Self-attention and a feed-forward part, normalised before each."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.norm_attention, self.norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.grow, self.shrink = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Map (batch, words, width) to the same shape; `mask` is added to attention scores."""
        rows, words, _ = x.shape
        qkv = self.qkv(self.norm_attention(x)).view(rows, words, 3, HEADS, WIDTH // HEADS)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = x + self.dropout(self.out(mixed.transpose(1, 2).reshape(rows, words, WIDTH)))
        return x + self.dropout(self.shrink(F.gelu(self.grow(self.norm(x)))))


class EventNetwork(nn.Module):
    """`forward` gives, for every word, logits of type (none first), mode, status and source kind,
    and for every role a trigger-side and an argument-side vector, whose product scores the pair."""

    outputs = ("types", "modes", "statuses", "sources", "trigger_side", "argument_side")

    def __init__(self, states: int, dropout: float = 0.2, top: float = 0.3) -> None:
        super().__init__()
        self.states = nn.Linear(states, WIDTH)
        self.features = nn.Linear(FEATURES, WIDTH)
        self.place = nn.Embedding(PLACES, WIDTH)
        self.entry = nn.Dropout(top)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.norm, self.top = nn.LayerNorm(WIDTH), nn.Dropout(top)
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.types = nn.Linear(WIDTH, 1 + len(TYPES))
        self.modes = nn.Linear(WIDTH, len(JOINT_MODES))
        self.statuses = nn.Linear(WIDTH, len(STATUSES))
        self.sources = nn.Linear(WIDTH, len(KINDS))
        self.trigger_side = nn.Linear(WIDTH, POINTER * len(ROLES))
        self.argument_side = nn.Linear(WIDTH, POINTER * len(ROLES))
        nn.init.normal_(self.place.weight, std=0.02)

    def forward(self, states: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Map (batch, words, states), (batch, words, features) and a (batch, words) 0/1 mask."""
        places = torch.arange(states.shape[1], device=states.device).clamp(max=PLACES - 1)
        x = self.states(self.entry(states)) + self.features(features) + self.place(places)[None]
        blocked = (1.0 - mask)[:, None, None, :] * BLOCKED
        for layer in self.layers:
            x = layer(x, blocked)
        x = self.top(self.norm(x))
        event = self.top(F.gelu(self.hidden(x)))
        return (
            self.types(event),
            self.modes(event),
            self.statuses(event),
            self.sources(event),
            self.trigger_side(event),
            self.argument_side(x),
        )


def pointer_scores(trigger: Tensor, argument: Tensor) -> Tensor:
    """Scores of every word as each role of each trigger: (roles, triggers, words)."""
    left, right = (t.view(-1, len(ROLES), POINTER).transpose(0, 1) for t in (trigger, argument))
    return left @ right.transpose(1, 2) / POINTER**0.5
