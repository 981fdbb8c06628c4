"""Find the words that name events: verbs and nouns of the event table in their frames."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casus.coding.tree import Tree, universal
from casus.lexicon.events import EventWord, Need, event_words, word_classes

IsActor = Callable[[int], bool]
# "in", "on" and "for" are not among them: "gave a conference in Lagos", "called on Sudan"
PARTICLES = frozenset({"away", "back", "down", "off", "out", "over", "through", "up"})

RELATIVE = frozenset({"who", "whom", "which", "that"})
NAMED = frozenset({"@person", "@dignitary"})  # classes that a person's name belongs to
FARTHEST = 4  # verbs up which a shared subject is looked for
SHARING = frozenset({"conj", "xcomp", "advcl"})


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


def _shortened(tree: Tree, auxiliary: int) -> list[str]:
    """The lemma of an auxiliary; "'ll" and "wo" are "will"."""
    return [{"'ll": "will", "wo": "will"}.get(tree.lemma(auxiliary), tree.lemma(auxiliary))]


class Slots:
    """Answers the conditions of event words on one tree."""

    def __init__(self, tree: Tree, is_actor: IsActor) -> None:
        self.tree = tree
        self.is_actor = is_actor
        self.finders: dict[str, Callable[[int], list[int | str]]] = {
            "obj": lambda h: [*self._objects(h), *self._governed_as_object(h)],
            "subj": self._subjects,
            "prt": lambda h: [*tree.particles(h), *_adverbial(tree, h)],
            "prep": lambda h: [p for phrase in tree.obliques(h) for p in phrase.split()],
            "obl": lambda h: [i for heads in tree.obliques(h).values() for i in heads],
            "xcomp": lambda h: list(tree.children(h, "xcomp")),
            "ccomp": lambda h: list(tree.children(h, "ccomp")),
            "mod": lambda h: list(tree.children(h, "amod", "compound")),
            "aux": lambda h: [t for a in tree.children(h, "aux") for t in _shortened(tree, a)],
            "poss": lambda h: list(tree.children(h, "nmod:poss")),
            "gov": self._governor,
            "plural": self._plural,
        }
        self.places = self._named("LOC")
        self.people = self._named("PER")

    def _named(self, label: str) -> set[int]:
        found = (e for e in self.tree.sentence.entities if e.label == label)
        return {i for e in found for i in range(e.start, e.end)}

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

    def _objects(self, head: int) -> list[int]:
        """What undergoes the verb; in "the men whom they freed" the men."""
        found = [self._antecedent(head, o) for o in self.tree.objects(head)]
        token = self.tree.tokens[head]
        if not found and token.deprel == "acl:relcl" and self.tree.children(head, "nsubj"):
            own = [self.tree.tokens[c].text.lower() for c in self.tree.children(head, "nsubj")]
            return [token.head] if not RELATIVE & set(own) else []
        return found

    def _subjects(self, head: int) -> list[int | str]:
        """Who does it: the agent of a passive, the antecedent of a relative, a shared subject."""
        tree, seen = self.tree, 0
        while not (own := self._own_subjects(head)) and seen < FARTHEST:
            token, seen = tree.tokens[head], seen + 1
            if token.head < 0 or token.upos != "VERB" or tree.passive(head):
                return []
            if universal(token.deprel) == "acl" and token.xpos == "VBG":
                return [token.head]
            if universal(token.deprel) not in SHARING:
                return []
            head = token.head
        return [self._antecedent(head, c) for c in own]

    def _own_subjects(self, head: int) -> list[int]:
        heads = self.tree.children(head, "obl:agent" if self.tree.passive(head) else "nsubj")
        return [c for h in heads for c in self.tree.conjuncts(h)]

    def _antecedent(self, verb: int, filler: int) -> int:
        relative = self.tree.tokens[filler].text.lower() in RELATIVE
        token = self.tree.tokens[verb]
        return token.head if relative and token.deprel == "acl:relcl" else filler

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
        if word in NAMED and filler in self.people:
            return True
        if word == "@person" and self.tree.tokens[filler].upos == "NUM":
            return True
        lemma = self.tree.lemma(filler)
        return lemma in word_classes()[word] if word.startswith("@") else lemma == word
