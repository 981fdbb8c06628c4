"""The event network: upper layers of their own over the language model's word states of a window.

The layers below `MIDDLE` are shared with the parser and stay as they are; the layers above start
from the language model's and learn events instead of trees, over all words of a window.
"""

from __future__ import annotations

from torch import Tensor, nn

from casus.language.windows import FEATURES
from casus.model import STATUSES, TYPES
from training.events.data import JOINT_MODES, KINDS, ROLES
from training.network import HIDDEN, MIDDLE, Layer

LAYERS = 6 - MIDDLE
POINTER = 64
BLOCKED = -1e4


class EventNetwork(nn.Module):
    """Logits of type (none first), mode, status and source kind for every word.

    For every role there is a trigger-side and an argument-side vector; their product scores a pair.
    """

    outputs = ("types", "modes", "statuses", "sources", "trigger_side", "argument_side")

    def __init__(self, dropout: float = 0.1, top: float = 0.25) -> None:
        super().__init__()
        self.features = nn.Linear(FEATURES, HIDDEN)
        self.parsed = nn.Linear(HIDDEN, HIDDEN)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.top = nn.Dropout(top)
        self.hidden = nn.Linear(HIDDEN, HIDDEN)
        self.types = nn.Linear(HIDDEN, 1 + len(TYPES))
        self.modes = nn.Linear(HIDDEN, len(JOINT_MODES))
        self.statuses = nn.Linear(HIDDEN, len(STATUSES))
        self.sources = nn.Linear(HIDDEN, len(KINDS))
        self.trigger_side = nn.Linear(HIDDEN, POINTER * len(ROLES))
        self.argument_side = nn.Linear(HIDDEN, POINTER * len(ROLES))
        for added in (self.features, self.parsed):
            nn.init.zeros_(added.weight)
            nn.init.zeros_(added.bias)

    def forward(self, states: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Map states, features and a 0/1 mask, all (batch, words, ...), to `outputs`.

        The states are the middle layer's followed by the last layer's.
        """
        middle, last = states.split(HIDDEN, -1)
        x = middle + self.features(features) + self.parsed(last)
        blocked = (1.0 - mask)[:, None, None, :] * BLOCKED
        for layer in self.layers:
            x = layer(x, blocked)
        x = self.top(x)
        event = self.top(nn.functional.gelu(self.hidden(x)))
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
