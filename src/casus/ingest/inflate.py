"""Reading under a budget: what inflates is counted while it comes, and cut off in time."""

import io
import zlib
from typing import BinaryIO

from casus.ingest.limits import Limits, higher


class BudgetError(OSError):
    """A stream gave more than its budget; the message says what was exceeded."""


class Metered(io.RawIOBase):
    """A raw stream that counts what it gives and stops at a budget.

    Raises:
        BudgetError: from a read that goes over the budget.
    """

    def __init__(self, stream: BinaryIO, budget: int, reason: str) -> None:
        self._stream = stream
        self._left = budget
        self._reason = reason

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: object, /) -> int:
        """Fill a buffer as far as the stream goes."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        filled = 0
        while filled < len(view):
            part = self._stream.read(len(view) - filled)
            if not part:
                break
            view[filled : filled + len(part)] = part
            filled += len(part)
        self._left -= filled
        if self._left < 0:
            raise BudgetError(self._reason)
        return filled


def metered(stream: BinaryIO, stored: int, limits: Limits) -> io.BufferedReader:
    """Wrap an inflating stream: at most `inflated_bytes`, and at most `ratio` times `stored`."""
    by_ratio = max(limits.ratio_floor, stored * limits.ratio)
    budget = min(limits.inflated_bytes, by_ratio)
    name = "inflated_bytes" if budget == limits.inflated_bytes else "ratio"
    reason = f"inflates to more than {budget:,} bytes: taken for a bomb; if it is none, raise "
    reason += higher(name)
    return io.BufferedReader(Metered(stream, budget, reason))


def capped(stream: BinaryIO, cap: int, name: str) -> io.BufferedReader:
    """Wrap a stream that has no known end; `name` is the cap's, for the message."""
    reason = f"is larger than the cap of {cap:,} bytes: split it, or raise {higher(name)}"
    return io.BufferedReader(Metered(stream, cap, reason))


def wrap(content: bytes) -> io.BufferedReader:
    """Make a stream of bytes in memory."""
    return io.BufferedReader(io.BytesIO(content))


def inflate(content: bytes, encoding: str, cap: int) -> bytes | None:
    """Undo an HTTP content encoding, giving at most `cap` + 1 bytes; None where it cannot."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return content
    if name not in {"gzip", "x-gzip", "deflate"}:
        return None
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(content, cap + 1)
        except zlib.error:
            continue
    return None
