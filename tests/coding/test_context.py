"""What a sentence leaves open and the page fills in: attacker, other side."""

from casus.coding.context import REACH, counterpart
from tests.coding.read import claims_in, seen

POST = "Kenyan troops attacked a Ugandan post on Monday. "


def test_a_blow_without_attacker_goes_on_with_the_attack() -> None:
    _, second = claims_in(POST + "Two soldiers were killed in the shelling.")
    assert [a.value for a in second.actors] == ["KEN.MIL"]


def test_a_blow_against_the_attacker_is_not_his_own() -> None:
    found = claims_in(POST + "A Kenyan base was then shelled.")
    assert all("KEN" not in _countries(c.actors) for c in found[1:])


def test_an_attack_told_long_after_has_no_attacker_from_it() -> None:
    between = "The weather was mild. Shops were open. Children went to school. "
    found = claims_in(f"{POST}{between}A farmer was shot dead.")
    assert found[-1].trigger.start > len(POST + between)
    assert not any(a.why == "context:attacker" for a in found[-1].actors)


def test_talks_have_two_sides() -> None:
    found = claims_in("Armenia met with Azerbaijan in Brussels. Talks with Baku were held.")
    for claim in found:
        assert _countries(claim.actors) == _countries(claim.recipients) == {"ARM", "AZE"}


def _countries(slots: object) -> set[str]:
    return {slot.value.partition(".")[0] for slot in slots}  # type: ignore[attr-defined]


def test_the_other_side_is_the_nearest_actor_of_another_country() -> None:
    page = seen("Chad accused Niger. Reuters asked Mali. It rained.")
    assert [s.value for s in counterpart(page, 2, 1, ["NER.GOV"])] == ["MLI.GOV"]
    assert [s.value for s in counterpart(page, 2, 1, ["MLI.GOV"])] == ["NER.GOV"]
    assert [s.value for s in counterpart(page, 2, 1, ["MLI.MIL", "NER.GOV"])] == ["TCD.GOV"]


def test_media_take_no_side() -> None:
    page = seen("Reuters reported from the town. It rained.")
    assert counterpart(page, 1, 1, ["NER.GOV"]) == ()


def test_the_other_side_is_not_looked_for_beyond_reach() -> None:
    page = seen("Chad accused Niger. " + "Rain fell. " * (REACH + 1))
    assert len(page.trees) == REACH + 2
    assert counterpart(page, REACH, 1, ["NER.GOV"])
    assert counterpart(page, REACH + 1, 1, ["NER.GOV"]) == ()
