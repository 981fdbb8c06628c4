"""Fit the weights of everything that is chosen for a claim, on pages the network had not seen.

    python -m training.choices --pages ../shared/train training/coded --networks build/cv

The networks are those of `training.events.crossval`: every page is read by the one that was
trained without it. The weights of all pages go to `src/casus/lexicon`; those of all pages outside
a fold go to the fold's folder, so that a cross-validated score rests on nothing of the page but
one number: the threshold of `claim_choice.tsv` is set on all given pages together.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from casus.clean import Clean
from casus.coding import Code, event_choice, modes, party_choice, source_choice, standing
from casus.coding.choices import Choices, shares
from casus.coding.marked import NOBODY, manner_of, units_of
from casus.coding.page import PageView, view
from casus.coding.parties import heads_of
from casus.coding.party_options import SIDES, Asked
from casus.coding.sources import source_of
from casus.coding.tellers import issuer_of
from casus.language import Marker, Parse
from casus.language.parser import SHIPPED
from casus.lexicon.weights import weights_of
from casus.model import Claim, Document, Parsed, Slot
from casus.model import Page as RawPage
from casus.resolve.actors import Actors
from casus.resolve.dates import Dates, Event
from casus.resolve.dates_features import LOCAL, NONE
from casus.resolve.places import Places
from casus.resolve.places_event import evidence, none_evidence
from casus.resolve.places_index import PlaceIndex
from eval.places import same_place
from eval.triggers import located
from training.events.crossval import FOLDS, fold_of
from training.logit import Case, case, fit, write

LOG = logging.getLogger("training.choices")
OWN = "coded"
CLAIM = "claim"
LEXICON = Path("src/casus/lexicon")
ABOUT = {
    "event": "Whether a word names an event, and of which type.",
    "mode": "How an event was done.",
    "party": "Which phrase is the actor (a:) or the recipient (r:) of an event.",
    "source": "Who says that an event happened.",
    "place": "Which place is that of an event; rows that begin with `none` speak for no place.",
    "date": "Which date is that of an event.",
    "claim": "Whether a coded claim stands, all its fields being known.",
}
SLACK = 0.001  # of F1
PENALTY = {
    "event": 6.0, "mode": 4.0, "party": 6.0, "source": 3.0, "place": 2.0, "date": 6.0,
    "claim": 33.0,
}  # fmt: skip
GIVEN = 10.0  # how often a claim of a given page counts in judging which stand


@dataclass(frozen=True, slots=True)
class Told:
    """A coded claim with the sentence and the token of its trigger, and the unit that has it."""

    claim: dict[str, Any]
    sentence: int
    token: int
    unit: event_choice.Unit | None


@dataclass(frozen=True, slots=True)
class Readers:
    """What a page is read with."""

    clean: Clean
    parse: Parse
    actors: Actors
    places: Places


@dataclass(frozen=True, slots=True)
class Held:
    """A page read by a network that had not seen it, with its claims in the text's order.

    `own` tells that it is one of our own coded pages.
    """

    page: PageView
    parsed: Parsed
    places: PlaceIndex
    units: tuple[event_choice.Unit, ...]
    told: tuple[Told, ...]
    own: bool


def held_pages(folder: Path, networks: Path, folds: int = FOLDS) -> Iterator[tuple[int, Held]]:
    """Every coded page of a folder with the number of its fold."""
    names = sorted(path.stem for path in (folder / "claims").glob("*.json"))
    clean, actors, places = Clean(), Actors(), Places()
    vocabulary = SHIPPED / "tokenizer.json"
    for fold in range(folds):
        parse = Parse(Marker(networks / str(fold), vocabulary))
        by = Readers(clean, parse, actors, places)
        for name in names:
            if fold_of(name, names) == fold:
                yield fold, read(folder, name, by)


def read(folder: Path, name: str, by: Readers) -> Held:
    """Read one coded page as the pipeline does."""
    content = (folder / "pages" / f"{name}.txt").read_bytes()
    raw = RawPage(name, name, "text/plain", content, hashlib.sha256(content).hexdigest())
    document = next(d for d in by.clean.map(raw) if isinstance(d, Document))
    parsed = next(p for p in by.parse.map(document) if isinstance(p, Parsed))
    places = by.places.in_document(document, parsed.sentences)
    page = view(parsed, by.actors.in_document(document, parsed.sentences, places.countries()))
    units = tuple(units_of(page))
    of = {
        (unit.mark.sentence, token): unit
        for unit in units
        for token in (*(m.token for m in unit.marks), *(t.token for t in unit.group))
    }
    claims = json.loads((folder / "claims" / f"{name}.json").read_text("utf-8"))["claims"]
    found = []
    for claim in claims:
        spot = located(claim, document.text, parsed.sentences)
        if spot is not None:
            unit = of.get((spot.sentence, spot.token))
            found.append(Told(claim, spot.sentence, spot.token, unit))
    told = tuple(sorted(found, key=lambda t: (t.sentence, t.token)))
    return Held(page, parsed, places, units, told, own=folder.name == OWN)


def event_cases(held: Held) -> Iterator[Case]:
    """Every word that may name an event; one that no claim names is none."""
    gold: dict[int, set[str]] = {}
    for told in held.told:
        unit = told.unit or _likely(held, told)
        if unit is not None:
            gold.setdefault(id(unit), set()).add(told.claim["type"])
    for unit in held.units:
        kinds = gold.get(id(unit), {event_choice.NONE})
        names = event_choice.options(unit)
        rows = [event_choice.evidence(unit, name) for name in names]
        yield case(rows, [name in kinds for name in names])


def _likely(held: Held, told: Told) -> event_choice.Unit | None:
    """The unit of a claim's sentence that the table gives the claim's type."""
    for unit in held.units:
        if unit.mark.sentence == told.sentence and _ruled(unit) == told.claim["type"]:
            return unit
    return None


def mode_cases(held: Held) -> Iterator[Case]:
    """The mode of every claim whose trigger was found."""
    for told in held.told:
        if told.unit is None:
            continue
        asked = manner_of(held.page, told.unit, told.claim["type"])
        names = modes.options(asked)
        right = [name == (told.claim["mode"] or "") for name in names]
        yield case([modes.evidence(asked, name) for name in names], right)


def source_cases(held: Held) -> Iterator[Case]:
    """The source of every claim whose trigger was found, compared by country and sector."""
    before, issuer = "", issuer_of(held.page)
    for told in held.told:
        if told.unit is not None:
            kind, mark = told.claim["type"], told.unit.mark
            ruled = source_of(held.page, mark.sentence, mark.token, kind, issuer)
            asked = source_choice.Telling(held.page, mark, kind, ruled, before, issuer)
            options = source_choice.options(asked)
            right = [_alike([o.slot.value], [told.claim["source"]]) for o in options]
            yield case([source_choice.evidence(asked, o) for o in options], right)
        before = told.claim["source"]


def party_cases(held: Held) -> Iterator[Case]:
    """Actor and recipient of every claim; the recipient is asked with the right actor."""
    before: dict[str, dict[str, frozenset[str]]] = {}
    for told in held.told:
        claim, kind = told.claim, told.claim["type"]
        if told.unit is not None:
            group = told.unit.group if _ruled(told.unit) == kind else ()
            speaker = claim["source"] if "." in claim["source"] else ""
            last = before.get(kind, NOBODY)
            heads = heads_of(held.page, told.unit.mark, group)
            asked = Asked(held.page, told.unit.mark, kind, heads, speaker, last)
            yield from _sides(asked, claim)
        before[kind] = {side: frozenset(claim[f"{side}s"]) for side in SIDES}


def _ruled(unit: event_choice.Unit) -> str:
    return unit.group[0].type if unit.group else ""


def _sides(asked: Asked, claim: dict[str, Any]) -> Iterator[Case]:
    chosen: tuple[Slot[str], ...] = ()
    for side in SIDES:
        field, gold = party_choice.contest(asked, side, chosen), claim[f"{side}s"]
        options = field.held
        right = [_alike([s.value for s in o.slots], gold) for o in options]
        if chosen and set(claim["actors"]) == set(gold):
            other = [r and chosen[0] not in o.slots for r, o in zip(right, options, strict=True)]
            right = other if any(other) else right
        rows = [party_choice.evidence(field, one) for one in options]
        yield case(rows, right)
        fitting = [o for o, r in zip(options, right, strict=True) if r and o.slots]
        chosen = max(fitting, key=lambda o: o.near).slots if fitting else ()


def _alike(codes: list[str], gold: list[str]) -> bool:
    """Whether one code agrees in country and sector, or both are empty."""
    cut = {".".join(code.split(".")[:2]) for code in gold}
    return bool(cut & {".".join(code.split(".")[:2]) for code in codes}) or not (codes or gold)


def place_cases(held: Held) -> Iterator[Case]:
    """The place of every claim; the place of the event before is the coder's."""
    index = held.places
    for told in held.told:
        ways, gold, kind = index.ways(told.sentence), told.claim["place"], told.claim["type"]
        pointers = told.unit.mark.pointers["places"] if told.unit else ()
        choices = index.choices(told.sentence, told.token, pointers)
        rows = [evidence(ways, told.token, c.option, kind) for c in choices]
        right = [bool(gold) and same_place(gold, c.mention.place) for c in choices]
        none = none_evidence(ways, told.token, kind, [c.option for c in choices])
        yield case([*rows, none], [*right, not gold])
        fitting = [c for c, fits in zip(choices, right, strict=True) if fits]
        if fitting:
            index.remember(told.sentence, fitting[0].mention)


