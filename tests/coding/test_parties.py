"""Candidates for the parties of an event: what the tables read, and what the network adds."""

import pytest

from casus.coding.page import view
from casus.coding.parties import heads_of
from casus.coding.party_choice import partner
from casus.coding.party_options import Asked, Option, options
from casus.language import ParseWithoutMarks
from casus.model import PARTIES, ROLES, Block, Document, Mark, Parsed, Pointer, Role, Slot, Span
from casus.resolve.actors import Actors
from tests.coding.read import claims_in

TEXT = "{} is tense. The army shot at the frobnicators on Monday."


def _asked(sectors: dict[str, float], named: float, land: str = "Kenya") -> Asked:
    """The shooting, with the network sure of its victims and less so of their country."""
    text = TEXT.format(land)
    block = Block(0, len(text), Role.BODY, "given")
    (parsed,) = ParseWithoutMarks().map(Document("d", "d", text, (block,), None, None, None, "en"))
    assert isinstance(parsed, Parsed)
    page = view(parsed, Actors().in_document(parsed.document, parsed.sentences))
    words = [t.text for t in parsed.sentences[1].tokens]
    pointers: dict[str, tuple[Pointer, ...]] = dict.fromkeys(ROLES, ())
    pointers["recipients"] = (Pointer(1, words.index("frobnicators"), 0.9, sectors),)
    pointers["recipient_names"] = (Pointer(0, 0, named),)
    sides: dict[str, dict[str, float]] = {role: {} for role in PARTIES}
    mark = Mark(1, words.index("shot"), {"ASSAULT": 0.9}, {}, {}, {}, pointers, sides)
    return Asked(page, mark, "ASSAULT", heads_of(page, mark, ()), "", {})


def _found(held: list[Option]) -> dict[str, str]:
    return {o.slots[0].value: o.how for o in held if o.slots}


def test_a_phrase_that_no_table_has_takes_sector_and_country_from_the_network() -> None:
    found = _found(options(_asked({"REL": 0.7, "AID": 0.25, "CVL": 0.05}, named=0.8), "recipient"))
    assert found["KEN.REL"] == "network"
    assert found["KEN.AID"] == "network"
    assert found.get("KEN.CVL") != "network"


@pytest.mark.parametrize("side", ["actor", "recipient"])
def test_nobody_is_always_a_candidate_and_the_last_one(side: str) -> None:
    held = options(_asked({"REL": 0.9}, named=0.8), side)
    assert held[-1].slots == ()
    assert all(o.slots for o in held[:-1])


def test_a_candidate_knows_how_surely_it_is_pointed_to() -> None:
    held = options(_asked({"REL": 0.9}, named=0.8), "recipient")
    (one,) = [o for o in held if o.slots and o.slots[0].value == "KEN.REL"]
    assert (one.near, one.gap) == (0.9, 0)


def _one(code: str, at: int) -> Option:
    return Option((Slot(code, Span("d", at, at + 1), 1.0, ""),))


def test_the_partner_of_a_mutual_event_is_likely_on_either_side() -> None:
    iran, saudi, other = _one("IRN.GOV", 0), _one("SAU.GOV", 8), _one("OMN.GOV", 30)
    first = [(saudi, 0.45), (iran, 0.4), (other, 0.1)]
    second = [(saudi, 0.5), (other, 0.3), (iran, 0.15), (Option(()), 0.05)]
    (slot,) = partner(first, second)
    assert (slot.value, slot.score) == ("IRN.GOV", 0.4)


def test_another_reading_of_the_same_phrase_is_no_partner() -> None:
    civil, armed = _one("KEN.GOV", 0), _one("KEN.MIL", 0)
    nobody = Option(())
    assert partner([(civil, 0.9), (armed, 0.1)], [(armed, 0.8), (nobody, 0.2)]) == ()


def test_a_people_without_an_army_has_soldiers_only_where_the_text_says_so() -> None:
    clash = "Armed clashes erupted between Israeli soldiers and Palestinian soldiers near Nablus."
    (claim,) = claims_in(clash)
    assert {a.value for a in claim.actors} == {"ISR.MIL", "PSE.MIL"}


@pytest.mark.parametrize(("land", "code", "held"), [("Kenya", "KEN", True), ("Gaza", "PSE", False)])
def test_the_network_makes_no_army_of_a_people_without_one(
    land: str, code: str, held: bool
) -> None:
    found = _found(options(_asked({"MIL": 0.9}, named=0.8, land=land), "recipient"))
    assert (f"{code}.MIL" in found) == held
