"""Score the shipped language model on gold treebanks.

    python -m eval.language --data ../shared/data [--model FOLDER] [--json OUT]

Words, tags and trees are scored on gold tokens; the tokeniser and the splitter on the raw text that
`SpaceAfter` gives back. LAS is over all words, punctuation too: `las` compares universal relations
without subtypes, as the CoNLL 2018 shared task did (Zeman et al. 2018); `las_sub` with subtypes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casus.language import LanguageModel
from casus.language.names import entities
from casus.language.sentences import sentences
from casus.language.words import words
from casus.model import Sentence
from training.corpus import Example, read_treebank
from training.names import read_names

TREEBANKS = ("ewt-test", "gum-open-test", "pud-test")
OWN = Path(__file__).parents[1] / "training" / "names"
TERMINAL = (".", "!", "?", "…", ":", ";", '"', "”", "’", "'", ")", "]")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Raw text of gold sentences with the code points of their words."""

    text: str
    spans: tuple[tuple[tuple[int, int], ...], ...]


def main() -> int:
    """Score everything there is data for and print it; a missing file is named and skipped."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="the folder that has treebanks/")
    parser.add_argument("--model", type=Path, help="another model than the shipped one")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--only", nargs="*", default=TREEBANKS, help="treebanks to score")
    arguments = parser.parse_args()
    figures = evaluate(arguments.data / "treebanks", arguments.model, arguments.only)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def evaluate(
    folder: Path, model_folder: Path | None = None, names: Sequence[str] = TREEBANKS
) -> dict[str, dict[str, float]]:
    """Return figures (percent, words a second, megabytes) by gold set."""
    model = LanguageModel.load(model_folder)
    figures: dict[str, dict[str, float]] = {}
    for name in names:
        path = folder / f"{name}.conllu"
        if not path.exists():
            print(f"{name}: skipped, {path} is not there")
            continue
        examples = read_treebank(path)
        figures[name] = score_gold_words(model, examples) | score_raw(examples)
        show(name, figures[name])
    if OWN.exists():
        figures["own-names"] = score_names(model, read_names(OWN, 1.0).held)
        show("own-names", figures["own-names"])
    if "pud-test" in figures:
        figures["speed"] = speed(folder / "pud-test.conllu", model_folder)
        show("speed", figures["speed"])
    return figures


def measure(gold: Path) -> dict[str, float]:
    """Figures of the shipped model by gold set; speed and memory are for `make bench`.

    Raises:
        FileNotFoundError: no treebanks there.

    """
    folder = gold / "data" / "treebanks"
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no treebanks there")
    figures = evaluate(folder)
    return {
        f"{name} {key}": value
        for name, found in figures.items()
        if name != "speed"
        for key, value in found.items()
    }


def show(name: str, figures: dict[str, float]) -> None:
    """Print one line of figures."""
    print(
        f"{name:14}", "  ".join(f"{key} {value:.2f}" for key, value in figures.items()), flush=True
    )


def score_gold_words(model: LanguageModel, examples: Sequence[Example]) -> dict[str, float]:
    """Score tags, lemmas, trees and names of sentences whose words are given."""
    parsed = annotate(model, examples)
    right = dict.fromkeys(("uas", "las", "las_sub", "upos", "xpos", "lemma"), 0)
    total = 0
    for example, sentence in zip(examples, parsed, strict=True):
        total += len(example.words)
        for index, token in enumerate(sentence.tokens):
            head = token.head + 1 == example.heads[index]
            same = token.deprel.split(":")[0] == example.labels[index].split(":")[0]
            right["uas"] += head
            right["las"] += head and same
            right["las_sub"] += head and token.deprel == example.labels[index]
            right["upos"] += token.upos == example.upos[index]
            right["xpos"] += token.xpos == example.xpos[index]
            right["lemma"] += token.lemma == example.lemmas[index]
    figures = {key: 100 * value / total for key, value in right.items()}
    return figures | _names(examples, parsed)


def score_names(model: LanguageModel, examples: Sequence[Example]) -> dict[str, float]:
    """Score names alone."""
    return _names(examples, annotate(model, examples))


def annotate(model: LanguageModel, examples: Sequence[Example]) -> list[Sentence]:
    """Parse gold words."""
    gold = rebuild(examples)
    return model.annotate(gold.text, [list(spans) for spans in gold.spans])


def _names(examples: Sequence[Example], parsed: Sequence[Sentence]) -> dict[str, float]:
    """Exact-match F1 of names, over the sentences that have gold names, and by kind."""
    pairs = [
        (set(entities(example.ner)), set(sentence.entities))
        for example, sentence in zip(examples, parsed, strict=True)
        if example.ner
    ]
    figures = {"ner": _f1(pairs)}
    for kind in ("PER", "ORG", "LOC"):
        kept = [
            ({e for e in g if e.label == kind}, {e for e in f if e.label == kind}) for g, f in pairs
        ]
        figures[f"ner_{kind.lower()}"] = _f1(kept)
    return figures


def _f1(pairs: Sequence[tuple[set[object], set[object]]] | Sequence[tuple[set, set]]) -> float:  # type: ignore[type-arg]
    both = sum(len(gold & found) for gold, found in pairs)
    each = sum(len(gold) + len(found) for gold, found in pairs)
    return 200 * both / each if each else 0.0


def score_raw(examples: Sequence[Example]) -> dict[str, float]:
    """Score words within gold sentences, and sentences within running text.

    `sentences` breaks the line after a sentence without a final mark, as a page has its headings;
    `sentences_run_on` does not, so headings run into the next sentence.
    """
    own = [rebuild([example]) for example in examples]
    pairs = [(set(gold.spans[0]), set(words(gold.text))) for gold in own]
    figures = {"tokens": _f1(pairs)}
    for name, lines in (("sentences", True), ("sentences_run_on", False)):
        gold = rebuild(examples, lines=lines)
        wanted = {(spans[0][0], spans[-1][1]) for spans in gold.spans}
        found = {(spans[0][0], spans[-1][1]) for spans in sentences(gold.text)}
        figures[name] = _f1([(wanted, found)])
    return figures


def rebuild(examples: Sequence[Example], lines: bool = False) -> Rebuilt:
    """Put the raw text together again; sentences are set apart by a blank."""
    text: list[str] = []
    spans: list[tuple[tuple[int, int], ...]] = []
    at = 0
    for example in examples:
        own = []
        for word, glued in zip(example.words, example.glued, strict=True):
            own.append((at, at + len(word)))
            text.append(word if glued else word + " ")
            at += len(text[-1])
        ended = "".join(example.words[-1:]).endswith(TERMINAL)
        text.append("\n" if lines and not ended else " ")
        at += 1
        spans.append(tuple(own))
    return Rebuilt("".join(text), tuple(spans))


def speed(path: Path, model_folder: Path | None) -> dict[str, float]:
    """Time text to sentences with trees and names in a process of its own.

    Words a second of processor time on one thread, best of three passes; peak megabytes.
    """
    command = [sys.executable, "-m", "eval.language_speed", str(path)]
    command += [str(model_folder)] if model_folder else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    sys.exit(main())
