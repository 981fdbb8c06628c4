"""Killed, wounded and captured, with the words that count them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casus.coding.numbers import Count, count_of, number_at
from casus.coding.tree import Tree, universal
from casus.lexicon.actors import person_words
from casus.lexicon.place_words import place_words

VERBS = {
    "kill": "killed", "slay": "killed", "murder": "killed", "massacre": "killed",
    "assassinate": "killed", "execute": "killed", "behead": "killed", "neutralize": "killed",
    "neutralise": "killed", "eliminate": "killed", "lose": "killed",
    "wound": "wounded", "injure": "wounded", "hurt": "wounded", "maim": "wounded",
    "hospitalise": "wounded", "hospitalize": "wounded",
    "capture": "captured", "detain": "captured", "arrest": "captured", "apprehend": "captured",
    "hold": "captured", "imprison": "captured", "jail": "captured", "abduct": "captured",
    "kidnap": "captured",
}  # fmt: skip
PARTICLE_VERBS = {
    ("gun", "down"): "killed", ("mow", "down"): "killed", ("cut", "down"): "killed",
    ("blow", "up"): "killed", ("round", "up"): "captured",
}  # fmt: skip
SUBJECT_VERBS = {"die": "killed", "perish": "killed", "fall": "killed"}
ADJECTIVES = {
    "dead": "killed", "killed": "killed", "wounded": "wounded", "injured": "wounded",
    "hurt": "wounded", "hospitalised": "wounded", "hospitalized": "wounded",
}  # fmt: skip
NOUNS = {
    "death": "killed",
    "fatality": "killed",
    "injury": "wounded",
    "life": "killed",
    "body": "killed",
}
LIVES = frozenset({"claim", "take", "lose", "cost"})
KEPT = frozenset({"captive", "prisoner", "prisoners", "hostage", "hostages", "alive", "custody"})
# these befall things as well: drones are lost, meetings held, villages captured
OF_PERSONS = frozenset({"lose", "fall", "hold", "capture", "take", "body", "blow"})
PERSONS = frozenset({"suspect", "member", "crew", "serviceman", "captive"})
NOBODY = frozenset({"no", "none", "nobody", "neither", "any"})
SUMS = frozenset(["dead", "wounded", "injured", "killed", "toll"])
SUMMING = frozenset(
    ["at", "to", "is", "are", "was", "were", "has", "have", "had", "stood", "stands", "rose",
     "rises", "risen", "reached", "climbed", "now", "of"]
)  # fmt: skip
OTHERWISE = frozenset({"back", "up", "off", "out", "on", "down"})  # crowds are held back
WIDEST = 4  # words between a participle and its number, or a sum and its verb


@dataclass(frozen=True, slots=True)
class Counted:
    """Losses at a place of a sentence: `word` says what happened, `head` who suffered it."""

    kind: str
    count: Count
    word: int
    head: int


def losses(tree: Tree) -> Iterator[Counted]:
    """Yield the counted losses of a sentence; "no casualties" yields nothing."""
    taken: set[int] = set()
    told: set[tuple[str, str]] = set()  # "he" is one person however often he is named
    for index, token in enumerate(tree.tokens):
        found = [one for one in _at(tree, index) if one.head not in taken]
        if not found and token.text.lower() in ADJECTIVES:
            found = [one for one in _gapped(tree, index) if one.head not in taken]
        taken.update(one.head for one in found)
        for one in found:
            again = (one.kind, tree.tokens[one.head].text.lower())
            if again not in told or tree.tokens[one.head].upos != "PRON":
                yield one
            told.add(again)


def _at(tree: Tree, index: int) -> Iterator[Counted]:
    token = tree.tokens[index]
    lemma, text = token.lemma.lower(), token.text.lower()
    if token.upos == "VERB" and not _unreal(tree, index):
        yield from _verb(tree, index, lemma)
    elif text in ADJECTIVES and token.upos in ("ADJ", "VERB", "NOUN"):
        yield from _of(tree, ADJECTIVES[text], index, _described(tree, index))
    elif token.upos == "NOUN" and lemma in NOUNS:
        yield from _noun(tree, NOUNS[lemma], index)
    if text in SUMS:
        yield from _sum(tree, index)
    if token.upos == "NOUN" and lemma in VERBS and token.xpos == "NNS":
        yield from _misread(tree, VERBS[lemma], index)


def _unreal(tree: Tree, verb: int) -> bool:
    """Whether a verb is denied, or only what would be: "should one of its soldiers die"."""
    around = tree.children(verb, "advmod", "aux", "mark")
    return any(tree.lemma(c) in ("not", "never", "n't", "if", "should") for c in around)


def _verb(tree: Tree, verb: int, lemma: str) -> Iterator[Counted]:
    victims = _victims(tree, verb)
    for particle in tree.particles(verb):
        if kind := PARTICLE_VERBS.get((lemma, particle)):
            yield from _of(tree, kind, verb, victims)
            return
    if lemma == "hold" and tree.particles(verb) & OTHERWISE:
        return
    if lemma in VERBS:
        subjects = tree.children(verb, "nsubj")
        lives = any(tree.lemma(o) == "life" for o in victims)
        yield from _of(tree, VERBS[lemma], verb, subjects if lives else victims)
    elif lemma in SUBJECT_VERBS:
        yield from _of(tree, SUBJECT_VERBS[lemma], verb, tree.children(verb, "nsubj"))
    elif lemma == "take":
        yield from _taken(tree, verb, victims)


def _taken(tree: Tree, verb: int, victims: Sequence[int]) -> Iterator[Counted]:
    """People who are taken prisoner, or to hospital."""
    after = {t.text.lower() for t in tree.tokens[verb + 1 : verb + 2 + 2 * WIDEST]}
    people = [v for v in victims if tree.tokens[v].text.lower() not in KEPT]
    if after & KEPT:
        yield from _of(tree, "captured", verb, people)
    elif "hospital" in after:
        yield from _of(tree, "wounded", verb, people)


def _victims(tree: Tree, verb: int) -> list[int]:
    objects = tree.objects(verb)
    if not tree.children(verb, "aux:pass"):  # a past tense that is read as a participle
        objects = [c for o in tree.children(verb, "obj") for c in tree.conjuncts(o)] or objects
    found = [o for o in objects if _nearest(tree, verb, o) == verb]
    governor = tree.tokens[verb].head
    if not found and universal(tree.tokens[verb].deprel) == "conj":
        found = [o for o in tree.objects(governor) if _nearest(tree, governor, o) == verb]
    if not found and tree.tokens[verb].xpos == "VBN":
        found = tree.children(verb, "nsubj")
    return _relative(tree, verb) or found


def _nearest(tree: Tree, verb: int, victim: int) -> int:
    """Of a verb and those coordinated with it the last before the victim.

    "Killed three and wounded five" is sometimes read with both numbers on the first verb.
    """
    return max(v for v in (verb, *tree.children(verb, "conj")) if v < victim or v == verb)


def _described(tree: Tree, adjective: int) -> list[int]:
    """Who is dead: "left three dead", "shot three dead", "three dead", "were injured"."""
    token = tree.tokens[adjective]
    relation = universal(token.deprel)
    if relation in ("amod", "acl") and token.head >= 0:
        return [token.head]
    if relation == "xcomp" and token.head >= 0:
        return _relative(tree, token.head) or tree.objects(token.head)
    if tree.children(adjective, "nsubj"):
        return tree.children(adjective, "nsubj")
    return [adjective] if tree.children(adjective, "nummod") else []


def _relative(tree: Tree, verb: int) -> list[int]:
    """Those of whom a relative clause speaks: "the ten persons whom police shot dead"."""
    token = tree.tokens[verb]
    pronouns = [o for o in tree.children(verb, "obj") if tree.tokens[o].xpos in ("WP", "WDT")]
    return [token.head] if pronouns and token.deprel == "acl:relcl" and token.head >= 0 else []


def _gapped(tree: Tree, word: int) -> Iterator[Counted]:
    """The number before a participle whose verb is left out: "two killed and ten wounded"."""
    kind = ADJECTIVES[tree.tokens[word].text.lower()]
    head = word
    for at in range(word - 1, max(-1, word - 2 - WIDEST), -1):
        token = tree.tokens[at]
        count = number_at(tree, at)
        if count is not None:
            if at == 0 or tree.tokens[at - 1].text.lower() != "no":
                yield Counted(kind, count, word, head if head != word else at)
            return
        if token.upos not in ("NOUN", "ADJ", "PRON", "PROPN", "AUX", "ADV"):
            return
        if token.upos in ("NOUN", "PRON", "PROPN") and head == word:
            head = at


def _sum(tree: Tree, word: int) -> Iterator[Counted]:
    """A sum behind its name: "put its dead at 50", "the wounded are 42", "the toll rose to 9"."""
    text = tree.tokens[word].text.lower()
    before = tree.tokens[word - 1].text.lower() if word else ""
    named = before == "death" if text == "toll" else tree.tokens[word - 1].upos in _OWNERS
    if not (word and named):
        return
    behind = range(word + 1, min(len(tree.tokens), word + 2 + WIDEST))
    for at in behind:
        count = number_at(tree, at)
        if count is not None and at > word + 1:
            yield Counted(ADJECTIVES.get(text, "killed"), count, word, at)
            return
        if tree.tokens[at].text.lower() not in SUMMING | _ABOUT:
            return


_OWNERS = frozenset({"DET", "ADJ", "PRON", "PART", "ADP"})
_ABOUT = frozenset({"about", "around", "least", "more", "than", "over", "some", "nearly", "almost"})


def _misread(tree: Tree, kind: str, noun: int) -> Iterator[Counted]:
    """A verb that the tree takes for a noun: "kills two soldiers and wounds eight"."""
    joined = noun > 0 and tree.tokens[noun - 1].upos == "CCONJ"
    if joined and noun + 1 < len(tree.tokens):
        count = number_at(tree, noun + 1)
        if count is not None:
            yield Counted(kind, count, noun, noun + 1)


def _noun(tree: Tree, kind: str, noun: int) -> Iterator[Counted]:
    victims = tree.obliques(noun).get("of", [])
    if tree.lemma(noun) == "life" and tree.lemma(max(tree.tokens[noun].head, 0)) not in LIVES:
        return
    yield from _of(tree, kind, noun, victims or ([noun] if tree.children(noun, "nummod") else []))


def _of(tree: Tree, kind: str, word: int, heads: Sequence[int]) -> Iterator[Counted]:
    for place, head in enumerate(heads):
        named_again = place > 0 and _adjacent(tree, heads[place - 1], head)
        if named_again or not _counts(tree, word, head):
            continue
        count = count_of(tree, head)
        if count is not None and count.high != 0:
            yield Counted(kind, count, word, head)


def _adjacent(tree: Tree, first: int, second: int) -> bool:
    """Whether two phrases are one that was torn apart: "the journalist | Lyra McKee"."""
    return tree.span(first)[1] + 1 >= tree.span(second)[0] > tree.span(first)[0]


def _counts(tree: Tree, word: int, head: int) -> bool:
    """Whether a phrase is somebody who is counted here, and not counted before as a part."""
    named = {tree.tokens[head].text.lower(), *map(tree.lemma, tree.children(head, "det"))}
    if named & NOBODY or tree.lemma(head) in VERBS:
        return False
    if any(_partly(tree, c) for c in tree.children(head, "nmod", "obl")):
        return False
    if head and tree.tokens[head - 1].text.lower() == "no":
        return False
    if _thing(tree, head):
        return False
    sure = number_at(tree, head) is not None or _person(tree, head)
    return sure or tree.lemma(word) not in OF_PERSONS


def _thing(tree: Tree, head: int) -> bool:
    """A place or body by name: the dateline that a tree takes for a victim."""
    labels = {e.label for e in tree.sentence.entities if e.start <= head < e.end}
    return tree.tokens[head].upos == "PROPN" and bool(labels & {"LOC", "ORG"})


def _person(tree: Tree, head: int) -> bool:
    lemma = tree.lemma(head)
    known = lemma in PERSONS or (lemma in person_words() and lemma not in place_words())
    return tree.tokens[head].upos != "NOUN" or known


def _partly(tree: Tree, pronoun: int) -> bool:
    """As in "one of them" and "five minors among them"."""
    cases = {tree.lemma(c) for c in tree.children(pronoun, "case")}
    return tree.tokens[pronoun].text.lower() in ("them", "whom") and bool(cases & {"of", "among"})
