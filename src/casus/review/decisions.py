"""Decisions to and from entries of the ledger."""

from dataclasses import replace
from typing import Any

import msgspec

from casus.ledger import KeptEntry, Ledger, Run
from casus.model import Decision
from casus.review.errors import ReviewError

KIND = "decision"


def read(ledger: Ledger, as_of: str | None = None) -> list[Decision]:
    """All decisions of a ledger, in order; those whose content was erased are left out.

    Raises:
        ReviewError: an entry of that kind that is no decision; the message gives its number.
        ValueError: `as_of` is no time.
    """
    return [_decision(entry) for entry in ledger.entries(KIND, as_of=as_of) if not entry.erased]


def write(ledger: Ledger, decision: Decision, run: Run, after: int | None = None) -> Decision:
    """Keep a decision; return it with its number and time.

    `after` is the number of the latest decision about that claim that may stand before it; None
    keeps it whatever others decided.

    Raises:
        ClashError: somebody decided after entry `after`.
        LedgerError: the ledger could not be written; nothing was kept.
    """
    fields = msgspec.to_builtins(decision)
    fields = {name: value for name, value in fields.items() if name not in {"seq", "time"}}
    number = ledger.append(
        KIND, decision.claim, fields, replace(run, operator=decision.by), after=after
    )
    return replace(decision, seq=number, time=run.time)


def _decision(entry: KeptEntry) -> Decision:
    fields: dict[str, Any] = entry.fields | {"seq": entry.seq, "time": entry.time}
    try:
        return msgspec.convert(fields, Decision)
    except msgspec.ValidationError as error:
        raise ReviewError(
            f"entry {entry.seq} is of kind {KIND!r} but no decision ({error}); "
            "it was written by another program or version of casus"
        ) from error
