"""The source of an event: innermost holder of what is said, or the account that goes on.

Codebook section 2: the innermost source wins; a lead that cites a body carries over to the
sentences that go on with its account until another source appears. What somebody does by speaking
(accuses, demands, threatens) is told by the author, even in the speaker's own words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from casus.coding.accounts import (
    FIRST_PERSON,
    carried,
    interviewed,
    labelled,
    last_holder,
    named,
    slot_of,
)
from casus.coding.attribution import Attribution, subject_of
from casus.coding.page import PageView
from casus.coding.tellers import Issuer
from casus.coding.tree import Tree
from casus.model import Slot

__all__ = ["AUTHOR", "Sourced", "last_holder", "source_of"]

AUTHOR = Slot("author", None, 0.6, "source:author")
# What others do is the word of the body whose own page the page is.
TOLD_IN_STATEMENTS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST"})
# Done by speaking: "X said it would not negotiate" is a rejection that the author tells.
SPOKEN_ACTS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
# Events of which a cited account goes on to tell; the rest is told by the author again.
ACCOUNTS = frozenset({"ASSAULT"})
# "is expected": thought by nobody in particular, so told by the author.
THOUGHTS = frozenset(["expect", "hope", "fear", "wonder"])
# Verbs by which a deed is denied, claimed or called something.
TELLING = frozenset(
    [
        *("brand", "call", "claim", "count", "dismiss", "label", "record", "reject", "suspect"),
        *("term", "verify"),
    ]
)
# What they deny is the event, whatever its type: a denial is no event of its own.
DENYING = frozenset({"contest", "deny", "disclaim", "dispute", "rebut", "refute"})
WITHHELD = frozenset({"access", "bail", "entry", "passage", "permission", "visa"})
# "X said that Y had agreed" is told by X; of what else Y said, coders hold the author to tell.
PROMISED = frozenset({"AGREE"})
OWN = frozenset({"it", "he", "she", "they", "we", "i", "who", "which"})


@dataclass(frozen=True, slots=True)
class Sourced:
    """The source of a claim and the chain of holders from the outermost to the innermost."""

    source: Slot[str]
    chain: tuple[Slot[str], ...]
    denied: Attribution | None


def source_of(
    page: PageView,
    sentence: int,
    trigger: int,
    kind: str | None = None,
    issuer: Issuer | None = None,
) -> Sourced:
    """Find who asserts the event at a token.

    `kind` is its PLOVER type, None when unknown; `issuer` the body whose own page the page is.
    """
    itself = _told_by_trigger(page, sentence, trigger, kind)
    if itself is not None:
        return Sourced(itself, (itself,), None)
    held = sorted(holders(page, sentence, trigger), key=lambda a: -len(a.content))
    if kind is not None and kind in SPOKEN_ACTS:
        held = [a for a in held if not _own_act(page, a, trigger, kind)]
    denied = next((a for a in held if a.denies), None)
    slots = [slot_of(page, a) for a in held]
    if denied is not None and slots[held.index(denied)].value != "unnamed":
        slots = slots[: held.index(denied) + 1]  # "denied rumours that …": the denier tells
    if slots:
        return Sourced(slots[-1], tuple(slots), denied)
    slot = _beside(page, sentence, trigger, kind)
    told = kind in TOLD_IN_STATEMENTS and issuer is not None and issuer.how == "masthead"
    if slot is None and issuer is not None and told:
        slot = None if _own_deed(page, sentence, trigger, issuer) else issuer.slot
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
    return slot


def _own_deed(page: PageView, sentence: int, trigger: int, issuer: Issuer) -> bool:
    """Whether an event is the deed of the body whose own page tells of it, or nobody's deed."""
    tree = page.trees[sentence]
    verb = next(
        (i for i in (trigger, *tree.ancestors(trigger)) if tree.tokens[i].upos == "VERB"), trigger
    )
    doers = tree.obliques(verb).get("by", []) if tree.passive(verb) else []
    subject = subject_of(tree, verb)
    doers += [] if subject is None else [subject]
    if any(tree.tokens[d].text.lower() in FIRST_PERSON for d in doers):
        return True
    kin = {issuer.kin(s.value) for d in doers for s in page.actors.at(sentence, d)}
    undergoing = [s for o in tree.objects(verb) for s in page.actors.at(sentence, o)]
    return bool(kin & {"body", "state"}) or any(issuer.kin(s.value) == "body" for s in undergoing)


def _told_by_trigger(
    page: PageView, sentence: int, trigger: int, kind: str | None
) -> Slot[str] | None:
    """As in "Baku denied it", "claimed the attack": the word that names a deed tells of it."""
    tree = page.trees[sentence]
    if kind is None or not _tells(tree, trigger, kind):
        return None
    subject = subject_of(tree, trigger)
    if tree.passive(trigger):
        subject = next(iter(tree.obliques(trigger).get("by", [])), None)
    found = None if subject is None else named(page, sentence, subject)
    return None if found is None else Slot(found.value, found.span, 0.7, "source:teller")


def _tells(tree: Tree, trigger: int, kind: str) -> bool:
    if tree.tokens[trigger].upos != "VERB" or tree.children(trigger, "compound:prt"):
        return False  # "called off"
    if tree.lemma(trigger) in DENYING:
        return not _withholds(tree, trigger)
    telling = tree.lemma(trigger) in TELLING and kind not in SPOKEN_ACTS
    return telling and not tree.passive(trigger)


def _withholds(tree: Tree, verb: int) -> bool:
    """As in "denied the patrol passage", which denies no event."""
    withheld = {tree.lemma(o) for o in tree.objects(verb)} & WITHHELD
    return bool(withheld or tree.children(verb, "iobj"))


def holders(page: PageView, sentence: int, trigger: int) -> Iterator[Attribution]:
    """The acts of saying of a sentence that hold an event."""
    tree = page.trees[sentence]
    for one in page.said[sentence]:
        thought = one.source is None and tree.lemma(one.cue) in THOUGHTS
        itself = trigger == one.cue and (not one.denies or _withholds(tree, trigger))
        if (trigger in one.content or trigger == one.cue) and not itself and not thought:
            yield one


def _own_act(page: PageView, one: Attribution, trigger: int, kind: str) -> bool:
    """Whether an act of speech is told by the author: all but promises of others."""
    tree = page.trees[one.sentence]
    if kind not in PROMISED:
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
