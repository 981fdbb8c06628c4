"""Whole stages over the outcomes of a run, without giving up their order or their flow.

Rule 1: an outcome is given at once, unless it or one before it waits for others of the same run;
then up to `window` outcomes are held back, fewer where they hold more than `ROOM` characters, and
treated together.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from casus import registry
from casus.model import Coded, Document, Page, Problem
from casus.pipeline import DOCUMENT_TO_CLAIMS, PAGE_TO_DOCUMENT
from casus.run.choose import run_items
from casus.run.outcome import Outcome
from casus.stage import Whole

SITES = "site-chrome"
YEARS = "settle-years"
WINDOW = 200
ROOM = 20_000_000
"""Characters of documents that are held back at most, but for the last one's."""


class Waiting(Whole[Any, Any], Protocol):
    """A whole stage that gives every item back in the order they came, some of them changed."""

    def waits(self, item: Any, /) -> bool:
        """Whether others may change this item."""
        ...


def run_documents(
    items: Iterable[Page | Problem],
    then: tuple[str, ...] = (),
    *,
    jobs: int = 1,
    seconds: float | None = None,
    seen: Iterable[Document] = (),
) -> Iterator[Outcome]:
    """Clean pages, with what a site's pages share as chrome, and do what comes `then`.

    `seen` are documents that were read before the run: pages of their sites are judged with them.

    Raises:
        ValueError: fewer than one job, or a time limit that is not positive.
    """
    cleaned = run_items(PAGE_TO_DOCUMENT, items, jobs=jobs, seconds=seconds)
    documents = run_whole(registry.load(SITES)(seen), cleaned, before=0)
    return run_on(then, documents, jobs=jobs, seconds=seconds) if then else documents


def run_on(
    names: tuple[str, ...], outcomes: Iterable[Outcome], *, jobs: int = 1, seconds: float | None
) -> Iterator[Outcome]:
    """Run further stages over what outcomes hold; what was quarantined passes through.

    Every outcome has one result, or is quarantined.
    """
    held: deque[Outcome] = deque()

    def feed() -> Iterator[Any]:
        for outcome in outcomes:
            held.append(outcome)
            yield outcome.results[0] if outcome.results else outcome.problems[0]

    for done in run_items(names, feed(), jobs=jobs, seconds=seconds):
        first = held.popleft()
        problems = (*first.problems, *done.problems)
        yield replace(done, problems=problems) if first.results else first


def run_coded(
    items: Iterable[Page | Problem],
    *,
    jobs: int = 1,
    seconds: float | None = None,
    seen: Iterable[Document] = (),
) -> Iterator[Outcome]:
    """Code pages, and settle the years of those without one by dated pages of the same run.

    `seen` are documents that were read before the run.

    Raises:
        ValueError: fewer than one job, or a time limit that is not positive.
    """
    outcomes = run_documents(items, DOCUMENT_TO_CLAIMS, jobs=jobs, seconds=seconds, seen=seen)
    return run_whole(registry.load(YEARS)(), outcomes)


def run_whole(
    stage: Waiting, outcomes: Iterable[Outcome], *, window: int = WINDOW, before: int = WINDOW
) -> Iterator[Outcome]:
    """Give outcomes in their order, their results as the stage leaves them.

    As many as `before` that were given earlier are shown to the stage again; 0 where it remembers.
    """
    known: deque[Outcome] = deque(maxlen=before)
    held: list[Outcome] = []
    size = 0
    for outcome in outcomes:
        if not held and not any(stage.waits(result) for result in outcome.results):
            known.append(outcome)
            yield outcome
            continue
        held.append(outcome)
        size += _characters(outcome)
        if len(held) == window or size > ROOM:
            yield from _together(stage, known, held)
            known.extend(held)
            held, size = [], 0
    yield from _together(stage, known, held)


def _characters(outcome: Outcome) -> int:
    documents = (r.document if isinstance(r, Coded) else r for r in outcome.results)
    return sum(len(document.text) for document in documents)


def _together(stage: Waiting, known: Iterable[Outcome], held: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes held back, treated together with those given before."""
    if not held:
        return []
    before = [result for outcome in known for result in outcome.results]
    items = [*before, *(result for outcome in held for result in outcome.results)]
    changed = iter(list(stage.whole(items))[len(before) :])
    return [replace(o, results=tuple(next(changed) for _ in o.results)) for o in held]
