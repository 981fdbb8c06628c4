"""Names to addresses: asked once, checked, and only the checked ones are given on."""

import socket
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

from casus.ingest.fetch.addresses import Address, literal, why_refused
from casus.ingest.fetch.errors import FetchError, RefusedError
from casus.ingest.fetch.target import PORTS, Target, inner

Resolver = Callable[[str, float], Sequence[str]]
"""Gives the addresses of a name within so many seconds.

Raises:
    OSError: there are none.
"""
MOST = 16
"""Addresses of one name that are looked at."""


def system_resolver(host: str, seconds: float) -> Sequence[str]:
    """Ask the system, in a thread, as the system's call knows no time limit."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()
    Thread(target=_ask, args=(host, answers), daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"the name server gave no answer in {seconds:g} s") from None
    if isinstance(found, OSError):
        raise found
    return found


def _ask(host: str, answers: SimpleQueue[list[str] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
    except (OSError, UnicodeError) as error:
        answers.put(error if isinstance(error, OSError) else OSError(str(error)))


def addresses(
    target: Target, resolver: Resolver, seconds: float, *, allowed: bool
) -> tuple[Address, ...]:
    """Give the addresses of a target that may be spoken to.

    One address that may not be makes the whole name refused: a name that mixes public and inner
    addresses is an attack or a mistake. `allowed` (by name) lets all of them pass.

    Raises:
        RefusedError: the host, its port or one of its addresses is refused.
        FetchError: the name has no address.
    """
    if not allowed:
        _check_name(target)
    written = literal(target.host)
    found = (written,) if written is not None else _resolved(target.host, resolver, seconds)
    for address in found:
        why = None if allowed else why_refused(address)
        if why:
            at = "" if written is not None else f" at {address}"
            raise RefusedError(f"lies{at} in a network that is not public ({why}){_REMEDY}")
    return found


_REMEDY = ": allow the host by name if you trust it"


def _check_name(target: Target) -> None:
    if inner(target.host):
        raise RefusedError(f"has a name of an inner network{_REMEDY}")
    if target.port not in PORTS:
        raise RefusedError(f"asks for port {target.port}, which is no web server's{_REMEDY}")


def _resolved(host: str, resolver: Resolver, seconds: float) -> tuple[Address, ...]:
    try:
        texts = resolver(host, seconds)
    except OSError as error:
        raise FetchError(f"has no address: {error.strerror or error}") from error
    found = tuple(literal(text) for text in texts[:MOST])
    if not found:
        raise FetchError("has no address")
    return tuple(address for address in found if address is not None) or _none()


def _none() -> tuple[Address, ...]:
    raise FetchError("has no address that can be read")
