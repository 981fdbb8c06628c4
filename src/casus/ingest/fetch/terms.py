"""Every cap on what is fetched, in one place."""

from dataclasses import dataclass
from pathlib import Path

from casus.ingest.limits import MIB

AGENT = "casus"
"""The name under which robots.txt speaks of this program."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Upper bounds and manners of one run; override with `dataclasses.replace`.

    - `raw_bytes`: one answer as it comes over the wire, headers included.
    - `inflated_bytes`, `ratio`, `ratio_floor`: as in `Limits`, for what the answer inflates to.
    - `header_bytes`: all header lines of one answer.
    - `robots_bytes`: a robots.txt; of a longer one the beginning counts.
    - `redirects`: hops after the first address.
    - `names`, `connect`, `read`, `total`: seconds for finding a name's addresses, for one
      connection, for the next bytes, and for one whole exchange.
    - `delay`: seconds between two requests to one host; robots.txt may ask for more.
    - `longest_delay`: seconds that a host may ask for; more counts as this.
    - `allow`: hosts that may have any address and any port. Nobody else's redirect or link leads
      to them.
    - `agent`: what the host is told about who asks.
    - `certificates`: a PEM file of further authorities, beside those of the system.
    """

    raw_bytes: int = 32 * MIB
    inflated_bytes: int = 32 * MIB
    ratio: int = 200
    ratio_floor: int = 1 * MIB
    header_bytes: int = 64 * 1024
    robots_bytes: int = 512 * 1024
    redirects: int = 5
    names: float = 10.0
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    delay: float = 1.0
    longest_delay: float = 60.0
    allow: frozenset[str] = frozenset()
    agent: str = AGENT
    certificates: Path | None = None
