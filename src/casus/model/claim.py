"""The record of the codebook: one event, reported by one source, in one document."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from casus.model.identity import content_id
from casus.model.text import Span

T_co = TypeVar("T_co", covariant=True)

TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)

STATUSES = ("occurred", "planned", "possible", "denied")
SECTORS = (
    *("GOV", "MIL", "PKO", "COP", "SPY", "REB", "OPP", "PTY", "LEG", "JUD"),
    *("CVL", "MED", "AID", "BUS", "REL", "CRM", "UNK"),
)


@dataclass(frozen=True, slots=True)
class Slot(Generic[T_co]):
    """One filled field: its value, the passage that shows it, and why.

    `span` is None when the value follows from no single passage (a default, an absence);
    `score` is a probability in [0, 1]; `why` names the rule or the model.
    """

    value: T_co
    span: Span | None
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happened.

    `name` is the place as the text writes it; `country` the ISO alpha-3 code of the internationally
    recognised territory (None if unknown); `lat`, `lon` in degrees WGS 84 (None if unknown);
    `canonical` the gazetteer's name; `precision` is UCDP's 1 (exact) to 7 (sea or air);
    `radius_km` the uncertainty; `controller` the de facto authority's code where it differs;
    `also` are further places of the same claim.
    """

    name: str
    country: str | None
    lat: float | None = None
    lon: float | None = None
    canonical: str | None = None
    geonames_id: int | None = None
    precision: int | None = None
    radius_km: float | None = None
    controller: str | None = None
    also: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """A casualty range. `kind` is killed, wounded or captured; `high` None means no upper bound."""

    kind: str
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One event as one source reports it.

    `status` is how the text puts it, never what we believe. `source` is an actor code, `author`
    or `unnamed`; `chain` are all the holders from the outermost to the innermost. `date` is None
    when the text gives none; `place` likewise. `trigger` shows the word that names the event.
    """

    doc: str
    type: Slot[str]
    mode: Slot[str] | None
    status: Slot[str]
    actors: tuple[Slot[str], ...]
    recipients: tuple[Slot[str], ...]
    source: Slot[str]
    chain: tuple[Slot[str], ...]
    date: Slot[str] | None
    place: Slot[Place] | None
    losses: tuple[Slot[Loss], ...]
    weapons: tuple[Slot[str], ...]
    trigger: Span
    evidence: Span
    quote: str

    @property
    def id(self) -> str:
        """The content hash of what is claimed, by whom and where it stands."""
        return content_id(
            self.doc,
            self.type.value,
            self.mode.value if self.mode else None,
            self.status.value,
            [a.value for a in self.actors],
            [r.value for r in self.recipients],
            self.source.value,
            self.date.value if self.date else None,
            [self.place.value.name, self.place.value.country] if self.place else None,
            [[x.value.kind, x.value.low, x.value.high] for x in self.losses],
            [w.value for w in self.weapons],
            [self.trigger.start, self.trigger.end],
            self.quote,
        )
