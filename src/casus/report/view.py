"""What the page shows, as frozen records: the template makes no decisions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One row of "why": a field, its value in words and code, the passage, the rule, the score."""

    name: str
    words: str
    code: str
    passage: str
    why: str
    score: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as it is read on the page. The quote is cut in three, so that the trigger shows."""

    id: str
    type: str
    family: str
    what: str
    how: str
    status: str
    status_words: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    mutual: bool
    says: str
    attributed: bool
    date: str
    place: str
    losses: tuple[str, ...]
    weapons: tuple[str, ...]
    quote: tuple[str, str, str]
    page: "PageView"
    disputed: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page that was read. `link` is empty unless its address is a web address."""

    anchor: str
    name: str
    title: str
    outlet: str
    published: str
    published_source: str
    language: str
    link: str
    words: tuple[tuple[str, int], ...]
    claims: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Claims of one day at one place."""

    place: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class DayGroup:
    """Claims of one day; `day` is a date of the codebook, empty for the undated."""

    day: str
    weekday: str
    heading: str
    anchor: str
    count: int
    places: tuple[PlaceGroup, ...]
