"""Paths through the engine, with progress on a terminal and an exit code at the end."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import typer
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from casus.cli.console import Exit, err, say, tell
from casus.cli.skipped import Skipped
from casus.ingest import Limits, read
from casus.model import Coded, Page, Problem
from casus.run import Outcome, run_coded, run_documents

MIB = 1024 * 1024


@dataclass(slots=True)
class Tally:
    """What a run has met so far; `unread` counts the pages in other languages."""

    pages: int = 0
    quarantined: int = 0
    quiet: bool = False
    unread: int = 0
    skipped: Skipped = field(default_factory=Skipped)

    def count(self, outcome: Outcome) -> None:
        """Take one outcome in and tell its problems."""
        self.pages += 1
        self.quarantined += outcome.quarantined
        for problem in outcome.problems:
            self.unread += problem.stage == "language" and not problem.fatal
            if problem.fatal or problem.stage == "ingest":
                self.skipped.take(problem)
            if problem.fatal or not self.quiet:
                tell(problem)

    def finish(self) -> None:
        """End the command with code 3 when something was quarantined.

        Raises:
            typer.Exit: something was.
        """
        if self.unread:
            say(f"{self.unread} of {self.pages} pages are in another language: kept, but not read")
        if self.quarantined:
            say(f"{self.quarantined} of {self.pages} inputs were quarantined; the rest is done")
            raise typer.Exit(Exit.QUARANTINED)


def pages(
    paths: Iterable[Path], mib: int, limits: Limits | None = None, published: str | None = None
) -> Iterator[Page | Problem]:
    """Read the paths of a command line; `published` is the day of pages that come without one."""
    caps = replace(limits or Limits(), page_bytes=mib * MIB)
    for item in read(paths, stdin=sys.stdin.buffer, limits=caps):
        if isinstance(item, Page) and item.published is None:
            yield replace(item, published=published)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class Work:
    """The options of a command that runs pages through stages."""

    jobs: int = 1
    seconds: float | None = None
    mib: int = 32
    quiet: bool = False
    limits: Limits | None = None
    published: str | None = None

    def documents(self, paths: Iterable[Path], then: tuple[str, ...] = ()) -> Iterator[Any]:
        """Yield cleaned pages in order, or what the stages `then` make of them.

        At the end exit with the right code.

        Raises:
            typer.Exit: with code 3, after everything else is done.
        """
        items = pages(paths, self.mib, self.limits, self.published)
        found = run_documents(items, then, jobs=self.jobs, seconds=self.seconds)
        yield from self._told(found)

    def coded(self, paths: Iterable[Path]) -> Iterator[Coded]:
        """Yield coded pages in order, years settled among them; at the end as `documents`.

        Raises:
            typer.Exit: with code 3, after everything else is done.
        """
        items = pages(paths, self.mib, self.limits, self.published)
        yield from self._told(run_coded(items, jobs=self.jobs, seconds=self.seconds))

    def _told(self, outcomes: Iterable[Outcome]) -> Iterator[Any]:
        tally = Tally(quiet=self.quiet)
        with progress() as step:
            for outcome in outcomes:
                tally.count(outcome)
                step(outcome.subject)
                yield from outcome.results
        tally.finish()


class Steps:
    """Shows the page that was done last and how many there were; silent off a terminal."""

    def __init__(self, bar: Progress | None, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def __call__(self, subject: str) -> None:
        """One more page."""
        if self._bar is not None:
            self._bar.update(self._task, advance=1, subject=subject[-40:])


@contextmanager
def progress() -> Iterator[Steps]:
    """A line of progress on standard error, only on a terminal."""
    console = err()
    if not console.is_terminal:
        yield Steps(None, TaskID(0))
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} pages"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[subject]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield Steps(bar, bar.add_task("pages", total=None, subject=""))
