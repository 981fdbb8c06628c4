"""How a role word and its owner make an actor: Israeli + soldiers, Hezbollah + spokesman."""

from dataclasses import replace

from casus.lexicon.actors import actor_cues
from casus.resolve.actors_page import SUPRANATIONAL, Part
from casus.resolve.actors_words import Sense

CUES = actor_cues()
ATTACHED = CUES["attached"]
SERVING = CUES["serving"]
# Their armed men are forces of theirs; Kosovo and Somaliland have had rebels of their own.
DE_FACTO = frozenset({"XNK", "XAB", "XSO", "XTR", "XNC", "XDP", "XLP"})


def join(sense: Sense, word: str, owner: Part) -> Part:
    """Put a role word and its owner together; `word` is the role's last lemma."""
    kind = sense.kind
    if owner.country in SUPRANATIONAL:
        return _of_international(sense, word, owner)
    if kind in {"thing", "platform"} and not owner.soft:
        return replace(owner, kind="organ", word=word)
    if owner.sector in {"REB", "CRM"}:
        return _of_group(sense, word, owner)
    if (
        not sense.code
        or kind == "frame"
        or word in ATTACHED
        or (word in SERVING and not owner.soft)
    ):
        return _framed(owner, sense.code, kind, word)
    ruling = sense.code == "REB" and (owner.kind == "group" or owner.country in DE_FACTO)
    role = "MIL" if ruling or sense.code == "PKO" else sense.code
    return Part(owner.country, role, "", kind, owner.why, owner.score, False, word)


def _of_international(sense: Sense, word: str, owner: Part) -> Part:
    if sense.code in {"PKO", "MIL", "COP"} and owner.country == "IGO":
        sector = "MIL" if owner.name == "NATO" and sense.code == "MIL" else "PKO"
        return replace(owner, sector=sector, kind=sense.kind, word=word)
    return replace(owner, kind=sense.kind, word=word)


def _of_group(sense: Sense, word: str, owner: Part) -> Part:
    """Civilians, media and firms of an armed group are no fighters; everybody else of it is."""
    if sense.code in {"MED", "CVL", "BUS", "AID", "REL"} and word not in ATTACHED:
        return replace(owner, sector=sense.code, name="", kind=sense.kind, soft=False, word=word)
    return replace(owner, kind=sense.kind, word=word)


def _framed(owner: Part, role: str, kind: str, word: str) -> Part:
    """A spokesman, member or side takes the sector of what it belongs to."""
    if owner.soft and role:
        return replace(owner, sector=role, kind=kind, word=word, soft=role == "GOV")
    known = kind if owner.country else owner.kind  # "army spokesman" is bound as the army
    return replace(owner, kind=known, word=word)
