"""The page about exports keeps up with the layouts and their columns."""

import pytest

from casus.export.columns import CLAIMS, DOCUMENTS, INCIDENTS, Column
from casus.export.layouts import Layout
from tests.command import ROOT

PAGE = (ROOT / "docs" / "exports.md").read_text("utf-8")


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_is_told(layout: Layout) -> None:
    assert f"| `{layout.value}` |" in PAGE


@pytest.mark.parametrize("columns", [CLAIMS, INCIDENTS, DOCUMENTS])
def test_every_column_is_told_as_it_is(columns: tuple[Column, ...]) -> None:
    for c in columns:
        assert f"| `{c.name}` | {c.kind} | `{c.tag}` | {c.meaning} |" in PAGE
