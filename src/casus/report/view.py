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
    review: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix; `disputed` if the versions of its column exclude each other."""

    words: str
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the matrix: who says, how he puts it, and what he says to each column.

    `letter` is the declared reliability, empty if none is; `claim` the claim's id, empty for a side
    that says nothing.
    """

    who: str
    letter: str
    stand: str
    stand_words: str
    what: Cell
    when: Cell
    where: Cell
    how_many: Cell
    claim: str
    review: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to know before reading on: `kind` chooses the colour, the words say it all."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident as it is read on the page: best values, marks in words, matrix, passages."""

    id: str
    family: str
    what: str
    how: str
    status: str
    status_words: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    mutual: bool
    when: str
    where: str
    near: str
    losses: tuple[str, ...]
    marks: tuple[Mark, ...]
    sources: str
    reported: str
    rows: tuple[RowView, ...]
    silent: tuple[str, ...]
    claims: tuple[ClaimView, ...]


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
class DayGroup:
    """Incidents of one day; `day` is a date of the codebook, empty for the undated."""

    day: str
    weekday: str
    heading: str
    anchor: str
    incidents: tuple[IncidentView, ...]
