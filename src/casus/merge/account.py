"""A claim made ready for comparison."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache

from casus.model import Claim, Review

PATRON = {"XNK": "ARM", "XDP": "RUS", "XLP": "RUS"}  # texts call the same men by either
FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
FAR_BACK = timedelta(days=10)  # how long before its report an undated event may lie
LONG = 45  # days
STOP = frozenset(
    (
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "or",
        "for",
        "by",
        "with",
        "from",
        "as",
        "that",
        "this",
        "it",
        "its",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "has",
        "have",
        "had",
        "said",
        "says",
        "say",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "which",
        "who",
        "when",
        "after",
        "before",
        "not",
        "no",
    )
)


@dataclass(frozen=True)
class Account:
    """A claim, when its page was published (a date of the codebook) and by whom, if known.

    `review` tells what reviewers decided about it, None where nobody did; `claim` then has their
    corrections. `copies` are pages whose words the passage repeats, `agency` is the one whose
    report the page prints (`casus.merge.borrowing`).
    """

    claim: Claim
    published: str | None = None
    outlet: str | None = None
    review: Review | None = field(default=None, kw_only=True)
    copies: frozenset[str] = field(default=frozenset(), kw_only=True)
    agency: str | None = field(default=None, kw_only=True)

    @cached_property
    def id(self) -> str:
        """The claim's id: the one under which it is kept, whatever reviewers corrected."""
        return self.review.claim if self.review else self.claim.id

    @cached_property
    def family(self) -> str:
        """Types that are compared with each other: all force together, any other type alone."""
        type_ = self.claim.type.value
        return "FORCE" if type_ in FORCE else type_

    @cached_property
    def did(self) -> frozenset[str]:
        """Parties that acted: countries, de facto entities under their patron, rebels apart."""
        return frozenset(party(slot.value) for slot in self.claim.actors)

    @cached_property
    def suffered(self) -> frozenset[str]:
        """Parties acted upon."""
        return frozenset(party(slot.value) for slot in self.claim.recipients)

    @cached_property
    def victims(self) -> frozenset[str]:
        """Countries of those acted upon: one calls the dead civilians, another fighters."""
        return frozenset(side(slot.value) for slot in self.claim.recipients)

    @cached_property
    def parties(self) -> frozenset[str]:
        """All parties, whatever their role."""
        return self.did | self.suffered

    @cached_property
    def mode(self) -> str:
        """The mode, empty if the text gives none or nothing further."""
        mode = self.claim.mode.value if self.claim.mode else ""
        return "" if mode == "other" else mode

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """First and last possible day; None where the text gives no date with a year."""
        return bounds(self.claim.date.value) if self.claim.date else None

    @cached_property
    def summary(self) -> bool:
        """Whether the date spans so long that the claim sums up rather than reports."""
        return self.days is not None and (self.days[1] - self.days[0]).days > LONG

    @cached_property
    def exact(self) -> bool:
        """Whether the date is a day or a span of up to ten."""
        return self.days is not None and (self.days[1] - self.days[0]).days <= 10

    @cached_property
    def window(self) -> tuple[date, date] | None:
        """The days, or else the stretch before publication; None if nothing is known."""
        if self.days is not None:
            return self.days
        told = bounds(self.published) if self.published else None
        return (told[0] - FAR_BACK, told[1]) if told else None

    @cached_property
    def names(self) -> frozenset[str]:
        """All names of the place, without case, marks and punctuation."""
        if self.claim.place is None:
            return frozenset()
        place = self.claim.place.value
        given = (place.name, place.canonical or "", *place.also, *place.alternatives)
        return frozenset(folded for name in given if (folded := fold(name)))

    @cached_property
    def words(self) -> frozenset[str]:
        """Content words of the quoted passage, cut to six letters."""
        found = re.findall(r"[^\W\d_]{3,}|\d+", self.claim.quote.casefold())
        return frozenset(word[:6] for word in found if word not in STOP)


def holder(account: Account) -> str:
    """Who vouches for a claim: its source, or for the article itself its outlet."""
    source = account.claim.source.value
    return f"outlet:{account.outlet or account.claim.doc}" if source == "author" else source


def side(code: str) -> str:
    """The country of an actor code; a de facto entity goes with its patron."""
    country = code.split(".", 1)[0]
    return PATRON.get(country, country)


def party(code: str) -> str:
    """The side of an actor code, with those who fight or oppose their own state told apart."""
    sector = code.split(".")[1] if "." in code else ""
    return f"{side(code)}.{sector}" if sector in {"REB", "OPP"} else side(code)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name's letters and digits alone."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in plain if c.isalnum())


def bounds(value: str) -> tuple[date, date] | None:
    """First and last day of a codebook date; None without a year, or if malformed."""
    first, _, last = value.partition("/")
    try:
        return _first(first), _last(last or first)
    except (ValueError, IndexError):
        return None


def _first(value: str) -> date:
    year, month, day = ([*value.split("-"), "1", "1"])[:3]
    return date(int(year), int(month), int(day))


def _last(value: str) -> date:
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = (parts[0], parts[1] + 1) if len(parts) == 2 else (parts[0] + 1, 1)
    return date(year + month // 13, (month - 1) % 12 + 1, 1) - timedelta(days=1)
