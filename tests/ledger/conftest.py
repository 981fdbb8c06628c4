"""The same tests over both databases; without PostgreSQL half of them are skipped, with a word."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casus.ledger import Ledger
from tests.ledger.server import NoServerError, Server
from tests.ledger.sites import Site

QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    try:
        made = Server.make(QUICK)
    except NoServerError as error:
        pytest.skip(f"PostgreSQL: {error}")
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    if request.param == "sqlite":
        return Site(str(tmp_path / "casus.db"), tmp_path)
    server: Server = request.getfixturevalue("server")
    return Site(f"{server.emptied()}?evidence={tmp_path / 'casus.db.evidence'}", tmp_path)


@pytest.fixture
def ledger(site: Site) -> Iterator[Ledger]:
    with site.open() as opened:
        yield opened
