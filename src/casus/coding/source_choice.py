"""Who says that an event happened: the rules of attribution and the network weighed together.

Options are the author, nobody named, the holder that the rules find, the holders that the network
points to, those of the sentence's other acts of saying, the one whose account was told last, and
the body whose own page the page is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from casus.coding.accounts import labelled, named, slot_of
from casus.coding.choices import Weights, best, shares
from casus.coding.page import PageView
from casus.coding.sources import AUTHOR, SPOKEN_ACTS, Sourced, holders, last_holder
from casus.coding.tellers import Issuer
from casus.model import Mark, Slot, graded

UNNAMED = "unnamed"
LEAST = 0.3  # probability of a pointer to a party
Slots = tuple[Slot[str], ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """An event whose source is asked for; `ruled` is what the rules of attribution find.

    `before` is the source of the event told before, "" at the beginning; `issuer` is the body
    whose own page the page is.
    """

    page: PageView
    mark: Mark
    kind: str
    ruled: Sourced
    before: str
    issuer: Issuer | None


@dataclass(slots=True)
class Holder:
    """An option: the source, how surely the network points to it and to its name, and its ways.

    `ways` name how else it was found, `nouns` what heads its phrase where it tells of the event.
    """

    slot: Slot[str]
    near: float = 0.0
    name: float = 0.0
    ways: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)


def options(asked: Telling) -> list[Holder]:
    """All sources that anything speaks for."""
    ruled = asked.ruled.source
    found = {
        s.value: Holder(s) for s in (ruled, AUTHOR, Slot(UNNAMED, None, 0.5, "network:source"))
    }
    for role in ("holders", "holder_names"):
        for pointer in asked.mark.pointers[role]:
            slot = named(asked.page, pointer.sentence, pointer.token)
            one = found[UNNAMED] if slot is None else found.setdefault(slot.value, Holder(slot))
            if role == "holders":
                one.near = max(one.near, pointer.score)
                one.nouns.add(_noun(asked.page, pointer.sentence, pointer.token))
            else:
                one.name = max(one.name, pointer.score)
    for way, slot, nouns in _ways(asked):
        one = found.setdefault(slot.value, Holder(slot))
        one.ways.add(way)
        one.nouns |= nouns
    return list(found.values())


def _noun(page: PageView, sentence: int, token: int) -> str:
    """The lemma that heads a speaker's phrase, the word class of a name."""
    tree = page.trees[sentence]
    return "PROPN" if tree.tokens[token].upos == "PROPN" else tree.lemma(token)


def _ways(asked: Telling) -> Iterator[tuple[str, Slot[str], set[str]]]:
    """The sources that the page's acts of saying give, each with how and its noun."""
    page, number, trigger = asked.page, asked.mark.sentence, asked.mark.token
    holding = sorted(holders(page, number, trigger), key=lambda a: -len(a.content))
    for one in page.said[number]:
        way = "beside" if one not in holding else "inner" if one == holding[-1] else "outer"
        nouns = set[str]()
        if way != "beside" and one.source is not None:
            nouns.add(_noun(page, number, one.source))
        yield way, slot_of(page, one), nouns
    if carried := last_holder(page, number):
        yield "last", carried, set()
    if label := labelled(page, number, trigger):
        yield "label", label, set()
    quote = page.quote_of(number, trigger)
    if quote is not None and (speaker := page.speaker(quote)):
        yield "speaker", slot_of(page, speaker), set()
    if asked.issuer is not None:
        yield "issuer", asked.issuer.slot, set()


def evidence(asked: Telling, one: Holder) -> Iterator[str]:
    """Name what speaks for or against a source."""
    code = one.slot.value
    kind = code if code in (AUTHOR.value, UNNAMED) else "actor"
    ruled = asked.ruled.source
    by_rule = ruled.value if ruled.value in (AUTHOR.value, UNNAMED) else "actor"
    seen = graded(asked.mark.sources.get(kind, 0.0))
    yield kind
    yield f"{kind}&seen={seen}"
    yield f"{kind}&seen={seen}&ruled={by_rule}"
    yield f"{kind}&type={asked.kind}"
    yield f"{kind}&ruled={ruled.why}"
    yield f"{kind}&ruled={by_rule}&type={asked.kind}"
    if code == asked.before:
        yield f"{kind}&before"
    near, name = graded(one.near), graded(one.name)
    for noun in sorted(one.nouns):
        yield f"{kind}&noun={noun}"
    if asked.issuer is not None:
        yield from (f"{kind}&{what}" for what in _issued(asked, asked.issuer, by_rule))
    if kind == UNNAMED:
        yield f"unnamed&near={near}"
    for way in sorted(one.ways):
        yield f"{kind}&{way}"
        yield f"{kind}&{way}&near={near}"
        yield f"{kind}&{way}&spoken={asked.kind in SPOKEN_ACTS}"
    if kind != "actor":
        return
    yield f"near={near}"
    yield f"name={name}"
    yield f"near={near}&name={name}"
    if code == ruled.value:
        yield f"same&near={near}"
        yield f"same&{ruled.why}"
    if "issuer" in one.ways and asked.issuer is not None:
        yield from (f"issuer&{what}" for what in _issued(asked, asked.issuer, by_rule))
    yield f"sector={code.split('.')[1]}"


def _issued(asked: Telling, issuer: Issuer, by_rule: str) -> Iterator[str]:
    """How an event stands to the body whose own page tells of it."""
    side = f"{issuer.how}&{_party(asked, issuer)}"
    yield issuer.how
    yield side
    yield f"{side}&ruled={by_rule}"
    yield f"{side}&type={asked.kind}"


def _party(asked: Telling, issuer: Issuer) -> str:
    """Which side of an event the issuer or its state is on, as the network sees it."""
    found = ""
    for side in ("actors", "recipients"):
        for pointer in asked.mark.pointers[side][:2]:
            codes = asked.page.actors.at(
                pointer.sentence, pointer.token, speaker=(issuer.slot.value,)
            )
            kin = {issuer.kin(s.value) for s in codes if pointer.score >= LEAST}
            if "body" in kin:
                return f"body of {side}"
            if "state" in kin:
                found = found or f"state of {side}"
    return found or "other"


def choose(asked: Telling, weights: Weights) -> tuple[Slot[str], Slots]:
    """The source and the chain of holders, outermost first."""
    held = options(asked)
    chances = shares(weights, (evidence(asked, one) for one in held))
    at = best(chances)
    own = held[at].slot
    slot = Slot(own.value, own.span, chances[at], own.why)
    if own.value == asked.ruled.source.value:
        return slot, asked.ruled.chain
    return slot, () if own.value in (AUTHOR.value, UNNAMED) else (slot,)


def speaker_of(source: Slot[str], chain: Slots) -> str:
    """Who says "we" in the telling: the innermost holder with a code, "" where there is none."""
    held = [s.value for s in (*chain, source) if "." in s.value]
    return held[-1] if held else ""
