"""What is particular to a ledger on a PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from casus.ledger import (
    Ledger,
    LedgerBusyError,
    LedgerError,
    LedgerRightsError,
    MissingLedgerError,
    NotALedgerError,
    Run,
)
from tests.claims import Story, Told, coded_of, page_of
from tests.ledger.server import PASSWORD, Server

RUN = Run("2022-04-01T12:00:00Z")
STORY = Story("page", (Told("They shelled it."),))


@pytest.fixture
def url(server: Server) -> str:
    return server.emptied()


@pytest.fixture
def raw(server: Server, url: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        yield connection


def test_a_reader_makes_nothing(url: str, raw: "psycopg.Connection[tuple[object, ...]]") -> None:
    with pytest.raises(MissingLedgerError, match="casus ingest"):
        Ledger.open(url, create=False)
    assert raw.execute("SELECT to_regnamespace('casus')").fetchone() == (None,)


def test_another_programs_schema_is_left_alone(
    url: str, raw: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    raw.execute("CREATE SCHEMA casus")
    raw.execute("CREATE TABLE casus.birds (name text)")
    with pytest.raises(NotALedgerError, match="another program"):
        Ledger.open(url)


def test_pages_need_a_place_for_their_bytes(url: str, tmp_path: Path) -> None:
    with Ledger.open(url) as ledger:
        with pytest.raises(LedgerError, match=r"\?evidence=/FOLDER"):
            ledger.add(coded_of(STORY), page_of(STORY), RUN)
        assert ledger.counts().entries == 0
    with Ledger.open(f"{url}?evidence={tmp_path / 'bytes'}") as ledger:
        ledger.add(coded_of(STORY), page_of(STORY), RUN)
        assert ledger.verify().files == 1
    with Ledger.open(url) as ledger:
        verdict = ledger.verify()
        assert (verdict.sound, verdict.files, verdict.unread) == (True, 0, 1)


def test_bytes_can_be_left_out_on_demand(url: str) -> None:
    with Ledger.open(f"{url}?evidence=none") as ledger:
        ledger.add(coded_of(STORY), page_of(STORY), RUN)
        verdict = ledger.verify()
        assert (verdict.sound, verdict.files, verdict.unread) == (True, 0, 0)


def test_a_writer_that_does_not_end_is_reported(
    url: str, raw: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    with Ledger.open(url, seconds=0.3) as ledger:
        raw.execute("SELECT pg_advisory_lock(1128354645)")
        with pytest.raises(LedgerBusyError, match="did not finish in time"):
            ledger.add(coded_of(STORY), None, RUN)
        assert ledger.counts().entries == 0, "readers are not held up"


def test_no_message_shows_the_password(url: str) -> None:
    wrong = url.replace(PASSWORD, "not-the-password")
    for place in (wrong, wrong.replace("127.0.0.1", "127.0.0.2"), f"{url}-none"):
        with pytest.raises(LedgerError) as told:
            Ledger.open(place)
        assert "password-" not in str(told.value)
        assert PASSWORD not in str(told.value)
        assert "not-the-password" not in str(told.value)


def test_a_user_without_rights_is_told(
    url: str, raw: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    raw.execute("DROP ROLE IF EXISTS guest")
    raw.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    with pytest.raises(LedgerRightsError, match="permission denied"):
        Ledger.open(url.replace("casus:", "guest:").replace(PASSWORD, "guest"))


def test_a_reader_needs_no_right_to_write(
    url: str, raw: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    with Ledger.open(f"{url}?evidence=none") as ledger:
        ledger.add(coded_of(STORY), None, RUN)
    raw.execute("DROP ROLE IF EXISTS reader")
    raw.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'")
    raw.execute("GRANT USAGE ON SCHEMA casus TO reader")
    raw.execute("GRANT SELECT ON ALL TABLES IN SCHEMA casus TO reader")
    place = url.replace("casus:", "reader:").replace(PASSWORD, "reader")
    with Ledger.open(place, create=False) as ledger:
        assert ledger.counts().documents == 1
        with pytest.raises(LedgerRightsError):
            ledger.add(coded_of(Story("other")), None, RUN)
    raw.execute("DROP OWNED BY reader")
