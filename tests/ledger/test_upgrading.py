"""Ledgers of other layouts: a clear word, an upgrade on demand, and nothing by halves."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select

from casus.ledger import Ledger, LedgerError, Run, SchemaVersionError, postgres
from casus.ledger.address import address_of
from casus.ledger.database import WRITE, plain_engine
from casus.ledger.schema import ERASED, ERASED_PAGES, LAYOUTS, META, SETTLED
from casus.ledger.upgrading import MIGRATIONS, migrate, upgrade
from casus.model import Problem
from tests.claims import Story, Told, coded_of, page_of, stories
from tests.ledger.sites import Site

RUN = Run("2022-04-01T12:00:00Z")
LATE = Story("late", (Told("They shelled it."),), origin="pages/late.txt")


def old(site: Site) -> Ledger:
    """Put a ledger of layout 0001 at a site; give the same ledger in the layout of today."""
    now = Ledger.open(site.folder / "today.db")
    now.quarantine(Problem("ingest", "pages/late.txt", "is empty"), RUN)
    for story in (*stories(4), LATE):
        now.add(coded_of(story), page_of(story), RUN)
    address = address_of(site.place)
    engine = plain_engine(address, create=True, seconds=5)
    with engine.execution_options(**WRITE).begin() as connection:
        if not site.in_file:
            postgres.prepare(connection)
        migrate(connection, "0001")
        if site.in_file:  # layouts were not written into a table then
            connection.exec_driver_sql("DROP TABLE alembic_version")
        _copy(now, connection)
    engine.dispose()
    return now


def _copy(source: Ledger, target: Connection) -> None:
    with source._engine.begin() as reading:
        for table in META.sorted_tables:
            if table in {ERASED, ERASED_PAGES, SETTLED}:
                continue
            names = {c["name"] for c in inspect(target).get_columns(table.name)}
            columns = [column for column in table.c if column.name in names]
            rows = [dict(row._mapping) for row in reading.execute(select(*columns))]
            target.execute(table.insert().inline(), rows)


def test_an_older_ledger_is_left_alone_until_it_is_asked_for(site: Site) -> None:
    now = old(site)
    with pytest.raises(SchemaVersionError, match=r"layout 0001.*Nothing was changed.*upgrade"):
        site.open(create=False)
    done = upgrade(site.place)
    assert (done.before, done.after) == (LAYOUTS[0], LAYOUTS[-1])
    with site.open(create=False) as ledger:
        assert ledger.verify().reason.endswith("bring it back from a copy"), "no file was copied"
        assert ledger.head() == now.head()
        assert ledger.counts() == now.counts()
        assert list(ledger.claims()) == list(now.claims())
        assert list(ledger.problems()) == [], "its file was read since"
    assert upgrade(site.place).before == LAYOUTS[-1], "twice does nothing"


def test_a_tampered_ledger_is_not_upgraded(site: Site) -> None:
    old(site)
    site.tamper("UPDATE entries SET payload = payload || ' ' WHERE seq = 3")
    with pytest.raises(LedgerError, match=r"entry 3: .*altered.*was not done"):
        upgrade(site.place)
    with pytest.raises(SchemaVersionError, match="layout 0001"):
        site.open(create=False)


def test_a_tampered_row_is_found_by_the_upgrade(site: Site) -> None:
    old(site)
    site.tamper("UPDATE claims SET status = 'denied' WHERE seq = 3")
    with pytest.raises(LedgerError, match=r"entry 3: .*claims.*was not done"):
        upgrade(site.place)
    with pytest.raises(SchemaVersionError, match="layout 0001"):
        site.open(create=False)


def test_a_newer_ledger_is_left_alone(site: Site) -> None:
    site.open().close()
    site.tamper("UPDATE alembic_version SET version_num = '0099'")
    for attempt in (site.open, lambda: upgrade(site.place)):
        with pytest.raises(SchemaVersionError, match=r"newer than this casus.*Update casus"):
            attempt()


def test_there_is_nothing_to_upgrade(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger"):
        upgrade(tmp_path / "casus.db")


def test_steps_and_tables_say_the_same(site: Site) -> None:
    with site.open() as ledger, ledger._engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), META) == []


def test_an_upgraded_ledger_has_what_a_new_one_has(site: Site) -> None:
    old(site).close()
    upgrade(site.place)
    if site.in_file:
        listed = "SELECT type, name FROM sqlite_master ORDER BY type, name"
    else:
        listed = (
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal "
            "UNION SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'casus'"
        )
    upgraded = set(site.rows(listed))
    fresh = Site(str(site.folder / "fresh.db"), site.folder) if site.in_file else site
    if not site.in_file:
        site.attempt("DROP SCHEMA casus CASCADE")
    fresh.open().close()
    assert set(fresh.rows(listed)) == upgraded


def test_every_step_is_known() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(step.revision for step in steps)[::-1] == LAYOUTS
