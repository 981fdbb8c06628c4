"""A ledger with a disputed shelling told by three pages, and talks."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from casus.ledger import Ledger, Run
from casus.model import Loss
from casus.review import Desk
from tests.claims import Story, Told, coded_of

STORIES = (
    Story("one", (Told("They shelled Farukh.", losses=(Loss("killed", 2, 3),)),)),
    Story("two", (Told("Nobody shelled it.", status="denied", source="AZE.MIL"),), outlet="Other"),
    Story(
        "three",
        (
            Told("It is said that they shelled Farukh again.", source="unnamed"),
            Told("They met.", "CONSULT", "visit", recipients=("ARM.GOV",), date="2021-05-01"),
        ),
    ),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "casus.db") as opened:
        for story in STORIES:
            opened.add(coded_of(story), None, Run("2024-01-01T00:00:00Z"))
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Callable[[str], Desk]:
    """A desk for a reviewer; every entry is a minute after the one before."""
    minute = count()

    def now() -> Run:
        n = next(minute)
        return Run(f"2024-01-02T{n // 60:02d}:{n % 60:02d}:00Z")

    return lambda name: Desk(ledger, name, now)


@pytest.fixture
def ids(ledger: Ledger) -> dict[str, str]:
    """Claim ids by their passage's first word and source."""
    return {kept.claim.quote: kept.id for kept in ledger.claims()}
