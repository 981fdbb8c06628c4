"""What reviewers decide about claims, and what follows from all their decisions together."""

from dataclasses import dataclass

VERDICTS = ("approved", "rejected", "unverifiable", "needs second look")
STATES = ("new", "in progress", *VERDICTS)
ACTIONS = ("state", "correct", "note", "add", "same", "different", "undo")


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of a reviewer. It is never edited: later ones follow it.

    `claim` is the claim's id (of `same` and `different` the least of their claims); `value` a
    state, a corrected value or an added claim as JSON, or a note. `field` is what was corrected,
    of `add` the key of the page. `seen` is the number
    of the latest entry that the reviewer knew when deciding, 0 for none. `pairs` are the claims
    judged to tell of one event or not; `undoes` the entry taken back. `seq` and `time` are the
    ledger's.
    """

    claim: str
    action: str
    by: str
    why: str = ""
    value: str = ""
    field: str = ""
    seen: int = 0
    pairs: tuple[tuple[str, str], ...] = ()
    undoes: int | None = None
    seq: int = 0
    time: str = ""

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise ValueError(f"action {self.action!r} is none of {', '.join(ACTIONS)}")
        if self.action == "state" and self.value not in STATES:
            raise ValueError(f"state {self.value!r} is none of {', '.join(STATES)}")


@dataclass(frozen=True, slots=True)
class Correction:
    """A field as a reviewer reads it: `value` is JSON as the codebook writes the field."""

    field: str
    value: str
    by: str
    why: str
    entry: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Decisions about one thing that differ, by reviewers who did not know of each other's.

    `about` is `state`, a field, or `same event as ID`. None of them takes effect until somebody
    who knows them all decides.
    """

    about: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Where the review of a claim stands, computed from its decisions.

    `claim` is the id under which the ledger keeps the claim, whatever was corrected; `state` is one
    of `STATES`, `verdict` one of `VERDICTS` that stands, None if there is none or they clash.
    """

    claim: str
    state: str = "new"
    verdict: str | None = None
    by: tuple[str, ...] = ()
    why: str = ""
    corrections: tuple[Correction, ...] = ()
    notes: tuple[Decision, ...] = ()
    clashes: tuple[Clash, ...] = ()
    taken_by: str | None = None
    taken_at: str | None = None

    @property
    def origin(self) -> str:
        """In words where its standing comes from; empty for a claim that nobody reviewed."""
        parts = [f"{self.state} by {' and '.join(self.by)}"] if self.verdict else []
        parts += [f"{c.field} corrected by {c.by} (entry {c.entry})" for c in self.corrections]
        parts += [f"reviewers clash on {clash.about}" for clash in self.clashes]
        return "; ".join(parts)
