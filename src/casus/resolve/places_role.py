"""What part a place name plays in its sentence: where something is, or who acts."""

from __future__ import annotations

from dataclasses import dataclass

from casus.lexicon.place_words import MOVING, STATIC, place_words
from casus.resolve.places_tree import Ways, plain

# Nouns of relation: "the outskirts of X", "the border with X", "the direction of X" are places too.
RELATIONAL = frozenset(
    """
    outskirts outskirt border frontier north south east west northeast northwest southeast
    southwest center centre direction vicinity edge coast shore part side territory area
    surroundings entrance heart middle streets street waters airspace sky skies bank end
    position crossing road way line front rest
    """.split()  # noqa: SIM905
)
_MODIFIER = frozenset({"compound", "amod", "nmod:desc", "flat", "appos"})


@dataclass(frozen=True, slots=True)
class Role:
    """`kind`: at (static preposition), move, obj, subj, agent, poss, mod, of, with, alone, other.

    `head` is the token that stands for the whole phrase ("the village of Farukh": village);
    `case` its preposition; `governor` the word the phrase hangs on, -1 at the root.
    """

    kind: str
    head: int
    case: str
    governor: int
    noun: bool


def role_of(ways: Ways, start: int, end: int) -> Role:
    """The role of the name at tokens `[start, end)`."""
    head, noun = _outward(ways, ways.head_of(start, end))
    first = ways.chain(head)
    case = ways.case(head) or ways.case(first)
    token = ways.tokens[first]
    return Role(_kind(ways, head, first, case), head, case, token.head, noun)


def _outward(ways: Ways, head: int) -> tuple[int, bool]:
    """Climb from a name to the place noun that it completes."""
    noun = False
    for _ in range(4):
        token = ways.tokens[head]
        up = token.head
        if up < 0 or not _place_noun(ways, up):
            break
        relation = plain(token.deprel)
        of = relation == "nmod" and ways.case(head) in ("of", "in", "between", "with", "at", "")
        if not (
            of or token.deprel in _MODIFIER or relation in ("compound", "amod", "nmod", "appos")
        ):
            break
        head, noun = up, True
    return head, noun


def _place_noun(ways: Ways, index: int) -> bool:
    lemma, text = ways.lemma(index), ways.tokens[index].text.lower()
    return (
        lemma in place_words() or text in place_words() or lemma in RELATIONAL or text in RELATIONAL
    )


def _kind(ways: Ways, head: int, first: int, case: str) -> str:
    token = ways.tokens[first]
    relation = plain(token.deprel)
    words = set(case.split())
    if ways.tokens[head].deprel == "nmod:poss" or token.deprel == "nmod:poss":
        return "poss"
    if relation in ("compound", "amod", "flat", "det"):
        return "mod"
    if words & STATIC and words != {"by"}:
        return "agent" if token.deprel == "obl:agent" else "at"
    if words & MOVING and words != {"for"}:
        return "move"
    if words:
        return {
            "of": "of",
            "with": "with",
            "between": "between",
            "against": "against",
            "by": "agent",
        }.get(case, "other")
    return {"obj": "obj", "nsubj": "subj", "appos": "appos", "root": "alone", "list": "alone"}.get(
        relation, "other"
    )
