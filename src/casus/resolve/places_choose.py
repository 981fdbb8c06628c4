"""Choose among places of one name by what else the page speaks of."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casus.lexicon.place_words import place_words
from casus.resolve.entry import PRECISION, Entry, distance_km
from casus.resolve.folding import fold
from casus.resolve.gazetteer import Found

# Weights of the evidence, in the units of a decimal order of population.
COUNTRY = 4.0
NEAR = 2.0
CHAIN = 3.5
KIND = 2.0
OWN = 1.5
LIKENESS = 8.0
PRIMARY = 0.6
NEAR_KM = 150.0


@dataclass(frozen=True, slots=True)
class Question:
    """One name of a page: its text, the noun of its kind, the names that follow it in a chain."""

    text: str
    word: str
    chain: tuple[str, ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The chosen place, its probability among the candidates, and those that lost."""

    entry: Entry | None
    score: float
    others: tuple[Entry, ...]


def choose(questions: Sequence[Question], hints: Mapping[str, float]) -> list[Answer]:
    """Answer all names of a page together.

    `hints` are countries with their weight (names, nationalities, the outlet's country). Two
    rounds: names first by themselves, then in the light of the other answers.
    """
    countries = _countries(questions, hints)
    first = [_best(q, countries, ()) for q in questions]
    countries = _countries(questions, hints, first)
    anchors = [
        (a.entry, q.text)
        for q, a in zip(questions, first, strict=True)
        if a.entry and a.score > 0.5
    ]
    return [_best(q, countries, [e for e, t in anchors if t != q.text]) for q in questions]


def _countries(
    questions: Sequence[Question], hints: Mapping[str, float], answers: Sequence[Answer] = ()
) -> dict[str, float]:
    """Share of every country in the page's evidence, 0 to 1."""
    weight: defaultdict[str, float] = defaultdict(float, hints)
    for index, question in enumerate(questions):
        if answers:
            entry, sure = answers[index].entry, answers[index].score
            if entry:
                weight[entry.country] += sure
        else:
            lands = {f.entry.country for f in question.found}
            if len(lands) == 1:
                weight[lands.pop()] += 1.0
    most = max(weight.values(), default=1.0) or 1.0
    return {land: value / most for land, value in weight.items()}


def _best(question: Question, countries: Mapping[str, float], anchors: Sequence[Entry]) -> Answer:
    if not question.found:
        return Answer(None, 0.0, ())
    scored = sorted(
        ((_score(question, f, countries, anchors), -i, f.entry) for i, f in enumerate(question.found)), reverse=True,
        key=lambda s: s[:2],
    )  # fmt: skip
    top = scored[0][0]
    total = sum(math.exp(value - top) for value, _, _ in scored)
    return Answer(scored[0][2], 1 / total, tuple(e for _, _, e in scored[1:6]))


def _score(
    question: Question, found: Found, countries: Mapping[str, float], anchors: Sequence[Entry]
) -> float:
    entry = found.entry
    value = math.log10(max(entry.population, 0) + 10) if entry.population else 2.5 * entry.own
    value += COUNTRY * countries.get(entry.country, 0.0)
    value += OWN * entry.own + LIKENESS * (found.likeness - 1)
    value += PRIMARY * (fold(entry.name) == fold(question.text))
    value += KIND * _kind(question.word, entry) + (CHAIN if _chained(question, entry) else 0.0)
    return value + NEAR * _nearness(entry, anchors)


def _kind(word: str, entry: Entry) -> float:
    """Agreement of the noun beside the name with the kind of the place, -1 to 1."""
    if not word:
        return 0.5 if entry.kind == "country" else 0.0
    wanted = place_words()[word]
    if entry.kind == wanted.kind:
        return 1.0
    if entry.kind in wanted.back:
        return 0.5
    return -0.5 if abs(PRECISION.get(wanted.kind, 5) - entry.precision) > 1 else 0.0


def _chained(question: Question, entry: Entry) -> bool:
    return any(link in (fold(entry.country), fold(entry.admin1)) for link in question.chain)


def _nearness(entry: Entry, anchors: Sequence[Entry]) -> float:
    """How near the place lies to the page's other places, 0 to 1."""
    near = sorted(distance_km(entry, a) for a in anchors if a.precision <= 5)
    if not near:
        return 0.0
    best = near[: min(3, len(near))]
    return sum(1 / (1 + d / NEAR_KM) for d in best) / len(best)
