"""Connections to checked addresses: the peer is looked at again, certificates always count."""

import hashlib
import socket
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casus.ingest.fetch.addresses import Address, literal
from casus.ingest.fetch.errors import FetchError, RefusedError
from casus.ingest.fetch.record import Tls
from casus.ingest.fetch.target import Target
from casus.ingest.fetch.terms import Terms

TRIES = 4
"""Addresses of one name that are tried in turn."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of one exchange, on the monotonic clock."""

    end: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """So many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self, most: float) -> float:
        """Seconds until the end, at most `most`.

        Raises:
            FetchError: the end is past.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise FetchError("took too long altogether: given up")
        return min(left, most)


@dataclass(frozen=True, slots=True)
class Line:
    """An open connection: its socket, the peer's address and the state of TLS (None: plain)."""

    socket: socket.socket
    peer: str
    tls: Tls | None


def connect(target: Target, addresses: Sequence[Address], terms: Terms, deadline: Deadline) -> Line:
    """Open a connection to one of the checked addresses.

    Raises:
        RefusedError: the peer is another one.
        FetchError: no connection, or a certificate that does not hold.
    """
    failed: OSError | None = None
    for address in addresses[:TRIES]:
        try:
            opened = _open(address, target.port, deadline.left(terms.connect))
        except OSError as error:
            failed = error
            continue
        try:
            return _checked(opened, address, target, terms, deadline)
        except BaseException:
            opened.close()
            raise
    raise FetchError(f"cannot be connected to: {_words(failed)}")


def _open(address: Address, port: int, seconds: float) -> socket.socket:
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.settimeout(seconds)
        opened.connect((str(address), port))
    except BaseException:
        opened.close()
        raise
    return opened


def _checked(
    opened: socket.socket, address: Address, target: Target, terms: Terms, deadline: Deadline
) -> Line:
    peer = literal(str(opened.getpeername()[0]))
    if peer != address:
        raise RefusedError(f"was answered by {peer} instead of {address}")
    if target.scheme != "https":
        return Line(opened, str(peer), None)
    opened.settimeout(deadline.left(terms.connect))
    try:
        wrapped = secure(terms.certificates).wrap_socket(
            opened, server_hostname=target.host, suppress_ragged_eofs=False
        )
    except ssl.SSLCertVerificationError as error:
        message = f"has a certificate that does not hold: {error.verify_message}"
        raise FetchError(message) from error
    except (OSError, ValueError) as error:
        raise FetchError(f"gives no safe connection: {_words(error)}") from error
    return Line(wrapped, str(peer), _state(wrapped))


@lru_cache(maxsize=8)
def secure(certificates: Path | None) -> ssl.SSLContext:
    """The one TLS context: certificates and names are checked, TLS 1.2 and newer."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    if certificates is not None:
        context.load_verify_locations(cafile=certificates)
    return context


def _state(wrapped: ssl.SSLSocket) -> Tls:
    certificate = wrapped.getpeercert(binary_form=True) or b""
    cipher = wrapped.cipher()
    return Tls(
        version=wrapped.version() or "",
        cipher=cipher[0] if cipher else "",
        certificate_sha256=hashlib.sha256(certificate).hexdigest(),
    )


def _words(error: Exception | None) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError):
        return str(error.strerror or error)
    return str(error)
