"""The source of an event: innermost holder of what is said, or the account that goes on.

Codebook section 2: the innermost source wins; a lead that cites a body carries over to the
sentences that go on with its account until another source appears. What somebody does by speaking
(accuses, demands, threatens) is told by the author, even in the speaker's own words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from casus.coding.accounts import carried, interviewed, issuer, labelled, last_holder, slot_of
from casus.coding.attribution import Attribution, subject_of
from casus.coding.page import PageView
from casus.coding.tree import Tree
from casus.model import Slot

__all__ = ["AUTHOR", "Sourced", "last_holder", "source_of"]

AUTHOR = Slot("author", None, 0.6, "source:author")
# Done by speaking: "X said it would not negotiate" is a rejection that the author tells.
SPOKEN_ACTS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
# Events of which a cited account goes on to tell; the rest is told by the author again.
ACCOUNTS = frozenset({"ASSAULT"})
# What others do is the word of the body whose statement the page is.
TOLD_IN_STATEMENTS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST"})
# "is expected": thought by nobody in particular, so told by the author.
THOUGHTS = frozenset(["expect", "hope", "fear", "wonder"])
# Verbs by which a deed is denied, claimed or called something.
TELLING = frozenset({"deny", "claim", "call", "reject", "dismiss", "suspect", "rebut", "refute"})
OWN = frozenset({"it", "he", "she", "they", "we", "i", "who", "which"})


@dataclass(frozen=True, slots=True)
class Sourced:
    """The source of a claim and the chain of holders from the outermost to the innermost."""

    source: Slot[str]
    chain: tuple[Slot[str], ...]
    denied: Attribution | None


def source_of(page: PageView, sentence: int, trigger: int, kind: str | None = None) -> Sourced:
    """Find who asserts the event at a token; `kind` is its PLOVER type, None when unknown."""
    itself = _told_by_trigger(page, sentence, trigger, kind)
    if itself is not None:
        return Sourced(itself, (itself,), None)
    holders = sorted(_holders(page, sentence, trigger), key=lambda a: -len(a.content))
    if kind is not None and kind in SPOKEN_ACTS:
        holders = [a for a in holders if not _own_act(page, a, trigger, kind)]
    slots = [slot_of(page, a) for a in holders]
    denied = next((a for a in holders if a.denies), None)
    if slots:
        return Sourced(slots[-1], tuple(slots), denied)
    slot = _beside(page, sentence, trigger, kind)
    return Sourced(AUTHOR, (), denied) if slot is None else Sourced(slot, (slot,), denied)


def _beside(page: PageView, sentence: int, trigger: int, kind: str | None) -> Slot[str] | None:
    """The source of an event that no cue of its own sentence holds."""
    quoted = page.quote_of(sentence, trigger)
    if quoted is not None and page.speaker(quoted) is None:
        return interviewed(page)
    if kind in SPOKEN_ACTS:
        return None
    slot = _quoted(page, sentence, trigger) or labelled(page, sentence, trigger)
    if slot is None and (kind is None or kind in ACCOUNTS):
        slot = carried(page, sentence)
    if slot is None and kind in TOLD_IN_STATEMENTS:
        slot = issuer(page)
    return slot


def _told_by_trigger(
    page: PageView, sentence: int, trigger: int, kind: str | None
) -> Slot[str] | None:
    """As in "Baku denied it", "claimed the attack": the word that names a deed tells of it."""
    tree = page.trees[sentence]
    telling = tree.tokens[trigger].upos == "VERB" and tree.lemma(trigger) in TELLING
    if not telling or kind is None or kind in SPOKEN_ACTS or tree.passive(trigger):
        return None
    if tree.children(trigger, "compound:prt"):  # "called off"
        return None
    subject = subject_of(tree, trigger)
    found = [] if subject is None else page.actors.at(sentence, subject)
    return Slot(found[0].value, found[0].span, 0.7, "source:teller") if found else None


def _holders(page: PageView, sentence: int, trigger: int) -> Iterator[Attribution]:
    tree = page.trees[sentence]
    for one in page.said[sentence]:
        thought = one.source is None and tree.lemma(one.cue) in THOUGHTS
        itself = trigger == one.cue and not one.denies
        if (trigger in one.content or trigger == one.cue) and not itself and not thought:
            yield one


def _own_act(page: PageView, one: Attribution, trigger: int, kind: str) -> bool:
    """Whether the speaker tells of an act of speech of his own."""
    tree = page.trees[one.sentence]
    if kind == "THREATEN":
        return True
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
    return slot_of(page, spoken) if spoken else None
