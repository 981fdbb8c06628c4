"""Who says what: sources, cues and contents, direct, indirect and carried over.

The content of a cue is found on the tree (clausal complements, quotations that the cue governs),
and by quotation marks for quotes that run over several sentences.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casus.coding.asides import ITEMS, LEAST_BEFORE, PARTS, before, behind, between, goes_on, part
from casus.coding.quotes import Quote
from casus.coding.tree import Tree, universal
from casus.lexicon.cues import Cue, cues, sayings


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of saying.

    `sentence` and `cue` locate the cue word; `source` is the token that heads the source's noun
    phrase in that sentence, None when the text names nobody ("reportedly", a passive).
    `content` are the tokens of that sentence that are said; `kind` is verb, noun, according,
    adverb; `denies` is true for cues that deny their content.
    """

    sentence: int
    cue: int
    source: int | None
    content: frozenset[int]
    kind: str
    denies: bool = False


def attributions(number: int, tree: Tree) -> Iterator[Attribution]:
    """Yield the attributions of one sentence, in order of their cues."""
    for index, token in enumerate(tree.tokens):
        cue, _ = cue_of(tree, index)
        if cue is None:
            continue
        if cue.kind == "verb" and (token.upos == "VERB" or tree.children(index, "nsubj")):
            yield from _verb(number, tree, index, cue)
        elif token.upos in ("NOUN", "PROPN") and cue.kind == "noun":
            yield from _noun(number, tree, index)
        elif cue.kind == "adverb" and token.upos == "ADV":
            head = token.head if token.head >= 0 else index
            yield Attribution(
                number, index, None, frozenset(tree.subtree(head)) - {index}, "adverb"
            )
        elif cue.kind == "according" and index + 1 < len(tree.tokens):
            yield from _according(number, tree, index)


def cue_of(tree: Tree, index: int) -> tuple[Cue | None, int]:
    """The row of a word and its width: two for a word and the next ("goes on", "makes known")."""
    lemma = tree.lemma(index)
    if index + 1 < len(tree.tokens):
        two = cues().get(f"{lemma} {tree.tokens[index + 1].text.lower()}")
        if two is not None:
            return two, 2
    return cues().get(lemma) or sayings().get(lemma), 1


def _verb(number: int, tree: Tree, verb: int, cue: Cue) -> Iterator[Attribution]:
    source = subject_of(tree, verb)
    content = _content(tree, verb, cue)
    aside = behind(tree, verb) or between(tree, verb)
    if aside is not None:
        source, around = aside
        content = around | {t for t in content if t > verb > source}
    if not content and not _stands_alone(tree, verb):
        return
    if tree.passive(verb):
        agents = tree.obliques(verb).get("by", [])
        source = agents[0] if agents else (source if cue.object_speaks else None)
    yield Attribution(number, verb, source, content, "verb", cue.denies)


def subject_of(tree: Tree, verb: int) -> int | None:
    """The subject of a verb; for a relative pronoun the noun that it stands for."""
    found = subject_in_clause(tree, verb)
    return None if found is None else antecedent(tree, found, verb)


