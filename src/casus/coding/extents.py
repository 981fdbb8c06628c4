"""How far source, cue and content of an attribution reach: from heads to words.

The practice is PolNeAR's: a source with its appositions and relative clauses, a cue with its
auxiliaries, negation, adverbs and the preposition that leads to the content, a content with "that"
and its quotation marks but without the stop of the sentence around it.
"""

from collections.abc import Iterable, Sequence

from casus.coding.attribution import Attribution, cue_of, subject_in_clause
from casus.coding.quotes import CLOSING, MARKS, OPENING, STRAIGHT
from casus.coding.tree import Tree, universal

_STOPS = frozenset([",", ".", ";", ":", "—", "–", "-", "--", "―", "...", "…"])
_BESIDE = frozenset({"aux", "advmod", "compound", "case"})
Stretches = tuple[tuple[int, int], ...]


def cue_words(tree: Tree, found: Attribution) -> set[int]:
    """The cue with auxiliaries, negation, particles and the preposition of its content."""
    words = set(range(found.cue, found.cue + cue_of(tree, found.cue)[1]))
    if found.kind == "according":
        after = found.cue + 1
        fixed = after < len(tree.tokens) and tree.tokens[after].text.lower() in ("to", "of")
        return words | {after} if fixed else words
    for child in tree.below[found.cue]:
        if child in found.content:
            continue
        relation = universal(tree.tokens[child].deprel)
        beside = relation in ("aux", "cop", "compound") or tree.lemma(child) in ("not", "to")
        if tree.tokens[child].upos in ("NOUN", "PROPN"):
            continue
        if beside or (relation == "advmod" and _touches(tree, child, found.cue)):
            words.add(child)
    return words | _prepositions(tree, found)


def _touches(tree: Tree, adverb: int, cue: int) -> bool:
    """Whether nothing but auxiliaries and adverbs stands between an adverb and a cue after it."""
    between = range(adverb + 1, cue)
    return adverb < cue and all(universal(tree.tokens[t].deprel) in _BESIDE for t in between)


def _prepositions(tree: Tree, found: Attribution) -> set[int]:
    """The preposition that leads straight to the content: "called for <…>"."""
    if found.kind != "stance" or not found.content:
        return set()
    before = min(found.content) - 1
    led = (
        before >= 0
        and tree.tokens[before].upos in ("ADP", "SCONJ")
        and tree.tokens[before].head in found.content
    )
    return {before} if led and before > found.cue else set()


def source_words(tree: Tree, found: Attribution) -> set[int]:
    """The source's whole noun phrase, without cue and content."""
    if found.source is None:
        return set()
    head = _as_written(tree, found)
    words = set(tree.subtree(head)) - found.content
    if found.cue in words:  # "X, saying that …": the cue hangs on its own source
        words -= set(tree.subtree(found.cue))
    words -= {c for c in tree.children(head, "case") if tree.tokens[c].xpos != "POS"}
    return trimmed(tree, _run_around(words, head))


def _as_written(tree: Tree, found: Attribution) -> int:
    """A relative pronoun stays itself, though it stands for another noun."""
    assert found.source is not None
    if found.kind not in ("verb", "stance"):
        return found.source
    near = subject_in_clause(tree, found.cue)
    return near if near is not None and tree.tokens[near].xpos in ("WP", "WDT") else found.source


def _run_around(words: set[int], head: int) -> set[int]:
    """The words that stand together with the head, over gaps of one word."""
    run = {head}
    for step in (-1, 1):
        at, gap = head, 0
        while gap < 2:
            at += step
            gap = 0 if at in words else gap + 1
            if at in words:
                run.add(at)
    return run


def content_words(tree: Tree, found: Attribution) -> set[int]:
    """What is said, with the marks that belong to it."""
    words = set(found.content) - {found.cue}
    if not words:
        return words
    gaps = [t for t in range(min(words), max(words)) if t not in words]
    words.update(t for t in gaps if tree.tokens[t].upos == "PUNCT" and {t - 1, t + 1} <= words)
    for edge in (min(words) - 1, max(words) + 1):
        if 0 <= edge < len(tree.tokens) and tree.tokens[edge].text in MARKS:
            words.add(edge)
    return trimmed(tree, words)


def trimmed(tree: Tree, words: Iterable[int]) -> set[int]:
    """Without the stops and lone marks at the edges."""
    kept = sorted(words)
    while kept and _loose(tree.tokens[kept[0]].text, CLOSING):
        kept.pop(0)
    while kept and _loose(tree.tokens[kept[-1]].text, OPENING):
        kept.pop()
    return set(kept)


def _loose(text: str, wrong: frozenset[str]) -> bool:
    return text in _STOPS or (text in wrong and text not in STRAIGHT)


def stretches(tree: Tree, tokens: Iterable[int]) -> Stretches:
    """Tokens as stretches `[start, end)` of text; neighbours are joined."""
    made: list[tuple[int, int]] = []
    before = -2
    for index in sorted(tokens):
        token = tree.tokens[index]
        if index == before + 1:
            made[-1] = (made[-1][0], token.end)
        else:
            made.append((token.start, token.end))
        before = index
    return tuple(made)


def joined(parts: Sequence[Stretches], text: str) -> Stretches:
    """Stretches in order, joined where only blanks lie between them."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(s for part in parts for s in part):
        if made and not text[made[-1][1] : start].strip():
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return tuple(made)
