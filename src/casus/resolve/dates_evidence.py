"""Evidence for the year of an undated page; every piece is a likelihood over years.

Office-holders: CIA World Factbook. Polling days: most countries vote on a Sunday, so an election's
day and month speak for the years in which they fall on one.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casus.model import Document, Role
from casus.resolve.dates_calendar import make_day
from casus.resolve.dates_find import find
from casus.resolve.dates_head import dateline
from casus.resolve.dates_holders import Evidence, Likelihood, holders
from casus.resolve.dates_mentions import sentence_bounds
from casus.resolve.dates_symbols import Calendar, Expression, Weekday
from casus.resolve.dates_tense import FUTURE, OPEN, PAST, tense_of

FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression with the tense around it and whether readers' comments hold it."""

    expression: Expression
    tense: int
    comment: bool
    sentence: str


def dated_words(document: Document) -> list[Dated]:
    """The expressions of title, body, captions and comments with their tense."""
    found = []
    for block in document.blocks:
        if block.role in {Role.CHROME, Role.BYLINE}:
            continue
        text = document.text[block.start : block.end]
        bounds = sentence_bounds(text)
        for expression in find(text):
            low = max(b for b in bounds if b <= expression.start)
            high = min((b for b in bounds if b >= expression.end), default=len(text))
            sentence = text[low:high]
            tense = tense_of(sentence, expression.start - low, expression.end - low)
            if tense == PAST and re.search(
                r"\b(?:to|for|by|until)\s$", text[max(0, expression.start - 8) : expression.start]
            ):
                tense = OPEN
            found.append(Dated(expression, tense, block.role is Role.COMMENT, sentence))
    return found


def gather(document: Document) -> Iterator[Evidence]:
    """All evidence that a document holds."""
    words = dated_words(document)
    yield from _declared(document)
    near = near_day(document, words)
    yield from _printed_years(words, near)
    for item in words:
        symbol = item.expression.symbol
        if item.comment or not isinstance(symbol, Calendar) or not symbol.day or not symbol.month:
            continue
        if symbol.year is None:
            yield from _weekday_pair(symbol)
            yield from _polling_day(symbol, item.sentence)
    yield from _dateline_weekday(document, words)
    yield from holders(document, near)


def near_day(document: Document, words: Sequence[Dated]) -> tuple[int, int]:
    """Month and day near which the document was written; mid-year where nothing tells."""
    declared = declared_date(document)
    if match := re.search(r"-(\d\d)-(\d\d)$", declared):
        return int(match[1]), int(match[2])
    past = [
        (s.month, s.day)
        for w in words
        if isinstance(s := w.expression.symbol, Calendar) and s.month and s.day and s.year is None
        if w.tense != FUTURE and not w.comment
    ]
    return max(past, default=(7, 1))


def declared_date(document: Document) -> str:
    """The date of the page's metadata, else of its dateline; '' if none."""
    if document.published:
        return document.published.value
    printed = dateline(document)
    if printed is None or printed.month is None or printed.day is None:
        return ""
    year = f"{printed.year:04d}" if printed.year else "-"
    return (
        f"{year}-{printed.month:02d}-{printed.day:02d}"
        if make_day(printed.year or 2000, printed.month, printed.day)
        else ""
    )


def _declared(document: Document) -> Iterator[Evidence]:
    declared = declared_date(document)
    if match := re.match(r"\d{4}", declared):
        year = int(match[0])
        trust = min(document.published.confidence, 0.999) if document.published else 0.9
        source = document.published.source if document.published else "dateline"
        yield Evidence(f"{source} {year}", lambda y: trust if y == year else (1 - trust) / 36)
    if document.url and (
        match := re.search(r"/((?:19|20)\d\d)[/-](?:0?[1-9]|1[0-2])(?:[/-]|$)", document.url)
    ):
        printed = int(match[1])
        yield Evidence(f"URL {printed}", lambda y: 1.0 if y == printed else 0.002)


