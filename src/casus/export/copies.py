"""The JSON object of `casus copies`."""

import msgspec

from casus.model.copies import Copy


class CopyRecord(msgspec.Struct, frozen=True):
    """One line of `casus copies --format jsonl`; `spans` are code points of the copy's text.

    `containment` is the share of the copy's five-word groups that stand in the original, `coverage`
    the share of the original's that stand in the copy; `credit` is the agency that the copy names.
    """

    copy: str
    original: str
    containment: float
    coverage: float
    spans: tuple[tuple[int, int], ...]
    credit: str | None


def copy_record(link: Copy) -> CopyRecord:
    """The record of a link."""
    spans = tuple((span.start, span.end) for span in link.spans)
    shares = (link.containment, link.coverage)
    return CopyRecord(link.copy, link.original, *shares, spans, link.credit)
