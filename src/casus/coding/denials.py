"""Blanket denials: "which Kabul denies", "the ministry rejected the charge", "Baku denies it".

Codebook sections 1 and 2: what is denied is a claim of its own, of the type of the accused event
and with its parties; the denier is its source. A denial that names what it denies ("denied that its
troops had crossed") is one claim, not two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from casus.coding.accounts import named
from casus.coding.attribution import subject_of
from casus.coding.page import PageView
from casus.coding.reading import Reading
from casus.coding.sources import DENYING
from casus.coding.status import UNTRUE
from casus.coding.tree import Tree
from casus.model import Slot

REBUFFING = frozenset({"dismiss", "reject", "rebuff"})  # claims, but also offers
CALLING = frozenset({"brand", "call", "describe", "dub", "label", "term"})
REPORTS = frozenset(
    [
        *("accusation", "allegation", "charge", "claim", "insinuation", "report", "rumor"),
        *("rumour", "statement", "story", "suggestion"),
    ]
)
POINTING = frozenset({"it", "this", "that", "which", "these", "them", "everything", "both"})
# done by speaking or by both sides: nothing that somebody is accused of
HARMLESS = frozenset({"ACCUSE", "CONSULT", "COOPERATE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
REACH = 2  # sentences back in which the accused event was told
SCORE = 0.7  # 9 of 13 such denials on 209 coded pages are claims of the accused event


def with_denials(page: PageView, readings: Sequence[Reading]) -> list[Reading]:
    """The readings with the claims that blanket denials make, in the order of their words."""
    found = list(readings)
    for number, tree in enumerate(page.trees):
        for verb in _deniers(tree):
            own = [r for r in found if r.sentence == number and verb in r.tokens]
            inside = set(tree.subtree(verb)) - {verb}
            told = [r for r in found if r.sentence == number and set(r.tokens) & inside]
            if _points_back(tree, verb):
                found = _accused(page, found, (number, verb), own)
            elif own and any(r.status.value == "denied" for r in told):
                found = [r for r in found if r not in own]
    return sorted(found, key=lambda r: (r.sentence, r.tokens[0]))


def _deniers(tree: Tree) -> Iterator[int]:
    for index, token in enumerate(tree.tokens):
        if token.upos != "VERB" or tree.passive(index):
            continue
        told = any(_back(tree, o) for o in tree.objects(index))
        rebuffs = tree.lemma(index) in REBUFFING or _belittles(tree, index)
        if tree.lemma(index) in DENYING or (rebuffs and told):
            yield index


def _belittles(tree: Tree, verb: int) -> bool:
    """As in "called it a lie", "dismissed this as baseless"."""
    words = tree.children(verb, "xcomp", "obl", "advcl", "obj")
    return tree.lemma(verb) in CALLING and any(tree.lemma(w) in UNTRUE for w in words)


def _points_back(tree: Tree, verb: int) -> bool:
    """Whether what is denied was told before: "denies it", "the charge", "which Kabul denies"."""
    said = [c for c in tree.children(verb, "ccomp", "xcomp") if tree.lemma(c) not in UNTRUE]
    if said:
        return False
    objects = tree.objects(verb)
    return bool(objects) and all(_back(tree, o) for o in objects)


def _back(tree: Tree, head: int) -> bool:
    if tree.tokens[head].upos in ("PRON", "DET"):
        return tree.lemma(head) in POINTING
    return tree.lemma(head) in REPORTS and not tree.children(head, "acl", "nmod", "ccomp")


def _accused(
    page: PageView, found: list[Reading], at: tuple[int, int], own: Sequence[Reading]
) -> list[Reading]:
    """The readings with the denial as a claim of the event that its speaker is accused of."""
    number, verb = at
    subject = subject_of(page.trees[number], verb)
    denier = None if subject is None else named(page, number, subject)
    if denier is None:
        return found
    span = page.span(number, verb)
    source = Slot(denier.value, denier.span, SCORE, "source:denier")
    status = Slot("denied", span, SCORE, "status:denial")
    event = next((r for r in _told_before(found, at) if _by(r, denier)), None)
    if event is None:
        deeds = [r for r in own if r.type.value not in HARMLESS]
        told = [replace(r, status=status, source=source, chain=(source,)) for r in deeds]
        return [*(r for r in found if r not in deeds), *told]
    made = replace(
        event,
        sentence=number,
        tokens=(verb,),
        type=Slot(event.type.value, span, SCORE, "denial:accused"),
        status=status,
        source=source,
        chain=(source,),
    )
    return [*(r for r in found if r not in own), made]


def _told_before(found: Sequence[Reading], at: tuple[int, int]) -> Iterator[Reading]:
    """The events told before a denial, the nearest first."""
    for one in sorted(found, key=lambda r: (r.sentence, r.tokens[0]), reverse=True):
        near = (one.sentence, one.tokens[0]) < at and one.sentence >= at[0] - REACH
        if near and one.type.value not in HARMLESS and one.status.value != "denied":
            yield one


def _by(event: Reading, denier: Slot[str]) -> bool:
    """Whether the event is said to be the deed of the denier's side."""
    return any(_side(s.value) == _side(denier.value) for s in event.actors)


def _side(code: str) -> str:
    country, _, rest = code.partition(".")
    return code if country in ("IGO", "NGO") or rest.startswith("REB") else country
