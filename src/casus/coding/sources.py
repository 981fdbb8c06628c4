"""The source of an event: innermost holder of what is said, or the account that goes on.

Codebook section 2: the innermost source wins; a lead that cites a body carries over to the
sentences that go on with its account until another source appears. What somebody does by speaking
(accuses, demands, threatens) is told by the author, even in the speaker's own words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from casus.coding.attribution import Attribution, subject_of
from casus.coding.page import PageView
from casus.coding.tree import Tree
from casus.model import Slot, Span

AUTHOR = Slot("author", None, 0.6, "source:author")
# Done by speaking: "X said it would not negotiate" is a rejection that the author tells.
SPOKEN_ACTS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
# Events of which a cited account goes on to tell; the rest is told by the author again.
ACCOUNTS = frozenset({"ASSAULT"})
# Cues of one's own stand rather than of an account that could go on.
NO_ACCOUNT = frozenset(
    ["accuse", "announce", "believe", "blame", "declare", "deny", "fear", "hope", "pledge", "promise", "think", "threaten", "vow", "expect", "swear", "dismiss", "dispute", "suspect"]
)
# "is expected": thought by nobody in particular, so told by the author.
THOUGHTS = frozenset(["expect", "hope", "fear", "wonder"])
OWN = frozenset({"it", "he", "she", "they", "we", "i", "who", "which"})


@dataclass(frozen=True, slots=True)
class Sourced:
    """The source of a claim and the chain of holders from the outermost to the innermost."""

    source: Slot[str]
    chain: tuple[Slot[str], ...]
    denied: Attribution | None


def source_of(page: PageView, sentence: int, trigger: int, kind: str | None = None) -> Sourced:
    """Find who asserts the event at a token; `kind` is its PLOVER type, None when unknown."""
    holders = sorted(_holders(page, sentence, trigger), key=lambda a: -len(a.content))
    if kind in SPOKEN_ACTS:
        holders = [a for a in holders if not _own_act(page, a, trigger)]
    slots = [s for s in (_slot(page, a) for a in holders) if s is not None]
    denied = next((a for a in holders if a.denies), None)
    if slots:
        return Sourced(slots[-1], tuple(slots), denied)
    slot = None if kind in SPOKEN_ACTS else _quoted(page, sentence, trigger)
    if slot is None and (kind is None or kind in ACCOUNTS):
        slot = _carried(page, sentence)
    return Sourced(AUTHOR, (), denied) if slot is None else Sourced(slot, (slot,), denied)


def _holders(page: PageView, sentence: int, trigger: int) -> Iterator[Attribution]:
    tree = page.trees[sentence]
    for one in page.said[sentence]:
        thought = one.source is None and tree.lemma(one.cue) in THOUGHTS
        itself = trigger == one.cue and not one.denies
        if (trigger in one.content or trigger == one.cue) and not itself and not thought:
            yield one


def _own_act(page: PageView, one: Attribution, trigger: int) -> bool:
    """Whether the speaker tells of an act of speech of his own."""
    tree = page.trees[one.sentence]
    actor = subject_of(tree, _clause(tree, trigger, one))
    if actor is None or actor == one.source:
        return one.source is not None
    if tree.lemma(actor) in OWN or tree.tokens[actor].text.lower() in OWN:
        return True
    if one.source is None:
        return False
    speakers = {s.value for s in page.actors.at(one.sentence, one.source)}
    return bool(speakers & {s.value for s in page.actors.at(one.sentence, actor)})


def _clause(tree: Tree, trigger: int, one: Attribution) -> int:
    """The verb that governs a trigger inside what is said; the trigger itself when it is one."""
    index = trigger
    while tree.tokens[index].upos not in ("VERB", "AUX"):
        head = tree.tokens[index].head
        if head < 0 or head not in one.content:
            break
        index = head
    return index


def _quoted(page: PageView, sentence: int, trigger: int) -> Slot[str] | None:
    quote = page.quote_of(sentence, trigger)
    if quote is None or quote.words() <= 3:
        return None
    spoken = page.speaker(quote)
    return _slot(page, spoken) if spoken else None


def _slot(page: PageView, one: Attribution) -> Slot[str] | None:
    tree = page.trees[one.sentence]
    if one.source is None:
        token = tree.tokens[one.cue]
        span = Span(page.document.id, token.start, token.end)
        return Slot("unnamed", span, 0.7, f"source:{one.kind}-without-holder")
    found = page.actors.at(one.sentence, one.source)
    if found:
        return Slot(found[0].value, found[0].span, 0.8, f"source:{one.kind}")
    start, end = tree.span(one.source)
    span = Span(page.document.id, start, end)
    return Slot("unnamed", span, 0.5, f"source:{one.kind}-unresolved")


def _carried(page: PageView, sentence: int) -> Slot[str] | None:
    """The account of the sentence before goes on inside a paragraph."""
    if sentence == 0 or page.paragraphs[sentence] != page.paragraphs[sentence - 1]:
        return None
    return last_holder(page, sentence, max(0, sentence - 2))


def last_holder(page: PageView, sentence: int, first: int = 0) -> Slot[str] | None:
    """The last named source before a sentence, looked for back to the sentence `first`."""
    for before in range(sentence - 1, first - 1, -1):
        for one in reversed(page.said[before]):
            if one.source is None or one.kind not in ("verb", "according"):
                continue
            if page.trees[before].lemma(one.cue) in NO_ACCOUNT:
                return None
            slot = _slot(page, one)
            if slot is not None and slot.value != "unnamed":
                return Slot(slot.value, slot.span, 0.6, "source:carried-over")
    return None
