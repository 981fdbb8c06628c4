"""Mutated files of all formats through ingest and clean, in workers with bounds.

    python -m bench.fuzz [--count 12000] [--start 0] [--jobs 2]

Every mutant follows from its number, so a run can be cut in pieces and a finding made again with
`--start N --count 1`. A mutant is lost when neither a page nor a problem came of it, hung when it
was stopped by the time limit, quarantined when no document came of it. Exit code 1 when a mutant
was lost or hung.
"""

import argparse
import hashlib
import random
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from bench.seeds import seeds
from casus.clean import Clean
from casus.ingest import read
from casus.model import Document, Page, Problem
from casus.run import Outcome, Workers, run_in_processes

STAGES = ("bench.fuzz:ReadMutant",)
SECONDS = 20.0
MEMORY = 1024**3
TOKENS = (
    b"\x00", b"\xff" * 8, b"<" * 400, b"<div>" * 300, b"[" * 400, b"{" * 400, b"(" * 400, b"\r\n",
    b"&lol;", b"<!DOCTYPE a [<!ENTITY b '&c;&c;'>]>", b"<![CDATA[", b"%n%s", b"../../../etc/passwd",
    b"Content-Length: 99999999999\r\n", b"-1", b"1e309", b"\xed\xa0\x80", b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"charset=utf-7", b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"%PDF-1.7", b"WARC/1.0\r\n", b"\n" * 500,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one mutant; `peak` is the worker's largest memory so far, in MiB."""

    pages: int
    documents: int
    problems: int
    peak: float


class ReadMutant:
    """A page's bytes as a file of its own, through ingest and clean."""

    ref = "read-mutant"
    takes = Page
    gives = Seen

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="casus-fuzz-"))
        self._clean = Clean()

    def map(self, page: Page, /) -> Iterator[Seen]:
        """Count what ingest and clean give."""
        path = self._folder / page.name
        path.write_bytes(page.content)
        found = list(read([path]))
        path.unlink()
        pages = [item for item in found if isinstance(item, Page)]
        cleaned = [item for one in pages for item in self._clean.map(one)]
        documents = sum(isinstance(item, Document) for item in cleaned)
        problems = sum(isinstance(item, Problem) for item in (*found, *cleaned))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Seen(len(pages), documents, problems, peak)


def mutant(number: int) -> Page:
    """The mutant of that number."""
    chance = random.Random(number)  # noqa: S311 - mutants, not secrets
    kinds = sorted(seeds().items())
    ending, seed = kinds[number % len(kinds)]
    content = seed
    for _ in range(chance.choice((1, 1, 2, 4, 8, 16))):
        content = mutated(content, chance, kinds[chance.randrange(len(kinds))][1])
    return Page(
        f"{number}.{ending}", f"{number}.{ending}", "application/octet-stream", content,
        hashlib.sha256(content).hexdigest(),
    )  # fmt: skip


def mutated(content: bytes, chance: random.Random, other: bytes) -> bytes:
    """One change: bytes flipped, cut, repeated, a token or a piece of another file put in."""
    at, size = chance.randrange(len(content) + 1), chance.choice((1, 2, 4, 16, 64, 256))
    begin = chance.randrange(len(other))
    head, piece, tail = content[:at], content[at : at + size], content[at + size :]
    changes = (
        lambda: head + chance.randbytes(size) + tail,
        lambda: head + tail,
        lambda: head + piece * chance.choice((2, 10, 200)) + tail,
        lambda: head + chance.choice(TOKENS) + piece + tail,
        lambda: head + other[begin : begin + size] + piece + tail,
        lambda: head + bytes(b ^ (1 << chance.randrange(8)) for b in piece) + tail,
        lambda: head if chance.random() < 0.3 else content + other[begin:],
    )
    return chance.choice(changes)()


def judged(outcome: Outcome) -> str:
    """What became of a mutant, in one word."""
    told = " ".join(problem.message for problem in outcome.problems)
    if "took longer" in told:
        return "hung"
    if "process died" in told:
        return "worker died"
    if outcome.problems:
        return "stage raised"
    seen: Seen = outcome.results[0]
    if seen.documents:
        return "read"
    return "quarantined" if seen.problems else "lost"


def main() -> int:
    """Run, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=12_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    numbers = range(given.start, given.start + given.count)
    workers = Workers(jobs=given.jobs, seconds=SECONDS, memory=MEMORY, recycle=3000)
    fates: Counter[str] = Counter()
    peak, begun = 0.0, monotonic()
    for outcome in run_in_processes(STAGES, map(mutant, numbers), workers):
        fate = judged(outcome)
        fates[fate] += 1
        peak = max([peak, *(seen.peak for seen in outcome.results)])
        if fate not in {"read", "quarantined"}:
            print(f"{fate}: {outcome.subject}: {[p.message for p in outcome.problems]}"[:400])
    total = fates.total()
    print(f"{total} mutants of {len(seeds())} formats in {monotonic() - begun:.0f} s")
    for fate in ("read", "quarantined", "stage raised", "worker died", "hung", "lost"):
        print(f"{fate:14} {fates[fate]:7} {fates[fate] / total:8.2%}")
    print(f"largest memory of a worker {peak:.0f} MiB")
    return int(bool(fates["lost"] + fates["hung"]))


if __name__ == "__main__":
    sys.exit(main())
