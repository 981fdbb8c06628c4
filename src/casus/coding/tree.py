"""Ways through a dependency tree: children, phrases, cases, subjects."""

from collections.abc import Iterator

from casus.model import Sentence, Token

CLAUSES = frozenset({"advcl", "acl", "ccomp", "xcomp", "parataxis", "csubj"})
# "called on Sunday" calls on nobody
DAYS = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})


def universal(deprel: str) -> str:
    """The relation without its subtype."""
    return deprel.partition(":")[0]


class Tree:
    """A sentence with its children indexed. Token indices count from 0."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.below: list[list[int]] = [[] for _ in sentence.tokens]
        for index, token in enumerate(sentence.tokens):
            if 0 <= token.head < len(sentence.tokens):
                self.below[token.head].append(index)

    def children(self, head: int, *deprels: str) -> list[int]:
        """Children of `head` whose relation, with or without subtype, is among `deprels`."""
        wanted = set(deprels)
        return [
            c
            for c in self.below[head]
            if not wanted
            or self.tokens[c].deprel in wanted
            or universal(self.tokens[c].deprel) in wanted
        ]

    def lemma(self, index: int) -> str:
        """The lower-cased lemma."""
        return self.tokens[index].lemma.lower()

    def case(self, index: int) -> str:
        """The preposition(s) that govern a nominal, lower-cased and joined by a blank, or ''."""
        marks = [m for m in self.children(index, "case") if self.tokens[m].xpos != "POS"]
        return " ".join(self.tokens[m].text.lower() for m in marks)

    def subtree(self, head: int) -> list[int]:
        """All tokens under `head`, itself included, in order."""
        found, stack = [], [head]
        while stack:
            index = stack.pop()
            found.append(index)
            stack.extend(self.below[index])
        return sorted(found)

    def phrase(self, head: int) -> list[int]:
        """The noun phrase of `head`: its subtree without clauses, appositions and coordination."""
        cut = {"acl", "conj", "appos", "parataxis", "advcl", "punct", "cc", "dep"}
        found, stack = (
            [head],
            [c for c in self.below[head] if universal(self.tokens[c].deprel) not in cut],
        )
        while stack:
            index = stack.pop()
            found.append(index)
            stack.extend(
                c for c in self.below[index] if universal(self.tokens[c].deprel) not in cut
            )
        return sorted(found)

    def conjuncts(self, head: int) -> list[int]:
        """`head` and everything coordinated below it."""
        found = [head]
        for child in self.children(head, "conj"):
            found += self.conjuncts(child)
        return found

    def ancestors(self, index: int) -> Iterator[int]:
        """The governors of a token from the nearest to the root."""
        seen = 0
        while (index := self.tokens[index].head) >= 0 and seen <= len(self.tokens):
            seen += 1
            yield index

    def passive(self, verb: int) -> bool:
        """Whether the verb has a passive subject or auxiliary, or is a bare past participle."""
        if self.children(verb, "nsubj:pass", "aux:pass"):
            return True
        token = self.tokens[verb]
        return (
            token.xpos == "VBN"
            and universal(token.deprel) == "acl"
            and not self.children(verb, "aux")
        )

    def objects(self, verb: int) -> list[int]:
        """What undergoes the verb: its object, or its subject when passive, with coordination."""
        if self.passive(verb):
            heads = self.children(verb, "nsubj:pass")
            if not heads and universal(self.tokens[verb].deprel) == "acl":
                heads = [self.tokens[verb].head]
        else:
            heads = self.children(verb, "obj") or self.children(verb, "iobj")
        return [c for h in heads for c in self.conjuncts(h)]

    def particles(self, verb: int) -> set[str]:
        """Particles and adverbs that may make a phrasal verb, as lower-cased words."""
        near = self.children(verb, "compound:prt", "advmod")
        return {self.tokens[p].text.lower() for p in near}

    def obliques(self, head: int) -> dict[str, list[int]]:
        """Prepositional complements by preposition, coordination unfolded."""
        found: dict[str, list[int]] = {}
        for child in self.children(head, "obl", "nmod"):
            if self.tokens[child].deprel in {
                "obl:tmod",
                "nmod:poss",
                "obl:unmarked",
                "nmod:unmarked",
            }:
                continue
            if self.tokens[child].text not in DAYS:
                found.setdefault(self.case(child), []).extend(self.conjuncts(child))
        return found

    def span(self, head: int) -> tuple[int, int]:
        """Code points of the noun phrase of `head`."""
        phrase = self.phrase(head)
        return self.tokens[phrase[0]].start, self.tokens[phrase[-1]].end
