"""Office-holders named on a page, as evidence for its year."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from casus.lexicon.table import table
from casus.model import Document, Role
from casus.resolve.dates_calendar import make_day

Likelihood = Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: what it is, and how probable it would be in a given year (up to a factor)."""

    what: str
    likelihood: Likelihood


@dataclass(frozen=True, slots=True)
class Office:
    """A term: first names' initials, the office, first and last year and day seen."""

    initial: str
    office: str
    since: str
    until: str


@cache
def offices() -> dict[str, tuple[Office, ...]]:
    """Terms of office by folded surname."""
    found: dict[str, list[Office]] = {}
    for row in table("office_holders.tsv", ("name", "surname", "office", "since", "until")):
        term = Office(row["name"][:1], row["office"].lower(), row["since"], row["until"])
        found.setdefault(row["surname"].lower(), []).append(term)
    return {surname: tuple(terms) for surname, terms in found.items()}


@cache
def last_year() -> int:
    """The last year that the tables know."""
    return max(int(t.since[:4]) for terms in offices().values() for t in terms)


_TITLED = re.compile(
    r"(?<!ormer )(?<!then-)(?<!ex-)(?<!Vice )(?<!Deputy )\b(President|Prime Minister|Premier"
    r"|Chancellor|King|Queen|Foreign Minister|Defence Minister|Defense Minister)\s"
    r"((?:[A-Z][\w'’.-]{0,20}\s){0,3}[A-Z][\w'’-]{1,20})"
)


def holders(document: Document, near: tuple[int, int]) -> Iterator[Evidence]:
    """Every titled name that the table of office-holders knows, once."""
    seen = set()
    for block in document.blocks:
        if block.role not in {Role.TITLE, Role.BODY, Role.CAPTION}:
            continue
        for match in _TITLED.finditer(document.text, block.start, block.end):
            words = match[2].split()
            for size, index in ((s, i) for s in (2, 1) for i in range(len(words) - s + 1)):
                surname = (
                    " ".join(words[index : index + size])
                    .lower()
                    .removesuffix("'s")
                    .removesuffix("’s")
                )
                terms = _terms(surname, match[1], words[0][0] if index else "")
                if terms and surname not in seen:
                    seen.add(surname)
                    yield Evidence(
                        f"{match[1]} {surname.title()} in office", _in_office(terms, near)
                    )


def _terms(surname: str, title: str, initial: str) -> tuple[Office, ...]:
    wanted = _OFFICES[title.lower()]
    return tuple(
        t
        for t in offices().get(surname, ())
        if any(w in t.office for w in wanted)
        and "vice" not in t.office
        and (not initial or t.initial == initial)
    )


_OFFICES = {
    "president": ("president", "head of state", "head of government"),
    "prime minister": ("prime minister", "premier", "head of government"),
    "premier": ("prime minister", "premier", "head of government"),
    "chancellor": ("chancellor", "head of government"),
    "king": ("king", "head of state"),
    "queen": ("queen", "head of state"),
    "foreign minister": ("foreign minister",),
    "defence minister": ("defence minister", "defense minister"),
    "defense minister": ("defence minister", "defense minister"),
}


def _in_office(terms: Sequence[Office], near: tuple[int, int]) -> Likelihood:
    """Inside a term 1; after the last time seen it falls off; before it, rare."""

    def likelihood(year: int) -> float:
        day = (make_day(year, *near) or date(year, 7, 1)).isoformat()
        return max(_fit(term, day, year) for term in terms)

    return likelihood


def _fit(term: Office, day: str, year: int) -> float:
    if day < term.since:
        return 0.03
    if not term.until or day <= term.until.ljust(10, "~"):
        return 1.0
    return {0: 0.5, 1: 0.3, 2: 0.15}.get(year - int(term.until[:4]), 0.04)
