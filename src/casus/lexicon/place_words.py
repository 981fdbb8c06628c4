"""Common nouns of places, and the prepositions that make a name a place."""

from dataclasses import dataclass
from functools import cache

from casus.lexicon.table import LexiconError, table

# "in Donetsk", "towards Matat": what they govern is where something is, comes from or goes to.
STATIC = frozenset(
    ["in", "at", "near", "inside", "outside", "around", "within", "throughout", "across",
     "along", "over", "above",
     "off", "beyond", "beside", "amid", "under", "opposite", "behind", "on", "by", "atop", "amidst"]
)  # fmt: skip
MOVING = frozenset(
    ["to", "into", "towards", "toward", "onto", "through", "via", "from", "for", "past", "out"]
)
LOCATIVE = STATIC | MOVING


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """One row: `back` are the kinds of earlier places that "the WORD" may mean, or `*`."""

    word: str
    kind: str
    kept: bool
    back: frozenset[str]


@cache
def place_words() -> dict[str, PlaceWord]:
    """The table by word.

    Raises:
        LexiconError: `kept` is neither yes nor no.

    """
    found = {}
    for row in table("place_words.tsv", ("word", "kind", "kept", "back")):
        if row["kept"] not in ("yes", "no"):
            raise LexiconError(f"{row.where}: kept is {row['kept']!r}, it must be yes or no")
        found[row["word"]] = PlaceWord(
            row["word"], row["kind"], row["kept"] == "yes", frozenset(row["back"].split())
        )
    return found