def date_cases(held: Held) -> Iterator[Case]:
    """The date of every claim.

    The coders of our own pages left more dates open than those of the given ones; that habit has
    weights of its own (`our pages`), which no page meets that is read later.
    """
    account = Dates().in_document(held.parsed.document, held.parsed.sentences).account
    for told in held.told:
        claim = told.claim
        event = Event(claim["type"], claim["status"], claim["source"])
        pointers = told.unit.mark.pointers["dates"] if told.unit else ()
        options, rows = account.case(told.sentence, told.token, event, pointers)
        if held.own:
            habit = [("our pages", 1.0)]
            if any(o.kind == LOCAL for o in options):
                habit.append(("our pages despite local", 1.0))
            rows = [
                (*row, *habit) if o.kind == NONE else row
                for row, o in zip(rows, options, strict=True)
            ]
        yield Case(tuple(rows), tuple(o.code == claim["date"] for o in options))


def claim_cases(held: Held, code: Code) -> Iterator[Case]:
    """Every claim that the program may code: whether it was told."""
    _, found = code.candidates(held.parsed)
    right = _paired(held, found)
    for number, claim in enumerate(found):
        rows = (standing.evidence(claim, held.parsed.document), ())
        stands = number in right
        asked = case(rows, (stands, not stands))
        yield asked if held.own else replace(asked, weight=GIVEN)


