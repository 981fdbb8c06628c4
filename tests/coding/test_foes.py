"""Who stands against whom on a page, by the event network's pointers."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from casus.coding.page import PageView, view
from casus.coding.party_choice import contest, evidence
from casus.coding.party_options import Asked, Option
from casus.language import ParseWithoutMarks
from casus.model import PARTIES, ROLES, Block, Document, Mark, Parsed, Pointer, Role, Slot
from casus.resolve.actors import Actors

TEXT = "Kenya condemned the raid of Ugandan troops on Rwandan villagers. Kenya moved troops."
NOBODY: dict[str, frozenset[str]] = {"actor": frozenset(), "recipient": frozenset()}


def _page(kind: str) -> PageView:
    """The page with one mark, a deed of that kind by Ugandan troops against Rwandan villagers."""
    block = Block(0, len(TEXT), Role.BODY, "given")
    (parsed,) = ParseWithoutMarks().map(Document("d", "d", TEXT, (block,), None, None, None, "en"))
    assert isinstance(parsed, Parsed)
    words = [t.text for t in parsed.sentences[0].tokens]
    mark = _mark(words.index("raid"), kind, words.index("troops"), words.index("villagers"))
    marked = replace(parsed, marks=(mark,))
    return view(marked, Actors().in_document(parsed.document, parsed.sentences))


def _mark(word: int, kind: str, actor: int, recipient: int) -> Mark:
    pointers: dict[str, tuple[Pointer, ...]] = dict.fromkeys(ROLES, ())
    pointers["actors"] = (Pointer(0, actor, 0.9),)
    pointers["recipients"] = (Pointer(0, recipient, 0.8),)
    sides: dict[str, dict[str, float]] = {role: {} for role in PARTIES}
    return Mark(0, word, {kind: 0.5}, {}, {}, {}, pointers, sides)


def _asked(page: PageView, sentence: int, word: str, kind: str) -> Asked:
    words = [t.text for t in page.trees[sentence].tokens]
    mark = replace(_mark(0, kind, 0, 0), sentence=sentence, token=words.index(word))
    bare = replace(mark, pointers=dict.fromkeys(ROLES, ()))
    return Asked(page, bare, kind, dict.fromkeys(NOBODY, frozenset()), "", NOBODY)


def _of(held: Sequence[Option], country: str) -> Option:
    return next(o for o in held if o.slots and o.slots[0].value.startswith(country))


def test_the_sides_of_a_deed_are_foes_of_each_other() -> None:
    page = _page("ASSAULT")
    sure = pytest.approx(0.5 * 0.9 * 0.8)
    assert page.foes == {"UGA": {"RWA": sure}, "RWA": {"UGA": sure}}


def test_aid_makes_no_foes() -> None:
    assert not _page("AID").foes


def test_a_foe_speaks_for_a_recipient_beside_the_other_side() -> None:
    asked = _asked(_page("ASSAULT"), 1, "moved", "MOBILIZE")
    field = contest(asked, "recipient", (Slot("RWA.MIL", None, 1.0, ""),))
    found = {country: set(evidence(field, _of(field.held, country))) for country in ("UGA", "KEN")}
    assert "r:foe=5" in found["UGA"]
    assert "r:foe=0" in found["KEN"]
