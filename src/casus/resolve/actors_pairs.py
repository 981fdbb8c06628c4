"""Two parties in one phrase: "both sides", "the two countries", "the warring parties"."""

from dataclasses import replace

from casus.lexicon.actors import actor_cues
from casus.resolve.actors_page import PageState, Part
from casus.resolve.actors_recall import opposing
from casus.resolve.actors_tree import Phrases
from casus.resolve.actors_words import COUNTRY_KINDS, NAME_KINDS

CUES = actor_cues()
SIDES = CUES["sides"]
STATES = CUES["state_sides"]
ARMED = CUES["armed_sides"]
PAIRING = CUES["pairing"]
FORCES = {"police": "COP", "guard": "MIL"}


def two_sides(page: PageState, number: int, head: int) -> tuple[Part, ...] | None:
    """The page's two sides when the phrase speaks of both; None when it does not."""
    phrases = page.phrases[number]
    lemma = phrases.tokens[head].lemma.lower()
    if lemma not in SIDES and lemma != "two":
        return None
    if not _speaks_of_both(phrases, head, lemma):
        return None
    found = opposing(page, number, head, lemma in STATES)
    sector = "MIL" if lemma in ARMED else FORCES.get(lemma, "")
    if not sector:
        return found
    return tuple(replace(p, sector=sector, soft=False) if p.soft else p for p in found)


def _speaks_of_both(phrases: Phrases, head: int, lemma: str) -> bool:
    modifiers = {
        phrases.tokens[c].text.lower() for c in phrases.children(head, "det", "nummod", "amod")
    }
    if any(_named(phrases, i) for i in phrases.core(head)):
        return False
    if modifiers == {"the"}:
        plain = lemma in {"side", "party"} and phrases.plural(head)
        return plain or phrases.tokens[head].text.lower() == "two"
    if "two" in modifiers and not modifiers & {"the", "both"}:
        return False
    if "all" in modifiers and lemma not in {"side", "party"}:
        return False
    return lemma in SIDES and bool(modifiers & PAIRING)


def _named(phrases: Phrases, index: int) -> bool:
    hit = phrases.hit_at.get(index)
    return hit is not None and bool(hit.of(COUNTRY_KINDS | NAME_KINDS))
