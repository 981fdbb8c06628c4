"""What a page says about itself: its countries, its date, whose it is, who was named so far."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from casus.model import Document
from casus.resolve.actors_lands import Lands
from casus.resolve.actors_masthead import Line
from casus.resolve.actors_tree import Phrases
from casus.resolve.actors_words import Hit, Sense

SUPRANATIONAL = frozenset({"IGO", "NGO"})
MANY = 2  # countries of datelines above which a page is a round-up


@dataclass(frozen=True, slots=True)
class Part:
    """One actor while it is put together; empty strings are not known yet.

    `kind` says how it is referred to (country, organ, person, people, thing, group, frame);
    `soft` that its sector follows from a bare country, so that military action makes it MIL;
    `word` is the role's lemma, by which later short forms find it.
    """

    country: str
    sector: str
    name: str = ""
    kind: str = "organ"
    why: str = ""
    score: float = 0.9
    soft: bool = False
    word: str = ""

    @property
    def code(self) -> str:
        """The actor code."""
        return ".".join(p for p in (self.country, self.sector, self.name) if p)

    @property
    def side(self) -> tuple[str, str]:
        """What it fights for: a country, or an armed group or body by name."""
        if self.sector in {"REB", "CRM"} or self.country in SUPRANATIONAL:
            return (self.country, self.name or self.sector)
        return (self.country, "")


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that was resolved."""

    sentence: int
    head: int
    parts: tuple[Part, ...]
    plural: bool
    rank: int
    verb: int


@dataclass(slots=True)
class PageState:
    """All that the rules may know about a page. Filled in order of the text."""

    document: Document
    phrases: tuple[Phrases, ...]
    date: str
    country_of: Lands
    support: Counter[str] = field(default_factory=Counter)
    home: str = ""
    homes: tuple[str, ...] = ()
    weights: Counter[str] = field(default_factory=Counter)
    leads: dict[int, str] = field(default_factory=dict)
    paragraph: tuple[int, ...] = ()
    scattered: bool = False
    voice: str = ""
    masthead: tuple[Line, ...] = ()
    questions: tuple[int, ...] = ()
    issuer: tuple[Part, ...] = ()
    persons: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    first_names: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    aliases: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    times: Counter[str] = field(default_factory=Counter)
    in_sentence: dict[int, list[Mention]] = field(default_factory=dict)

    @property
    def round_up(self) -> bool:
        """Does each paragraph speak of a matter, and a country, of its own?"""
        return self.scattered or len(set(self.leads.values())) > MANY


def valid(sense: Sense, date: str) -> bool:
    """Does the row's time hold the page's date? Without a date only open rows do."""
    if not date:
        return not sense.until
    since, until = sense.since, sense.until
    return (not since or since <= date) and (not until or date[: len(until)] <= until)


def best(senses: Sequence[Sense], page: PageState) -> Sense:
    """Choose among senses of one kind: valid on the day, then named elsewhere, then file order."""

    def rank(numbered: tuple[int, Sense]) -> tuple[bool, int, int]:
        number, sense = numbered
        support = page.support[sense.code] + page.support[sense.code.split(".")[0]]
        return (not valid(sense, page.date), -support, number)

    return min(enumerate(senses), key=rank)[1]


def believable(hit: Hit, page: PageState) -> tuple[Sense, ...]:
    """The senses usable on this page: weak ones only beside the same actor's full name."""
    return tuple(
        s for s in hit.senses if not s.weak or page.support[s.code] or page.support[s.code[:3]]
    )
