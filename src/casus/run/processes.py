"""The engine of local worker processes.

Rule 1: results leave in the order of the items, and at most `ahead` items are in flight, so that a
slow consumer holds the producer back. A worker that outlives its time limit on a page, or dies, is
replaced; the page it held becomes a problem, and nothing else is lost. After `recycle` pages a
worker is replaced as well, so that leaks of third-party parsers cannot add up.
"""

import hashlib
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from time import monotonic
from typing import Any

from casus.model import Block, CasusError, Document, Page, Problem, Role
from casus.pipeline import build
from casus.run.memory import bound_memory
from casus.run.outcome import Outcome, name_of, process

START_UP = 300.0  # seconds a fresh worker may take to import, load its models and open its indexes
_TEXT = "Chadian forces shelled the village of Bodo on Friday, the ministry said."
# Stages load their models with the first page; a worker gives them this one before it is ready, so
# that loading does not count as time of a page.
_DIGEST = hashlib.sha256(_TEXT.encode()).hexdigest()
_BLOCKS = (Block(0, len(_TEXT), Role.BODY, "warm-up"),)
WARM_UP: tuple[Page | Document, ...] = (
    Page("warm-up", "", "text/plain", _TEXT.encode(), _DIGEST),
    Document("warm-up", _DIGEST, _TEXT, _BLOCKS, None, None, None, "en"),
)


@dataclass(frozen=True, slots=True)
class Workers:
    """How the engine works.

    - `jobs`: processes.
    - `seconds`: how long a page may take.
    - `memory`: bytes that pages may take in a worker beyond its models (Linux).
    - `recycle`: pages a worker may serve.
    - `ahead`: pages in flight beyond one for each worker.
    """

    jobs: int = 2
    seconds: float = 60.0
    memory: int = 2 * 1024**3
    recycle: int = 500
    ahead: int = 8


def serve(names: tuple[str, ...], pipe: Connection, memory: int) -> None:
    """Body of a worker: build the pipeline once, then answer page after page until told to stop."""
    try:
        pipeline = build(names)
        for first in WARM_UP:
            if isinstance(first, pipeline.stages[0].takes):
                process(pipeline, name_of(first), first)
        bound_memory(memory)
        pipe.send("ready")
        while (page := pipe.recv()) is not None:
            pipe.send(process(pipeline, name_of(page), page))
    except (EOFError, KeyboardInterrupt, BrokenPipeError):
        return


class _Worker:
    """One process with the page it holds; `deadline` is on the monotonic clock."""

    def __init__(self, names: tuple[str, ...], memory: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=serve, args=(names, theirs, memory), daemon=True
        )
        self.process.start()
        theirs.close()
        self.deadline = monotonic() + START_UP
        self.ready = False
        self.held: tuple[int, Page | Document] | None = None
        self.served = 0

    def give(self, index: int, page: Page | Document, seconds: float) -> None:
        self.held = (index, page)
        self.deadline = monotonic() + seconds
        self.pipe.send(page)

    def stop(self) -> None:
        self.pipe.close()
        self.process.join(timeout=0.5 if self.held is None else 0)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class _Pool:
    """The workers, the finished outcomes that wait for their turn, and who holds what."""

    def __init__(self, names: tuple[str, ...], workers: Workers) -> None:
        self.names = names
        self.settings = workers
        self.workers = [_Worker(names, workers.memory) for _ in range(workers.jobs)]
        self.queue: deque[tuple[int, Page | Document]] = deque()
        self.done: dict[int, Outcome] = {}

    def close(self) -> None:
        for worker in self.workers:
            worker.stop()

    def turn(self) -> None:
        """Hand out pages, wait for something to happen, and take in what did."""
        for worker in self.workers:
            if worker.ready and worker.held is None and self.queue:
                worker.give(*self.queue.popleft(), self.settings.seconds)
        busy = {w.pipe: w for w in self.workers if w.held is not None or not w.ready}
        limit = max(0.0, min((w.deadline for w in busy.values()), default=0.0) - monotonic())
        for pipe in wait(list(busy), timeout=limit):
            self._receive(busy[pipe])  # type: ignore[index]  # wait() returns what it was given
        for worker in [w for w in self.workers if w in busy.values() and monotonic() > w.deadline]:
            self._replace(worker, f"took longer than {self.settings.seconds:g} s and was stopped")

    def _receive(self, worker: _Worker) -> None:
        try:
            message: Any = worker.pipe.recv()
        except (EOFError, ConnectionError):
            self._replace(worker, "its worker process died (out of memory, or a crash in a parser)")
            return
        if not worker.ready:
            worker.ready = True
            return
        assert worker.held is not None
        self.done[worker.held[0]] = message
        worker.held, worker.served = None, worker.served + 1
        if worker.served >= self.settings.recycle:
            self._replace(worker, "")

    def _replace(self, worker: _Worker, reason: str) -> None:
        if worker.held is not None:
            index, page = worker.held
            message = f"{reason}; give it alone with a larger --time-limit, or leave it out"
            name = name_of(page)
            self.done[index] = Outcome(name, (), (Problem("run", name, message),))
        elif not worker.ready:
            self.close()
            raise WorkerStartError("a worker process could not start; run `casus doctor`")
        worker.stop()
        self.workers[self.workers.index(worker)] = _Worker(self.names, self.settings.memory)


class WorkerStartError(CasusError, RuntimeError):
    """A worker ended before it was ready."""


def run_in_processes(
    names: tuple[str, ...], items: Iterable[Page | Document | Problem], workers: Workers
) -> Iterator[Outcome]:
    """Process items in worker processes; outcomes come in the order of the items.

    Raises:
        WorkerStartError: a worker could not build the pipeline.
    """
    pool = _Pool(names, workers)
    try:
        yield from _ordered(pool, iter(items), workers.jobs + workers.ahead)
    finally:
        pool.close()


def _ordered(
    pool: _Pool, source: Iterator[Page | Document | Problem], most: int
) -> Iterator[Outcome]:
    taken, given, exhausted = 0, 0, False
    while True:
        while not exhausted and taken - given < most:
            item = next(source, None)
            if item is None:
                exhausted = True
            elif isinstance(item, Problem):
                pool.done[taken] = Outcome(item.subject, (), (item,))
                taken += 1
            else:
                pool.queue.append((taken, item))
                taken += 1
        while given in pool.done:
            yield pool.done.pop(given)
            given += 1
        if exhausted and given == taken:
            return
        if given not in pool.done:
            pool.turn()
