"""The engine in this process."""

from collections.abc import Iterable, Iterator
from typing import Any

from casus.model import Document, Page, Problem
from casus.pipeline import Pipeline
from casus.run.outcome import Outcome, name_of, process


def run_here(pipeline: Pipeline, items: Iterable[Page | Document | Problem]) -> Iterator[Outcome]:
    """Process items one after the other, in order. Problems among the items pass through."""
    for item in items:
        yield outcome_of(pipeline, item)


def outcome_of(pipeline: Pipeline, item: Any) -> Outcome:
    """One item, or one problem that ingest met in its place."""
    if isinstance(item, Problem):
        return Outcome(item.subject, (), (item,))
    return process(pipeline, name_of(item), item)
