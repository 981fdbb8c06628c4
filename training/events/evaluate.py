"""Cross-validate the event network by page: how well words, fields and pointers are found."""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from casus.language import LanguageModel
from casus.language.features import WordPieces, collate
from casus.language.windows import Window, features, way
from casus.model import STATUSES, TYPES
from training.events.data import JOINT_MODES, KINDS, ROLES, Coded, load
from training.events.fit import Plan, fit, upper_layers
from training.events.network import pointer_scores
from training.network import Encoder


def predict(network, biases, ways, one: Coded, states):  # type: ignore[no-untyped-def]
    """Raw arrays of the network for one window, and a function for the pointers of a word."""
    words = one.window.words
    inputs = (states(one.window)[None], features(one.window)[None], np.ones((1, len(words)), np.float32))
    with torch.no_grad():
        out = network(*(torch.from_numpy(a) for a in inputs))
    types, modes, statuses, sources, trigger, argument = (t[0] for t in out)

    def pointers(word: int) -> np.ndarray:  # type: ignore[type-arg]
        table = torch.tensor([[ways.get(way(one.window, word, w), 0) for w in range(len(words))]])
        scores = pointer_scores(trigger[word : word + 1], argument) + biases(table)
        return torch.sigmoid(scores)[:, 0].detach().numpy()

    return types.softmax(-1).numpy(), modes, statuses, sources, pointers


def measure(network, biases, ways, data: Sequence[Coded], states, least: float) -> Counter:  # type: ignore[no-untyped-def, type-arg]
    """Counts of hits: sentence-level types, and fields at gold triggers."""
    network.eval()
    count: Counter = Counter()  # type: ignore[type-arg]
    for one in data:
        types, modes, statuses, sources, pointers = predict(network, biases, ways, one, states)
        gold = Counter((one.window.place(e.word)[0], e.type) for e in one.events)
        found = Counter(
            (one.window.place(w)[0], TYPES[int(types[w, 1:].argmax())])
            for w in range(len(types))
            if 1 - types[w, 0] > least
        )
        count["gold"] += sum(gold.values())
        count["pred"] += sum(found.values())
        count["hit"] += sum((gold & found).values())
        for e in one.events:
            count["events"] += 1
            count["type"] += TYPES[int(types[e.word, 1:].argmax())] == e.type
            allowed = [i for i, m in enumerate(JOINT_MODES) if m.startswith(e.type + ".")]
            count["mode"] += JOINT_MODES[allowed[int(modes[e.word, allowed].argmax())]] == e.mode
            count["status"] += STATUSES[int(statuses[e.word].argmax())] == e.status
            count["source"] += KINDS[int(sources[e.word].argmax())] == e.source
            scores = pointers(e.word)
            for r, role in enumerate(ROLES):
                want = set(e.roles.get(role, []))
                got = set(np.flatnonzero(scores[r] > 0.5)) or ({int(scores[r].argmax())} if scores[r].max() > 0.35 else set())
                count[role + " ok"] += bool(want & got) or (not want and not got)
    return count


class TorchStates:
    """States of chosen layers from a checkpoint, for experiments; computed sentence by sentence."""

    def __init__(self, path: Path, layers: Sequence[int], pieces: WordPieces) -> None:
        self.encoder = Encoder(0.0).eval()
        state = torch.load(path)
        self.encoder.load_state_dict({k.removeprefix("encoder."): v for k, v in state.items() if k.startswith("encoder.")})
        self.layers, self.pieces = layers, pieces
        self.known: dict[tuple[str, ...], np.ndarray] = {}  # type: ignore[type-arg]

    def __call__(self, window: Window) -> np.ndarray:  # type: ignore[type-arg]
        return np.concatenate([self._sentence(tuple(t.text for t in s.tokens)) for s in window.sentences])

    def _sentence(self, words: tuple[str, ...]) -> np.ndarray:  # type: ignore[type-arg]
        if words not in self.known:
            batch = collate(self.pieces.encode([words]))
            found: list[torch.Tensor] = []
            hooks = [self.encoder.layers[n - 1].register_forward_hook(lambda _m, _i, o: found.append(o)) for n in self.layers]
            with torch.no_grad():
                self.encoder(torch.from_numpy(batch.ids), torch.from_numpy(batch.shapes))
            for hook in hooks:
                hook.remove()
            self.known[words] = torch.cat([f[0, batch.first[0]] for f in found], -1).numpy()
        return self.known[words]


def main() -> None:
    """Read arguments, cross-validate, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--extra", type=Path, nargs="*", default=[])
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--layers", type=int, nargs="+", default=[3, 6])
    parser.add_argument("--upper", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, default=99)
    parser.add_argument("--epochs", type=int, default=14)
    a = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    model = LanguageModel.load()
    states = TorchStates(a.start, a.layers, WordPieces(Path("src/casus/language/model/tokenizer.json")))
    main_data, extra = load(a.train, model), load(a.extra, model)
    pages = sorted({d.page for d in main_data})
    total: dict[float, Counter] = {}  # type: ignore[type-arg]
    for fold in range(min(a.folds, a.only)):
        held = set(pages[fold :: a.folds])
        train = [d for d in main_data if d.page not in held] + extra
        network, biases, ways = fit(train, states, upper_layers(a.upper or a.start), Plan(epochs=a.epochs))
        for least in (0.3, 0.4, 0.5, 0.6):
            c = measure(network, biases, ways, [d for d in main_data if d.page in held], states, least)
            total.setdefault(least, Counter()).update(c)
    for least, c in total.items():
        p, r = c["hit"] / c["pred"], c["hit"] / c["gold"]
        fields = " ".join(f"{k} {c[k] / c['events']:.3f}" for k in ("type", "mode", "status", "source", *(f"{x} ok" for x in ROLES)))
        print(f"least {least}: P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f} at gold triggers: {fields}")


if __name__ == "__main__":
    main()
