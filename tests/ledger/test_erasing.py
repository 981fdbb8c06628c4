"""Erasure by tombstone: text and personal fields are gone, the chain still holds."""

from pathlib import Path

import pytest

from casus.ledger import ErasedError, Ledger, LedgerBusyError, Run, UnknownIdError
from casus.model import Link, Problem
from tests.claims import Story, Told, coded_of, page_of
from tests.ledger.sites import Site

NOON = Run("2022-04-01T12:00:00Z", "casus test", "tester")
LATER = Run("2022-04-02T12:00:00Z", "casus test", "ann")
WITNESS = Story(
    "witness",
    (Told("Zubeida Qaranova saw that they shelled it."), Told("They shelled her house.")),
    origin="pages/witness.txt",
)
OTHER = Story("other", (Told("They shelled the bridge."),))
WHY = "asked for by the witness"


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    """Two pages, the first once quarantined, judged and decided upon."""
    ledger.quarantine(Problem("ingest", "pages/witness.txt", "Qaranova: not text"), NOON)
    for story in (WITNESS, OTHER):
        ledger.add(coded_of(story), page_of(story), NOON)
    mine, other = coded_of(WITNESS).claims[0].id, coded_of(OTHER).claims[0].id
    ledger.judge(Link(mine, other, "same", 0.0, "Qaranova tells of both", "ann"), NOON)
    ledger.append("decision", mine, {"why": "Qaranova was there"}, NOON)
    ledger.append("decision", other, {"why": "two photos"}, NOON)
    return ledger


