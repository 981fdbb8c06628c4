"""A whole stage over the outcomes of a run, without giving up their order or their flow.

Rule 1: an outcome is given at once, unless it or one before it waits for others of the same run;
then up to `window` outcomes are held back, and treated together with as many given before them.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from casus import registry
from casus.model import Page, Problem
from casus.pipeline import PAGE_TO_CLAIMS
from casus.run.choose import run_items
from casus.run.outcome import Outcome
from casus.stage import Whole

TOGETHER = "settle-years"
WINDOW = 200


class Waiting(Whole[Any, Any], Protocol):
    """A whole stage that gives every item back in the order they came, some of them changed."""

    def waits(self, item: Any, /) -> bool:
        """Whether others may change this item."""
        ...


def run_coded(
    items: Iterable[Page | Problem], *, jobs: int = 1, seconds: float | None = None
) -> Iterator[Outcome]:
    """Code pages, and settle the years of those without one by dated pages of the same run.

    Raises:
        ValueError: fewer than one job, or a time limit that is not positive.
    """
    outcomes = run_items(PAGE_TO_CLAIMS, items, jobs=jobs, seconds=seconds)
    return run_whole(registry.load(TOGETHER)(), outcomes)


def run_whole(
    stage: Waiting, outcomes: Iterable[Outcome], *, window: int = WINDOW
) -> Iterator[Outcome]:
    """Give outcomes in their order, their results as the stage leaves them."""
    known: deque[Outcome] = deque(maxlen=window)
    held: list[Outcome] = []
    for outcome in outcomes:
        if not held and not any(stage.waits(result) for result in outcome.results):
            known.append(outcome)
            yield outcome
            continue
        held.append(outcome)
        if len(held) == window:
            yield from _together(stage, known, held)
            known.extend(held)
            held = []
    yield from _together(stage, known, held)


def _together(stage: Waiting, known: Iterable[Outcome], held: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes held back, treated together with those given before."""
    if not held:
        return []
    before = [result for outcome in known for result in outcome.results]
    items = [*before, *(result for outcome in held for result in outcome.results)]
    changed = iter(list(stage.whole(items))[len(before) :])
    return [replace(o, results=tuple(next(changed) for _ in o.results)) for o in held]
