"""Are the scores probabilities? How often a field with a score was right, by bins of the score.

    python -m eval.reliability --gold ../shared

Coded pages are read by the networks and weights of `make crossval`, which have not seen them. A
type is right when its claim pairs with a coded one, a field when the paired claim has its value,
as the scorer compares them. Prints a table; `measure` gives the expected calibration error of
every field: the mean distance of score and share right over the bins, by their size.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from casus.clean import Clean
from casus.export.records import coded_record, encode
from casus.model import Claim, Coded
from casus.run.outcome import process
from eval.coding import FOLDS, NETWORKS, held_out, pages, scorer

EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
Outcome = tuple[str, float, float]  # field, score, 1 when right


def outcomes(gold: Path) -> Iterator[Outcome]:
    """Every scored field of every claim on the cross-validated pages, with whether it was right.

    Raises:
        FileNotFoundError: no coded pages, no scorer or no networks there.
    """
    judge, folder = scorer(gold), gold / "train"
    if not (NETWORKS / str(FOLDS - 1)).is_dir():
        raise FileNotFoundError(f"{NETWORKS}: no cross-validated networks; run `make crossval`")
    coded = judge.load(str(folder / "claims"))
    pipelines = [held_out(Clean(), NETWORKS / str(number)) for number in range(FOLDS)]
    for number, page in enumerate(pages(folder)):
        claims: list[Claim] = []
        records = []
        for result in process(pipelines[number % FOLDS], page.name, page).results:
            assert isinstance(result, Coded)
            claims += result.claims
            records += json.loads(encode(coded_record(result)))["claims"]
        pairs = {j: fields for _, j, fields in judge.pair(coded[page.name], records)}
        for at, claim in enumerate(claims):
            yield "type", claim.type.score, float(at in pairs)
            if at in pairs:
                yield from _fields(claim, pairs[at])


def _fields(claim: Claim, right: dict[str, float]) -> Iterator[Outcome]:
    for name in ("status", "source", "mode", "date", "place"):
        slot = getattr(claim, name)
        if slot is not None:
            yield name, slot.score, right[name]
    if claim.actors and claim.recipients:
        score = claim.actors[0].score * claim.recipients[0].score
        yield "both sides", score, right["who"]


def table(found: list[Outcome]) -> dict[str, list[tuple[int, float, float]]]:
    """By field the bins that are filled: how many, their mean score, their share right."""
    result: dict[str, list[tuple[int, float, float]]] = {}
    for name in dict.fromkeys(name for name, _, _ in found):
        own = [(score, right) for field, score, right in found if field == name]
        for low, high in pairwise(EDGES):
            held = [(score, right) for score, right in own if low <= score < high]
            if held:
                mean = sum(s for s, _ in held) / len(held)
                share = sum(r for _, r in held) / len(held)
                result.setdefault(name, []).append((len(held), mean, share))
    return result


def measure(gold: Path) -> dict[str, float]:
    """The distance of scores and shares right, as one minus the expected calibration error."""
    found = {}
    for name, bins in table(list(outcomes(gold))).items():
        every = sum(count for count, _, _ in bins)
        found[name] = 1 - sum(count * abs(mean - share) for count, mean, share in bins) / every
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    for name, bins in table(list(outcomes(parser.parse_args().gold))).items():
        print(f"{name}\n  claims  score  right")
        for count, mean, share in bins:
            print(f"  {count:6}  {mean:5.2f}  {share:5.2f}")


if __name__ == "__main__":
    main()
