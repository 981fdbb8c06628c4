"""Pages a second on one core, by stage and whole; start-up time; peak memory.

    python -m bench [--seconds 10] [PATH ...]

Measured over the example pages, over a generated story of 600 words, and over further paths. The
figures hold for this machine while nothing else runs on it.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from casus.api import page_of, read
from casus.model import Page
from casus.pipeline import PAGE_TO_CLAIMS, Pipeline, build

EXAMPLES = Path(__file__).parents[1] / "examples" / "pages"
PARAGRAPHS = (
    "Kenyan troops shelled the village of Dhobley on Monday, killing three rebels, the Defence "
    "Ministry in Nairobi said.",
    "A spokesman for the rebels denied the claim and accused the army of bombing a market. “There "
    "were no fighters in the town,” he told reporters in Mogadishu.",
    "The African Union called on both sides to withdraw and to allow aid convoys into the region. "
    "Officials will meet in Addis Ababa on 14 March 2021, according to a diplomat.",
    "About forty people were wounded when a mine exploded under a bus near Afmadow last week. "
    "No one has claimed responsibility for the attack, which the president condemned.",
)
START_UP = """import casus, time
casus.extract("Chad closed its border with Niger on Monday.")
print(time.time())"""


def story(number: int) -> Page:
    """A page of about 600 words."""
    lines = [f"Fighting near the border, report {number}", "4 March 2021", *PARAGRAPHS * 6]
    return page_of("\n\n".join(lines), f"story-{number}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    given = parser.parse_args()
    one_core()
    pipeline = build(PAGE_TO_CLAIMS)
    sets = {"examples": pages([EXAMPLES]), "stories": [story(n) for n in range(20)]}
    if given.paths:
        sets["given"] = pages(given.paths)
    list(run(pipeline, sets["examples"]))
    print(f"start-up to the first claims   {start_up():6.2f} s")
    for name, chosen in sets.items():
        measure(name, chosen, pipeline, given.seconds)
    print(f"peak memory                    {peak():6.0f} MiB")


def one_core() -> None:
    """Stay on one core where the system allows it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def pages(paths: Sequence[Path]) -> list[Page]:
    """The pages that can be read."""
    return [item for item in read(paths) if isinstance(item, Page)]


def run(pipeline: Pipeline, chosen: Sequence[Page]) -> Iterator[Any]:
    """All results of a pass."""
    for page in chosen:
        yield from pipeline.run(page)


def measure(name: str, chosen: list[Page], pipeline: Pipeline, seconds: float) -> None:
    """Print the speed of the whole path, then of every stage on the results of the one before."""
    rate = per_second(lambda: list(run(pipeline, chosen)), seconds) * len(chosen)
    size = sum(len(page.content) for page in chosen) / len(chosen) / 1000
    print(f"{name}: {len(chosen)} pages of {size:.1f} kB")
    print(f"  whole path                   {rate:6.1f} pages/s")
    items: list[Any] = list(chosen)
    for stage in pipeline.stages:
        spent, given = time.perf_counter(), list(items)
        items = [
            found for item in given for found in stage.map(item) if isinstance(found, stage.gives)
        ]
        spent = time.perf_counter() - spent
        print(f"  {stage.ref:<28} {len(given) / spent:6.1f} pages/s")


def per_second(work: Callable[[], Any], seconds: float) -> float:
    """How often a piece of work is done in a second."""
    begun, times = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        work()
        times += 1
    return times / (time.perf_counter() - begun)


def start_up() -> float:
    """Seconds from the start of Python to the first claims, the better of two runs."""
    taken = []
    for _ in range(2):
        begun = time.time()
        done = subprocess.run(
            [sys.executable, "-c", START_UP], check=True, capture_output=True, text=True
        )
        taken.append(float(done.stdout) - begun)
    return min(taken)


def peak() -> float:
    """The most memory that this process held, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform != "darwin" else most / 1024**2


if __name__ == "__main__":
    main()
