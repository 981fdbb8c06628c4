"""Words that attribute what is said to somebody; `cues.tsv`.

Columns: `lemma`; `kind` (verb, noun, adverb, according); `flags`, blank-separated: `denies`,
`object` (a noun phrase or "of doing" may be the content: accuse, deny, confirm), `infinitive`
(threaten to do, claim to have done), `told` (the subject of its passive speaks: "is quoted").
"""

from dataclasses import dataclass
from functools import cache

from casus.lexicon.table import LexiconError, table

KINDS = ("verb", "noun", "adverb", "according")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table."""

    lemma: str
    kind: str
    denies: bool
    takes_object: bool
    takes_infinitive: bool
    object_speaks: bool


@cache
def cues() -> dict[str, Cue]:
    """Cues by lemma.

    Raises:
        LexiconError: a row has an unknown kind.
    """
    found = {}
    for row in table("cues.tsv", ("lemma", "kind", "flags")):
        if row["kind"] not in KINDS:
            raise LexiconError(f"{row.where}: kind {row['kind']!r} is none of {', '.join(KINDS)}")
        flags = row["flags"].split()
        found[row["lemma"]] = Cue(
            row["lemma"], row["kind"], "denies" in flags, "object" in flags, "infinitive" in flags, "told" in flags
        )
    return found
