"""The order of the stages: the whole system on one screen.

Page --clean--> Document --parse--> Parsed --code--> Coded

In a run of many pages, two stages see more than one (`casus.run.run_coded`):
Page --clean--> Document, all of a site --site-chrome--> Document --parse--> Parsed --code-->
Coded, those without a year --settle-years--> Coded
"""

import atexit
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from casus import registry
from casus.model import Problem
from casus.stage import Map

PAGE_TO_CLAIMS = ("clean", "parse", "code")
PAGE_TO_SENTENCES = ("clean", "parse")
PAGE_TO_DOCUMENT = ("clean",)
DOCUMENT_TO_CLAIMS = ("parse", "code")
DOCUMENT_TO_SENTENCES = ("parse",)


class PipelineError(TypeError):
    """Two neighbouring stages do not fit."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Map stages in a row; each takes what the one before it gives."""

    stages: tuple[Map[Any, Any], ...]

    def __post_init__(self) -> None:
        for left, right in zip(self.stages, self.stages[1:], strict=False):
            if left.gives is not right.takes:
                raise PipelineError(
                    f"stage {left.ref!r} gives {left.gives.__name__}, "
                    f"but {right.ref!r} takes {right.takes.__name__}"
                )

    def run(self, item: Any) -> Iterator[Any]:
        """Yield the results of the last stage for one item, and the problems of every stage."""
        yield from self._from(0, item)

    def _from(self, depth: int, item: Any) -> Iterator[Any]:
        if depth == len(self.stages) or isinstance(item, Problem):
            yield item
            return
        for result in self.stages[depth].map(item):
            yield from self._from(depth + 1, result)


def build(names: Sequence[str] = PAGE_TO_CLAIMS) -> Pipeline:
    """Load and wire the named stages.

    The garbage collector rests meanwhile, and then leaves alone what was there by then
    (`gc.freeze`) until the process ends: the tables, and what else it held.

    Raises:
        registry.UnknownStageError: a name nobody registered.
        PipelineError: neighbours that do not fit.
    """
    with _uncollected():
        return Pipeline(tuple(registry.load(name)() for name in names))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the garbage collector: it would look through the growing tables again and again.

    They stay as long as the process, and are taken out of its sight: to look through all of them
    at once afterwards takes a quarter of a second, in which Ctrl-C may be lost. At the end they
    are given back, for extension modules that look for leaks then.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        atexit.register(gc.unfreeze)
        if running:
            gc.enable()
