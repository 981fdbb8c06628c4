"""Claims of one event found and put side by side: blocks, comparison, clusters, incidents."""

from casus.merge.account import Account
from casus.merge.compare import Comparison, Detail, compare
from casus.merge.merger import Merger, merge
from casus.merge.record import incident_of

__all__ = ["Account", "Comparison", "Detail", "Merger", "compare", "incident_of", "merge"]
