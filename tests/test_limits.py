"""Every limit is documented with its default, and every test that the threats name exists."""

import re
from dataclasses import fields

import pytest

from casus.clean import Bounds
from casus.ingest import Limits
from casus.run import Workers
from tests.command import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", PAGE, re.MULTILINE))
LIMITS = {
    field.name: getattr(kind(), field.name)
    for kind in (Limits, Bounds, Workers)
    for field in fields(kind)
    if field.name != "columns"  # a mapping, no limit
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_is_documented_with_its_default(name: str) -> None:
    assert int(ROWS[name].replace(",", "")) == LIMITS[name]


def test_no_other_limit_is_documented() -> None:
    assert set(ROWS) == set(LIMITS)


@pytest.mark.parametrize("name", re.findall(r"`(tests/[\w/.]+(?:::\w+)?)`", PAGE))
def test_the_tests_of_the_threats_exist(name: str) -> None:
    path, _, function = name.partition("::")
    assert (ROOT / path).exists()
    if function:
        assert f"def {function}(" in (ROOT / path).read_text("utf-8")
