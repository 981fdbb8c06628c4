"""A reviewer at work, alone and beside another."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from casus.ledger import ClaimQuery, Ledger, Run
from casus.model import Coded, Decision
from casus.review import Desk, ReviewError, VanishedClaimError, ask, reviewed
from tests.claims import Story, Told, coded_of, page_of
from tests.review.conftest import STORIES

Desks = Callable[[str], Desk]
SHELLED, NOBODY, AGAIN, MET = (
    "They shelled Farukh.",
    "Nobody shelled it.",
    "It is said that they shelled Farukh again.",
    "They met.",
)


def test_the_queue_puts_doubt_and_weight_first(desk: Desks, ids: dict[str, str]) -> None:
    items = desk("ann").queue()
    assert len(items) == 4
    assert [i.priority for i in items] == sorted((i.priority for i in items), reverse=True)
    assert items[0].account.id == ids[SHELLED]
    assert items[0].reasons == ("2 dead or wounded", "force", "disputed incident")
    assert items[0].least == "recipients"


def test_two_reviewers_take_different_claims(desk: Desks) -> None:
    ann, bob = desk("ann"), desk("bob")
    assert (len(ann.queue()), len(bob.queue())) == (4, 4)
    seen = []
    for reviewer in (ann, bob, ann, bob):
        item = reviewer.take()
        assert item
        assert reviewer.take() == next(
            i for i in reviewer.queue() if i.account.id == item.account.id
        )
        seen.append((reviewer, item.account.id))
        if len(seen) % 2 == 0:
            for other, claim in seen[-2:]:
                other.decide(claim, "approved")
    assert len({claim for _, claim in seen}) == 4
    assert ann.take() is None
    assert bob.take() is None


def test_a_claim_taken_a_day_ago_is_free_again(ledger: Ledger) -> None:
    early, late = (
        Desk(ledger, name, lambda day=day: Run(f"2024-01-0{day}T12:00:00Z"))  # type: ignore[misc]
        for name, day in (("ann", 2), ("bob", 4))
    )
    first = early.take()
    again = late.take()
    assert first
    assert again
    assert first.account.id == again.account.id


def test_corrections_show_in_claims_and_incidents(
    desk: Desks, ledger: Ledger, ids: dict[str, str]
) -> None:
    ann = desk("ann")
    before = len(ann.reviewed.cases())
    ann.correct(ids[NOBODY], "status", "occurred", "a slip of the parser")
    kept = ann.correct(ids[NOBODY], "killed", "4+", "in the caption")
    ann.correct(ids[NOBODY], "place", "Stepanakert, AZE, 39.8, 46.75", "named above")
    after = reviewed(ledger)
    one = next(c for c in after.claims if c.kept.id == ids[NOBODY])
    claim = one.kept.claim
    assert (claim.status.value, claim.losses[0].value.high) == ("occurred", None)
    assert claim.place is not None
    assert (claim.place.value.name, claim.place.value.lat) == ("Stepanakert", 39.8)
    assert claim.losses[0].why == f"corrected by ann (entry {kept.seq}): in the caption"
    assert claim.id != one.kept.id
    assert "killed corrected by ann" in one.review.origin
    account = next(a for a in after.accounts() if a.review and a.review.corrections)
    assert account.id == ids[NOBODY]
    assert len(after.cases()) == before + 1
    assert [c.kept.id for c in ask(after.claims, ClaimQuery(place="stepana"))] == [ids[NOBODY]]
    assert ledger.claim(ids[NOBODY]).claim.status.value == "denied"  # the machine's, untouched
    assert ledger.verify().sound


def test_a_query_of_reviewed_claims_finds_what_the_ledger_finds(ledger: Ledger) -> None:
    for query in (
        ClaimQuery(),
        ClaimQuery(type="CONSULT"),
        ClaimQuery(actor="AZE"),
        ClaimQuery(actor="AZ"),
        ClaimQuery(source="AZE.MIL", status="denied"),
        ClaimQuery(place="ÁRUKH", country="aze"),
        ClaimQuery(since="2022", until="2022-03"),
        ClaimQuery(since="2023"),
        ClaimQuery(doc="three"),
    ):
        found = [one.kept.id for one in ask(reviewed(ledger).claims, query)]
        assert found == [kept.id for kept in ledger.claims(query)]
    with pytest.raises(ValueError, match="YYYY"):
        list(ask([], ClaimQuery(since="yesterday")))


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("type", "COERCE", "COERCE"),
        ("mode", "none", None),
        ("actors", "AZE.MIL, TUR.GOV", ["AZE.MIL", "TUR.GOV"]),
        ("recipients", "none", []),
        ("source", "author", "author"),
        ("date", "2022-03-24/2022-03-26", "2022-03-24/2022-03-26"),
        ("date", "--02-29", "--02-29"),
        ("killed", "3-9", {"min": 3, "max": 9}),
        ("wounded", "none", None),
        ("weapons", "drone, mine", ["drone", "mine"]),
        ("place", "none", None),
    ],
)
def test_values_as_the_codebook_writes_them(
    desk: Desks, ids: dict[str, str], name: str, written: str, value: object
) -> None:
    decision = desk("ann").correct(ids[SHELLED], name, written, "read again")
    assert json.loads(decision.value) == value


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("colour", "red", "none of type, mode"),
        ("type", "WAR", "ASSAULT"),
        ("mode", "visit", "ASSAULT has"),
        ("actors", "QQQ.MIL", "no country"),
        ("source", "AZE.ARMY", "no sector"),
        ("date", "yesterday", "2022-03-24"),
        ("date", "2022-02-30", "no such day"),
        ("killed", "9-3", "backwards"),
        ("killed", "some", "3-9"),
        ("weapons", "stone", "none of"),
        ("place", "Farukh, QQQ", "alpha-3"),
        ("place", "Farukh, AZE, 95, 3", "degrees"),
        ("evidence", "What a lie!", "does not stand"),
        ("evidence", "nowhere", "does not stand"),
    ],
)
def test_other_values_are_refused_with_what_may_be_written(
    desk: Desks, ids: dict[str, str], name: str, written: str, words: str
) -> None:
    ann = desk("ann")
    with pytest.raises(ReviewError, match=words):
        ann.correct(ids[SHELLED], name, written, "read again")
    assert ann.reviewed.standing.decisions == ()


def test_a_passage_is_corrected_from_the_page(desk: Desks, ids: dict[str, str]) -> None:
    ann = desk("ann")
    ann.correct(ids[MET], "evidence", AGAIN, "the sentence before")
    assert ann.find(ids[MET]).kept.claim.quote == AGAIN


def test_a_type_without_the_mode_drops_it(desk: Desks, ids: dict[str, str]) -> None:
    ann = desk("ann")
    ann.correct(ids[SHELLED], "type", "COERCE", "an arrest")
    assert ann.find(ids[SHELLED]).kept.claim.mode is None


def test_decisions_apart_are_both_kept_and_shown(desk: Desks, ids: dict[str, str]) -> None:
    ann, bob = desk("ann"), desk("bob")
    ann.decide(ids[SHELLED], "approved")
    bob.decide(ids[SHELLED], "rejected", "not in the text")
    review = bob.find(ids[SHELLED]).review
    assert [d.by for d in review.clashes[0].decisions] == ["ann", "bob"]
    assert (review.state, review.verdict) == ("needs second look", None)
    assert desk("eve").queue()[0].account.id == ids[SHELLED]
    last = review.clashes[0].decisions[-1]
    desk("eve").decide(ids[SHELLED], "rejected", "bob is right", seen=last.seq)
    assert desk("ann").find(ids[SHELLED]).review.verdict == "rejected"
    with pytest.raises(ReviewError, match="entries"):
        bob.decide(ids[SHELLED], "approved", seen=10_000)


def test_two_processes_lose_nothing(tmp_path: Path, ledger: Ledger) -> None:
    def review(name: str) -> None:
        with Ledger.open(tmp_path / "casus.db") as opened:
            desk = Desk(opened, name, lambda: Run("2024-01-02T00:00:00Z"))
            for one in desk.reviewed.claims:
                desk.note(one.kept.id, f"seen by {name}")
                desk.decide(one.kept.id, "approved")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(review, ("ann", "bob", "eve", "kim")))
    stand = reviewed(ledger).standing
    assert len(stand.decisions) == 4 * 4 * 2
    assert all(len(stand.review(c.kept.id).notes) == 4 for c in reviewed(ledger).claims)
    assert ledger.verify().sound


def test_merge_and_split_and_undo(desk: Desks, ids: dict[str, str]) -> None:
    ann = desk("ann")
    groups = {c.incident.claims for c in ann.reviewed.cases()}
    whole = next(group for group in groups if ids[SHELLED] in group)
    assert ids[NOBODY] in whole
    split = ann.split([ids[NOBODY]], "it speaks of another village")
    apart = {c.incident.claims for c in ann.reviewed.cases()}
    assert (ids[NOBODY],) in apart
    merged = ann.merge([ids[NOBODY], ids[SHELLED], ids[AGAIN]], "one night after all")
    assert {c.incident.claims for c in ann.reviewed.cases()} == groups
    ann.undo(merged.seq)
    assert {c.incident.claims for c in ann.reviewed.cases()} == apart
    ann.undo(split.seq)
    assert {c.incident.claims for c in ann.reviewed.cases()} == groups
    with pytest.raises(ReviewError, match="already"):
        ann.undo(split.seq)
    with pytest.raises(ReviewError, match="but not all"):
        ann.split(whole, "all")
    with pytest.raises(ReviewError, match="two claims"):
        ann.merge([ids[MET]], "alone")


def test_unlike_incidents_are_put_together_and_kept_so(desk: Desks, ids: dict[str, str]) -> None:
    ann = desk("ann")
    shelling = next(c for c in ann.reviewed.cases() if len(c.accounts) > 1)
    ann.merge([shelling.incident.id, ids[MET]], "the meeting was shelled")
    (case,) = ann.reviewed.cases()
    assert len(case.accounts) == 4


def test_judgements_of_two_reviewers_clash(desk: Desks, ids: dict[str, str]) -> None:
    desk("ann").merge([ids[SHELLED], ids[MET]], "one day")
    desk("bob").merge([ids[SHELLED], ids[MET]], "one day")
    assert desk("ann").reviewed.standing.clashes == ()
    desk("bob").split([ids[MET]], "another year")
    assert len(desk("ann").reviewed.standing.clashes) == 1


def test_only_ones_own_decisions_are_taken_back(desk: Desks, ids: dict[str, str]) -> None:
    kept = desk("ann").decide(ids[MET], "approved")
    with pytest.raises(ReviewError, match="decision of ann"):
        desk("bob").undo(kept.seq)
    with pytest.raises(ReviewError, match="no decision"):
        desk("bob").undo(1)
    assert desk("ann").last(ids[MET]) == kept
    desk("ann").undo(kept.seq)
    with pytest.raises(ReviewError, match="decided nothing"):
        desk("ann").last(ids[MET])
    assert desk("ann").find(ids[MET]).review.state == "new"


def test_a_claim_that_stands_no_longer_gets_a_clear_word(
    ledger: Ledger, desk: Desks, ids: dict[str, str]
) -> None:
    ann = desk("ann")
    ann.decide(ids[SHELLED], "approved")
    story = replace(STORIES[0], told=(replace(STORIES[0].told[0], status="possible"),))
    coded = coded_of(story)
    ledger.add(Coded(coded.document, coded.claims), None, Run("2024-01-03T00:00:00Z"))
    ann = desk("ann")
    (new,) = [c.kept.id for c in ann.reviewed.claims if c.kept.claim.doc == "one"]
    with pytest.raises(VanishedClaimError, match=f"stands no longer.*now: {new[:12]}"):
        ann.decide(ids[SHELLED], "rejected", "gone")
    assert [review.claim for review in ann.reviewed.vanished] == [ids[SHELLED]]
    with pytest.raises(ReviewError, match="no claim"):
        ann.decide("ffff", "approved")


def test_a_missed_claim_is_added_corrected_and_taken_back(desk: Desks, ledger: Ledger) -> None:
    ann = desk("ann")
    kept = ann.add("two", "REJECT", NOBODY, "the denial is a speech act here")
    ann.correct(kept.claim, "actors", "AZE.MIL", "named before")
    ann.decide(kept.claim, "approved")
    one = desk("bob").find(kept.claim)
    assert (one.kept.claim.quote, one.review.verdict) == (NOBODY, "approved")
    assert [slot.value for slot in one.kept.claim.actors] == ["AZE.MIL"]
    assert "added by ann" in one.kept.claim.type.why
    assert any(a.id == kept.claim for a in reviewed(ledger).accounts())
    assert desk("bob").take(blind=True) is not None
    ann.undo(kept.seq)
    with pytest.raises(ReviewError, match="no claim"):
        ann.find(kept.claim)
    for page, kind, passage in (
        ("x", "ASSAULT", NOBODY),
        ("two", "WAR", NOBODY),
        ("two", "AID", "x"),
    ):
        with pytest.raises(ReviewError):
            ann.add(page, kind, passage, "missed")


@pytest.mark.parametrize("state", ["rejected", "unverifiable", "needs second look"])
def test_verdicts_against_need_a_reason(desk: Desks, ids: dict[str, str], state: str) -> None:
    with pytest.raises(ReviewError, match="needs a reason"):
        desk("ann").decide(ids[MET], state)
    with pytest.raises(ReviewError, match="name"):
        desk(" ")


def test_a_second_opinion_is_taken_blind(desk: Desks, ids: dict[str, str]) -> None:
    ann, bob = desk("ann"), desk("bob")
    ann.decide(ids[MET], "approved")
    item = bob.take(blind=True)
    assert item
    assert item.account.id == ids[MET]
    assert bob.decide(ids[MET], "approved").seen == 0
    assert bob.take(blind=True) is None


def test_entries_of_others_kinds_are_told(ledger: Ledger, desk: Desks) -> None:
    ledger.append("decision", "x", {"shape": "other"}, Run("2024-01-02T00:00:00Z"))
    with pytest.raises(ReviewError, match="no decision"):
        desk("ann").queue()


def test_what_was_known_then(ledger: Ledger, desk: Desks, ids: dict[str, str]) -> None:
    desk("ann").decide(ids[MET], "rejected", "not in the text")
    assert reviewed(ledger).rejected == 1
    assert reviewed(ledger, "2024-01-01T12:00:00Z").rejected == 0
    assert (
        len(reviewed(ledger).cases()) == len(reviewed(ledger, "2024-01-01T12:00:00Z").cases()) - 1
    )


def test_pages_and_decisions_live_in_one_chain(ledger: Ledger, desk: Desks) -> None:
    story = Story("late", (Told("They shelled it late."),))
    desk("ann").decide(desk("ann").queue()[0].account.id, "approved")
    ledger.add(coded_of(story), page_of(story), Run("2024-01-05T00:00:00Z"))
    assert isinstance(desk("ann").reviewed.standing.decisions[0], Decision)
    assert ledger.verify().sound
