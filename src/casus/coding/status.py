"""How the text puts an event: occurred, planned, possible or denied; scope from the tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from casus.coding.tree import CLAUSES, Tree, universal

NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "hardly"})
MAY = frozenset({"may", "might", "could", "can"})
WILL = frozenset({"will", "shall", "'ll", "wo"})
PLANS = frozenset(
    [
        "plan",
        "intend",
        "schedule",
        "set",
        "due",
        "prepare",
        "expect",
        "aim",
        "ready",
        "poised",
        "decide",
        "order",
        "announce",
        "begin",
        "start",
        "resume",
    ]
)
MAYBE = frozenset(
    [
        "likely",
        "possible",
        "potential",
        "unlikely",
        "perhaps",
        "maybe",
        "possibly",
        "probably",
        "hypothetical",
    ]
)
DOUBT = frozenset(
    [
        "fear",
        "suspect",
        "speculate",
        "risk",
        "threat",
        "possibility",
        "danger",
        "chance",
        "prospect",
        "hint",
        "consider",
        "weigh",
    ]
)
FAILURES = frozenset(
    {
        "fail",
        "refuse",
        "decline",
        "stop",
        "avoid",
        "prevent",
        "avert",
        "cancel",
        "abort",
        "thwart",
        "foil",
    }
)
FUTURE_NOUNS = frozenset({"upcoming", "planned", "scheduled", "forthcoming", "coming", "future"})
UNTRUE = frozenset(
    [
        *("baseless", "fabricated", "fake", "false", "groundless", "unfounded", "untrue"),
        *("canard", "fabrication", "fiction", "hoax", "invention", "lie", "nonsense", "slander"),
    ]
)
DENIALS = frozenset({"contest", "deny", "dismiss", "dispute", "rebut", "refute"})


@dataclass(frozen=True, slots=True)
class Status:
    """A status, the token that shows it (None for the default), and the rule."""

    value: str
    token: int | None
    why: str


OCCURRED = Status("occurred", None, "status:default")


def status_of(tree: Tree, trigger: int) -> Status:
    """Decide the status of the event named by `trigger`; the first rule that holds wins."""
    for rule in (_negated, _denied, _conditional, _modal, _planned, _maybe):
        found = rule(tree, trigger)
        if found is not None:
            return found
    return OCCURRED


def clause_chain(tree: Tree, trigger: int) -> Iterator[int]:
    """The trigger and its governors up to the clause's verb, then up through infinitives."""
    yield trigger
    index = trigger
    for above in tree.ancestors(trigger):
        relation = universal(tree.tokens[index].deprel)
        if relation in ("ccomp", "advcl", "acl", "parataxis", "appos", "nmod"):
            return
        yield above
        index = above


def _negated(tree: Tree, trigger: int) -> Status | None:
    for index in clause_chain(tree, trigger):
        for child in tree.children(index, "advmod", "det", "cc", "mark", "case"):
            if tree.lemma(child) in NEGATIONS or tree.tokens[child].text.lower() in NEGATIONS:
                if tree.lemma(child) in ("no", "neither") and index != trigger:
                    continue
                return Status("denied", child, "status:negation")
        if index == trigger and (nobody := _nobody(tree, index)) is not None:
            return Status("denied", nobody, "status:nobody")
        beside = _coordinated(tree, trigger, index)
        if index != trigger and tree.lemma(index) in FAILURES and not beside:
            return Status("denied", index, "status:failure")
    return None


def _coordinated(tree: Tree, trigger: int, verb: int) -> bool:
    """As in "stopped the bus and searched it": the second deed is no object of the first."""
    while trigger not in (verb, -1):
        token = tree.tokens[trigger]
        if token.head == verb:
            return token.deprel == "conj" and token.upos == "VERB"
        trigger = token.head
    return False


def _nobody(tree: Tree, verb: int) -> int | None:
    """The "no" of who would have done or undergone it: "no soldier was killed"."""
    for head in tree.children(verb, "nsubj", "nsubj:pass", "obj"):
        for child in tree.children(head, "det", "cc:preconj"):
            if tree.tokens[child].text.lower() in ("no", "neither"):
                return child
    return None


_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_DENIED = frozenset({"ccomp", "xcomp", "obj", "advcl", "obl"})


def _denied(tree: Tree, trigger: int) -> Status | None:
    below = trigger
    for above in tree.ancestors(trigger):
        relation = universal(tree.tokens[below].deprel)
        if tree.tokens[below].deprel == "acl:relcl" and _relative(tree, below):
            return None  # "deny sheltering those who shot him": they did shoot
        if tree.lemma(above) in DENIALS and relation in _DENIED:
            return Status("denied", above, "status:denial")
        if tree.lemma(above) in UNTRUE and relation in ("nsubj", "ccomp", "csubj"):
            return Status("denied", above, "status:untrue")
        below = above
    return None


def _relative(tree: Tree, verb: int) -> bool:
    """Whether a clause has a relative pronoun; "reports that …" is often taken for one without."""
    below = [g for c in tree.below[verb] for g in (c, *tree.below[c])]
    return any(tree.tokens[t].xpos in _RELATIVE and t < verb for t in below)


def _conditional(tree: Tree, trigger: int) -> Status | None:
    for index in (trigger, *tree.ancestors(trigger)):
        for child in tree.children(index, "mark"):
            if tree.lemma(child) in ("if", "unless", "whether"):
                return Status("possible", child, "status:condition")
        if universal(tree.tokens[index].deprel) in ("ccomp", "acl"):
            return None
    return None


def _modal(tree: Tree, trigger: int) -> Status | None:
    for index in clause_chain(tree, trigger):
        for child in tree.children(index, "aux"):
            word = tree.tokens[child].text.lower()
            if word in MAY or word in ("would", "'d"):
                return Status("possible", child, "status:modal")
            if word in WILL:
                return Status("planned", child, "status:will")
    return None


def _planned(tree: Tree, trigger: int) -> Status | None:
    for child in tree.children(trigger, "amod"):
        if tree.lemma(child) in FUTURE_NOUNS or tree.tokens[child].text.lower() in FUTURE_NOUNS:
            return Status("planned", child, "status:upcoming")
    token = tree.tokens[trigger]
    if token.upos == "VERB" and token.xpos == "VB" and _infinitive(tree, trigger):
        relation = universal(token.deprel)
        if relation == "xcomp" and tree.lemma(token.head) in PLANS | {"be", "go"}:
            return Status("planned", token.head, "status:plan")
        if relation == "root" or tree.children(trigger, "aux"):
            return Status("planned", trigger, "status:is-to")
    governed = token.upos == "NOUN" and universal(token.deprel) in ("obj", "nsubj", "obl")
    if governed and tree.lemma(token.head) in ("plan", "schedule", "prepare"):
        return Status("planned", token.head, "status:plan")
    return None


def _infinitive(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[m].text.lower() == "to" for m in tree.children(verb, "mark"))


def _maybe(tree: Tree, trigger: int) -> Status | None:
    for child in tree.children(trigger, "amod", "advmod"):
        if tree.lemma(child) in MAYBE:
            return Status("possible", child, "status:maybe")
    below = trigger
    for above in tree.ancestors(trigger):
        relation = universal(tree.tokens[below].deprel)
        if tree.lemma(above) in MAYBE | DOUBT and relation in CLAUSES | {
            "nmod",
            "obj",
            "nsubj",
            "obl",
        }:
            return Status("possible", above, "status:doubt")
        if relation in ("ccomp", "parataxis"):
            return None
        below = above
    return None
