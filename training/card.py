"""The model card, written from the figures that were measured."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

Figures = Mapping[str, Mapping[str, float]]

_COLUMNS = (
    ("uas", "UAS"),
    ("las", "LAS"),
    ("las_sub", "LAS with subtypes"),
    ("upos", "UPOS"),
    ("xpos", "XPOS"),
    ("lemma", "lemma"),
    ("ner", "names F1"),
    ("ner_per", "PER"),
    ("ner_org", "ORG"),
    ("ner_loc", "LOC"),
    ("tokens", "words F1"),
    ("sentences", "sentences F1"),
    ("sentences_run_on", "sentences F1, headings run on"),
)
_SETS = {
    "ewt-test": "EWT test",
    "gum-open-test": "GUM test, open genres",
    "pud-test": "PUD (never seen)",
    "own-names": "own names, held back",
}

_HEAD = """# Model card: the language model

Written by `python -m training.train`; the figures come from `python -m eval.language`.

## What it is
One network for English news text: universal and Penn parts of speech, dependency trees after
Universal Dependencies, and names (PER, ORG, LOC). A MiniLM-L6 encoder with linear heads for tags
and names, biaffine arcs (256) and bilinear labels (96); an embedding of each word's casing is added
because MiniLM is uncased. Shipped as int8 ONNX; the run time is onnxruntime, tokenizers and numpy.
Lemmas come from a suffix table over the Penn tag, words and sentences from rules.

## What it was trained on
UD English-EWT and UD English-GUM (open genres), training parts: trees, tags; GUM's names; wikigold:
names; sentences of conflict news written for this project (`training/names`): names, every eighth
line held back. Eight sentences in a hundred were shown in capitals, as a headline, or without
capitals. No test part and nothing of PUD was trained on.

## How good it is
Percent, the shipped int8 files. Trees, tags, lemmas and names on gold words; all words count,
punctuation too. LAS compares universal relations without subtypes, as the CoNLL 2018 shared task
did. Names are scored by exact match; EWT and PUD by Universal NER (PUD: its news half), GUM by
names derived from its entity layer. Words and sentences are found in the raw text that `SpaceAfter`
gives back; since the treebanks do not mark paragraphs, a line break is put after a sentence without
a final mark, as a page has its headings, and the last row leaves it out.

"""

_TAIL = """
## What to know before relying on it
- Organisations are its weakest names, above all in informal text; unknown villages may be typed PER
  or ORG. The gazetteer and the wording ("village of X") have the last word downstream.
- Nationality adjectives and generic actors ("Russian peacekeepers", "rebels") are no names.
- `appos`, `parataxis`, `advcl` and `list` are the weakest relations; "accused X of doing" hangs the
  deed on X, and a quotation before its speaker is `ccomp` or `parataxis`.
- English only. Poetry, chat and tables were not measured. Sentences over 120 words are chopped.
- A name unlike any in the training text, from a region it lacks, is found less often.

## Licence
The files are under CC BY-SA 4.0, with the attributions in `src/casus/language/model/LICENSE`.
"""


def write_card(figures: Figures, notes: str, path: Path) -> None:
    """Write the card; `notes` says how this file was trained."""
    speed = figures.get("speed", {})
    lines = [_HEAD, *_table(figures), ""]
    if speed:
        lines.append(
            f"Text to sentences with trees and names: {speed['words_per_second']:,.0f} words a "
            f"second on one core,\npeak memory {speed['peak_mb']:.0f} MB (PUD in documents of 20 "
            "sentences; speeds vary with the machine).\n"
        )
    lines.append(notes)
    path.write_text("\n".join(lines) + _TAIL, encoding="utf-8")


def _table(figures: Figures) -> list[str]:
    sets = [name for name in _SETS if name in figures]
    rows = ["| | " + " | ".join(_SETS[name] for name in sets) + " |", "|---|" + "---|" * len(sets)]
    for key, title in _COLUMNS:
        cells = [f"{figures[name][key]:.1f}" if key in figures[name] else "" for name in sets]
        rows.append(f"| {title} | " + " | ".join(cells) + " |")
    return rows
