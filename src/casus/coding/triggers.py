"""Find the words that name events: verbs and nouns of the event table in their frames."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casus.coding.tree import Tree, universal
from casus.lexicon.events import EventWord, Need, event_words, word_classes

IsActor = Callable[[int], bool]
# "in", "on" and "for" are not among them: "gave a conference in Lagos", "called on Sudan"
PARTICLES = frozenset({"away", "back", "down", "off", "out", "over", "through", "up"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word at a token of a sentence; `word` is None when a model found it alone."""

    token: int
    type: str
    mode: str | None
    word: EventWord | None
    score: float
    why: str


def triggers(tree: Tree, is_actor: IsActor) -> Iterator[Trigger]:
    """Yield at most one trigger for every token, in order.

    `is_actor` tells whether the noun phrase headed by a token is an actor.
    """
    table = event_words()
    slots = Slots(tree, is_actor)
    for index, token in enumerate(tree.tokens):
        pos = _pos(tree, index)
        if pos is None:
            continue
        for word in table.get((token.lemma.lower(), pos), ()):
            if all(slots.holds(index, need) for need in word.needs):
                yield Trigger(index, word.type, word.mode, word, 0.7, f"events:{word.where}")
                break


def _pos(tree: Tree, index: int) -> str | None:
    token = tree.tokens[index]
    if token.upos == "VERB":
        return "v"
    if token.upos == "NOUN":
        return "n"
    # an all-capitals or title-case headline makes names of common words
    return "n" if token.upos == "PROPN" and _headline(tree) else None


def _headline(tree: Tree) -> bool:
    words = [t.text for t in tree.tokens if t.text[:1].isalpha() and len(t.text) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _adverbial(tree: Tree, verb: int) -> list[str]:
    """Particles that the tree takes for prepositions: "shot down a drone"."""
    return [phrase for phrase in tree.obliques(verb) if phrase in PARTICLES]


class Slots:
    """Answers the conditions of event words on one tree."""

    def __init__(self, tree: Tree, is_actor: IsActor) -> None:
        self.tree = tree
        self.is_actor = is_actor
        self.finders: dict[str, Callable[[int], list[int | str]]] = {
            "obj": lambda h: [*tree.objects(h), *self._governed_as_object(h)],
            "subj": self._subjects,
            "prt": lambda h: [*tree.particles(h), *_adverbial(tree, h)],
            "prep": lambda h: [p for phrase in tree.obliques(h) for p in phrase.split()],
            "obl": lambda h: [i for heads in tree.obliques(h).values() for i in heads],
            "xcomp": lambda h: list(tree.children(h, "xcomp")),
            "ccomp": lambda h: list(tree.children(h, "ccomp")),
            "mod": lambda h: list(tree.children(h, "amod", "compound")),
            "poss": lambda h: list(tree.children(h, "nmod:poss")),
            "gov": self._governor,
            "plural": self._plural,
        }
        self.places = {
            i for e in tree.sentence.entities if e.label == "LOC" for i in range(e.start, e.end)
        }

    def holds(self, head: int, need: Need) -> bool:
        """Whether the condition holds at the token `head`."""
        fillers = self.fillers(head, need.slot)
        if not need.words:
            return bool(fillers)
        met = any(self._is(filler, word) for filler in fillers for word in need.words)
        return met != need.negated

    def fillers(self, head: int, slot: str) -> list[int | str]:
        """Token indices (or plain words, for particles and prepositions) that fill a slot."""
        finder = self.finders.get(slot)
        return finder(head) if finder else list(self.tree.obliques(head).get(slot, []))

    def _subjects(self, head: int) -> list[int | str]:
        return [c for h in self.tree.children(head, "nsubj") for c in self.tree.conjuncts(h)]

    def _plural(self, head: int) -> list[int | str]:
        return ["plural"] if self.tree.tokens[head].xpos in ("NNS", "NNPS") else []

    def _governor(self, head: int) -> list[int | str]:
        governor = self.tree.tokens[head].head
        return [governor] if governor >= 0 else []

    def _governed_as_object(self, head: int) -> list[int]:
        """For a noun: the verb whose object it is, so that `obj:sign` can ask for it."""
        token = self.tree.tokens[head]
        return (
            [token.head]
            if token.upos == "NOUN" and universal(token.deprel) in ("obj", "nsubj")
            else []
        )

    def _is(self, filler: int | str, word: str) -> bool:
        if isinstance(filler, str):
            return filler == word
        if word == "@place":
            return filler in self.places
        if word == "@actor":
            return self.is_actor(filler)
        lemma = self.tree.lemma(filler)
        return lemma in word_classes()[word] if word.startswith("@") else lemma == word
