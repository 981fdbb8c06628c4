"""URLs taken apart strictly: what browsers guess at is refused here.

Rule 1: the host that is checked is the host that is spoken to. So a URL that two programs could
read in two ways (backslashes, user names, odd numbers, percent signs in the host) has no host.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import quote, urljoin, urlsplit

import idna

from casus.ingest.fetch.addresses import literal
from casus.ingest.fetch.errors import RefusedError

LONGEST = 4096
"""Characters of a URL."""
SCHEMES = {"http": 80, "https": 443}
PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443})
"""Ports of web servers; others are for hosts that are allowed by name."""
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$")
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"
_INNER = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "arpa",
    "onion",
    "test",
    "invalid",
    "example",
    "alt",
)
"""Last labels that are nobody's on the public internet."""


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that can be spoken to: `host` in ASCII without brackets, `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole, in its one normal form."""
        return self.origin + self.path


def parse(url: str) -> Target:
    """Take a URL apart.

    Raises:
        RefusedError: no http or https URL that every program reads in the same way.
    """
    if len(url) > LONGEST:
        raise RefusedError(f"is a URL of more than {LONGEST:,} characters")
    if _CONTROL.search(url):
        raise RefusedError("is a URL with a blank, control character or backslash")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError(f"is no URL ({error})") from error
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        raise RefusedError(f"has the scheme {scheme or 'none'}: only http and https are fetched")
    if "@" in parts.netloc:
        raise RefusedError("holds a user name or password: take it out")
    if port == 0 or parts.netloc.endswith(":"):
        raise RefusedError("has an empty or impossible port")
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return Target(scheme, host_name(parts.hostname or ""), port or SCHEMES[scheme], path + query)


def join(base: Target, location: str) -> Target:
    """Follow a reference found at `base`.

    Raises:
        RefusedError: as `parse`.
    """
    if _CONTROL.search(location.strip()) or len(location) > LONGEST:
        raise RefusedError("leads to a broken address")
    try:
        return parse(urljoin(base.url, location.strip()))
    except ValueError as error:
        raise RefusedError(f"leads to a broken address ({error})") from error


def host_name(written: str) -> str:
    """Bring a host into its one ASCII form.

    Raises:
        RefusedError: it has none.
    """
    if not written or "%" in written:
        raise RefusedError("has no host, or one with a percent sign")
    address = literal(written)
    if isinstance(address, IPv6Address):
        return str(address)
    try:
        name = (
            idna.encode(written, uts46=True).decode("ascii") if not written.isascii() else written
        )
    except idna.IDNAError as error:
        raise RefusedError(f"has a host that is no name ({error})") from error
    name = name.lower().removesuffix(".")
    if _NUMBER.search(name) and literal(name) is None:
        raise RefusedError("has an odd number for a host: write the address with four numbers")
    if len(name) > 253 or not _NAME.fullmatch(name):
        raise RefusedError("has a host that is no name")
    return name


def inner(host: str) -> bool:
    """Whether a name is of some inner network, so that asking a name server for it tells tales."""
    labels = host.split(".")
    return literal(host) is None and (len(labels) < 2 or labels[-1] in _INNER)
