"""The network: a six-layer MiniLM with heads for tags, dependency trees and names.

The encoder is BERT (Devlin et al. 2019) in the MiniLM size (Wang et al. 2020); arcs are biaffine
(Dozat and Manning 2017). An embedding of the word's casing is added because MiniLM is uncased.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from casus.language.features import SHAPES
from training.corpus import Inventory

HIDDEN, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
ARC, LABEL = 256, 96
BLOCKED = -1e4


class Layer(nn.Module):
    """One transformer layer: self-attention and a feed-forward part, normalised after each sum."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm_attention = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.grow = nn.Linear(HIDDEN, INNER)
        self.shrink = nn.Linear(INNER, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Map (batch, subwords, hidden) to the same shape; `mask` is added to attention scores."""
        rows, length, _ = x.shape
        qkv = self.qkv(x).view(rows, length, 3, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        attend = nn.functional.scaled_dot_product_attention
        mixed = attend(query, key, value, attn_mask=mask.to(query.dtype))
        mixed = mixed.transpose(1, 2).reshape(rows, length, HIDDEN)
        return self.after(x, mixed)

    def after(self, x: Tensor, mixed: Tensor) -> Tensor:
        """All of the layer that follows its attention, which mixed `x` to `mixed`; same shapes."""
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        grown = nn.functional.gelu(self.grow(x))
        result: Tensor = self.norm(x + self.dropout(self.shrink(grown)))
        return result


class Encoder(nn.Module):
    """Subword ids and casing shapes to contextual states."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word: nn.Module = nn.Embedding(VOCABULARY, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.shape = nn.Embedding(len(SHAPES), HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        nn.init.zeros_(self.shape.weight)

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """Map two (batch, subwords) integer tensors to (batch, subwords, hidden)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x: Tensor = self.word(ids) + self.position(places)[None] + self.kind + self.shape(shapes)
        x = self.dropout(self.norm(x))
        mask = (ids == 0)[:, None, None, :].to(x.dtype) * BLOCKED
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Network(nn.Module):
    """The encoder with its heads; `forward` gives everything the run time asks for by name."""

    outputs = ("upos", "xpos", "ner", "arcs", "label_dep", "label_head", "labels")

    def __init__(self, inventory: Inventory, dropout: float = 0.1, top: float = 0.2) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.top = nn.Dropout(top)
        self.upos = nn.Linear(HIDDEN, len(inventory.upos))
        self.xpos = nn.Linear(HIDDEN, len(inventory.xpos))
        self.ner = nn.Linear(HIDDEN, len(inventory.ner))
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.arc = nn.Linear(ARC, ARC)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.label_dep, self.label_head = nn.Linear(HIDDEN, LABEL), nn.Linear(HIDDEN, LABEL)
        size = len(inventory.labels)
        self.label = nn.Linear(LABEL, size * LABEL)
        self.label_own = nn.Linear(2 * LABEL, size)

    def states(self, ids: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        """Return (batch, words + 1, hidden): [CLS], standing for the root, then every word."""
        x = self.encoder(ids, shapes)
        result: Tensor = self.top(_at(x, nn.functional.pad(first, (1, 0))))
        return result

    def arcs(self, x: Tensor, first: Tensor) -> Tensor:
        """Score every head of every word: (batch, words, words + 1); column 0 is the root."""
        dep = self.top(nn.functional.gelu(self.arc_dep(x[:, 1:])))
        head = self.top(nn.functional.gelu(self.arc_head(x)))
        scores = self.arc(dep) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        blocked = nn.functional.pad((first == 0).to(scores.dtype), (1, 0))
        result: Tensor = scores + blocked[:, None, :] * BLOCKED
        return result

    def label_sides(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return the label vectors of words as dependents and of root and words as heads."""
        dep = self.top(nn.functional.gelu(self.label_dep(x[:, 1:])))
        return dep, self.top(nn.functional.gelu(self.label_head(x)))

    def labels(self, dep: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        """Score the labels of the arcs to `heads` (batch, words): (batch, words, labels)."""
        chosen = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, LABEL))
        crossed = self.label(dep).view(dep.shape[0], dep.shape[1], -1, LABEL)
        scores = (crossed @ chosen[..., None])[..., 0]
        result: Tensor = scores + self.label_own(torch.cat((dep, chosen), -1))
        return result

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Return the tensors named in `outputs`; labels are those of each word's best head."""
        x = self.states(ids, shapes, first)
        words = x[:, 1:]
        arcs = self.arcs(x, first)
        dep, head = self.label_sides(x)
        labels = self.labels(dep, head, arcs.argmax(-1))
        tags = self.upos(words), self.xpos(words), self.ner(words)
        return (*tags, arcs, dep, head, labels)


def _at(x: Tensor, places: Tensor) -> Tensor:
    """Pick the states of the subwords at `places` (batch, words)."""
    return torch.gather(x, 1, places[:, :, None].expand(-1, -1, HIDDEN))


def load_minilm(encoder: Encoder, path: Path) -> None:
    """Fill the encoder from the safetensors file of all-MiniLM-L6-v2."""
    old = {name.removeprefix("bert."): tensor for name, tensor in load_file(path).items()}
    base = "embeddings."
    new = {
        "word.weight": old[base + "word_embeddings.weight"],
        "position.weight": old[base + "position_embeddings.weight"],
        "kind": old[base + "token_type_embeddings.weight"][0],
        "norm.weight": old[base + "LayerNorm.weight"],
        "norm.bias": old[base + "LayerNorm.bias"],
    }
    for number in range(LAYERS):
        new |= _layer(old, number)
    missing, unexpected = encoder.load_state_dict(new, strict=False)
    if set(missing) != {"shape.weight"} or unexpected:
        raise ValueError(f"{path} is no MiniLM-L6: missing {missing}, unexpected {unexpected}")


def _layer(old: dict[str, Tensor], number: int) -> dict[str, Tensor]:
    source, target = f"encoder.layer.{number}.", f"layers.{number}."
    names = {
        "out": "attention.output.dense",
        "norm_attention": "attention.output.LayerNorm",
        "grow": "intermediate.dense",
        "shrink": "output.dense",
        "norm": "output.LayerNorm",
    }
    new = {}
    for part in ("weight", "bias"):
        sides = [old[f"{source}attention.self.{side}.{part}"] for side in ("query", "key", "value")]
        new[f"{target}qkv.{part}"] = torch.cat(sides)
        new |= {f"{target}{to}.{part}": old[f"{source}{name}.{part}"] for to, name in names.items()}
    return new
