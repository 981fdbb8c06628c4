"""What is written down about an exchange."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tls:
    """The state of a secured connection; the hash is that of the server's certificate (DER)."""

    version: str
    cipher: str
    certificate_sha256: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One request on the way: its URL, the status, and the address that answered."""

    url: str
    status: int
    address: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page as it was fetched.

    `url` was asked for, `final` answered after the redirects in `hops` (the last hop is the answer
    itself). `time` is ISO 8601, UTC, of the answer's request. `headers` are those of the answer,
    in order. `sha256` and `size` are of the content without transfer and content encoding;
    `raw_size` counts the bytes on the wire. With status 304 nothing changed since the last time:
    `sha256` is None and `size` 0. `robots` says by what the fetch was allowed; `warc` names the
    file with the evidence, None where none is written.
    """

    url: str
    final: str
    time: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    hops: tuple[Hop, ...]
    address: str
    tls: Tls | None
    sha256: str | None
    size: int
    raw_size: int
    robots: str
    warc: str | None = None

    def header(self, name: str) -> str | None:
        """Give the first header of a name (in lower case), None where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), None)
