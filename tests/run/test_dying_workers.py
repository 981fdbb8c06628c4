"""A worker may die, hang or run out of memory: its page becomes a problem, and no other is lost."""

import hashlib
import sys

import pytest

from casus.model import Page
from casus.run import Outcome, Workers, run_in_processes

STAGES = ("tests.run.hostile:Hostile",)
MIB = 1024 * 1024


def pages(*contents: str) -> list[Page]:
    return [
        Page(f"p{n}", f"p{n}", "text/plain", c.encode(), hashlib.sha256(c.encode()).hexdigest())
        for n, c in enumerate(contents)
    ]


def run(*contents: str, jobs: int = 2) -> list[Outcome]:
    workers = Workers(jobs=jobs, seconds=3, memory=256 * MIB)
    return list(run_in_processes(STAGES, pages(*contents), workers))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("exit", "worker process died"),
        ("abort", "worker process died"),
        ("hang", "took longer than 3 s"),
        ("deep", "RecursionError"),
        pytest.param(
            "memory",
            "MemoryError",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="bounded on Linux only"),
        ),
        pytest.param(
            "many",
            "MemoryError",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="bounded on Linux only"),
        ),
    ],
)
def test_only_its_own_page_is_lost(content: str, reason: str) -> None:
    found = run("good", content, "good", "good")
    assert [o.subject for o in found] == ["p0", "p1", "p2", "p3"]
    assert [o.results for o in found] == [("p0",), (), ("p2",), ("p3",)]
    (problem,) = found[1].problems
    assert problem.fatal
    assert reason in problem.message


def test_one_worker_that_dies_again_and_again() -> None:
    found = run(*["exit", "good"] * 4, jobs=1)
    assert [bool(o.results) for o in found] == [False, True] * 4
