"""The table of event words: which word, in which frame, names which type of event.

Columns of `events.tsv`: `lemma`; `pos` (v or n); `needs`, blank-separated conditions that must all
hold, each `slot:word|word|@class` (`!` before the words: none of them may be there; a slot alone:
it must be filled); `type` and `mode` of the codebook; `recipient`, the slots in which to look for
the recipient, in order; `flag` (`sym`: every party is on both sides, `visit`: the visited are the
recipients, `loss`: codes only when no other event in the sentence explains the loss);
`weapon`, a weapon that the word itself states.
"""

from dataclasses import dataclass
from functools import cache

from casus.lexicon.table import LexiconError, table
from casus.model import TYPES

COLUMNS = ("lemma", "pos", "needs", "type", "mode", "recipient", "flag", "weapon")


@dataclass(frozen=True, slots=True)
class Need:
    """A condition on a slot: `words` empty means that the slot must be filled."""

    slot: str
    words: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class EventWord:
    """One row of the table."""

    lemma: str
    pos: str
    needs: tuple[Need, ...]
    type: str
    mode: str | None
    recipient: tuple[str, ...]
    flag: str
    weapon: str | None
    where: str


def _need(text: str) -> Need:
    slot, _, words = text.partition(":")
    negated = words.startswith("!")
    return Need(slot, frozenset(words.removeprefix("!").split("|")) - {""}, negated)


@cache
def event_words() -> dict[tuple[str, str], tuple[EventWord, ...]]:
    """Event words by (lemma, pos), the more demanding rows of a lemma first.

    Raises:
        LexiconError: a row has an unknown type or part of speech.
    """
    found: dict[tuple[str, str], list[EventWord]] = {}
    for row in table("events.tsv", COLUMNS):
        if row["type"] not in TYPES:
            raise LexiconError(f"{row.where}: type {row['type']!r} is none of {', '.join(TYPES)}")
        if row["pos"] not in ("v", "n"):
            raise LexiconError(f"{row.where}: pos {row['pos']!r} must be v or n")
        word = EventWord(
            row["lemma"],
            row["pos"],
            tuple(_need(n) for n in row["needs"].split()),
            row["type"],
            row["mode"] or None,
            tuple(row["recipient"].split()),
            row["flag"],
            row["weapon"] or None,
            row.where.rpartition("/")[2],
        )
        found.setdefault((word.lemma, word.pos), []).append(word)
    return {key: tuple(sorted(words, key=_looseness)) for key, words in found.items()}


def _looseness(word: EventWord) -> tuple[int, bool]:
    """More conditions first; a particle changes the verb more than an object does."""
    return -len(word.needs), not any(need.slot == "prt" for need in word.needs)


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Classes of words that conditions refer to, by name with `@`; `classes.tsv`."""
    return {
        f"@{row['class']}": frozenset(row["words"].split())
        for row in table("classes.tsv", ("class", "words"))
    }
