"""Wiring: stages that fit, names that exist; wrong ones are refused when the pipeline is built."""

import pytest

from casus import registry
from casus.model import Problem
from casus.pipeline import PAGE_TO_CLAIMS, PAGE_TO_DOCUMENT, PipelineError, build
from casus.stage import Gather, Map, Whole

WRONG = [
    (("parse", "clean"), "'parse' gives Parsed, but 'clean' takes Page"),
    (("clean", "code"), "'clean' gives Document, but 'code' takes Parsed"),
    (("clean", "parse", "parse"), "'parse' gives Parsed, but 'parse' takes Document"),
]


@pytest.mark.parametrize(("names", "message"), WRONG)
def test_wrong_wiring_is_refused(names: tuple[str, ...], message: str) -> None:
    with pytest.raises(PipelineError, match=message):
        build(names)


def test_an_unknown_stage_lists_the_names() -> None:
    with pytest.raises(registry.UnknownStageError) as told:
        build(("clean", "prase"))
    assert "'prase'" in str(told.value)
    assert all(name in str(told.value) for name in registry.BUILT_IN)


@pytest.mark.parametrize("name", sorted(registry.BUILT_IN))
def test_every_built_in_name_is_a_stage_of_that_name(name: str) -> None:
    stage = registry.load(name)()
    assert stage.ref == name
    assert isinstance(stage, Map | Gather | Whole)
    assert isinstance(stage.takes, type)
    assert isinstance(stage.gives, type)


def test_a_stage_can_be_named_by_its_class() -> None:
    assert registry.load("casus.coding:Code") is registry.load("code")


def test_the_shipped_order_fits() -> None:
    stages = build(PAGE_TO_CLAIMS).stages
    assert [s.ref for s in stages] == list(PAGE_TO_CLAIMS)


def test_a_problem_passes_all_later_stages() -> None:
    problem = Problem("read", "page", "is empty")
    assert list(build(PAGE_TO_DOCUMENT).run(problem)) == [problem]


def test_a_plug_in_may_not_replace_a_built_in_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        name, value = "code", "elsewhere:Code"

    class Other:
        name, value = "count", "elsewhere:Count"

    monkeypatch.setattr(registry, "entry_points", lambda group: [Point, Other])
    known = registry.known()
    assert known["code"] == registry.BUILT_IN["code"]
    assert known["count"] == "elsewhere:Count"
