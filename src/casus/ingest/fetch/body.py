"""Content encodings undone under a budget."""

import zlib

from casus.ingest.fetch.errors import FetchError
from casus.ingest.fetch.terms import Terms

MEMBERS = 32
"""Further gzip files in one body."""
_GZIP = zlib.MAX_WBITS | 16
_ZLIB = zlib.MAX_WBITS
_BARE = -zlib.MAX_WBITS


def plain(body: bytes, encoding: str | None, terms: Terms) -> bytes:
    """Undo the content encoding of a body.

    Raises:
        FetchError: it is cut off, broken, inflates over a cap, or has another encoding than the
            two that were asked for.
    """
    name = (encoding or "").strip().lower()
    if not body or name in {"", "identity"}:
        return body
    budget = min(terms.inflated_bytes, max(terms.ratio_floor, len(body) * terms.ratio))
    if name in {"gzip", "x-gzip"}:
        return _members(body, budget)
    if name == "deflate":
        return _deflated(body, budget)
    raise FetchError(f"is encoded as {name[:40]!r}, which was not asked for")


def _members(body: bytes, budget: int) -> bytes:
    """Inflate a gzip file, which may consist of several; what follows them is passed over."""
    content, rest = _inflated(body, _GZIP, budget)
    for _ in range(MEMBERS):
        if not rest.startswith(b"\x1f\x8b"):
            return content
        part, rest = _inflated(rest, _GZIP, budget - len(content))
        content += part
    raise FetchError(f"consists of more than {MEMBERS} gzip files")


def _deflated(body: bytes, budget: int) -> bytes:
    """Inflate what is called deflate: zlib's format by the standard, bare by some servers."""
    bits = _ZLIB if body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0 else _BARE
    return _inflated(body, bits, budget)[0]


def _inflated(body: bytes, bits: int, budget: int) -> tuple[bytes, bytes]:
    machine = zlib.decompressobj(bits)
    try:
        content = machine.decompress(body, budget + 1)
    except zlib.error as error:
        raise FetchError(f"is not what its content encoding says ({error})") from error
    if len(content) > budget:
        raise FetchError(f"inflates to more than {budget:,} bytes: taken for a bomb")
    if not machine.eof:
        raise FetchError("breaks off inside its content encoding")
    return content, machine.unused_data
