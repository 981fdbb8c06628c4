"""Sources to pages: files, folders, containers and standard input, under caps."""

from casus.ingest.limits import Limits
from casus.ingest.read import expand, read
from casus.ingest.source import Source

__all__ = ["Limits", "Source", "expand", "read"]
