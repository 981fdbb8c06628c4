"""Words that attribute what is said to somebody; `cues.tsv` and `stances.tsv`.

Columns of `cues.tsv`: `lemma`; `kind` (verb, noun, adverb, according); `flags`, blank-separated:
`denies`, `object` (a noun phrase or "of doing" may be the content: accuse, deny, confirm),
`infinitive` (threaten to do, claim to have done), `told` (the subject of its passive speaks: "is
quoted"). `stances.tsv` has the words of thinking, wanting and judging, which are no source of an
account: `lemma`, `class` and what each `takes`; `says` marks verbs that do give an account, beyond
those of `cues.tsv`, by which the event network was trained.
"""

from dataclasses import dataclass
from functools import cache

from casus.lexicon.table import LexiconError, table

KINDS = ("verb", "noun", "adverb", "according")
CLASSES = ("verb", "noun", "adj")


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
            row["lemma"],
            row["kind"],
            "denies" in flags,
            "object" in flags,
            "infinitive" in flags,
            "told" in flags,
        )
    return found


@cache
def stances() -> dict[tuple[str, str], frozenset[str]]:
    """What the words of a stand take, by lemma and class.

    Raises:
        LexiconError: a row has an unknown class, or takes nothing.
    """
    found = {}
    for row in table("stances.tsv", ("lemma", "class", "takes")):
        if row["class"] not in CLASSES:
            known = ", ".join(CLASSES)
            raise LexiconError(f"{row.where}: class {row['class']!r} is none of {known}")
        if not row["takes"]:
            raise LexiconError(f"{row.where}: {row['lemma']!r} takes nothing; say what")
        found[row["lemma"], row["class"]] = frozenset(row["takes"].split())
    return found


@cache
def sayings() -> dict[str, Cue]:
    """Verbs that give an account and are not in `cues.tsv`, by lemma."""
    return {
        lemma: Cue(lemma, "verb", False, "object" in takes, "infinitive" in takes, False)
        for (lemma, word_class), takes in stances().items()
        if word_class == "verb" and "says" in takes
    }
