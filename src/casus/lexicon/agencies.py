"""News agencies whose reports other media print: `agencies.tsv`."""

from collections.abc import Mapping
from functools import cache

from casus.lexicon.table import LexiconError, table


@cache
def agencies() -> Mapping[str, str]:
    """Every spelling of an agency, with the name it is counted under.

    Raises:
        LexiconError: a row without a name, or a spelling that stands twice.
    """
    spellings: dict[str, str] = {}
    for row in table("agencies.tsv", ("name", "aliases")):
        for spelling in filter(None, (row["name"], *row["aliases"].split("|"))):
            if not row["name"] or spelling in spellings:
                raise LexiconError(f"{row.where}: {spelling!r} has no name, or stands twice")
            spellings[spelling] = row["name"]
    return spellings