def subject_in_clause(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, looked for up the chain of coordination and control."""
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        subjects = tree.children(verb, "nsubj")
        if subjects:  # of two, as of a dateline and a speaker, the nearer one
            return min(subjects, key=lambda t: abs(t - verb))
        token = tree.tokens[verb]
        relation = universal(token.deprel)
        if relation in ("conj", "xcomp", "advcl", "parataxis") and token.head >= 0:
            verb = token.head
        elif relation == "acl" and token.head >= 0 and token.xpos in ("VBG", "TO", "VB"):
            return token.head
        else:
            return None
    return None


def antecedent(tree: Tree, subject: int, verb: int) -> int:
    """The noun that a relative pronoun stands for; the token itself when it is none."""
    if tree.tokens[subject].xpos in ("WP", "WDT") or tree.lemma(subject) in (
        "who",
        "which",
        "that",
    ):
        token = tree.tokens[verb]
        while universal(token.deprel) == "conj" and token.head >= 0:
            verb, token = token.head, tree.tokens[token.head]
        if token.deprel == "acl:relcl" and token.head >= 0:
            return token.head
    return subject


def _content(tree: Tree, verb: int, cue: Cue) -> frozenset[int]:
    found: set[int] = set()
    for child in tree.children(verb, "ccomp", "parataxis", "csubj"):
        found.update(tree.subtree(child))
    if cue.takes_infinitive:
        for child in tree.children(verb, "xcomp", "advcl"):
            found.update(tree.subtree(child))
    if cue.takes_object:
        for child in [*tree.children(verb, "obj"), *_of_clauses(tree, verb)]:
            found.update(tree.subtree(child))
    if tree.passive(verb):
        for child in tree.children(verb, "xcomp"):
            found.update(tree.subtree(child))
    if _aside(tree, verb):
        above = set(tree.subtree(tree.tokens[verb].head)) - set(tree.subtree(verb))
        found.update(above & part(tree, verb, PARTS))
    return frozenset(found & part(tree, verb, ITEMS))


def _aside(tree: Tree, verb: int) -> bool:
    """An aside, "…, the ministry said, …" or "as the ministry said": the clause above is said."""
    token = tree.tokens[verb]
    if token.head < 0:
        return False
    if universal(token.deprel) == "parataxis":
        return True
    marks = {tree.lemma(m) for m in tree.children(verb, "mark", "advmod")}
    said = tree.children(verb, "ccomp", "obj", "xcomp")
    return universal(token.deprel) == "advcl" and "as" in marks and not said


def _of_clauses(tree: Tree, verb: int) -> list[int]:
    """As in "accused X of shelling": the clause hangs on the verb or, misparsed, on the object."""
    heads = [verb, *tree.objects(verb)]
    return [
        c
        for h in heads
        for c in tree.children(h, "advcl", "acl", "obl", "nmod")
        if tree.tokens[c].xpos == "VBG"
        or any(tree.lemma(m) in ("of", "for") for m in tree.children(c, "mark", "case"))
    ]


def _stands_alone(tree: Tree, verb: int) -> bool:
    """A bare "he said." beside a quotation, or "it reads:" above: the quotes supply its content."""
    beside = any(t.text in _MARKS for t in tree.tokens) or tree.tokens[-1].text == ":"
    return beside and bool(tree.children(verb, "nsubj"))


_MARKS = frozenset('"“”„«»')


def _noun(number: int, tree: Tree, noun: int) -> Iterator[Attribution]:
    contents = [c for c in tree.children(noun, "acl", "ccomp") if tree.children(c, "mark")]
    holders = [
        *tree.children(noun, "nmod:poss"),
        *tree.obliques(noun).get("by", []),
        *tree.obliques(noun).get("from", []),
    ]
    if contents:
        content = frozenset(i for c in contents for i in tree.subtree(c))
        yield Attribution(number, noun, holders[0] if holders else None, content, "noun")


def _according(number: int, tree: Tree, index: int) -> Iterator[Attribution]:
    """As in "according to X", "citing X": X is the source of the whole clause."""
    token = tree.tokens[index]
    source = next((c for c in tree.children(index, "obl", "obj")), None)
    anchor = token.head
    if source is None and universal(token.deprel) in ("case", "mark"):
        source, anchor = token.head, tree.tokens[token.head].head if token.head >= 0 else -1
    if source is None or anchor < 0:
        return
    while tree.tokens[anchor].upos in ("NOUN", "PROPN") and tree.tokens[anchor].head >= 0:
        anchor = tree.tokens[anchor].head
    own = set(tree.subtree(source)) | {index}
    if _describes(tree, anchor, source):
        own |= set(tree.subtree(anchor))
        anchor = tree.tokens[anchor].head
    content = set(tree.subtree(anchor)) - own
    if index >= LEAST_BEFORE and tree.tokens[index - 1].text == "," and not goes_on(tree, max(own)):
        content |= before(tree, index - 1)
    yield Attribution(number, index, source, frozenset(content), "according")


def _describes(tree: Tree, verb: int, source: int) -> bool:
    """Whether a participle after the source goes with it: "according to sources reached by …"."""
    own = tree.children(verb, "nsubj", "nsubj:pass", "aux", "aux:pass", "expl", "csubj")
    return (
        verb > source
        and tree.tokens[verb].xpos == "VBN"
        and tree.tokens[verb].head >= 0
        and not own
    )


def speaker_of_quote(quote: Quote, said: Sequence[Sequence[Attribution]]) -> Attribution | None:
    """The attribution that holds a quotation.

    Preferred: a cue outside the quote in the sentence where it ends, then where it begins, then in
    the sentence after, then in the one before that introduces it.
    """
    order = [quote.last, quote.first, quote.last + 1, quote.first - 1]
    for number in dict.fromkeys(order):
        if not 0 <= number < len(said):
            continue
        for one in said[number]:
            inside = (
                (quote.first, quote.first_token)
                <= (number, one.cue)
                <= (quote.last, quote.last_token)
            )
            if not inside and one.source is not None and one.kind in ("verb", "according"):
                return one
    return None
