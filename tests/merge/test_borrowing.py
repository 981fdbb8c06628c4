"""Who only prints another's words, or one agency's report, is no source of its own."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from casus.merge import Account, incident_of
from casus.merge.borrowing import shared, with_origins
from casus.model import Span
from casus.model.copies import Borrowed, Copy
from tests.claims import Story, Told, claim_of
from tests.command import Call, call

TOLD = Told("Their drones shelled the village before dawn and two houses burned.", source="author")
OTHER = replace(TOLD, quote="A reporter counted craters in the village, which was shelled at six.")


def account(told: Told, name: str, published: str = "2022-03-25") -> Account:
    return Account(claim_of(Story(name, (told,)), told), published, f"{name} Times")


def copy(name: str, original: str, *spans: tuple[int, int]) -> Copy:
    return Copy(name, original, 0.9, 0.9, tuple(Span(name, a, b) for a, b in spans))


def count(accounts: list[Account], known: Borrowed) -> int:
    return incident_of(with_origins(accounts, known)).independent


def whole(one: Account) -> tuple[int, int]:
    return one.claim.evidence.start, one.claim.evidence.end


def test_a_copied_passage_adds_nothing_to_its_original() -> None:
    first, second = account(TOLD, "a"), account(OTHER, "b")
    assert count([first, second], Borrowed()) == 2
    assert count([first, second], Borrowed((copy("b", "a", whole(second)),))) == 1
    early = replace(second, published="2022-03-20")
    assert count([first, early], Borrowed((copy("b", "a", whole(second)),))) == 1


def test_text_of_its_own_beside_copied_text_counts() -> None:
    first, second = account(TOLD, "a"), account(OTHER, "b")
    start, end = whole(second)
    beside = copy("b", "a", (0, start), (start, start + (end - start) // 3))
    assert count([first, second], Borrowed((beside,))) == 2


def test_two_copies_of_a_page_that_is_not_there_count_once() -> None:
    first, second = account(TOLD, "a"), account(OTHER, "b")
    links = (copy("a", "gone", whole(first)), copy("b", "gone", whole(second)))
    assert count([first, second], Borrowed(links)) == 1


def test_two_holders_in_one_copy_count_both() -> None:
    page = Story("b", (replace(TOLD, source="ARM.GOV"), replace(OTHER, source="RUS.MIL")))
    told = [Account(claim_of(page, one), "2022-03-25", "b Times") for one in page.told]
    links = (copy("b", "gone", *(whole(one) for one in told)),)
    assert count(told, Borrowed(links)) == count(told, Borrowed()) == 2


def test_pages_that_credit_one_agency_count_once() -> None:
    accounts = [account(TOLD, "a"), account(OTHER, "b")]
    assert count(accounts, Borrowed((), {"a": "AFP", "b": "AFP"})) == 1
    assert count(accounts, Borrowed((), {"a": "AFP", "b": "TASS"})) == 2
    named = [account(replace(TOLD, source="ARM.GOV"), "a"), account(OTHER, "b")]
    assert count(named, Borrowed((), {"a": "AFP", "b": "AFP"})) == 2


def test_only_pages_that_share_an_event_are_compared() -> None:
    a, b, c = (account(TOLD, name) for name in "abc")
    assert shared([[a, b], [c], [c, c]]) == {"a", "b"}


ORIGINAL = (
    "Village burns after a night of shelling\n\nMarch 25, 2022\n\n"
    "Azerbaijani forces shelled the village of Farukh on March 24, 2022, and two houses burned. "
    "Villagers hid in cellars until the morning, and a school lost its roof to a direct hit. "
    "The road to the next town was closed all day, and buses took the children to relatives.\n"
)
EDITED = ORIGINAL.replace("Village burns after", "Children flee").replace("all day", "for hours")
OWN = (
    "Craters around the well\n\nMarch 25, 2022\n\n"
    "Azerbaijani troops shelled Farukh on March 24, 2022. I walked from the well to the chapel "
    "that afternoon and found eleven fresh craters, and the baker's house had burned down.\n"
)


def pages(folder: Path, **texts: str) -> list[Path]:
    found = []
    for name, text in texts.items():
        host = f"<link rel='canonical' href='https://{name}.example/1'>"
        title, day, *rest = text.strip().split("\n\n")
        body = "".join(f"<p>{part}</p>" for part in rest)
        html = f"<html><head><title>{title}</title>{host}</head><body><article><h1>{title}</h1>"
        found.append(folder / f"{name}.html")
        found[-1].write_text(f"{html}<p>{day}</p>{body}</article></body></html>", "utf-8")
    return found


@pytest.fixture(name="casus")
def command() -> Call:
    return call


@pytest.mark.parametrize(("second", "expected"), [(EDITED, 1), (OWN, 2)])
def test_incidents_of_pages_and_of_a_ledger(
    casus: Call, tmp_path: Path, second: str, expected: int
) -> None:
    paths = pages(tmp_path, first=ORIGINAL, second=second)
    ledger = tmp_path / "casus.db"
    assert casus("ingest", *paths, "--ledger", ledger).exit_code == 0
    for given in (paths, ("--ledger", ledger)):
        result = casus("incidents", *given, "--type", "ASSAULT", "--format", "jsonl")
        found = [json.loads(line) for line in result.stdout.splitlines()]
        (both,) = [one for one in found if len({c["doc"] for c in one["claims"]}) == 2]
        assert both["independent"] == expected
