"""Blanket denials are claims of the accused event, told by the denier."""

import pytest

from casus.coding.denials import with_denials
from casus.coding.reading import Reading
from casus.coding.status import status_of
from casus.model import Slot
from tests.coding.read import seen


def _reading(text: str, word: str, kind: str, *, actor: str, status: str = "occurred") -> Reading:
    page = seen(text)
    at = next(
        (number, index)
        for number, tree in enumerate(page.trees)
        for index, token in enumerate(tree.tokens)
        if token.text == word
    )
    slot = Slot(kind, page.span(*at), 0.9, "test")
    actors = (Slot(actor, None, 0.9, "test"),) if actor else ()
    state = Slot(status, None, 0.9, "test")
    author = Slot("author", None, 0.9, "test")
    return Reading(at[0], (at[1],), slot, None, state, actors, (), author, ())


def _claims(readings: list[Reading]) -> list[tuple[str, str, str]]:
    return [(r.type.value, r.status.value, r.source.value) for r in readings]


ACCUSED = [
    "Kenyan planes bombed the town of Moyale on Tuesday. The Kenyan army denies it.",
    "Kenyan planes bombed the town of Moyale on Tuesday, which the Kenyan army denies.",
    "Kenyan planes bombed the town of Moyale, residents said. The Kenyan army rejected the claim.",
]


@pytest.mark.parametrize("text", ACCUSED)
def test_what_was_told_before_is_denied(text: str) -> None:
    deed = _reading(text, "bombed", "ASSAULT", actor="KEN.MIL")
    made = with_denials(seen(text), [deed])
    assert _claims(made) == [("ASSAULT", "occurred", "author"), ("ASSAULT", "denied", "KEN.MIL")]
    assert made[1].actors == deed.actors


def test_who_is_not_accused_denies_nothing() -> None:
    text = "Kenyan planes bombed the town of Moyale on Tuesday. The French army denies it."
    deed = _reading(text, "bombed", "ASSAULT", actor="KEN.MIL")
    assert with_denials(seen(text), [deed]) == [deed]


def test_a_denial_that_names_its_event_is_one_claim() -> None:
    text = "The Kenyan army denied that its planes had bombed the town of Moyale."
    told = _reading(text, "bombed", "ASSAULT", actor="KEN.MIL", status="denied")
    twice = _reading(text, "denied", "ASSAULT", actor="KEN.MIL", status="denied")
    assert with_denials(seen(text), [twice, told]) == [told]


def test_offers_are_rejected_not_denied() -> None:
    text = "Kenyan planes bombed the town of Moyale. The Kenyan army rejected the offer."
    deed = _reading(text, "bombed", "ASSAULT", actor="KEN.MIL")
    assert with_denials(seen(text), [deed]) == [deed]


STATUSES = [
    ("The army denied reports that its planes had bombed the town.", "bombed", "denied"),
    ("The army denies that it shelters the men who shot the mayor.", "shot", "occurred"),
    ("The claim that troops shelled the town is an invention.", "shelled", "denied"),
    ("The police stopped the bus and searched the passengers.", "searched", "occurred"),
]


@pytest.mark.parametrize(("text", "word", "status"), STATUSES)
def test_scope_of_a_denial(text: str, word: str, status: str) -> None:
    (tree,) = seen(text).trees
    at = next(i for i, token in enumerate(tree.tokens) if token.text == word)
    assert status_of(tree, at).value == status
