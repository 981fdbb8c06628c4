"""What places need of a dependency tree: the way from a name to the words that govern it."""

from __future__ import annotations

from dataclasses import dataclass

from casus.model import Sentence, Token

CLAUSAL = frozenset({"advcl", "acl", "ccomp", "xcomp", "parataxis", "csubj", "root", "conj"})


def plain(deprel: str) -> str:
    """The relation without its subtype."""
    return deprel.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a way: the relation, and whether it is walked towards the root."""

    relation: str
    up: bool


class Ways:
    """A sentence's tree with its children indexed."""

    def __init__(self, sentence: Sentence) -> None:
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.below: list[list[int]] = [[] for _ in sentence.tokens]
        for index, token in enumerate(sentence.tokens):
            if 0 <= token.head < len(sentence.tokens):
                self.below[token.head].append(index)

    def lemma(self, index: int) -> str:
        """Give the lower-cased lemma."""
        return self.tokens[index].lemma.lower()

    def head_of(self, start: int, end: int) -> int:
        """Find the token of `[start, end)` that the others hang on: its governor lies outside."""
        for index in range(start, end):
            if not start <= self.tokens[index].head < end:
                return index
        return end - 1

    def case(self, index: int) -> str:
        """Give the prepositions of a nominal, lower-cased and joined by a blank, or ''."""
        marks = [
            c
            for c in self.below[index]
            if self.tokens[c].deprel == "case" and self.tokens[c].xpos != "POS"
        ]
        fixed = [
            w
            for m in marks
            for w in (m, *(f for f in self.below[m] if self.tokens[f].deprel == "fixed"))
        ]
        return " ".join(self.tokens[m].text.lower() for m in fixed)

    def line(self, index: int) -> list[int]:
        """Give a token and its governors up to the root."""
        found = [index]
        while (index := self.tokens[index].head) >= 0 and index not in found:
            found.append(index)
        return found

    def way(self, source: int, target: int) -> list[Step] | None:
        """Give the edges from `source` to `target`; None when the tree does not join them."""
        up, down = self.line(source), self.line(target)
        meeting = next((i for i in up if i in down), None)
        if meeting is None:
            return None
        steps = [Step(self.tokens[i].deprel, True) for i in up[: up.index(meeting)]]
        return steps + [
            Step(self.tokens[i].deprel, False) for i in reversed(down[: down.index(meeting)])
        ]

    def chain(self, index: int) -> int:
        """Give the first conjunct of a coordination that `index` belongs to."""
        while plain(self.tokens[index].deprel) == "conj" and self.tokens[index].head >= 0:
            index = self.tokens[index].head
        return index
