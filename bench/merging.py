"""How merging grows: synthetic claims of wars between many pairs of sides, over many days.

    python -m bench.merging 10000 100000 1000000 [--plot docs/merging.svg]

Each true event is told by one to five claims, with the day, the place's spelling and the losses
varied. The number of events a day and pair of sides stays the same as the number of claims grows,
as it does when a longer stretch is read. `--one-war` draws all events between two sides, the
hardest case: every claim shares its day's block with all others of the day.

Prints for every size, each in a process of its own: seconds of processor time for merging and for
computing the incidents, peak memory, and how many events were put together whole.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from time import process_time

from bench.plot import Line, log_log
from casus.merge import Account, Merger, incident_of
from casus.model import Claim, Loss, Place, Slot, Span

SIDES = [f"{a}{b}{c}" for a in "ABCD" for b in "EFGH" for c in "IJ"]  # 32 countries that are not
MODES = ("heavy-weapons", "drone", "aerial", "clash", "territory", "firearms")
EVENTS_A_DAY = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """What one size took; seconds are of processor time, memory is the process's most."""

    claims: int
    merging: float
    incidents: float
    mib: float
    groups: int
    events: int
    whole: int

    def __str__(self) -> str:
        return (
            f"{self.claims:>9,} claims: merged in {self.merging:.1f} s, incidents in "
            f"{self.incidents:.1f} s, {self.mib:,.0f} MiB, {self.groups:,} groups, "
            f"{self.whole:,} of {self.events:,} events whole"
        )


def synthetic(
    count: int, sides: list[str] = SIDES, seed: int = 7
) -> tuple[list[Account], list[list[str]]]:
    """That many claims and the true groups of their ids."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    accounts: list[Account] = []
    truth: list[list[str]] = []
    event = 0
    while len(accounts) < count:
        day = date(2000, 1, 1) + timedelta(days=event // EVENTS_A_DAY)
        one, two = dice.sample(sides, 2)
        place = Place(f"Place {event % 997}", two, dice.uniform(-50, 60), dice.uniform(-170, 170))
        mode, dead = dice.choice(MODES), dice.randint(1, 40)
        told = []
        for teller in range(dice.randint(1, 5)):
            shift = timedelta(days=dice.random() < 0.1)
            told.append(_account(event, teller, one, two, day + shift, place, mode, dead))
        accounts += told
        truth.append([account.id for account in told])
        event += 1
    return accounts, truth


def _account(  # noqa: PLR0913, PLR0917 - the parts of a claim
    event: int, teller: int, one: str, two: str, day: date, place: Place, mode: str, dead: int
) -> Account:
    doc = f"d{event}-{teller}"
    quote = f"{one} struck {place.name} and {dead} died, source {teller} said."
    span = Span(doc, 0, len(quote))
    claim = Claim(
        doc,
        Slot("ASSAULT", span, 1, ""),
        Slot(mode, span, 1, "") if teller % 3 else None,
        Slot("occurred", span, 1, ""),
        (Slot(f"{one}.MIL", span, 1, ""),),
        (Slot(f"{two}.MIL" if teller % 2 else f"{two}.CVL", span, 1, ""),),
        Slot(f"{two if teller % 2 else one}.GOV", span, 1, ""),
        (),
        Slot(day.isoformat(), span, 1, ""),
        Slot(place, span, 1, "") if teller != 3 else None,
        (Slot(Loss("killed", dead, dead), span, 1, ""),),
        (),
        span,
        span,
        quote,
    )
    return Account(claim, day.isoformat())


def measure(size: int, sides: list[str]) -> Figures:
    """Merge that many claims in this process."""
    accounts, truth = synthetic(size, sides)
    begun = process_time()
    merger = Merger()
    merger.add(accounts)
    groups = merger.groups()
    merged = process_time()
    by_id = {account.id: account for account in accounts}
    for group in groups:
        incident_of(by_id[identity] for identity in group)
    done = process_time()
    whole = len(set(groups) & {tuple(sorted(group)) for group in truth})
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figures(size, merged - begun, done - merged, most, len(groups), len(truth), whole)


def main() -> None:
    """Measure every size given, each in a process of its own; plot them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[100_000])
    parser.add_argument("--one-war", action="store_true", help="two sides instead of 32")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write an SVG image")
    parser.add_argument("--alone", action="store_true", help="in this process, as JSON")
    given = parser.parse_args()
    if given.alone:
        found = measure(given.sizes[0], SIDES[:2] if given.one_war else SIDES)
        print(json.dumps(asdict(found)))
        return
    figures = []
    for size in given.sizes:
        figures.append(_apart(size, one_war=given.one_war))
        print(figures[-1], flush=True)
    if given.plot:
        points = [(f.claims, f.merging) for f in figures]
        line = Line("merging", tuple(points))
        log_log(given.plot, (line,), "claims", "seconds of processor time")


def _apart(size: int, *, one_war: bool) -> Figures:
    command = [sys.executable, "-m", "bench.merging", "--alone", str(size)]
    command += ["--one-war"] * one_war
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Figures(**json.loads(done.stdout))


if __name__ == "__main__":
    main()
