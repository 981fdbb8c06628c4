"""An error as data."""

from dataclasses import dataclass

from casus.model.text import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be done: which stage, on what, why, and what to do about it.

    `subject` names the page or file; `message` holds the reason and the remedy; `span` is the
    passage, None when the whole subject is concerned. `fatal` means that the subject was
    quarantined: nothing of it entered the ledger.
    """

    stage: str
    subject: str
    message: str
    span: Span | None = None
    fatal: bool = True
