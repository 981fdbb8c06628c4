"""Whose account a passage is when no cue stands beside the event.

Three ways: the entry begins with its source and a colon ("[09:40] The police: …"), the page is a
body's own statement in the first person, or the sentence before cites a body and the account of it
goes on in the same paragraph.
"""

from casus.coding.attribution import Attribution
from casus.coding.page import PageView
from casus.coding.tree import Tree, universal
from casus.model import Slot, Span

# Cues of one's own stand rather than of an account that could go on.
NO_ACCOUNT = frozenset(
    [
        *("accuse", "announce", "believe", "blame", "declare", "deny", "dismiss", "dispute"),
        *("expect", "fear", "hope", "pledge", "promise", "suspect", "swear", "think"),
        *("threaten", "vow"),
    ]
)
# of no country unless the phrase says of which
ANYBODY = frozenset({"diplomat", "analyst", "expert", "observer"})
TELL = frozenset({"amod", "compound", "nmod", "acl", "appos"})  # "a security source" is of a body
FIRST_PERSON = frozenset({"we", "our", "us", "ours"})
LONGEST_LABEL = 14  # words before the colon
LOOKED_AT = 40  # sentences from the top that tell whether a page is a statement
STATEMENT = 0.18  # share of them in the first person outside quotations
LEAST_OWN = 3  # sentences
ANSWER = 15  # words of a quotation that is an answer
ANSWERS = 3  # of them make an interview
HEADED = 5  # sentences in which a statement names its issuer


def slot_of(page: PageView, one: Attribution) -> Slot[str]:
    """The holder of an attribution; `unnamed` when nobody is named or the name is not known."""
    tree = page.trees[one.sentence]
    if one.source is None:
        token = tree.tokens[one.cue]
        span = Span(page.document.id, token.start, token.end)
        return Slot("unnamed", span, 0.7, f"source:{one.kind}-without-holder")
    found = named(page, one.sentence, one.source)
    if found is not None:
        return Slot(found.value, found.span, 0.8, f"source:{one.kind}")
    unknown = page.span(one.sentence, one.source)
    return Slot("unnamed", unknown, 0.5, f"source:{one.kind}-unresolved")


def named(page: PageView, sentence: int, token: int) -> Slot[str] | None:
    """The actor that a speaker's phrase names; None for "diplomats" or "sources" of nobody."""
    found = page.actors.at(sentence, token, conjuncts=False)
    if not found:
        return None
    tree = page.trees[sentence]
    told = [universal(tree.tokens[c].deprel) for c in tree.below[token]]
    bare = tree.lemma(token) in ANYBODY or (tree.lemma(token) == "source" and not set(told) & TELL)
    return None if bare and found[0].why.startswith("context") else found[0]


def last_holder(page: PageView, sentence: int, first: int = 0) -> Slot[str] | None:
    """The last named source before a sentence, looked for back to the sentence `first`."""
    for before in range(sentence - 1, first - 1, -1):
        for one in reversed(page.said[before]):
            if one.source is None or one.kind not in ("verb", "according"):
                continue
            if page.trees[before].lemma(one.cue) in NO_ACCOUNT:
                return None
            slot = slot_of(page, one)
            if slot.value != "unnamed":
                return Slot(slot.value, slot.span, 0.6, "source:carried-over")
    return None


def carried(page: PageView, sentence: int) -> Slot[str] | None:
    """The source of the one or two sentences before, inside a paragraph."""
    if sentence == 0 or page.paragraphs[sentence] != page.paragraphs[sentence - 1]:
        return None
    return last_holder(page, sentence, max(0, sentence - 2))


def labelled(page: PageView, sentence: int, trigger: int) -> Slot[str] | None:
    """The source that an entry begins with: "The Nation (Nairobi): …", "[15:45] Police: …"."""
    for number in range(sentence, max(-1, sentence - 8), -1):
        if page.paragraphs[number] != page.paragraphs[sentence]:
            return None
        tree = page.trees[number]
        colon = _colon(tree)
        if colon is not None and (number < sentence or trigger > colon):
            found = _holder(page, number, colon)
            if found is not None:
                return found
    return None


def _colon(tree: Tree) -> int | None:
    for index, token in enumerate(tree.tokens[:LONGEST_LABEL]):
        if token.text == ":":
            return index
        if token.upos in ("VERB", "AUX"):
            return None
    return None


def _holder(page: PageView, number: int, colon: int) -> Slot[str] | None:
    """The actor before the colon; a place there is a dateline and no source."""
    tree = page.trees[number]
    places = {t for e in tree.sentence.entities if e.label == "LOC" for t in range(e.start, e.end)}
    named = [
        t for t in range(colon) if tree.tokens[t].upos in ("NOUN", "PROPN") and t not in places
    ]
    heads_first = sorted(named, key=lambda t: 0 <= tree.tokens[t].head < colon)
    for index in heads_first:
        found = page.actors.at(number, index)
        if found:
            return Slot(found[0].value, found[0].span, 0.7, "source:label")
    return None


def own_words(page: PageView) -> float:
    """The share of a page's first sentences that say "we" outside quotations; 0 for under three."""
    top = range(min(LOOKED_AT, len(page.trees)))
    own = sum(_first_person(page, number) for number in top)
    return own / len(top) if own >= LEAST_OWN else 0.0


def issuer(page: PageView, least: float = STATEMENT) -> Slot[str] | None:
    """The body whose own statement the page is; None for a page that others wrote."""
    if own_words(page) < least:
        return None
    for number in range(min(HEADED, len(page.trees))):
        for index, token in enumerate(page.trees[number].tokens):
            if token.upos not in ("NOUN", "PROPN"):
                continue
            found = page.actors.at(number, index)
            if found and not {"CVL", "MED"} & set(found[0].value.split(".")):
                return Slot(found[0].value, found[0].span, 0.5, "source:own-statement")
    return None


def _first_person(page: PageView, number: int) -> bool:
    return any(
        token.text.lower() in FIRST_PERSON and page.quote_of(number, index) is None
        for index, token in enumerate(page.trees[number].tokens)
    )


def interviewed(page: PageView) -> Slot[str] | None:
    """Who answers on a page of long quotations that nobody is said to speak; None on others."""
    unheld = [q for q in page.quotes[:LOOKED_AT] if q.words() > ANSWER and page.speaker(q) is None]
    if len(unheld) < ANSWERS:
        return None
    for number in range(min(HEADED, len(page.trees))):
        for entity in page.trees[number].sentence.entities:
            if entity.label != "PER":
                continue
            for index in range(entity.start, entity.end):
                found = page.actors.at(number, index)
                if found:
                    return Slot(found[0].value, found[0].span, 0.5, "source:interviewed")
    return None