def held(site: Site) -> bytes:
    """All bytes that are left: of the files, or of the tables on a server."""
    files = (path.read_bytes() for path in sorted(site.folder.rglob("*")) if path.is_file())
    tables = ("entries", "documents", "claims", "parties", "readings", "problems")
    rows = [] if site.in_file else [site.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608 - names above
    return b"".join(files) + repr(rows).encode()


def test_text_and_names_are_gone_and_the_chain_holds(site: Site, ledger: Ledger) -> None:
    assert b"Qaranova" in held(site)
    before = ledger.head()
    done = ledger.erase("witness", WHY, LATER)
    assert (done.tombstone, done.entries, done.files) == (before.seq + 1, 7, 1)
    assert b"Qaranova" not in held(site)
    assert b"her house" not in held(site)
    verdict = ledger.verify(before)
    assert verdict.sound
    assert (verdict.erased, verdict.erasures) == (7, (done.tombstone,))
    assert ledger.counts().erased == 7


def test_the_rest_stands_as_it_was(ledger: Ledger) -> None:
    ledger.erase("witness", WHY, LATER)
    assert [kept.document.id for kept in ledger.documents()] == ["other"]
    assert [kept.claim for kept in ledger.claims()] == list(coded_of(OTHER).claims)
    assert [e.fields["why"] for e in ledger.entries("decision") if not e.erased] == ["two photos"]
    assert (list(ledger.links()), list(ledger.problems())) == ([], [])
    assert [kept.document.id for kept in ledger.documents("2022-04-01")] == ["other"]


def test_the_tombstone_says_who_when_and_why(ledger: Ledger) -> None:
    identity = coded_of(WITNESS).claims[0].id
    done = ledger.erase("witness", WHY, LATER)
    with pytest.raises(ErasedError, match="casus history"):
        ledger.claim(identity)
    *gone, last = ledger.history(identity)
    assert all(event.entry.erased and not event.entry.fields for event in gone)
    assert (last.entry.seq, last.entry.operator) == (done.tombstone, "ann")
    assert WHY in last.what


def test_what_was_erased_does_not_come_back(site: Site, ledger: Ledger) -> None:
    ledger.erase("witness", WHY, LATER)
    renamed = Story("copy", WITNESS.told, origin="elsewhere.txt")
    for story in (WITNESS, renamed):
        with pytest.raises(ErasedError, match="erased"):
            ledger.add(coded_of(story), page_of(story), LATER)
    assert b"Qaranova" not in held(site)
    assert ledger.verify().sound


def test_same_bytes_under_another_name_go_too(site: Site, ledger: Ledger) -> None:
    copy = Story("copy", WITNESS.told, origin="elsewhere.txt")
    ledger.add(coded_of(copy), page_of(copy), NOON)
    ledger.erase("witness", WHY, LATER)
    assert b"Qaranova" not in held(site)
    assert [kept.document.id for kept in ledger.documents()] == ["other"]


def test_one_claim_alone(site: Site, ledger: Ledger) -> None:
    first, second = coded_of(WITNESS).claims
    target = ledger.erasable(first.id[:10])
    done = ledger.erase(first.id[:10], WHY, LATER)
    assert done.entries == len(target.entries) == 3, "the claim, the judgement, the decision"
    assert {kept.claim.quote for kept in ledger.claims()} == {second.quote, *quotes(OTHER)}
    assert not ledger.add(coded_of(WITNESS), page_of(WITNESS), LATER).claims_new
    assert ledger.verify().sound


def quotes(story: Story) -> set[str]:
    return {told.quote for told in story.told}


def test_one_entry_alone(ledger: Ledger) -> None:
    (decision,) = ledger.entries("decision", coded_of(OTHER).claims[0].id)
    assert ledger.erase(f"#{decision.seq}", WHY, LATER).entries == 1
    (kept,) = ledger.entries("decision", coded_of(OTHER).claims[0].id)
    assert (kept.erased, kept.fields) == (True, {})
    assert ledger.verify().sound


@pytest.mark.parametrize("what", ["nobody", "", "#999", "%", "0000000000"])
def test_what_is_not_there_is_told(ledger: Ledger, what: str) -> None:
    head = ledger.head()
    with pytest.raises(UnknownIdError):
        ledger.erase(what, WHY, LATER)
    assert ledger.head() == head


def test_no_payload_goes_without_an_order(site: Site, ledger: Ledger) -> None:
    with pytest.raises(Exception, match="append-only"):
        site.attempt("UPDATE entries SET payload = NULL WHERE seq = 2")
    site.tamper("UPDATE entries SET payload = NULL WHERE seq = 2", "DELETE FROM documents")
    verdict = ledger.verify()
    assert verdict.bad == 2
    assert "no erasure says so" in verdict.reason


def test_content_that_came_back_is_found(site: Site, ledger: Ledger) -> None:
    ((payload,),) = site.rows("SELECT payload FROM entries WHERE seq = 2")
    ledger.erase("witness", WHY, LATER)
    back = payload.replace("'", "''")
    site.tamper(f"UPDATE entries SET payload = '{back}' WHERE seq = 2")  # noqa: S608 - quoted
    verdict = ledger.verify()
    assert verdict.bad == 2
    assert "should be gone" in verdict.reason


def test_a_file_that_a_crash_left_is_found_and_can_be_finished(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("casus.ledger.ledger.Ledger._remove_erased", lambda _: 0)
        done = ledger.erase("witness", WHY, LATER)
    verdict = ledger.verify()
    assert verdict.bad == done.tombstone
    assert page_of(WITNESS).sha256 in verdict.reason
    again = ledger.erase(f"#{done.tombstone}", WHY, LATER)
    assert (again.tombstone, again.files) == (None, 1)
    assert ledger.verify().sound


def test_a_kept_head_of_before_still_fits(ledger: Ledger, tmp_path: Path) -> None:
    head = ledger.head()
    ledger.erase("witness", WHY, LATER)
    assert ledger.verify(head).sound


def test_a_reader_of_the_old_content_is_told_and_it_can_be_finished(tmp_path: Path) -> None:
    """SQLite alone: who still reads keeps the old pages in the write-ahead log."""
    site = Site(str(tmp_path / "casus.db"), tmp_path)
    with site.open(seconds=0.2) as ledger, site.open() as reader:
        for story in (WITNESS, OTHER):
            ledger.add(coded_of(story), None, NOON)
        asking = reader.documents()
        next(asking)
        with pytest.raises(LedgerBusyError, match="erasure is written"):
            ledger.erase("witness", WHY, LATER)
        assert ledger.verify().erased == 4
        asking.close()
        ledger.erase(f"#{ledger.head().seq}", WHY, LATER)
        assert b"Qaranova" not in held(site)
