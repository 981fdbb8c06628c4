"""Time the language model alone: `python -m eval.language_speed TREEBANK [MODEL]`, figures as JSON.

A process of its own, so that the peak memory is the model's and not the yardstick's.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from casus.language import LanguageModel

DOCUMENT = 20
PASSES = 3


def main(arguments: Sequence[str]) -> None:
    """Parse the text of a treebank in documents of 20 sentences and print the figures."""
    documents = list(_documents(Path(arguments[0])))
    model = LanguageModel.load(Path(arguments[1]) if len(arguments) > 1 else None)
    best = max(_rate(model, documents) for _ in range(PASSES))
    print(json.dumps({"words_per_second": best, "peak_mb": _peak()}))


def _peak() -> float:
    """Return the peak memory in megabytes.

    Linux hands `ru_maxrss` of a parent down to its child, so the kernel's own figure goes first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        rows = status.read_text().splitlines()
        return next(int(row.split()[1]) for row in rows if row.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _rate(model: LanguageModel, documents: Sequence[str]) -> float:
    begun = time.process_time()
    parsed = model.parse(documents)
    seconds = time.process_time() - begun
    return sum(len(s.tokens) for sentences in parsed for s in sentences) / seconds


def _documents(path: Path) -> Iterator[str]:
    text: list[str] = []
    sentences = 0
    for line in path.open(encoding="utf-8"):
        row = line.rstrip("\n").split("\t")
        if len(row) == 10:
            text.append(row[1] + ("" if "SpaceAfter=No" in row[9] else " "))
        elif line == "\n":
            text.append(" ")
            sentences += 1
            if sentences % DOCUMENT == 0:
                yield "".join(text)
                text = []
    yield "".join(text)


if __name__ == "__main__":
    main(sys.argv[1:])
