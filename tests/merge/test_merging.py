"""One event, one group: what is put together, what is kept apart, in any order."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.merging import synthetic
from casus.merge import Account, Merger, compare, incident_of, merge
from casus.merge.cluster import clusters
from casus.merge.declared import DeclaredError, load_declared
from casus.model import Link, Loss, Place
from tests.claims import Story, Told, claim_of

KHIAM = Place("Khiam", "LBN", 33.33, 35.61)
YOHMOR = Place("Yohmor", "LBN", 33.31, 35.53)
SOUTH = Place("southern Lebanon", "LBN")

STRIKE = Told(
    "One person was shelled in Khiam.",
    mode="drone",
    actors=("ISR.MIL",),
    recipients=("LBN.CVL",),
    source="LBN.GOV",
    date="2025-07-19",
    place=KHIAM,
    losses=(Loss("killed", 1, 1),),
)


def account(told: Told, name: str = "a", published: str | None = "2025-07-20") -> Account:
    return Account(claim_of(Story(name, (told,)), told), published, name)


def same(left: Told, right: Told) -> bool:
    other = replace(right, quote="Officials told reporters about an area that was shelled.")
    groups = merge([account(left, "a"), account(other, "b")])
    return len(groups) == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"place": replace(KHIAM, name="Al-Khiyam")}, True),
        ({"place": Place("Khiyam", "LBN")}, True),
        ({"place": Place("Khiam town", "LBN", also=("Khiam",))}, True),
        ({"place": YOHMOR}, False),
        ({"place": None}, True),
        ({"recipients": ("LBN.REB.Hezbollah",), "source": "ISR.MIL"}, True),
        ({"status": "denied", "source": "ISR.MIL"}, True),
        ({"actors": ("USA.MIL",)}, False),
        ({"date": "2025-07-21"}, False),
        ({"date": "2025-07"}, True),
        ({"date": "2025-06"}, False),
        ({"date": None}, True),
        ({"mode": "territory", "place": None, "losses": ()}, False),
        ({"place": SOUTH, "losses": (Loss("killed", 2, 2),)}, False),
        ({"losses": (Loss("killed", 1, 3),)}, True),
        ({"type": "AID", "mode": None}, False),
    ],
)
def test_pairs(changes: dict[str, object], expected: bool) -> None:
    assert same(STRIKE, replace(STRIKE, **changes)) is expected  # type: ignore[arg-type]


def test_attack_and_retaliation_told_by_both_sides_are_one_fight() -> None:
    told = replace(STRIKE, mode=None, actors=("AZE.MIL",), recipients=("ARM.MIL",), place=None)
    other = replace(told, actors=("XNK.MIL",), recipients=("AZE.MIL",), source="AZE.MIL")
    assert same(told, other)


def test_accusations_have_a_direction() -> None:
    told = replace(STRIKE, type="ACCUSE", mode="disapprove", losses=(), place=None)
    assert same(told, told)
    assert not same(told, replace(told, actors=("LBN.GOV",), recipients=("ISR.GOV",)))


def test_a_comparison_gives_its_reasons() -> None:
    found = compare(account(STRIKE, "a"), account(STRIKE, "b"))
    assert found.score > 0
    assert "same sides in the same roles (+2.0)" in found.why
    assert found == compare(account(STRIKE, "b"), account(STRIKE, "a"))


def test_a_chain_does_not_pull_unlike_events_together() -> None:
    near = {("a", "b"): 1.0, ("b", "c"): 0.9}
    assert clusters(["a", "b", "c"], near | {("a", "c"): -3.0}, set(), set()) == [
        ("a", "b"),
        ("c",),
    ]
    assert clusters(["a", "b", "c"], near | {("a", "c"): 0.1}, {("a", "c")}, set()) == [
        ("a", "b"),
        ("c",),
    ]


def test_judgements_of_people_are_obeyed_and_reversible() -> None:
    left, right = account(STRIKE, "a"), account(replace(STRIKE, place=YOHMOR), "b")
    alike = account(STRIKE, "c")
    assert len(merge([left, right])) == 2
    together = Link(left.id, right.id, "same", 0.0, "one raid", "reviewer")
    assert merge([left, right], [together]) == [tuple(sorted((left.id, right.id)))]
    assert len(merge([left, right], [together, replace(together, judgement="unsure")])) == 2
    apart = Link(left.id, alike.id, "different", 0.0, "two raids", "reviewer")
    assert len(merge([left, alike])) == 1
    assert len(merge([left, alike], [apart])) == 2


def test_a_link_is_sorted_and_known() -> None:
    assert Link("b", "a", "same", 0.0, "", "x").left == "a"
    with pytest.raises(ValueError, match="none of"):
        Link("a", "b", "perhaps", 0.0, "", "x")


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000))
def test_order_and_batches_do_not_matter(seed: int) -> None:
    accounts, _ = synthetic(40, seed=5)
    expected = merge(accounts)
    dice = random.Random(seed)  # noqa: S311 - no secret
    dice.shuffle(accounts)
    merger = Merger()
    while accounts:
        size = dice.randint(1, 9)
        merger.add(accounts[:size])
        accounts = accounts[size:]
    assert merger.groups() == expected


def test_synthetic_events_are_found() -> None:
    accounts, truth = synthetic(2000)
    groups = set(merge(accounts))
    whole = len(groups & {tuple(sorted(group)) for group in truth})
    assert whole / len(truth) > 0.93


def test_adding_the_same_claims_again_changes_nothing() -> None:
    accounts, _ = synthetic(60)
    merger = Merger()
    merger.add(accounts)
    before = merger.groups()
    merger.add(accounts)
    assert merger.groups() == before


def test_links_show_what_was_put_together() -> None:
    merger = Merger()
    left, right = account(STRIKE, "a"), account(STRIKE, "b")
    merger.add([left, right])
    (link,) = merger.links()
    assert {link.left, link.right} == {left.id, right.id}
    assert (link.judgement, link.by) == ("same", "machine")
    assert "same place" in link.why


def incident(*told: Told, owners: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
    accounts = [account(one, f"page{n}") for n, one in enumerate(told)]
    return incident_of(accounts, owners or {})


def test_an_incident_shows_every_version() -> None:
    theirs = replace(
        STRIKE,
        recipients=("LBN.REB.Hezbollah",),
        source="ISR.MIL",
        quote="We struck a commander, shelled at dawn.",
        losses=(Loss("killed", 3, 9),),
    )
    found = incident(STRIKE, theirs)
    assert [v.value for v in found.recipients] == ["LBN.CVL", "LBN.REB.Hezbollah"]
    (toll,) = found.tolls
    assert (toll.side, toll.kind, toll.low, toll.high, toll.best) == ("LBN", "killed", 1, 9, 1)
    assert found.disputed == ("killed:LBN",)
    assert found.asserted_by == ("ISR.MIL", "LBN.GOV")
    assert (found.silent, found.opposed, found.independent) == (("LBN.REB",), True, 2)
    assert (found.first_day, found.first_report) == ("2025-07-19", "2025-07-20")


def test_a_denial_is_a_dispute_and_never_credible() -> None:
    found = incident(STRIKE, replace(STRIKE, status="denied", source="ISR.MIL", losses=()))
    assert found.disputed == ("status",)
    assert found.denied_by == ("ISR.MIL",)
    assert found.credibility == 6


def test_one_holder_alone_disputes_nothing() -> None:
    changes = {"status": "denied", "date": "2025-07-21", "recipients": ("ISR.CVL",)}
    later = replace(STRIKE, **changes, losses=(Loss("killed", 9, 9),))  # type: ignore[arg-type]
    assert incident(STRIKE, later).disputed == ()
    assert incident(STRIKE, replace(later, source="FRA.GOV")).disputed == (
        "status",
        "date",
        "recipients",
    )


def test_both_sides_asserting_makes_it_confirmed() -> None:
    agreeing = replace(STRIKE, source="ISR.MIL", quote="We did strike, and shelled there.")
    assert incident(STRIKE, agreeing).credibility == 1
    assert incident(STRIKE).credibility == 6
    assert incident(replace(STRIKE, status="possible"), agreeing).credibility == 6


def test_copies_and_outlets_of_one_owner_count_once() -> None:
    told = replace(STRIKE, source="author")
    other = replace(told, quote="Drones hit and shelled a house, killing someone there today.")
    assert incident(told, told).independent == 1
    assert incident(told, other).independent == 2
    assert incident(told, other, owners={"page0": "Group", "page1": "Group"}).independent == 1
    assert incident(replace(told, source="unnamed")).independent == 0


def test_the_side_that_says_nothing_is_silent() -> None:
    assert incident(STRIKE).silent == ("ISR",)


def test_no_claims_no_incident() -> None:
    with pytest.raises(ValueError, match="at least one"):
        incident_of([])


def test_bodies_of_one_side_have_one_vote() -> None:
    ministry = replace(STRIKE, source="LBN.MED", quote="A drone shelled the town, the agency said.")
    assert incident(STRIKE, ministry).independent == 1
    assert incident(STRIKE, replace(ministry, source="FRA.GOV")).independent == 2


def test_rebels_and_their_state_are_two_sides() -> None:
    rebels = replace(STRIKE, actors=("COD.REB.M23",), recipients=("COD.MIL",), source="COD.REB.M23")
    assert incident(rebels).silent == ("COD",)
    both = incident(rebels, replace(rebels, source="COD.GOV", quote="They shelled us, we said."))
    assert (both.silent, both.independent, both.opposed) == ((), 2, True)


def test_an_outlet_that_a_side_owns_speaks_for_it() -> None:
    told = replace(STRIKE, source="author", quote="Drones hit a house and shelled it today.")
    owned = incident(told, STRIKE, owners={"page0": "LBN.GOV"})
    assert owned.independent == 1
    assert incident(told, STRIKE).independent == 2
    assert incident(told, owners={"page0": "ISR.MIL"}).silent == ("LBN",)


@pytest.mark.parametrize(
    ("changes", "disputed"),
    [
        ({"mode": "abduct"}, ("mode",)),
        ({"mode": "aerial"}, ()),
        ({"place": Place("Tripoli", "LBN", 34.44, 35.85, precision=1)}, ("place",)),
        ({"place": Place("Tripoli", "LBY")}, ("place",)),
        ({"place": Place("the north", "LBN", 34.44, 35.85, precision=4)}, ()),
        ({"date": "2025-07-21"}, ("date",)),
    ],
)
def test_disputes_field_by_field(changes: dict[str, object], disputed: tuple[str, ...]) -> None:
    other = replace(STRIKE, source="ISR.MIL", quote="We shelled it.", **changes)  # type: ignore[arg-type]
    assert incident(STRIKE, other).disputed == disputed


def test_letters_come_from_a_declared_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "casus.toml"
    path.write_text('[sources."LBN"]\nreliability = "C"\n[sources.page1]\nowner = "Group"\n')
    declared = load_declared(path)
    assert declared.owners == {"page1": "Group"}
    told = account(STRIKE, "page0")
    assert incident_of([told]).admiralty == "F6"
    found = incident_of([told], declared.owners, declared.reliability)
    assert (found.admiralty, found.reliability) == ("C6", (("LBN.GOV", "C"),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[sources", "cannot be read"),
        ("sources = 1", "write a table"),
        ("[sources]\nx = 1", "write it as a table"),
        ('[sources.x]\nrank = "A"', "none of owner, reliability"),
        ('[sources.x]\nreliability = "AB"', "no letter A to F"),
        ("[sources.x]\nowner = 1", "needs a text"),
    ],
)
def test_a_wrong_declaration_names_its_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "casus.toml"
    path.write_text(text)
    with pytest.raises(DeclaredError, match=words):
        load_declared(path)
