"""The one place that opens connections: URLs to pages, under terms, with evidence."""

from casus.ingest.fetch.errors import FetchError, PlanError, RefusedError
from casus.ingest.fetch.evidence import WarcFile
from casus.ingest.fetch.fetcher import Fetcher, Got
from casus.ingest.fetch.memory import Memory, Seen
from casus.ingest.fetch.plan import Entry, allowed, interval, read_plan
from casus.ingest.fetch.record import Fetched, Hop, Tls
from casus.ingest.fetch.terms import AGENT, Terms
from casus.ingest.fetch.watch import Gatherer, Schedule

__all__ = [
    "AGENT",
    "Entry",
    "FetchError",
    "Fetched",
    "Fetcher",
    "Gatherer",
    "Got",
    "Hop",
    "Memory",
    "PlanError",
    "RefusedError",
    "Schedule",
    "Seen",
    "Terms",
    "Tls",
    "WarcFile",
    "allowed",
    "interval",
    "read_plan",
]
