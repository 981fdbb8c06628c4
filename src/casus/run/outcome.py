"""One item through a pipeline, with every failure turned into a problem."""

from dataclasses import dataclass
from typing import Any

from casus.model import Document, Page, Problem
from casus.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: results of the last stage, and problems."""

    subject: str
    results: tuple[Any, ...]
    problems: tuple[Problem, ...]

    @property
    def quarantined(self) -> bool:
        """Whether nothing of the item may enter the ledger."""
        return any(p.fatal for p in self.problems)


def process(pipeline: Pipeline, subject: str, item: Any) -> Outcome:
    """Run one item; a crash of a stage becomes a fatal problem of that item."""
    results: list[Any] = []
    problems: list[Problem] = []
    try:
        for result in pipeline.run(item):
            (problems if isinstance(result, Problem) else results).append(result)
    except Exception as error:  # noqa: BLE001 - one bad page must not end the run (DESIGN: the one broad except)
        problems.append(
            Problem("run", subject, f"{type(error).__name__}: {error}; please report this page")
        )
    if any(p.fatal for p in problems):
        results.clear()
    return Outcome(subject, tuple(results), tuple(problems))


def name_of(item: Page | Document) -> str:
    """The name under which an item is reported."""
    return item.id if isinstance(item, Document) else item.name
