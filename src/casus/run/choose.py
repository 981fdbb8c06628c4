"""Which engine serves: this process, or workers where jobs or a time limit ask for them."""

from collections.abc import Iterable, Iterator

from casus.model import Document, Page, Problem
from casus.pipeline import build
from casus.run.here import run_here
from casus.run.outcome import Outcome
from casus.run.processes import Workers, run_in_processes

SECONDS = 60.0
"""How long a page may take in a worker when nobody says otherwise."""


def run_items(
    names: tuple[str, ...],
    items: Iterable[Page | Document | Problem],
    *,
    jobs: int = 1,
    seconds: float | None = None,
) -> Iterator[Outcome]:
    """Run the named stages over items; outcomes come in the order of the items.

    One job without a time limit stays in this process, where no page can be interrupted.

    Raises:
        ValueError: fewer than one job, or a time limit that is not positive.
    """
    if jobs < 1:
        raise ValueError(f"jobs is {jobs}; give 1 or more")
    if seconds is not None and seconds <= 0:
        raise ValueError(f"the time limit is {seconds:g} s; give more than 0")
    if jobs == 1 and seconds is None:
        return run_here(build(names), items)
    return run_in_processes(names, items, Workers(jobs=jobs, seconds=seconds or SECONDS))