def _printed_years(words: Sequence[Dated], near: tuple[int, int]) -> Iterator[Evidence]:
    """The latest printed year is a lower bound, a future one an upper bound."""
    past: list[tuple[int, int, bool]] = []
    future, spoken = [], []
    for item in words:
        symbol = item.expression.symbol
        if (
            not isinstance(symbol, Calendar)
            or not symbol.year
            or symbol.era
            or symbol.year < FIRST_YEAR
        ):
            continue
        if item.comment:
            spoken.append((symbol.year, _is_back(item)))
        elif item.tense == FUTURE and not symbol.day:
            future.append(symbol.year)
        else:
            past.append(
                (
                    symbol.year,
                    symbol.month or 0,
                    item.expression.lead == "since" or item.tense == PAST,
                )
            )
    if past:
        latest, month, over = max(past)
        ahead = month > near[0] + 1
        own = 0.3 if not month or ahead else 0.75
        own = 0.02 if ahead and over else own
        yield Evidence(
            f"printed year {latest}", _at_least(latest, own, 0.15 if ahead and not over else 0.01)
        )
    if spoken:
        latest, back = max(spoken)
        yield Evidence(
            f"year {latest} in comments", _at_least(latest, 0.05 if back else 0.25, 0.05)
        )
    if future:
        yield Evidence(f"coming year {min(future)}", _at_most(min(future)))


def _is_back(item: Dated) -> bool:
    """Whether the words say that the year is over: "back in 2020"."""
    return bool(re.search(rf"\bback in {item.expression.text}\b", item.sentence, re.IGNORECASE))


def _at_least(bound: int, own: float, before: float) -> Likelihood:
    def likelihood(year: int) -> float:
        gap = year - bound
        return before if gap < 0 else own if gap == 0 else (1 - own) * 0.5**gap

    return likelihood


def _at_most(bound: int) -> Likelihood:
    return lambda year: 0.02 if year > bound else 0.6 * 0.5 ** (bound - year) + 0.01


def _weekday_pair(symbol: Calendar) -> Iterator[Evidence]:
    if symbol.weekday is None:
        return
    month, day, weekday = symbol.month or 1, symbol.day or 1, symbol.weekday

    def likelihood(year: int) -> float:
        found = make_day(year, month, day)
        return 1.0 if found and found.weekday() == weekday else 0.01

    yield Evidence(f"weekday {weekday} on {day}.{month}.", likelihood)


_POLL = re.compile(
    r"\b(?:elections?|referendum|polling day|go to the polls|presidential vote)\b", re.IGNORECASE
)
_POLLING_DAYS = (0.04, 0.08, 0.06, 0.08, 0.04, 0.1, 0.6)


def _polling_day(symbol: Calendar, sentence: str) -> Iterator[Evidence]:
    if not _POLL.search(sentence) or re.search(
        r"\b(?:results?|anniversary|after|since)\b", sentence
    ):
        return
    month, day = symbol.month or 1, symbol.day or 1

    def likelihood(year: int) -> float:
        found = make_day(year, month, day)
        return _POLLING_DAYS[found.weekday()] if found else 0.01

    yield Evidence(f"polling day {day}.{month}.", likelihood)


_FIRST = (0.6, 0.25, 0.07, 0.03, 0.02, 0.02, 0.02)
_AGES = (0.4, 0.3, 0.12, 0.07, 0.05, 0.03, 0.03)
_LEADS = (0.1, 0.3, 0.2, 0.15, 0.1, 0.08, 0.07)


def _dateline_weekday(document: Document, words: Sequence[Dated]) -> Iterator[Evidence]:
    """Past weekdays lie mostly a day or two before the page's own day."""
    declared = declared_date(document)
    if not declared.startswith("--") or len(declared) != 7:
        return
    month, day = int(declared[2:4]), int(declared[5:7])
    said = [
        (s.weekday, w.tense == FUTURE)
        for w in words
        if not w.comment and isinstance(s := w.expression.symbol, Weekday) and s.direction is None
    ]
    if not said:
        return
    named = list(dict.fromkeys(said))

    def likelihood(year: int) -> float:
        found = make_day(year, month, day)
        return _weekdays_fit(found.weekday(), named) if found else 0.0001

    yield Evidence(f"weekdays near {day}.{month}.", likelihood)


def _weekdays_fit(own: int, named: Sequence[tuple[int, bool]]) -> float:
    """The first weekday of a page tells most; the others count half, for they hang together."""
    fit = 1.0
    for number, (weekday, ahead) in enumerate(named):
        ages = _AGES if number else _FIRST
        share = _LEADS[(weekday - own) % 7] if ahead else ages[(own - weekday) % 7]
        fit *= share if number == 0 else math.sqrt(share)
    return fit
