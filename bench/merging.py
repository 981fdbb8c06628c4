"""How merging grows: synthetic claims of wars between many pairs of sides, over many days.

    python -m bench.merging 100000 [1000000]

Each true event is told by one to five claims, with the day, the place's spelling and the losses
varied. The number of events a day and pair of sides stays the same as the number of claims grows,
as it does when a longer stretch is read. Prints seconds, pairs compared and groups found.
"""

import random
import sys
from datetime import date, timedelta
from time import perf_counter

from casus.merge import Account, Merger
from casus.model import Claim, Loss, Place, Slot, Span

SIDES = [f"{a}{b}{c}" for a in "ABCD" for b in "EFGH" for c in "IJ"]  # 32 countries that are not
MODES = ("heavy-weapons", "drone", "aerial", "clash", "territory", "firearms")
EVENTS_A_DAY = 20


def synthetic(count: int, seed: int = 7) -> tuple[list[Account], list[list[str]]]:
    """That many claims and the true groups of their ids."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    accounts: list[Account] = []
    truth: list[list[str]] = []
    event = 0
    while len(accounts) < count:
        day = date(2000, 1, 1) + timedelta(days=event // EVENTS_A_DAY)
        one, two = dice.sample(SIDES, 2)
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


def main() -> None:
    """Measure every size given."""
    for size in map(int, sys.argv[1:] or ["100000"]):
        accounts, truth = synthetic(size)
        start = perf_counter()
        merger = Merger()
        merger.add(accounts)
        groups = merger.groups()
        seconds = perf_counter() - start
        right = len(set(groups) & {tuple(sorted(group)) for group in truth})
        print(
            f"{size} claims: {seconds:.1f} s, {len(groups)} groups, {right} of {len(truth)} whole"
        )


if __name__ == "__main__":
    main()
