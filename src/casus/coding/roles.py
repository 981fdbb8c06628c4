"""Who did it and to whom: tokens that head the actor's and the recipient's noun phrases."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casus.coding.attribution import antecedent, subject_of
from casus.coding.tree import Tree, universal
from casus.coding.triggers import Trigger

LIGHT_AGENT = frozenset(
    [
        "carry",
        "conduct",
        "launch",
        "stage",
        "perpetrate",
        "make",
        "mount",
        "hold",
        "pay",
        "undertake",
        "deliver",
        "issue",
        "give",
        "commit",
        "do",
        "execute",
        "perform",
        "wage",
        "begin",
        "start",
        "open",
        "resume",
        "continue",
        "step",
        "intensify",
        "plan",
        "prepare",
        "announce",
        "order",
        "lead",
        "organize",
        "organise",
        "arrange",
        "initiate",
        "fire",
        "throw",
        "impose",
        "declare",
        "lodge",
        "file",
        "reach",
        "conclude",
        "repel",
        "use",
        "have",
    ]
)
LIGHT_PATIENT = frozenset(
    [
        "suffer",
        "face",
        "sustain",
        "undergo",
        "receive",
        "survive",
        "come",
        "experience",
        "repel",
        "meet",
        "endure",
    ]
)
AGENT_CASES = ("by", "at the hands of", "from")


@dataclass(frozen=True, slots=True)
class Roles:
    """Heads of noun phrases: token indices in the trigger's sentence."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]


IsActor = Callable[[int], bool]


def roles_of(tree: Tree, trigger: Trigger, is_actor: IsActor) -> Roles:
    """Find actor and recipient of a trigger from the tree alone."""
    if tree.tokens[trigger.token].upos == "VERB":
        actors, recipients = _verb(tree, trigger)
    else:
        actors, recipients = _noun(tree, trigger, is_actor)
    actors = [a for a in actors if is_actor(a)]
    recipients = [r for r in recipients if is_actor(r) and r not in actors]
    if trigger.word is not None and trigger.word.flag == "sym":
        both = tuple(dict.fromkeys([*actors, *recipients]))
        return Roles(both, both)
    return Roles(tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(recipients)))


def _verb(tree: Tree, trigger: Trigger) -> tuple[list[int], list[int]]:
    verb = trigger.token
    actors = list(agents(tree, verb))
    slots = trigger.word.recipient if trigger.word else ("obj",)
    recipients: list[int] = []
    for slot in slots:
        recipients = list(_slot(tree, verb, slot))
        if recipients:
            break
    if "subj" in slots:
        recipients = recipients or actors
        actors = [a for case in AGENT_CASES for a in tree.obliques(verb).get(case, [])]
    return actors, recipients


def agents(tree: Tree, verb: int) -> Iterator[int]:
    """Who does what the verb says: subject, or the agent of a passive."""
    if tree.passive(verb):
        for case in AGENT_CASES[:2]:
            yield from tree.obliques(verb).get(case, [])
        return
    subject = subject_of(tree, verb)
    if subject is not None and not _passive_subject(tree, subject):
        yield from tree.conjuncts(subject)


def _passive_subject(tree: Tree, subject: int) -> bool:
    return tree.tokens[subject].deprel == "nsubj:pass"


def _slot(tree: Tree, verb: int, slot: str) -> Iterator[int]:
    if slot == "obj":
        for head in tree.objects(verb):
            yield head
            yield from _owners(tree, head)
    elif slot == "subj":
        yield from (
            c
            for h in tree.children(verb, "nsubj")
            for c in tree.conjuncts(antecedent(tree, h, verb))
        )
    elif slot == "iobj":
        yield from (c for h in tree.children(verb, "iobj") for c in tree.conjuncts(h))
    elif slot == "xsubj":
        for clause in tree.children(verb, "ccomp", "xcomp"):
            yield from tree.children(clause, "nsubj")
    else:
        yield from tree.obliques(verb).get(slot, [])
        for head in tree.objects(verb):
            yield from tree.obliques(head).get(slot, [])


def _owners(tree: Tree, head: int) -> Iterator[int]:
    """Whose the object is: "attacked Armenian positions", "shelled the army's posts"."""
    yield from tree.children(head, "nmod:poss")
    yield from tree.obliques(head).get("of", [])
    yield from tree.children(head, "amod", "compound")


def _noun(tree: Tree, trigger: Trigger, is_actor: IsActor) -> tuple[list[int], list[int]]:
    noun = trigger.token
    obliques = tree.obliques(noun)
    actors = [a for case in AGENT_CASES[:2] for a in obliques.get(case, [])]
    recipients: list[int] = []
    for slot in trigger.word.recipient if trigger.word else ():
        recipients = [c for r in obliques.get(slot, []) for c in (r, *_owners(tree, r))]
        if recipients:
            break
    if not actors:
        actors = [c for c in tree.children(noun, "nmod:poss", "amod", "compound") if is_actor(c)]
        actors = [a for c in actors for a in tree.conjuncts(c)]
    governor = tree.tokens[noun].head
    if governor >= 0 and tree.tokens[governor].upos == "VERB":
        _governed(tree, noun, governor, actors, recipients)
    return actors, recipients


def _governed(tree: Tree, noun: int, verb: int, actors: list[int], recipients: list[int]) -> None:
    """Fill what is still open from the verb that governs the event noun."""
    relation = universal(tree.tokens[noun].deprel)
    lemma = tree.lemma(verb)
    if lemma in LIGHT_PATIENT and relation in ("obj", "obl"):
        recipients[:] = recipients or list(agents(tree, verb))
    elif (not actors and relation == "obj" and lemma in LIGHT_AGENT) or (
        not actors and relation == "nsubj" and tree.passive(verb)
    ):
        actors[:] = list(agents(tree, verb))
    if (
        not recipients
        and relation in ("nsubj", "obl")
        and lemma in ("kill", "wound", "injure", "hit", "hurt", "leave", "claim")
    ):
        recipients[:] = tree.objects(verb)
