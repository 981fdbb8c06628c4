"""The source of coded claims whose trigger is given: is its country right?

On the pages of `training/coded` and `train`. The rules were tuned on every other page, from the
first of the one and from the second of the other; `source country, unseen half` counts the rest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casus.clean import Clean
from casus.coding.page import PageView, view
from casus.coding.sources import source_of
from casus.coding.tellers import issuer_of
from casus.language import ParseWithoutMarks
from casus.model import Parsed
from casus.pipeline import Pipeline
from casus.resolve.actors import Actors
from casus.resolve.places import Places
from casus.run.outcome import process
from eval.coding import pages, scorer

OWN = Path("training/coded")
FIRST = "abcd"  # series of own pages; later ones would make the numbers another yardstick


def parsed(folder: Path) -> Iterator[tuple[Parsed, list[dict[str, Any]]]]:
    """The coded pages of a folder, parsed, with their gold claims."""
    pipeline = Pipeline((Clean(), ParseWithoutMarks()))
    for page in pages(folder):
        if folder == OWN and page.name[0] not in FIRST:
            continue
        claims = json.loads((folder / "claims" / f"{page.name}.json").read_text("utf-8"))["claims"]
        for result in process(pipeline, page.name, page).results:
            if isinstance(result, Parsed):
                yield result, claims


def located(page: Parsed, claim: dict[str, Any]) -> tuple[int, int] | None:
    """Sentence and head token of a claim's trigger; None when it cannot be found."""
    start = page.document.text.find(claim["evidence"]["text"])
    start = page.document.text.find(claim["trigger"], max(0, start))
    end = start + len(claim["trigger"])
    for number, sentence in enumerate(page.sentences):
        if start >= 0 and sentence.start <= start < sentence.end:
            inside = [i for i, t in enumerate(sentence.tokens) if t.start < end and t.end > start]
            return number, next(i for i in inside if sentence.tokens[i].head not in inside)
    return None


def judged(
    page: PageView, given: Parsed, claims: list[dict[str, Any]], judge: Any
) -> Iterator[tuple[str, bool]]:
    """For every claim what its source is (author, unnamed, named) and whether ours is right."""
    issuer = issuer_of(page)
    for claim in claims:
        place = located(given, claim)
        if place is None:
            continue
        gold = judge.source_country(claim)
        found = source_of(page, *place, claim["type"], issuer).source.value
        kind = gold if gold in ("author", "unnamed") else "named"
        yield kind, judge.source_country({"source": found}) == gold


def sources(gold: Path) -> dict[str, float]:
    """Share of right countries over all claims, by kind of source, and on the unseen half.

    Raises:
        FileNotFoundError: the scorer of the coded pages is not there.
    """
    judge, actors, places = scorer(gold), Actors(), Places()
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    folders = [folder for folder in (OWN, gold / "train") if folder.is_dir()]
    held = [(rank + n, p) for n, f in enumerate(folders) for rank, p in enumerate(parsed(f))]
    for rank, (given, claims) in held:
        named = places.in_document(given.document, given.sentences).countries()
        page = view(given, actors.in_document(given.document, given.sentences, named))
        for kind, fits in judged(page, given, claims, judge):
            for key in ("country", kind, *(["country, unseen half"] if rank % 2 else [])):
                every[key] += 1
                right[key] += fits
    return {f"source {key}": right[key] / every[key] for key in sorted(every)}
