"""Speakers that stand beside what they say: "…, the ministry said.", "Its guns, it claimed, …"."""

from collections.abc import Container
from itertools import takewhile

from casus.coding.tree import Tree

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_PHRASE = _NOMINAL | {"DET", "ADJ", "NUM"}
_HEADING = frozenset({"nsubj", "nsubj:pass", "obl", "obj", "root"})
LEAST_BEFORE = 4  # words
_LONGEST_ASIDE = 6  # words from the verb to the comma
_CLOSERS = frozenset(["”", '"', "''", "’’", "»"])
_COMMAS = frozenset([",", "–", "—", "?", "!", *_CLOSERS])
ITEMS = frozenset(["+", "•", "|"])
PARTS = ITEMS | {";"}


def behind(tree: Tree, verb: int) -> tuple[int, frozenset[int]] | None:
    """A speaker that closes the sentence: "…, the ministry said on Monday.", "…, says Radio X".

    The tree often hangs it on some inner clause; all the sentence before it is what is said.
    """
    if any(c > verb for c in tree.children(verb, "ccomp")) or not _finite(tree, verb):
        return None
    near, after = _just_before(tree, verb), _just_after(tree, verb)
    if after is not None and tree.tokens[verb - 1].text in _COMMAS:
        source, start = after, verb
    elif near is not None:
        source, start = near, _begin(tree, near)
    else:
        return None
    if start < LEAST_BEFORE or tree.tokens[start - 1].text not in _COMMAS:
        return None
    if goes_on(tree, max(verb, source), set(tree.subtree(source))):
        return None
    return source, before(tree, start - 1)


def _finite(tree: Tree, verb: int) -> bool:
    """Whether a verb can be what a speaker does: no participle or infinitive of its own."""
    if tree.tokens[verb].xpos in ("VBD", "VBZ", "VBP"):
        return True
    had = any(tree.lemma(c) == "have" for c in tree.children(verb, "aux"))
    return had and not tree.passive(verb)


def goes_on(tree: Tree, last: int, own: Container[int] = ()) -> bool:
    """Whether anything new begins after the speaker; a colon only spells out what was said.

    `own` are the words of the speaker's noun phrase, over which one looks.
    """
    for index in range(last + 1, len(tree.tokens)):
        if tree.tokens[index].text == ":":
            return False
        if index not in own and _clausal(tree, index):
            return True
    return False


def before(tree: Tree, end: int) -> frozenset[int]:
    """The words before `end` back to an item's mark: what is said before its speaker."""
    begin = max((t + 1 for t in range(end) if tree.tokens[t].text in PARTS), default=0)
    return frozenset(range(begin, end))


def between(tree: Tree, verb: int) -> tuple[int, frozenset[int]] | None:
    """A speaker between two commas, as in "Its guns, it claimed, had not fired".

    The tree often takes it for a relative clause; all around it is what is said.
    """
    near = _just_before(tree, verb)
    if near is None or not _finite(tree, verb) or tree.tokens[near].xpos in ("WP", "WDT"):
        return None
    if near not in (tree.children(verb, "nsubj") or [near]):
        return None
    start = _begin(tree, near)
    end = next((t for t in range(verb + 1, len(tree.tokens)) if tree.tokens[t].text == ","), None)
    if start < 1 or tree.tokens[start - 1].text != "," or end is None:
        return None
    if end - verb > _LONGEST_ASIDE or any(_clausal(tree, t) for t in range(verb + 1, end)):
        return None
    return near, frozenset(part(tree, verb, PARTS) - set(range(start - 1, end + 1)))


def _just_before(tree: Tree, verb: int) -> int | None:
    """The head of the noun phrase that ends right before a verb, over its adverbs."""
    at = verb - 1
    while at >= 0 and tree.tokens[at].upos in ("ADV", "AUX", "PUNCT") and at > verb - 4:
        if tree.tokens[at].text in _CLOSERS:
            return None
        if tree.tokens[at].upos == "PUNCT" and tree.tokens[verb].head == tree.tokens[at - 1].head:
            return None
        at -= 1
    if at < 0 or tree.tokens[at].upos not in _NOMINAL:
        return None
    subjects = [c for c in tree.children(verb, "nsubj") if c < verb]
    above = at
    while above not in subjects and tree.tokens[above].deprel not in _HEADING:
        head = tree.tokens[above].head
        if not 0 <= head < verb or _opens(tree, above, verb):
            break
        if tree.tokens[head].upos not in _NOMINAL and head not in subjects:
            break
        above = head
    return above


def _just_after(tree: Tree, verb: int) -> int | None:
    """The head of the noun phrase right behind a verb; the tree may take it for its object.

    Where the tree hangs it elsewhere, it is the last noun before anything else begins.
    """
    own = [c for c in tree.children(verb, "nsubj") if c > verb]
    if own or any(c < verb for c in tree.children(verb, "nsubj")):
        return own[0] if own else None
    objects = [c for c in tree.children(verb, "obj") if c > verb]
    run = takewhile(lambda t: tree.tokens[t].upos in _PHRASE, range(verb + 1, len(tree.tokens)))
    nouns = [t for t in run if tree.tokens[t].upos in _NOMINAL]
    return next(iter(objects or nouns[-1:]), None)


def _begin(tree: Tree, noun: int) -> int:
    """The first word of a noun's phrase; a comma before it may hang in the phrase."""
    before = (t for t in tree.subtree(noun) if t < noun and tree.tokens[t].upos != "PUNCT")
    return min(before, default=noun)


def _opens(tree: Tree, noun: int, verb: int) -> bool:
    """Whether a phrase begins after a comma that none closes before the verb: no apposition."""
    begin = _begin(tree, noun)
    closed = any(tree.tokens[t].text == "," for t in range(noun + 1, verb))
    return begin > 0 and tree.tokens[begin - 1].text == "," and not closed


def _clausal(tree: Tree, index: int) -> bool:
    """Whether a word after the speaker begins something new: a clause that is no relative one."""
    token = tree.tokens[index]
    begun = ("parataxis", "ccomp", "advcl", *(("conj",) if token.upos in ("VERB", "AUX") else ()))
    return token.text in PARTS or token.deprel in begun


def part(tree: Tree, verb: int, marks: frozenset[str]) -> set[int]:
    """The stretch between two marks in which a verb stands; the sentence when it has none."""
    found = [t for t, token in enumerate(tree.tokens) if token.text in marks]
    first = max((t for t in found if t < verb), default=-1)
    last = min((t for t in found if t > verb), default=len(tree.tokens))
    return set(range(first + 1, last))
