"""Killed, wounded and captured, with the words that count them."""

from collections.abc import Iterator
from dataclasses import dataclass

from casus.coding.numbers import Count, count_of
from casus.coding.tree import Tree, universal

VERBS = {
    "kill": "killed",
    "slay": "killed",
    "murder": "killed",
    "massacre": "killed",
    "assassinate": "killed",
    "execute": "killed",
    "behead": "killed",
    "neutralize": "killed",
    "neutralise": "killed",
    "eliminate": "killed",
    "lose": "killed",
    "wound": "wounded",
    "injure": "wounded",
    "hurt": "wounded",
    "maim": "wounded",
    "capture": "captured",
    "detain": "captured",
    "arrest": "captured",
    "apprehend": "captured",
    "hold": "captured",
    "imprison": "captured",
    "jail": "captured",
    "abduct": "captured",
    "kidnap": "captured",
}
SUBJECT_VERBS = {"die": "killed", "perish": "killed", "fall": "killed"}
ADJECTIVES = {
    "dead": "killed",
    "wounded": "wounded",
    "injured": "wounded",
    "hurt": "wounded",
    "killed": "killed",
}
NOUNS = {
    "death": "killed",
    "fatality": "killed",
    "injury": "wounded",
    "life": "killed",
    "body": "killed",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Losses at a place of a sentence: `word` says what happened, `head` who suffered it."""

    kind: str
    count: Count
    word: int
    head: int


def losses(tree: Tree) -> Iterator[Counted]:
    """Yield the counted losses of a sentence; "no casualties" yields nothing."""
    for index, token in enumerate(tree.tokens):
        lemma, text = token.lemma.lower(), token.text.lower()
        if token.upos == "VERB" and lemma in VERBS:
            yield from _of(tree, VERBS[lemma], index, _victims(tree, index))
        elif token.upos == "VERB" and lemma in SUBJECT_VERBS:
            yield from _of(tree, SUBJECT_VERBS[lemma], index, tree.children(index, "nsubj"))
        elif text in ADJECTIVES and token.upos in ("ADJ", "VERB", "NOUN"):
            yield from _of(tree, ADJECTIVES[text], index, _described(tree, index))
        elif token.upos == "NOUN" and lemma in NOUNS:
            yield from _noun(tree, NOUNS[lemma], index)


def _victims(tree: Tree, verb: int) -> list[int]:
    found = [o for o in tree.objects(verb) if _nearest(tree, verb, o) == verb]
    governor = tree.tokens[verb].head
    if not found and universal(tree.tokens[verb].deprel) == "conj":
        found = [o for o in tree.objects(governor) if _nearest(tree, governor, o) == verb]
    if not found and tree.tokens[verb].xpos == "VBN":
        found = tree.children(verb, "nsubj")
    return found


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
        return tree.objects(token.head)
    if tree.children(adjective, "nsubj"):
        return tree.children(adjective, "nsubj")
    return [adjective] if tree.children(adjective, "nummod") else []


def _noun(tree: Tree, kind: str, noun: int) -> Iterator[Counted]:
    victims = tree.obliques(noun).get("of", [])
    governor = tree.tokens[noun].head
    lives = tree.lemma(noun) == "life"
    if lives and (governor < 0 or tree.lemma(governor) not in ("claim", "take", "lose", "cost")):
        return
    if tree.lemma(noun) == "body" and not tree.children(noun, "nummod"):
        return
    yield from _of(tree, kind, noun, victims or ([noun] if tree.children(noun, "nummod") else []))


def _of(tree: Tree, kind: str, word: int, heads: list[int]) -> Iterator[Counted]:
    for head in heads:
        if any(tree.lemma(d) == "no" for d in tree.children(head, "det")):
            continue
        count = count_of(tree, head)
        if count is not None and count.high != 0:
            yield Counted(kind, count, word, head)
