"""Claims that speak of one event: judgements about pairs, and the record computed from them."""

from dataclasses import dataclass

JUDGEMENTS = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement about two claims. `left` < `right` are claim ids.

    `score` is the comparison's (above 0 speaks for `same`), 0.0 where a person judged; `why` gives
    the reason in words; `by` is `machine` or the reviewer's name. A person's judgement outlives
    every later run; a later one about the same pair replaces an earlier one.
    """

    left: str
    right: str
    judgement: str
    score: float
    why: str
    by: str

    def __post_init__(self) -> None:
        if self.judgement not in JUDGEMENTS:
            raise ValueError(f"judgement {self.judgement!r} is none of {', '.join(JUDGEMENTS)}")
        if self.left >= self.right:
            left, right = self.right, self.left
            object.__setattr__(self, "left", left)
            object.__setattr__(self, "right", right)


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a field, the claims that give it, and who says it (actor codes)."""

    value: str
    claims: tuple[str, ...]
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """Losses of one side: `side` is a country or entity code, '' if the text does not say whose.

    `low` and `high` span all versions (`high` None: some version has no upper bound); `best` is the
    median of the versions' lower bounds, one vote a holder.
    """

    side: str
    kind: str
    low: int
    high: int | None
    best: int
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One event with every side's version. Computed from claims and links, never stored as truth.

    Fields hold their versions, best first: the version with most holders, where copies and outlets
    of one owner count once. `disputed` names the fields whose versions cannot both be true.
    `credibility` is the Admiralty digit: 6 (cannot be judged) unless a rule gives another;
    `reliability` are declared letters of those who assert or deny it.
    `independent` counts holders after copies; `silent` are sides of the event that say
    nothing: countries, or those who fight or oppose their own state (`COD.REB`).
    `first_report`, `last_report` are publication dates.
    """

    id: str
    claims: tuple[str, ...]
    type: tuple[Version, ...]
    mode: tuple[Version, ...]
    date: tuple[Version, ...]
    place: tuple[Version, ...]
    actors: tuple[Version, ...]
    recipients: tuple[Version, ...]
    tolls: tuple[Toll, ...]
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    silent: tuple[str, ...]
    disputed: tuple[str, ...]
    independent: int
    opposed: bool
    credibility: int
    first_day: str | None
    last_day: str | None
    first_report: str | None
    last_report: str | None
    reliability: tuple[tuple[str, str], ...] = ()

    @property
    def admiralty(self) -> str:
        """Letter and digit: the best declared letter of those who assert it, F if none is."""
        letters = [letter for who, letter in self.reliability if who in self.asserted_by]
        return f"{min(letters, default='F')}{self.credibility}"
