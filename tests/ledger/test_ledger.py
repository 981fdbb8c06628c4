"""Keeping, asking, and not keeping twice."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from casus.ledger import (
    Added,
    AmbiguousIdError,
    ClaimQuery,
    EvidenceError,
    Ledger,
    Run,
    UnknownIdError,
)
from casus.model import Link, Place, Problem
from tests.claims import Story, Told, coded_of, page_of, stories
from tests.ledger.sites import Site

NOON = Run("2022-04-01T12:00:00Z", "casus test", "tester")
LATER = Run("2022-04-02T12:00:00+00:00", "casus test")
NOTHING = Added(document_new=False, claims_new=0)

BAKU = Place("Baku", "AZE", 40.4, 49.9)
STORY = Story(
    "farukh",
    (
        Told("Azerbaijan shelled Farukh, Yerevan said."),
        Told("Baku denied that it shelled it.", status="denied", source="AZE.MIL"),
        Told(
            "Protesters marched in Bakú.",
            "PROTEST",
            "demo",
            actors=("AZE.CVL",),
            recipients=(),
            source="author",
            date="2022-03",
            place=replace(BAKU, name="Bakú"),
            weapons=(),
        ),
        Told("Someone may fire.", status="possible", date=None, place=None, source="unnamed"),
    ),
)


def test_claims_come_back_complete(ledger: Ledger) -> None:
    coded = coded_of(STORY)
    assert ledger.add(coded, page_of(STORY), NOON) == Added(document_new=True, claims_new=4)
    assert tuple(kept.claim for kept in ledger.claims()) == coded.claims
    assert [kept.id for kept in ledger.claims()] == [claim.id for claim in coded.claims]
    (kept,) = ledger.documents()
    text = kept.document.text
    assert replace(kept.document, text="", blocks=()) == replace(coded.document, text="", blocks=())
    assert text.rsplit("\n", 1)[0] == coded.document.text.rsplit("\n", 1)[0]
    assert kept.claims == 4
    assert kept.time == "2022-04-01T12:00:00.000000Z"


def test_reading_again_adds_nothing(ledger: Ledger) -> None:
    ledger.add(coded_of(STORY), page_of(STORY), NOON)
    before = ledger.head()
    assert ledger.add(coded_of(STORY), page_of(STORY), LATER) == NOTHING
    assert ledger.add(replace(coded_of(STORY)), None, LATER) == NOTHING
    assert ledger.head() == before
    assert ledger.verify().sound


def test_same_claim_twice_in_a_document_is_kept_once(ledger: Ledger) -> None:
    coded = coded_of(STORY)
    doubled = replace(coded, claims=coded.claims + coded.claims)
    assert ledger.add(doubled, None, NOON).claims_new == 4


def test_another_reading_of_the_same_bytes_replaces_what_stands(ledger: Ledger) -> None:
    coded = coded_of(STORY)
    ledger.add(coded, None, NOON)
    fewer = replace(coded, claims=coded.claims[:1])
    assert ledger.add(fewer, None, LATER) == NOTHING
    assert [k.claim for k in ledger.claims()] == [coded.claims[0]]
    assert len(list(ledger.claims(as_of="2022-04-01T13:00:00Z"))) == 4
    assert ledger.claim(coded.claims[3].id).claim == coded.claims[3]
    assert ledger.counts().claims == 1
    assert ledger.verify().sound


def test_new_version_of_a_page_replaces_the_old_one(ledger: Ledger) -> None:
    old = Story("news", (Told("They shelled it."),), url="https://example.org/a")
    new = replace(old, told=(Told("They shelled it twice."),))
    ledger.add(coded_of(old), page_of(old), NOON)
    assert ledger.add(coded_of(new), page_of(new), LATER) == Added(True, 1)
    assert [k.claim.quote for k in ledger.claims()] == ["They shelled it twice."]
    assert len(list(ledger.documents())) == 1
    assert len(list(ledger.documents(as_of="2022-04-01T13:00:00Z"))) == 1


def test_pages_of_one_name_in_two_folders_stand_side_by_side(ledger: Ledger) -> None:
    for folder in ("a", "b"):
        story = Story("index", (Told(f"They shelled {folder}."),), origin=f"{folder}/index.txt")
        ledger.add(coded_of(story), None, NOON)
    assert len(list(ledger.documents())) == len(list(ledger.claims())) == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ClaimQuery(), [0, 1, 2, 3]),
        (ClaimQuery(type="PROTEST"), [2]),
        (ClaimQuery(status="denied"), [1]),
        (ClaimQuery(actor="AZE"), [0, 1, 2, 3]),
        (ClaimQuery(actor="AZE.CVL"), [2]),
        (ClaimQuery(actor="AZ"), []),
        (ClaimQuery(actor="XNK"), [0, 1, 3]),
        (ClaimQuery(actor="%"), []),
        (ClaimQuery(source="AZE"), [1]),
        (ClaimQuery(source="author"), [2]),
        (ClaimQuery(place="farukh"), [0, 1]),
        (ClaimQuery(place="khram"), [0, 1]),
        (ClaimQuery(place="baku"), [2]),
        (ClaimQuery(place="%"), []),
        (ClaimQuery(country="aze"), [0, 1, 2]),
        (ClaimQuery(since="2022-03-25"), [2]),
        (ClaimQuery(until="2022-03-24"), [0, 1, 2]),
        (ClaimQuery(since="2023"), []),
        (ClaimQuery(doc="farukh"), [0, 1, 2, 3]),
        (ClaimQuery(doc="other"), []),
        (ClaimQuery(type="ASSAULT", status="occurred", actor="AZE.MIL"), [0]),
    ],
)
def test_filters(ledger: Ledger, query: ClaimQuery, expected: list[int]) -> None:
    coded = coded_of(STORY)
    ledger.add(coded, None, NOON)
    assert [coded.claims.index(kept.claim) for kept in ledger.claims(query)] == expected


def test_a_date_of_another_form_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        list(ledger.claims(ClaimQuery(since="yesterday")))


def test_a_claim_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    claim = coded_of(STORY).claims[0]
    ledger.add(coded_of(STORY), None, NOON)
    assert ledger.claim(claim.id[:8]).claim == claim
    with pytest.raises(UnknownIdError, match="no claim"):
        ledger.claim("zzz")
    with pytest.raises(UnknownIdError):
        ledger.claim("")


def test_an_ambiguous_id_names_the_candidates(ledger: Ledger) -> None:
    for story in stories(20):
        ledger.add(coded_of(story), None, NOON)
    first = next(iter(ledger.claims())).id[0]
    with pytest.raises(AmbiguousIdError, match="begins several ids"):
        ledger.claim(first)


def test_problems_stand_until_the_page_is_read(ledger: Ledger) -> None:
    bad = Problem("read", "farukh", "not text; save it as UTF-8")
    note = Problem("code", "farukh", "no date found", fatal=False)
    assert ledger.quarantine(bad, NOON)
    assert ledger.quarantine(note, NOON)
    assert not ledger.quarantine(bad, LATER)
    assert [k.problem for k in ledger.problems()] == [bad, note]
    assert ledger.counts().quarantined == 1
    ledger.add(coded_of(STORY), None, LATER)
    assert [k.problem for k in ledger.problems()] == [note]
    assert [k.problem for k in ledger.problems(as_of="2022-04-01T13:00:00Z")] == [bad, note]
    assert ledger.quarantine(bad, LATER)
    assert ledger.counts().quarantined == 1
    ledger.add(coded_of(STORY), None, LATER)
    assert ledger.counts().quarantined == 0
    assert ledger.verify().sound


def test_evidence_is_kept_under_its_hash(ledger: Ledger, tmp_path: Path) -> None:
    page = page_of(STORY)
    ledger.add(coded_of(STORY), page, NOON)
    assert ledger.evidence is not None
    assert ledger.evidence.read(page.sha256) == page.content
    files = [p for p in (tmp_path / "casus.db.evidence").rglob("*") if p.is_file()]
    assert [f.name for f in files] == [page.sha256]


def test_a_wrong_digest_is_refused_and_nothing_is_kept(ledger: Ledger) -> None:
    with pytest.raises(EvidenceError, match="not the SHA-256"):
        ledger.add(coded_of(STORY), replace(page_of(STORY), content=b"other"), NOON)
    assert ledger.counts().entries == 0


def test_a_digest_cannot_name_a_path(ledger: Ledger) -> None:
    assert ledger.evidence is not None
    with pytest.raises(EvidenceError):
        ledger.evidence.read("../../etc/passwd")


def test_time_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="no offset"):
        Run("2022-04-01T12:00:00")


def test_times_never_run_backwards(ledger: Ledger) -> None:
    first, second = stories(2)
    ledger.add(coded_of(first), None, LATER)
    ledger.add(coded_of(second), None, NOON)
    assert {k.time for k in ledger.claims()} == {LATER.time}
    assert ledger.verify().sound


@pytest.mark.parametrize("table", ["entries", "documents", "claims", "parties", "readings"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_rows_cannot_be_changed_or_deleted(site: Site, table: str, verb: str) -> None:
    with site.open() as ledger:
        ledger.add(coded_of(STORY), None, NOON)
    column = "claim" if table == "parties" else "seq"
    with pytest.raises((sqlite3.IntegrityError, psycopg.Error), match="append-only"):
        site.attempt(verb.format(table, column, column))
    if not site.in_file:
        with pytest.raises(psycopg.Error, match="append-only"):
            site.attempt(f"TRUNCATE {table} CASCADE")


HOSTILE = (
    "'; DROP TABLE claims; --",
    '<script>alert(1)</script> "quoted" & co',
    "nul\x00in the middle",
    "lone \ud800 surrogate",
    "right-to-left \u202e override",
    "𝕏 emoji 🧨 and combining é",
    "%_\\",
    "x" * 100_000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_it_was(ledger: Ledger, text: str) -> None:
    place = Place(text, "AZE")
    story = Story(text[:50], (Told(f"They shelled {text}", place=place, actors=(text,)),))
    coded = coded_of(story)
    ledger.add(coded, page_of(story), NOON)
    ledger.quarantine(Problem("read", text, text), NOON)
    (kept,) = ledger.claims(ClaimQuery(type="ASSAULT"))
    assert kept.claim == coded.claims[0]
    document = next(iter(ledger.documents())).document
    assert document.id == coded.document.id
    assert document.text.split("\n")[:-1] == coded.document.text.split("\n")[:-1]
    assert next(iter(ledger.problems())).problem.message == text
    assert ledger.add(coded, page_of(story), NOON) == NOTHING
    assert ledger.verify().sound


def test_a_ledger_in_memory(tmp_path: Path) -> None:
    with Ledger.open("sqlite://") as ledger:
        ledger.add(coded_of(STORY), page_of(STORY), NOON)
        assert ledger.counts().claims == 4
    assert list(tmp_path.iterdir()) == []


def test_the_latest_judgement_of_a_pair_stands(ledger: Ledger) -> None:
    same = Link("a", "b", "same", 0.0, "one raid", "reviewer")
    apart = replace(same, judgement="different", why="two raids", by="second")
    other = Link("a", "c", "unsure", 0.0, "?", "reviewer")
    assert ledger.judge(same, NOON)
    assert not ledger.judge(same, LATER)
    assert ledger.judge(other, NOON)
    assert ledger.judge(apart, LATER)
    assert list(ledger.links()) == [apart, other]
    assert set(ledger.links(as_of="2022-04-01T13:00:00Z")) == {same, other}
    assert ledger.judge(same, LATER)
    assert next(ledger.links()) == same
    assert ledger.verify().sound
