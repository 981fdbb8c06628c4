"""Events that a sentence sets so many days apart: "on Tuesday, a day after troops took the town".

The words "a day after" give neither event a date. What happened in their clause lies so many days
before the date of the clause above, and after it where they say "before".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from casus.model import Sentence
from casus.resolve.dates_calendar import Reading, of_day, shifted
from casus.resolve.dates_events import Placed, ancestors, price, universal
from casus.resolve.dates_frame import Frame
from casus.resolve.dates_symbols import Length, Shift

_DAYS = {"H": 0, "D": 1, "W": 7}
_SIGNS = {"after": -1, "before": 1}


@dataclass(frozen=True, slots=True)
class Apart:
    """A date that only the events of a clause have: tokens `inside`."""

    inside: frozenset[int]
    item: Placed


def apart(
    tree: Sentence, items: Sequence[Placed], frame: Frame
) -> tuple[list[Placed], list[Apart]]:
    """Part a sentence's dates from its distances between events, and date the clauses of these.

    A distance is counted from the date nearest to the clause above. Where the sentence has none,
    that clause has the day which the words give it from the last date of the text, or else the
    page's own.
    """
    held, counted = list(items), []
    for item in items:
        head, days = _clause(tree, item), _days(item)
        if head < 0 or days is None:
            continue
        inside = frozenset(i for i in range(len(tree.tokens)) if head in ancestors(tree, i))
        dated = [p for p in items if p is not item and p.head not in inside and _is_day(p)]
        nearest = min(dated, key=lambda p: price(tree, tree.tokens[head].head, p), default=None)
        sign = _SIGNS[tree.tokens[_link(tree, item)].text.lower()]
        above = nearest.mention.reading if nearest else _told(item, -sign * days, frame)
        if above is not item.mention.reading:
            held.remove(item)
        if above and above.low and (day := shifted(above.low, sign * days)):
            counted.append(Apart(inside, _dated(item, day, known=above.known)))
    return held, counted


def _told(item: Placed, days: int, frame: Frame) -> Reading | None:
    """The day of the clause above as the words tell it, or the page's; None where neither is."""
    own, now = item.mention.reading, frame.now if frame.exact else None
    if own.low and own.grain == "D" and shifted(own.low, -days) != frame.now:
        return own
    return of_day(now, "", known=frame.known) if now else None


def _clause(tree: Sentence, item: Placed) -> int:
    """The word that "a day after" opens the clause or phrase of; -1 where nothing follows it."""
    at = _link(tree, item)
    if at < 0:
        return -1
    token = tree.tokens[at]
    if token.head <= at or universal(token.deprel) not in {"mark", "case"}:
        return -1
    head = tree.tokens[token.head]
    verbal = universal(head.deprel) == "nsubj" and head.head > token.head
    return head.head if verbal else token.head


def _link(tree: Sentence, item: Placed) -> int:
    """The token "after" or "before" that ends the words of time or follows them; -1 if none."""
    for at in (item.last, item.last + 1):
        if at < len(tree.tokens) and tree.tokens[at].text.lower() in _SIGNS:
            return at
    return -1


def _days(item: Placed) -> int | None:
    """How many days the words tell; None for vague ones, months and years."""
    match item.mention.expression.symbol:
        case Shift(anchor="event", unit=unit, amount=amount) if unit in _DAYS:
            return abs(amount) * _DAYS[unit]
        case Length(unit="H"):
            return 0
        case Length(unit=unit, amount=int(amount)) if unit in _DAYS:
            return amount * _DAYS[unit]
        case _:
            return None


def _is_day(item: Placed) -> bool:
    reading = item.mention.reading
    return reading.grain == "D" and reading.low is not None and not reading.weak


def _dated(item: Placed, day: date, *, known: bool) -> Placed:
    reading = of_day(day, "counted from the other event's day", known=known)
    mention = replace(item.mention, value=reading.value, why=reading.why, reading=reading)
    return replace(item, mention=mention)
