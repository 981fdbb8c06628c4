"""Event tables of ACLED, UCDP and GDELT as claims of those data sets.

A row becomes a document whose text holds every cell, so that each field of its claim shows the cell
it was read from. A row is one more claim, by the data set, of what it says; nothing makes it more
certain than another.
"""

from casus.ingest.datasets.layout import Layout
from casus.ingest.datasets.read import LAYOUTS, read_datasets

__all__ = ["LAYOUTS", "Layout", "read_datasets"]
