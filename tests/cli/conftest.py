"""One pass over the example pages for all tests, and the command line without a terminal."""

from pathlib import Path

import pytest

from tests.command import PAGES, Call, call


@pytest.fixture
def casus() -> Call:
    return call


@pytest.fixture(scope="session")
def extracted() -> str:
    """What `casus extract` prints for the example pages."""
    result = call("extract", PAGES, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the example pages, and the report beside it."""
    folder = tmp_path_factory.mktemp("demo")
    result = call("demo", "--out", folder)
    assert result.exit_code == 0, result.stderr
    return folder / "ledger.db"
