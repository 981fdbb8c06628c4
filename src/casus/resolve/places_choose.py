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
PROVINCE = 2.0
ROUNDS = 3
SURE = 0.5
# A name that fits its page worse is that of a place which no table has. On our own coded pages 541
# points lay in a wrong country, 284 are left; of 5,018 in the right one 48 are lost.
LEAST = 5.5


@dataclass(frozen=True, slots=True)
class Question:
    """One name of a page: its text, the noun of its kind, what names close after it may be."""

    text: str
    word: str
    holders: tuple[Entry, ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page speaks of: share of countries and provinces, and places that are sure.

    `told` gives what each name adds to the share of a country.
    """

    countries: Mapping[str, float]
    told: Mapping[str, tuple[str, float]]
    provinces: Mapping[tuple[str, str], float]
    anchors: Sequence[tuple[str, Entry]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The chosen place, its probability among the candidates, and those that lost."""

    entry: Entry | None
    score: float
    others: tuple[Entry, ...]


def choose(
    questions: Sequence[Question], hints: Mapping[str, float], least: float = -math.inf
) -> list[Answer]:
    """Answer all names of a page together; one name is one place throughout.

    `hints` are countries with their weight (names, nationalities, the outlet's country). The
    first round takes each name by itself, the next ones in the light of the other answers. A place
    of a country for which less than `least` speaks is none.
    """
    merged = _merged(questions)
    told = {text: land for text, q in merged.items() if (land := _only_land(q))}
    page = Page(*_countries(told, hints), {}, ())
    answers = {text: _best(q, page, least) for text, q in merged.items()}
    for _ in range(ROUNDS):
        found = {text: (a.entry, a.score) for text, a in answers.items() if a.entry}
        told = {text: (entry.country, sure) for text, (entry, sure) in found.items()}
        anchors = tuple((text, entry) for text, (entry, sure) in found.items() if sure > SURE)
        page = Page(*_countries(told, hints), _provinces(answers), anchors)
        answers = {text: _best(q, page, least) for text, q in merged.items()}
    return [answers[q.text] for q in questions]


def _merged(questions: Sequence[Question]) -> dict[str, Question]:
    """Join the questions about one name: any mention's noun and followers speak for all."""
    found: dict[str, Question] = {}
    for q in questions:
        held = found.get(q.text)
        if held is None:
            found[q.text] = q
        else:
            holders = tuple(dict.fromkeys((*held.holders, *q.holders)))
            found[q.text] = Question(q.text, held.word or q.word, holders, q.found)
    return found


def _only_land(question: Question) -> tuple[str, float] | None:
    """The country of a name that only one country has."""
    lands = {f.entry.country for f in question.found}
    return (lands.pop(), 1.0) if len(lands) == 1 else None


Told = dict[str, tuple[str, float]]


def _countries(told: Told, hints: Mapping[str, float]) -> tuple[dict[str, float], Told]:
    """Share of every country in what the page's names tell, 0 to 1, and what each of them adds."""
    weight: defaultdict[str, float] = defaultdict(float, hints)
    for land, sure in told.values():
        weight[land] += sure
    most = max(weight.values(), default=1.0) or 1.0
    shares = {land: value / most for land, value in weight.items()}
    return shares, {text: (land, sure / most) for text, (land, sure) in told.items()}


def _provinces(answers: Mapping[str, Answer]) -> dict[tuple[str, str], float]:
    """Share of every province in the page's answers, 0 to 1; its own name counts double."""
    weight: defaultdict[tuple[str, str], float] = defaultdict(float)
    for answer in answers.values():
        if answer.entry and answer.entry.admin1:
            value = 2.0 if answer.entry.kind == "region" else 1.0
            weight[answer.entry.country, answer.entry.admin1] += value * answer.score
    most = max(weight.values(), default=1.0) or 1.0
    return {key: value / most for key, value in weight.items()}


def _best(question: Question, page: Page, least: float) -> Answer:
    if not question.found:
        return Answer(None, 0.0, ())
    scored = sorted(
        ((_score(question, f, page), -i, f.entry) for i, f in enumerate(question.found)),
        reverse=True,
        key=lambda s: s[:2],
    )
    top = scored[0][0]
    if top < least and scored[0][2].country:
        return Answer(None, 0.0, tuple(e for _, _, e in scored[:5]))
    total = sum(math.exp(value - top) for value, _, _ in scored)
    return Answer(scored[0][2], 1 / total, tuple(e for _, _, e in scored[1:6]))


def _score(question: Question, found: Found, page: Page) -> float:
    entry = found.entry
    value = max(math.log10(max(entry.population, 0) + 10), 2.5 * _ours(entry))
    value += COUNTRY * _share(question.text, entry.country, page)
    value += PROVINCE * page.provinces.get((entry.country, entry.admin1), 0.0)
    value += OWN * _ours(entry) + LIKENESS * (found.likeness - 1)
    value += PRIMARY * (fold(entry.name) == fold(question.text))
    value += KIND * _kind(question.word, entry) + CHAIN * _held(question, entry)
    return value + NEAR * _nearness(question.text, entry, page.anchors)


def _share(text: str, land: str, page: Page) -> float:
    """How much of a page speaks for a country, 0 to 1; a name does not speak for itself."""
    own, share = page.told.get(text, ("", 0.0))
    return page.countries.get(land, 0.0) - (share if own == land else 0.0)


def _ours(entry: Entry) -> bool:
    """Whether only our own tables have the place; of what GeoNames has too, its people count."""
    return entry.own and entry.geonames_id is None


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


def _held(question: Question, entry: Entry) -> bool:
    """Whether a name that follows is the country or province of the place, or lies around it."""
    return any(
        h.country == entry.country
        and h is not entry
        and h.precision > entry.precision
        and (
            h.kind == "country"
            or (bool(h.admin1) and h.admin1 == entry.admin1)
            or (h.own and distance_km(h, entry) <= 1.2 * h.radius_km)
        )
        for h in question.holders
    )


def _nearness(text: str, entry: Entry, anchors: Sequence[tuple[str, Entry]]) -> float:
    """How near the place lies to the page's other places, 0 to 1."""
    near = sorted(distance_km(entry, a) for t, a in anchors if t != text and a.precision <= 5)
    best = near[:3]
    return sum(1 / (1 + d / NEAR_KM) for d in best) / len(best) if best else 0.0
