"""Which triggers of a sentence are events of their own."""

from collections.abc import Sequence

from casus.coding.tree import Tree, universal
from casus.coding.triggers import Trigger

# what is asked for, threatened, refused or promised is not told as happening (codebook section 3)
SWALLOWS = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE"})
# "rejected the offer after the attack": the attack is told as having happened
ASSERTING = frozenset(
    {"after", "amid", "at", "because", "before", "during", "following", "since", "when"}
)
POINTING = frozenset({"this", "that", "these", "those", "such"})
LINKS = frozenset(
    {
        "obj",
        "nsubj",
        "nsubj:pass",
        "obl",
        "obl:agent",
        "nmod",
        "xcomp",
        "acl",
        "acl:relcl",
        "advcl",
        "compound",
        "amod",
        "nmod:poss",
    }
)
LOSS_LEMMAS = frozenset(
    ["kill", "wound", "injure", "die", "claim", "lose", "hurt", "maim", "suffer"]
)


def select(tree: Tree, found: Sequence[Trigger]) -> list[tuple[Trigger, ...]]:
    """Drop swallowed triggers and group those that tell one event, the naming one first."""
    kept = [t for t in found if not _swallowed(tree, t, found)]
    groups: list[list[Trigger]] = []
    for trigger in kept:
        home = next(
            (g for g in groups if any(_one_event(tree, trigger, other) for other in g)), None
        )
        if home is None:
            groups.append([trigger])
        else:
            home.append(trigger)
    return [tuple(sorted(g, key=lambda t: _rank(tree, t))) for g in groups]


def _rank(tree: Tree, trigger: Trigger) -> tuple[bool, int]:
    """A word that names the deed comes before one that only counts its victims."""
    return tree.lemma(trigger.token) in LOSS_LEMMAS, trigger.token


def _swallowed(tree: Tree, trigger: Trigger, found: Sequence[Trigger]) -> bool:
    if _refers_back(tree, trigger.token):
        return True
    counts_only = trigger.word is not None and trigger.word.flag == "loss"
    if counts_only and any(o.type == "ASSAULT" and o is not trigger for o in found):
        return True
    for other in found:
        if other is trigger:
            continue
        if other.mode == "discontinue" and trigger.token in tree.objects(other.token):
            return True
        if other.type not in SWALLOWS:
            continue
        if any(trigger.token in _content(tree, child) for child in _parts(tree, other.token)):
            return True
    return False


def _parts(tree: Tree, token: int) -> list[int]:
    """The complements that may hold what is asked for or promised; not when or where it was."""
    below = tree.children(token, "xcomp", "ccomp", "advcl", "obj", "obl", "nmod", "acl")
    return [c for c in below if not ASSERTING & {tree.lemma(m) for m in _marks(tree, c)}]


def _marks(tree: Tree, token: int) -> list[int]:
    return tree.children(token, "case", "mark")


def _content(tree: Tree, head: int) -> list[int]:
    """The tokens under `head` without relative clauses: what they tell is told as a fact."""
    found, stack = [], [head]
    while stack:
        index = stack.pop()
        found.append(index)
        stack += [c for c in tree.below[index] if tree.tokens[c].deprel != "acl:relcl"]
    return found


def _refers_back(tree: Tree, token: int) -> bool:
    """Whether a noun points at what was told before: "this attack", "such talks"."""
    return tree.tokens[token].upos == "NOUN" and any(
        tree.lemma(d) in POINTING for d in tree.children(token, "det")
    )


def _toll(tree: Tree, deed: int, toll: int) -> bool:
    """As in "stones were thrown and an officer was injured": nobody else is named as doing it."""
    active = tree.children(toll, "nsubj") and not tree.children(toll, "nsubj:pass")
    return (
        tree.lemma(toll) in LOSS_LEMMAS
        and tree.tokens[deed].upos == "VERB"
        and not active
        and not tree.children(toll, "obl:agent")
    )


def _counts(tree: Tree, blow: Trigger, toll: Trigger) -> bool:
    """As in "carried out an airstrike on the camp, killing ten": beside the verb of the noun."""
    noun, verb = tree.tokens[blow.token], tree.tokens[toll.token]
    return (
        tree.lemma(toll.token) in LOSS_LEMMAS
        and noun.upos == "NOUN"
        and noun.head == verb.head >= 0
        and (noun.deprel, verb.deprel) == ("obj", "advcl")
        and verb.xpos == "VBG"
    )


def _one_event(tree: Tree, a: Trigger, b: Trigger) -> bool:
    """Same type and directly linked on the tree, or two loss verbs side by side."""
    if a.type != b.type:
        return False
    if _counts(tree, a, b) or _counts(tree, b, a):
        return True
    for low, high in ((a.token, b.token), (b.token, a.token)):
        token = tree.tokens[low]
        if token.head == high and token.deprel in LINKS:
            return True
        if token.head >= 0 and tree.tokens[token.head].head == high and token.deprel in LINKS:
            return not {universal(tree.tokens[token.head].deprel), universal(token.deprel)} & {
                "ccomp",
                "parataxis",
                "conj",
            }
        if token.head == high and token.deprel == "conj":
            both = {tree.lemma(low), tree.lemma(high)}
            alone = not tree.children(low, "nsubj", "nsubj:pass")
            return both <= LOSS_LEMMAS or (len(both) == 1 and alone) or _toll(tree, high, low)
    return False
