"""What a sentence leaves open and the page fills in: attacker, other side."""

from tests.coding.read import claims_in

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
    assert found  # the second sentence tells the same event again, or another one
    for claim in found:
        assert _countries(claim.actors) == _countries(claim.recipients) == {"ARM", "AZE"}


def _countries(slots: object) -> set[str]:
    return {slot.value.partition(".")[0] for slot in slots}  # type: ignore[attr-defined]
