"""All yardsticks with their floors, which can only rise.

    python -m eval.gate --gold ../shared [--only coding ...] [--raise]

Prints every number beside its floor; exit code 1 when a number has fallen under its floor.
`--raise` writes the numbers of this run as new floors where they are higher. What the folder does
not hold is skipped with a word.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
YARDSTICKS = (
    *("language", "clean", "dates", "places", "actors", "coding", "symmetry", "attribution"),
    "copies",
    "reliability",
    "leaks",
)
NO_FLOOR = ("_n", "lines", "chrome", "per second", "links", "sentences_run_on")  # counts and speeds
SLACK = 0.002  # the rounding of the last digit on another processor


def measured(names: list[str], gold: Path) -> dict[str, float]:
    """Numbers of the named yardsticks, prefixed with their names."""
    found: dict[str, float] = {}
    for name in names:
        try:
            numbers = import_module(f"eval.{name}").measure(gold)
        except FileNotFoundError as error:
            print(f"{name}: skipped, {error}", file=sys.stderr)
            continue
        found |= {f"{name}/{key}": round(value, 4) for key, value in numbers.items()}
    return found


def main() -> int:
    """Measure, compare, and raise floors when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--only", nargs="*", choices=YARDSTICKS, default=list(YARDSTICKS))
    parser.add_argument("--raise", dest="lift", action="store_true")
    arguments = parser.parse_args()
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    found = measured(arguments.only, arguments.gold)
    fallen = [k for k, v in found.items() if v < floors.get(k, v) - SLACK]
    for key, value in found.items():
        floor = f"floor {floors[key]:g}" if key in floors else "no floor"
        print(f"{'FELL ' if key in fallen else '     '}{key:60} {value:10.4f}  {floor}")
    if arguments.lift:
        kept = {k: max(v, floors.get(k, v)) for k, v in found.items() if not k.endswith(NO_FLOOR)}
        FLOORS.write_text(
            json.dumps(dict(sorted((floors | kept).items())), indent=1) + "\n", "utf-8"
        )
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