def _paired(held: Held, found: Sequence[Claim]) -> set[int]:
    """Which of the found claims are the coder's: of one type and sentence, the likest first."""
    sentences = {s.start: number for number, s in enumerate(held.parsed.sentences)}
    pairs = [
        (-_likeness(claim, told.claim), number, at)
        for number, claim in enumerate(found)
        for at, told in enumerate(held.told)
        if claim.type.value == told.claim["type"]
        and sentences[claim.evidence.start] == told.sentence
    ]
    taken: dict[int, int] = {}
    for _, number, at in sorted(pairs):
        if number not in taken and at not in taken.values():
            taken[number] = at
    return set(taken)


def _likeness(claim: Claim, told: dict[str, Any]) -> int:
    """In how many of status, source and sides a claim is the coder's."""
    return (
        (claim.status.value == told["status"])
        + _alike([claim.source.value], [told["source"]])
        + _alike([s.value for s in claim.actors], told["actors"])
        + _alike([s.value for s in claim.recipients], told["recipients"])
    )


def judged(weights: dict[str, float], cases: Sequence[Case]) -> Iterator[tuple[float, bool]]:
    """The probability that a claim stands, and whether it was told, for every claim."""
    for one in cases:
        stands, _ = shares(weights, ([name for name, _ in row] for row in one.options))
        yield stands, one.right[0]


