"""Does it matter who does it? Texts with the two sides' names swapped must give swapped codes.

Every text stands for two: A against B and B against A. Type, mode, status, sides, source, date and
losses of all claims must be the same when the codes are swapped back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casus.coding import Code
from casus.language import Parse
from casus.model import Block, Claim, Coded, Document, Parsed, Role, Slot, When


@dataclass(frozen=True, slots=True)
class Side:
    """How a country, its people and its capital are called."""

    land: str
    adjective: str
    people: str
    capital: str


SIDES = {
    "ARM": Side("Armenia", "Armenian", "Armenians", "Yerevan"),
    "AZE": Side("Azerbaijan", "Azerbaijani", "Azerbaijanis", "Baku"),
    "KEN": Side("Kenya", "Kenyan", "Kenyans", "Nairobi"),
    "UGA": Side("Uganda", "Ugandan", "Ugandans", "Kampala"),
}
PAIRS = (("ARM", "AZE"), ("KEN", "UGA"))
TEXTS = (
    "{A.adjective} forces shelled {B.adjective} positions on Monday.",
    "Two {A.adjective} soldiers were killed by {B.adjective} fire, {A.land} said.",
    "{A.land} denied that its forces had opened fire on {B.adjective} positions.",
    "{A.land} called on {B.land} to withdraw its troops.",
    "{A.capital} rejected the demands of {B.capital}.",
    "{A.land} will release twelve {B.adjective} prisoners on Friday.",
    "{A.land} threatened to attack {B.land}.",
    "The foreign ministers of {A.land} and {B.land} held talks in Geneva on Monday.",
    "{A.land} expelled two {B.adjective} diplomats.",
    "{A.adjective} border guards arrested seven {B.adjective} citizens.",
    "The {A.adjective} Defence Ministry said {B.adjective} forces had shelled a village.",
    "{A.land} may send troops to the border with {B.land}.",
    "{A.land} and {B.land} signed an agreement on the release of prisoners.",
    "Clashes between {A.adjective} and {B.adjective} troops went on for hours.",
)
# the network tells the sides apart by a hair: measured, and not held by a test
HARD = (
    "{A.adjective} troops attacked a {B.adjective} post, killing three soldiers and wounding five.",
    "{A.land} accused {B.land} of shelling the border.",
)


def renamed(text: str, one: str, other: str) -> str:
    """A text of the list with one country for A and the other for B."""
    return text.format(A=SIDES[one], B=SIDES[other])


@cache
def _stages() -> tuple[Parse, Code]:
    return Parse(), Code()


def facts(text: str, codes: Mapping[str, str]) -> list[tuple[object, ...]]:
    """What is claimed in a text, with the countries of its codes renamed by `codes`."""
    parse, code = _stages()
    block = Block(0, len(text), Role.BODY, "given")
    when = When("2021-06-10", "given", 1.0)
    document = Document("text", "", text, (block,), None, None, when, "en")
    parsed = [p for p in parse.map(document) if isinstance(p, Parsed)]
    coded = [c for p in parsed for c in code.map(p) if isinstance(c, Coded)]
    return [_facts(claim, codes) for c in coded for claim in c.claims]


def _facts(claim: Claim, codes: Mapping[str, str]) -> tuple[object, ...]:
    def of(slots: Sequence[Slot[str]]) -> list[str]:
        return sorted(re.sub("^[A-Z]{3}", lambda m: codes.get(m[0], m[0]), s.value) for s in slots)

    return (
        claim.type.value,
        claim.mode.value if claim.mode else None,
        claim.status.value,
        of(claim.actors),
        of(claim.recipients),
        of([claim.source]),
        claim.date.value if claim.date else None,
        [x.value for x in claim.losses],
        [w.value for w in claim.weapons],
    )


def measure(_gold: Path) -> dict[str, float]:
    """The share of texts on which swapping the sides swaps the codes and changes nothing else."""
    held = [
        facts(renamed(text, one, other), {}) == facts(renamed(text, other, one), swap)
        for one, other in PAIRS
        for swap in [{one: other, other: one}]
        for text in TEXTS + HARD
    ]
    return {"held": sum(held) / len(held)}
