"""Attribution on PolNeAR's development texts (token F1), and sources of coded claims."""

from __future__ import annotations

import glob
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from casus.coding import attributions_of
from casus.language import LanguageModel
from eval.sources import sources

FIELDS = ("source", "cue", "content")
Spans = list[tuple[int, int]]


def gold_spans(path: Path) -> dict[str, Spans]:
    """Spans by field of a brat file; discontinuous ones are joined by `;`."""
    found: dict[str, Spans] = {field: [] for field in FIELDS}
    for line in path.read_text("utf-8").splitlines():
        if not re.match(r"T\d+\t", line):
            continue
        kind, _, places = line.split("\t")[1].partition(" ")
        if kind.lower() in found:
            for place in places.split(";"):
                start, end = place.split()
                found[kind.lower()].append((int(start), int(end)))
    return found


def words(text: str, spans: Spans) -> set[int]:
    """Numbers of the words that any of the spans touches."""
    return {
        number
        for number, match in enumerate(re.finditer(r"\w+|[^\w\s]", text))
        if any(match.start() < end and match.end() > start for start, end in spans)
    }


def predicted(text: str, model: LanguageModel) -> dict[str, Spans]:
    """Spans by field that casus finds."""
    found: dict[str, Spans] = {field: [] for field in FIELDS}
    for one in attributions_of(text, model.parse([text])[0]):
        for field in FIELDS:
            found[field] += getattr(one, field)
    return found


def files(gold: Path) -> Iterator[tuple[Path, Path]]:
    """Texts with their annotations; the name of these ends in who made them, the first counts."""
    for path in sorted((gold / "data/polnear/dev_text").glob("*.txt")):
        made = sorted(
            (gold / "data/polnear/dev_attributions").glob(f"{glob.escape(path.stem)}_????.ann")
        )
        if made:
            yield path, made[0]


def measure(gold: Path) -> dict[str, float]:
    """Token F1 by field, and how often the source of a coded claim is right.

    Raises:
        FileNotFoundError: PolNeAR is not there.
    """
    held = list(files(gold))
    if not held:
        raise FileNotFoundError(f"{gold}/data/polnear/dev_text: no texts there")
    model = LanguageModel.load()
    count: Counter[tuple[str, str]] = Counter()
    for path, annotation in held:
        text = path.read_text("utf-8")
        ours, theirs = predicted(text, model), gold_spans(annotation)
        for field in FIELDS:
            a, b = words(text, ours[field]), words(text, theirs[field])
            count.update(
                {(field, "hit"): len(a & b), (field, "ours"): len(a), (field, "gold"): len(b)}
            )
    scores = {
        field: 2 * count[field, "hit"] / max(1, count[field, "ours"] + count[field, "gold"])
        for field in FIELDS
    }
    return scores | sources(gold)
