"""The date of an event: the mention that its trigger governs, or the one its account carries on.

Every mention of the sentence is priced by the way through the tree from the trigger to it; dates of
a verb of saying belong to the saying. Without a mention the account's last date holds on under the
conditions of `carried`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from casus.model import Sentence
from casus.resolve.dates_mentions import Mention

SAYING = frozenset(
    [
        "say",
        "tell",
        "announce",
        "state",
        "declare",
        "report",
        "add",
        "claim",
        "confirm",
        "note",
        "explain",
        "write",
        "inform",
        "quote",
        "accord",
        "recount",
        "mention",
        "reveal",
        "disclose",
        "describe",
        "post",
        "tweet",
        "comment",
        "argue",
        "stress",
        "underline",
        "insist",
        "maintain",
        "indicate",
        "believe",
        "think",
        "show",
        "document",
        "count",
        "estimate",
        "warn",
        "allege",
        "suggest",
        "make",
        "know",
    ]
)
_NOMINAL = frozenset(
    [
        "nsubj",
        "obj",
        "iobj",
        "obl",
        "nmod",
        "appos",
        "nummod",
        "amod",
        "compound",
        "flat",
        "conj",
        "dep",
        "fixed",
        "det",
        "case",
        "advmod",
        "acl",
        "xcomp",
        "csubj",
        "list",
        "orphan",
        "goeswith",
        "reparandum",
        "discourse",
        "vocative",
        "expl",
        "cc",
        "root",
    ]
)
_REPORTED = frozenset({"ccomp", "parataxis"})
_BOUNDS = frozenset({"until", "till", "by", "before", "after", "through"})
LIMIT = 6.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention in the tree: its sentence, its tokens `[first, last]`, the token it hangs on."""

    mention: Mention
    sentence: int
    first: int
    last: int
    head: int

    def holds(self, token: int) -> bool:
        """Whether a token belongs to the words of the mention."""
        return self.first <= token <= self.last


def universal(deprel: str) -> str:
    """The relation without its subtype."""
    return deprel.partition(":")[0]


def placed(mention: Mention, number: int, sentence: Sentence) -> Placed | None:
    """Find a mention's tokens and its head in the tree of the sentence."""
    inside = [
        index
        for index, token in enumerate(sentence.tokens)
        if token.start < mention.end and token.end > mention.start
    ]
    if not inside:
        return None
    heads = [i for i in inside if sentence.tokens[i].head not in inside] or inside[:1]
    return Placed(mention, number, inside[0], inside[-1], heads[-1])


def ancestors(sentence: Sentence, token: int) -> list[int]:
    """A token and its governors up to the root."""
    way = [token]
    while (head := sentence.tokens[way[-1]].head) >= 0 and head not in way:
        way.append(head)
    return way


def is_saying(sentence: Sentence, index: int) -> bool:
    """Whether a token is a verb of saying."""
    token = sentence.tokens[index]
    return token.lemma.lower() in SAYING and token.upos in {"VERB", "AUX"}


def price(sentence: Sentence, trigger: int, item: Placed) -> float:
    """What it costs to take a mention as the date of the trigger; from `LIMIT` on too much."""
    if item.holds(trigger):
        return LIMIT
    up = ancestors(sentence, trigger)
    down = ancestors(sentence, item.head)
    meet = next((i for i in down if i in up), None)
    if meet is None:
        return LIMIT
    cost = _climb(sentence, up[: up.index(meet)]) + _descend(sentence, down[: down.index(meet)])
    if is_saying(sentence, meet) and meet != trigger and _reported_below(sentence, up, meet):
        cost += 4.0
    if item.mention.expression.lead in _BOUNDS:
        cost += 1.5
    return cost + abs(item.first - trigger) * 0.01


def _climb(sentence: Sentence, way: Sequence[int]) -> float:
    """From the trigger to the meeting point: nominal steps are cheap, clause bounds are not."""
    cost = 0.0
    for index in way:
        relation = universal(sentence.tokens[index].deprel)
        if relation in _REPORTED:
            cost += 2.0
        elif relation in {"advcl", "acl"}:
            cost += 1.0
        elif relation == "conj":
            cost += 0.5
        else:
            cost += 0.3
    return cost


def _descend(sentence: Sentence, way: Sequence[int]) -> float:
    """From the meeting point down to the mention; the last step hangs the mention itself."""
    cost = 0.0
    for index in way[1:]:
        token = sentence.tokens[index]
        relation = universal(token.deprel)
        if relation in _REPORTED:
            cost += 3.5
        elif relation in {"advcl", "acl"}:
            cost += 2.5
        elif relation == "conj" and token.upos in {"VERB", "AUX"}:
            cost += 2.0
        else:
            cost += 0.5
    return cost


def _reported_below(sentence: Sentence, up: Sequence[int], meet: int) -> bool:
    step = up[up.index(meet) - 1] if up.index(meet) else meet
    return universal(sentence.tokens[step].deprel) in _REPORTED