def threshold(seen: Sequence[tuple[float, bool]], told: int) -> float:
    """The probability from which claims serve the F1 of types best; `told` claims were coded.

    The curve is flat at its top: the middle of all within `SLACK` of the best is taken.
    """
    right, curve = 0, []
    for coded, (share, fits) in enumerate(sorted(seen, reverse=True), 1):
        right += fits
        curve.append((2 * right / (coded + told), share))
    top, _ = max(curve)
    near = [share for value, share in curve if value >= top - SLACK]
    return round((near[0] + near[-1]) / 2, 3)


CASES: dict[str, Callable[[Held], Iterator[Case]]] = {
    "event": event_cases,
    "mode": mode_cases,
    "party": party_cases,
    "source": source_cases,
    "place": place_cases,
    "date": date_cases,
}


def made(
    name: str, held: Sequence[tuple[int, Held]], networks: Path
) -> list[tuple[int, list[Case]]]:
    """The cases of one table by page, each with the number of its fold.

    Which claims stand is asked of those that the other tables, as they lie there, make.
    """
    if name != CLAIM:
        return [(fold, list(CASES[name](page))) for fold, page in held]
    codes = {fold: Code(_all_but_claim(networks / str(fold))) for fold, _ in held}
    return [(fold, list(claim_cases(page, codes[fold]))) for fold, page in held]


def _all_but_claim(folder: Path) -> Choices:
    return Choices(*(weights_of(f"{name}_choice.tsv", folder) for name in CASES), claim={})


def main() -> None:
    """See the module's docstring."""
    assert (*CASES, CLAIM) == Choices.__slots__
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, nargs="+", required=True)
    parser.add_argument("--networks", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--only", nargs="*", default=[*CASES, CLAIM])
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    held = [
        one for folder in arguments.pages
        for one in held_pages(folder, arguments.networks, arguments.folds)
    ]  # fmt: skip
    LOG.info("%d pages read", len(held))
    if CLAIM in arguments.only and all(page.own for _, page in held):
        parser.error("no given page: the threshold of the claims is set on given pages")
    for name in arguments.only:
        cases = made(name, held, arguments.networks)
        tables = fitted(cases, name, held, arguments.folds)
        folders = [LEXICON, *(arguments.networks / str(n) for n in range(arguments.folds))]
        for table, folder in zip(tables, folders, strict=True):
            write(table, folder / f"{name}_choice.tsv", ABOUT[name])


def fitted(
    cases: Sequence[tuple[int, list[Case]]], name: str, held: Sequence[tuple[int, Held]], folds: int
) -> list[dict[str, float]]:
    """The weights on all pages, then those on all but the pages of each fold.

    `cases` run parallel to the pages. The threshold is set by the habits of the given ones.
    """
    every = [one for _, page in cases for one in page]
    LOG.info("%s: %d cases, %d answerable", name, len(every), sum(any(c.right) for c in every))
    tables = [fit(every, PENALTY[name])]
    for fold in range(folds):
        rest = [one for number, page in cases if number != fold for one in page]
        tables.append(fit(rest, PENALTY[name]))
    if name != CLAIM:
        return tables
    given = [(made, read) for made, (_, read) in zip(cases, held, strict=True) if not read.own]
    seen = [one for (fold, page), _ in given for one in judged(tables[1 + fold], page)]
    share = threshold(seen, sum(len(read.told) for _, read in given))
    return [table | {standing.THRESHOLD: share} for table in tables]


if __name__ == "__main__":
    main()
