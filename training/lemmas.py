"""Learn the lemma table: for every tag the shortest suffixes that tell how words end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from operator import eq
from pathlib import Path

from casus.language.lemmas import Edit, suffixes
from training.corpus import Example

Row = tuple[str, str]
Counts = dict[Row, Counter[object]]
WRITTEN = Path(__file__).parent / "lemmas.tsv"


def write_table(examples: Sequence[Example], vocabulary: Iterable[str], path: Path) -> None:
    """Learn from all parsed examples and write the TSV that `Lemmatiser.load` reads.

    Past forms and -ing forms of `vocabulary` that no example has are added where exactly one of
    their possible base forms is a word of it too.
    """
    written = _written()
    fixed = {(tag, word) for tag, word, _ in written}
    gold = [
        (tag, word, lemma)
        for example in examples
        for word, lemma, tag in zip(example.words, example.lemmas, example.xpos, strict=False)
        if (lemma != "_" or word == "_") and (tag, word.lower()) not in fixed
    ]
    seen = fixed | {(tag, word.lower()) for tag, word, _ in gold}
    gold += [row for row in _regular(set(vocabulary)) if row[:2] not in seen]
    edits = _learn((tag, word.lower(), _edit(word, lemma)) for tag, word, lemma in gold)
    # a written form speaks for itself alone: "rebuked" must not teach that "barked" is of "barke"
    edits |= {(tag, f"^{word}"): _edit(word, lemma) for tag, word, lemma in written}
    keeps = _learn(
        (tag, word.lower(), lemma[:1].isupper())
        for tag, word, lemma in gold
        if word != word.lower()
    )
    rows = [f"edit\t{tag}\t{end}\t{edit.cut}\t{edit.add}" for (tag, end), edit in edits.items()
            if isinstance(edit, Edit)]  # fmt: skip
    rows += [f"case\t{tag}\t{end}\t{int(bool(keep))}\t" for (tag, end), keep in keeps.items()]
    path.write_text("\n".join(sorted(rows)) + "\n", encoding="utf-8")


def _written() -> list[tuple[str, str, str]]:
    """Read forms of this field that the treebanks lack or have wrong ("fled" as "flead")."""
    rows = [line.split("\t") for line in WRITTEN.read_text(encoding="utf-8").splitlines()]
    return [(tag, word, lemma) for tags, word, lemma in rows for tag in tags.split(",")]


def _regular(vocabulary: set[str]) -> list[tuple[str, str, str]]:
    rows = []
    for word in sorted(vocabulary):
        for ending, tags in (("ed", ("VBD", "VBN")), ("ing", ("VBG",))):
            bases = _bases(word, ending) & vocabulary
            if len(bases) == 1:
                rows += [(tag, word, base) for tag in tags for base in bases]
    return rows


def _bases(word: str, ending: str) -> set[str]:
    if not word.endswith(ending) or len(word) < len(ending) + 3:
        return set()
    stem = word.removesuffix(ending)
    bases = {stem, stem + "e"}
    if stem[-1] == stem[-2]:
        bases.add(stem[:-1])
    if ending == "ed" and stem[-1] == "i":
        bases.add(stem[:-1] + "y")
    return bases


def _edit(word: str, lemma: str) -> Edit:
    if lemma == "I":
        return Edit(len(word), lemma)
    word, lemma = word.lower(), lemma.lower()
    shared = sum(1 for _ in takewhile(bool, map(eq, word, lemma)))
    return Edit(len(word) - shared, lemma[shared:])


def _learn(gold: Iterable[tuple[str, str, object]]) -> dict[Row, object]:
    """Keep a suffix only where it says something else than the shorter one that would speak.

    A word counts once for its suffixes, or "are" would turn "declare" into "declbe".
    """
    whole: Counts = defaultdict(Counter)
    for tag, word, outcome in gold:
        whole[tag, word][outcome] += 1
    counts: Counts = defaultdict(Counter)
    for (tag, word), outcomes in whole.items():
        for suffix in suffixes(word):
            counts[tag, suffix][outcomes.most_common(1)[0][0]] += 1
    kept: dict[Row, object] = {}
    for tag, suffix in sorted(counts, key=lambda row: (len(row[1]), row[1].startswith("^"))):
        outcome, times = counts[tag, suffix].most_common(1)[0]
        inherited = next((kept[row] for row in _shorter(tag, suffix) if row in kept), None)
        gain = times - counts[tag, suffix][inherited]
        if outcome != inherited and gain >= (1 if suffix.startswith("^") or not suffix else 2):
            kept[tag, suffix] = outcome
    return kept


def _shorter(tag: str, suffix: str) -> Iterator[Row]:
    for start in range(1, len(suffix) + 1):
        yield tag, suffix[start:]
