"""The document's own date and year: a posterior over evidence, with abstention."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from casus.model import Document, Sentence
from casus.resolve.dates_calendar import make_day
from casus.resolve.dates_evidence import (
    FIRST_YEAR,
    dated_words,
    declared_date,
    gather,
    near_day,
)
from casus.resolve.dates_frame import Frame
from casus.resolve.dates_holders import last_year

SURE = 0.7  # of 13 undated coded pages whose year is surer, 12 are from that year
_NEWS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|says)\b"
)
_ANCIENT = re.compile(r"\b\d{1,4} (?:BC|B\.C\.)")
_FULL_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b(?!\s(?:people|troops|men|soldiers))")


def document_year(
    document: Document,
    sentences: Sequence[Sentence] = (),  # noqa: ARG001 # alike for all resolvers
) -> Mapping[int, float]:
    """The probability of every year that the document may be from; they add up to 1.

    Years before Christ and before `FIRST_YEAR` come in only where the page declares them.
    `sentences` may be given for symmetry with the other resolvers; the evidence needs no trees.
    """
    years = set(range(FIRST_YEAR, last_year() + 1))
    if match := re.match(r"\d{4}", declared_date(document)):
        years.add(int(match[0]))
    weights = dict.fromkeys(sorted(years), 1.0)
    for piece in gather(document):
        for year in weights:
            weights[year] *= piece.likelihood(year)
    total = sum(weights.values())
    if not total:
        return MappingProxyType(dict.fromkeys(weights, 1 / len(weights)))
    return MappingProxyType({year: weight / total for year, weight in weights.items()})


def year_evidence(document: Document) -> tuple[str, ...]:
    """The names of the evidence, for a reader who asks why."""
    return tuple(piece.what for piece in gather(document))


def best_year(document: Document) -> tuple[int, float]:
    """The most probable year and its probability."""
    return max(document_year(document).items(), key=lambda item: item[1])


def is_history(text: str, day: date) -> bool:
    """Whether a text narrates years long before its own date."""
    years = [int(y) for y in _FULL_YEAR.findall(text)]
    ancient = len(_ANCIENT.findall(text))
    old = sum(y < day.year for y in years) + ancient
    if old >= 10:
        return old > 0.7 * (len(years) + ancient)
    return old >= 3 and max(years, default=0) < day.year - 5 and not _NEWS.search(text)


def document_frame(document: Document) -> Frame:
    """The anchors that a document gives; abstains from the year below `SURE`."""
    declared = declared_date(document)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", declared):
        day = date.fromisoformat(declared)
        return Frame(day, history=is_history(document.text, day))
    year, probability = best_year(document)
    if match := re.fullmatch(r"--(\d\d)-(\d\d)", declared):
        found = make_day(year, int(match[1]), int(match[2]))
        return Frame(found, known=probability >= SURE, exact=found is not None)
    if probability < SURE:
        return Frame(None)
    month, number = _month_of(declared) or near_day(document, dated_words(document))
    found = make_day(year, month, number)
    return Frame(found, exact=False)


def _month_of(declared: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"\d{4}-(\d\d)", declared)
    return (int(match[1]), 28) if match else None
