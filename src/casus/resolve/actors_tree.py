"""A sentence as noun phrases: what belongs to a head, and what stands in which relation to it."""

from collections.abc import Iterator

from casus.lexicon.actors import actor_cues
from casus.model import Entity, Sentence, Token
from casus.resolve.actors_words import Hit

CORE = frozenset(
    {"amod", "compound", "flat", "nummod", "det", "fixed", "goeswith", "nmod:desc", "nmod:npmod"}
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
CUES = actor_cues()
MOTION = CUES["motion"]
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
LOCATIVE = CUES["locative"]
DASHES = frozenset({"–", "—", "-", "--"})
LONGEST_DATELINE = 12  # tokens


class Phrases:
    """One sentence with its hits; token indices count from 0."""

    def __init__(self, sentence: Sentence, hits: tuple[Hit, ...]) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.hits = hits
        self.hit_at: dict[int, Hit] = {i: h for h in hits for i in range(h.start, h.end)}
        self.below: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if 0 <= token.head < len(self.tokens) and token.head != index:
                self.below[token.head].append(index)
        self._cores: dict[int, list[int]] = {}
        self.entity_at: dict[int, Entity] = {
            i: e for e in sentence.entities for i in range(e.start, e.end)
        }

    def children(self, head: int, *relations: str) -> list[int]:
        """Children by relation; a bare relation also takes its subtypes."""
        return [
            c
            for c in self.below[head]
            if self.tokens[c].deprel in relations or _bare(self.tokens[c].deprel) in relations
        ]

    def core(self, head: int) -> list[int]:
        """The head with its modifiers before and its name parts, without complements."""
        if head not in self._cores:
            self._cores[head] = self._core(head)
        return self._cores[head]

    def _core(self, head: int) -> list[int]:
        found = [head]
        for child in self.below[head]:
            token = self.tokens[child]
            plain = token.deprel in CORE or _bare(token.deprel) in CORE
            bare_nmod = _bare(token.deprel) == "nmod" and token.deprel != "nmod:poss"
            if plain or (bare_nmod and not self.case(child) and not self.children(child, "det")):
                found += self.core(child)
        return sorted(found)

    def subtree(self, head: int) -> list[int]:
        """All tokens at or below `head`, in order."""
        found, stack = set(), [head]
        while stack:
            at = stack.pop()
            if at not in found:
                found.add(at)
                stack += self.below[at]
        return sorted(found)

    def case(self, head: int) -> str:
        """The first preposition that governs `head`, lower-cased, or ''."""
        for child in self.below[head]:
            token = self.tokens[child]
            if token.deprel.startswith("case") and token.text not in {"'s", "’s", "'", "’"}:
                return token.text.lower()
        return ""

    def complements(self, head: int) -> Iterator[tuple[str, int]]:
        """Prepositional complements of a noun, with their preposition."""
        for child in self.below[head]:
            relation = _bare(self.tokens[child].deprel)
            if relation in {"nmod", "obl"} and self.tokens[child].deprel != "nmod:poss":
                case = self.case(child)
                if case:
                    yield case, child

    def locative(self, head: int) -> bool:
        """Is the phrase a place: "in Baku", "flew to Baku", "the road from Baku"?"""
        case = self.case(head)
        if case in LOCATIVE:
            return True
        above = self.tokens[head].head
        return case in {"to", "from"} and above >= 0 and self.tokens[above].lemma.lower() in MOTION

    def in_dateline(self, head: int) -> bool:
        """Does a word stand before the dash of a dateline: "NAIROBI, Oct 18 (Reuters) - "?"""
        for index, token in enumerate(self.tokens[:LONGEST_DATELINE]):
            if token.upos in {"VERB", "AUX"}:
                return False
            if token.text in DASHES:
                return head < index
        return False

    def verb(self, head: int) -> int:
        """The governor above a chain of coordination and modification: the clause of `head`."""
        at, steps = head, 0
        while 0 <= self.tokens[at].head < len(self.tokens) and steps < len(self.tokens):
            relation = _bare(self.tokens[at].deprel)
            at, steps = self.tokens[at].head, steps + 1
            if relation not in {
                "conj",
                "appos",
                "nmod",
                "compound",
                "amod",
                "flat",
                "det",
                "nummod",
            }:
                return at
        return at

    def is_subject(self, head: int) -> bool:
        """Is `head` a subject, or coordinated with one?"""
        at = head
        for _ in self.tokens:
            if self.tokens[at].deprel in SUBJECTS:
                return True
            if self.tokens[at].deprel != "conj":
                return False
            at = self.tokens[at].head
        return False

    def definite(self, head: int) -> bool:
        """Does the phrase begin with "the", "this", "that", "these", "those" or "said"?"""
        words = {self.tokens[c].text.lower() for c in self.children(head, "det", "amod")}
        return bool(words & {"the", "this", "that", "these", "those", "said", "same", "latter"})

    def plural(self, head: int) -> bool:
        """Plural by tag, or by coordination."""
        return self.tokens[head].xpos in {"NNS", "NNPS"} or bool(self.children(head, "conj"))

    def bounds(self, indices: list[int]) -> tuple[int, int]:
        """Code points from the first to the last of some tokens."""
        return self.tokens[min(indices)].start, self.tokens[max(indices)].end


def _bare(relation: str) -> str:
    return relation.partition(":")[0]
