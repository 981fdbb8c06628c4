"""Years settled among the pages of a run: together yes, alone no, order and flow as before."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from casus import registry
from casus.ledger import Ledger
from casus.model import Coded
from casus.resolve.dates_settle import SettleYears
from casus.run import Outcome, run_whole
from tests.claims import Story, Told, coded_of
from tests.command import call

UNDATED = coded_of(Story("undated", (Told("They shelled it.", date="--03-24"),), None))
DATED = coded_of(Story("dated", (Told("They shelled the village."),)))
OTHER = coded_of(Story("other", (Told("They shelled a post.", date="2021-01-09", place=None),)))
TEXTS = {
    "undated": "On March 24 Azerbaijani forces shelled the village of Farukh, the Armenian "
    "defence ministry said. On March 25 Azerbaijani forces shelled Farukh again.",
    "dated": "STEPANAKERT, 26 March 2022 - On March 24, 2022 Azerbaijani forces shelled the "
    "village of Farukh. On March 25, 2022 Azerbaijani forces shelled Farukh again.",
}


def days(outcomes: list[Outcome]) -> list[str]:
    coded: list[Coded] = [result for outcome in outcomes for result in outcome.results]
    return [c.date.value for item in coded for c in item.claims if c.date]


def outcomes(*coded: Coded) -> list[Outcome]:
    return [Outcome(item.document.id, (item,), ()) for item in coded]


def test_the_stage_is_registered() -> None:
    assert registry.load("settle-years") is SettleYears


@pytest.mark.parametrize("window", [1, 2, 50])
def test_order_stays_and_nothing_is_lost(window: int) -> None:
    given = outcomes(DATED, UNDATED, OTHER, UNDATED, DATED)
    given.insert(2, Outcome("broken", (), ()))
    found = list(run_whole(SettleYears(), given, window=window))
    assert [o.subject for o in found] == [o.subject for o in given]
    assert all(len(a.results) == len(b.results) for a, b in zip(found, given, strict=True))


@pytest.mark.parametrize("order", [(UNDATED, DATED), (DATED, OTHER, UNDATED)])
def test_a_sibling_before_or_after_gives_the_year(order: tuple[Coded, ...]) -> None:
    found = days(list(run_whole(SettleYears(), outcomes(*order))))
    assert "--03-24" not in found
    assert found.count("2022-03-24") == 2


def test_alone_it_stays_without_a_year() -> None:
    assert days(list(run_whole(SettleYears(), outcomes(UNDATED, OTHER))))[0] == "--03-24"


def test_nothing_waits_where_all_are_dated() -> None:
    drawn = []

    def source() -> Iterator[Outcome]:
        for outcome in outcomes(DATED, OTHER):
            drawn.append(outcome)
            yield outcome

    next(run_whole(SettleYears(), source()))
    assert len(drawn) == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(f"Farukh\n\n{text}\n", encoding="utf-8")
    return tmp_path


def extracted(*paths: Path) -> dict[str, list[str]]:
    result = call("extract", *paths, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {line["doc"]: [c["date"] for c in line["claims"] if c["date"]] for line in lines}


def test_commands_settle_years(folder: Path) -> None:
    alone = extracted(folder / "undated.txt")["undated"]
    assert any(day.startswith("--03-2") for day in alone)
    together = extracted(folder / "undated.txt", folder / "dated.txt")
    assert list(together) == ["undated", "dated"]
    assert together["undated"] == [day.replace("--", "2022-") for day in alone]
    ledger = folder / "casus.db"
    paths = (folder / "undated.txt", folder / "dated.txt")
    assert call("ingest", *paths, "--ledger", ledger).exit_code == 0
    with Ledger.open(ledger, create=False) as opened:
        kept = [k.claim.date.value for k in opened.claims() if k.claim.date]
    assert kept
    assert all(day.startswith("2022") for day in kept)
