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
    for _, surname, term in _terms_of_all():
        found.setdefault(surname, []).append(term)
    return {surname: tuple(terms) for surname, terms in found.items()}


@cache
def names() -> dict[str, tuple[Office, ...]]:
    """Terms of office by folded name of two words or more."""
    found: dict[str, list[Office]] = {}
    for known, _, term in _terms_of_all():
        for name in known:
            if " " in name:
                found.setdefault(name, []).append(term)
    return {name: tuple(terms) for name, terms in found.items()}


def _terms_of_all() -> Iterator[tuple[tuple[str, ...], str, Office]]:
    """Every term of the table with the holder's folded names and surname."""
    columns = ("name", "aliases", "surname", "office", "since", "until")
    for row in table("office_holders.tsv", columns):
        term = Office(row["name"][:1], row["office"].lower(), row["since"], row["until"])
        known = (row["name"], *row["aliases"].split("|"))
        yield tuple(n.strip().lower() for n in known), row["surname"].lower(), term


@cache
def last_year() -> int:
    """The last year that the tables know."""
    return max(int(t.since[:4]) for terms in offices().values() for t in terms)


_TITLED = re.compile(
    r"(?<!ormer )(?<!then-)(?<!then )(?<!ex-)(?<!ice )(?<!ice-)(?<!eputy )\b((?i:President"
    r"|Prime Minister|Premier|Chancellor|King|Queen|Foreign Minister|Defence Minister"
    r"|Defense Minister))\s((?:[A-Z][\w'’.-]{0,20}\s){0,3}[A-Z][\w'’-]{1,20})"
)
_NAME = re.compile(r"[A-Z][\w'’-]{1,20}(?: (?:al-|bin |de |da |von |[A-Z])[\w'’-]{1,20}){1,3}")
_LONGEST = 4  # words of a name
OUT = 0.1  # how likely a page names a public person who holds no office, beside 1 in office


def holders(document: Document, near: tuple[int, int]) -> Iterator[Evidence]:
    """Every public person of a page whom the table of office-holders knows, once.

    One with a title holds the office; one named in full without a title likely does.
    """
    seen: set[str] = set()
    for title, surname, terms in _titled(document):
        if surname not in seen:
            seen.add(surname)
            yield Evidence(f"{title} {surname.title()} in office", _in_office(terms, near))
    for name in _named(document):
        if name.split()[-1] not in seen and name not in seen:
            seen.add(name)
            yield Evidence(f"{name.title()} named", _likely_in_office(names()[name], near))


def _titled(document: Document) -> Iterator[tuple[str, str, tuple[Office, ...]]]:
    """Title, folded surname and terms of the holders named with a title."""
    for start, end in _own_text(document):
        for match in _TITLED.finditer(document.text, start, end):
            words = match[2].split()
            for size, index in ((s, i) for s in (2, 1) for i in range(len(words) - s + 1)):
                surname = _folded(words[index : index + size])
                terms = _terms(surname, match[1], words[0][0] if index else "")
                if terms:
                    yield match[1], surname, terms


def _named(document: Document) -> Iterator[str]:
    """Folded full names of holders."""
    for start, end in _own_text(document):
        for match in _NAME.finditer(document.text, start, end):
            words = match[0].split()
            for first in range(len(words) - 1):
                for size in range(min(_LONGEST, len(words) - first), 1, -1):
                    name = _folded(words[first : first + size])
                    if name in names():
                        yield name


def _own_text(document: Document) -> Iterator[tuple[int, int]]:
    for block in document.blocks:
        if block.role in {Role.TITLE, Role.BODY, Role.CAPTION}:
            yield block.start, block.end


def _folded(words: Sequence[str]) -> str:
    return " ".join(words).lower().removesuffix("'s").removesuffix("’s")


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


def _likely_in_office(terms: Sequence[Office], near: tuple[int, int]) -> Likelihood:
    """As `_in_office`, for a person whom the page calls by no office."""
    holds = _in_office(terms, near)
    return lambda year: OUT + (1 - OUT) * holds(year)


def _fit(term: Office, day: str, year: int) -> float:
    if day < term.since:
        return 0.03
    if not term.until or day <= term.until.ljust(10, "~"):
        return 1.0
    return {0: 0.5, 1: 0.3, 2: 0.15}.get(year - int(term.until[:4]), 0.04)
