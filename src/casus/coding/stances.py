"""Who takes what stand: wanting, believing, praising, calling for.

PolNeAR's guidelines count these as attributions. They tell nothing of what happened, so they are
found apart from the acts of saying and are never the source of a claim.
"""

from collections.abc import Iterator

from casus.coding.attribution import Attribution, subject_in_clause
from casus.coding.tree import Tree, universal
from casus.lexicon.cues import stances

_CLASS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}
_OF_OBJECT = frozenset({"for", "as", "over", "of", "to", "with"})
Takes = frozenset[str]


def stands(number: int, tree: Tree) -> Iterator[Attribution]:
    """Yield the stands of one sentence, in order of their cues; their kind is `stance`."""
    for index, token in enumerate(tree.tokens):
        takes = stances().get((tree.lemma(index), _CLASS.get(token.upos, "")))
        if takes is None:
            continue
        if token.upos == "NOUN":
            yield from _noun(number, tree, index, takes)
        elif "raising" in takes:
            yield from _raising(number, tree, index)
        else:
            yield from _verb(number, tree, index, takes)


def _verb(number: int, tree: Tree, verb: int, takes: Takes) -> Iterator[Attribution]:
    content = taken(tree, verb, takes)
    if not content:
        return
    source = subject_in_clause(tree, verb)
    if tree.passive(verb):
        agents = tree.obliques(verb).get("by", [])
        source = agents[0] if agents else None
    if source is not None:
        content -= set(tree.subtree(source))
    if content:
        yield Attribution(number, verb, source, frozenset(content), "stance")


def taken(tree: Tree, verb: int, takes: Takes) -> set[int]:
    """The words of what a verb of stand is about; empty when it stands without."""
    heads: list[int] = []
    if "clause" in takes:
        heads += tree.children(verb, "ccomp", "csubj")
    if "infinitive" in takes:
        heads += [c for c in tree.children(verb, "xcomp") if tree.tokens[c].upos == "VERB"]
    if takes & {"object", "predicate", "person"}:
        heads += _object(tree, verb, takes)
    heads += _about(tree, verb, takes)
    found = {t for head in heads for t in tree.subtree(head)}
    return found - {
        c for h in heads for c in tree.children(h, "case") if h in _about(tree, verb, takes)
    }


def _object(tree: Tree, verb: int, takes: Takes) -> list[int]:
    objects = (
        tree.children(verb, "nsubj:pass") if tree.passive(verb) else tree.children(verb, "obj")
    )
    said = tree.children(verb, "xcomp")
    marked = [c for c in tree.children(verb, "advcl", "obl") if _marks(tree, c) & _OF_OBJECT]
    if "object" in takes:
        return [*objects, *said, *marked] if objects else []
    if "person" in takes:
        return [*objects, *said] if said else []
    as_what = [c for c in marked if "as" in _marks(tree, c)]
    return [*objects, *said, *as_what] if objects and (said or as_what) else []


def _marks(tree: Tree, index: int) -> set[str]:
    return {tree.lemma(m) for m in tree.children(index, "case", "mark")}


def _about(tree: Tree, head: int, takes: Takes) -> list[int]:
    return [
        c
        for c in tree.children(head, "obl", "nmod", "advcl", "acl")
        if tree.tokens[c].deprel != "nmod:poss" and _marks(tree, c) & takes
    ]


def _raising(number: int, tree: Tree, verb: int) -> Iterator[Attribution]:
    """As in "the army seems to have left": subject and complement are what seems."""
    if not tree.children(verb, "xcomp", "ccomp"):
        return
    heads = tree.children(verb, "xcomp", "ccomp", "nsubj")
    content = {t for head in heads for t in tree.subtree(head)}
    yield Attribution(number, verb, None, frozenset(content), "stance")


def _noun(number: int, tree: Tree, noun: int, takes: Takes) -> Iterator[Attribution]:
    heads = _about(tree, noun, takes)
    holders = tree.children(noun, "nmod:poss")
    holders += [h for case in ("by", "from") for h in tree.obliques(noun).get(case, [])]
    if heads and (holders or _plain_that(tree, heads)):
        cases = {c for h in heads for c in tree.children(h, "case")}
        content = {t for h in heads for t in tree.subtree(h)} - cases
        yield Attribution(
            number, noun, holders[0] if holders else None, frozenset(content), "stance"
        )


def _plain_that(tree: Tree, heads: list[int]) -> bool:
    return any(
        universal(tree.tokens[h].deprel) in ("acl", "ccomp") and "that" in _marks(tree, h)
        for h in heads
    )
