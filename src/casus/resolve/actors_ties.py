"""How the words of a phrase hang together: sponsors, names of persons, attachment to the core."""

from collections.abc import Sequence
from dataclasses import replace

from casus.lexicon.actors import actor_cues
from casus.resolve.actors_page import Part
from casus.resolve.actors_tree import Phrases
from casus.resolve.actors_words import Hit, Sense

SPONSORED = actor_cues()["sponsored"]


def unclear(owner: Part) -> Part:
    """A body of a known country whose sector nothing tells."""
    sector = "UNK" if owner.soft else owner.sector
    return replace(owner, sector=sector, soft=False, score=0.4, why="organisation")


def soft(sense: Sense) -> bool:
    """Does the role leave the sector to the country it belongs to?"""
    return sense.kind == "frame" and sense.code == "GOV"


def personal(phrases: Phrases, head: int) -> bool:
    """Does the head belong to a person's name of several words?"""
    entity = phrases.entity_at.get(head)
    return entity is not None and entity.label == "PER" and entity.end - entity.start > 1


def inside_person(phrases: Phrases, hit: Hit) -> bool:
    """Michael Jordan is no country."""
    entity = phrases.entity_at.get(hit.start)
    return (
        entity is not None
        and entity.label == "PER"
        and entity.end - entity.start > hit.end - hit.start
    )


def sponsor(phrases: Phrases, hit: Hit) -> bool:
    """Is it another's country, as in "Turkish-backed", "pro-Russian", "anti-French"?"""
    after = [t.text.lower() for t in phrases.tokens[hit.end : hit.end + 2]]
    before = [t.text.lower() for t in phrases.tokens[max(hit.start - 2, 0) : hit.start]]
    if after[:1] and after[0] in {"-", "–", "‑"} and after[-1] in SPONSORED:
        return True
    joined = "".join(before)
    own = phrases.tokens[hit.start].text.lower()
    return joined.endswith(("pro-", "anti-", "ex-")) or own.startswith(("pro-", "anti-"))


def attached(phrases: Phrases, hit: Hit, core: Sequence[int]) -> bool:
    """Does the hit modify the core, directly or through a coordination or a hyphened adjective?"""
    inside = set(core)
    for index in range(hit.start, hit.end):
        at = index
        for _ in range(4):
            if at in inside:
                return True
            if phrases.tokens[at].deprel == "nmod:poss":
                return False
            at = phrases.tokens[at].head
            if at < 0:
                break
    return False


def in_name(phrases: Phrases, hit: Hit) -> bool:
    """Is a word of a role only part of a person's name here: Zabihullah Mujahid, Tom Porter?"""
    entity = phrases.entity_at.get(hit.start)
    token = phrases.tokens[hit.start]
    if token.upos != "PROPN" or hit.end - hit.start > 1 or entity is None or entity.label != "PER":
        return False
    return hit.start > entity.start or (hit.senses[0].kind == "people" and token.xpos != "NNPS")
