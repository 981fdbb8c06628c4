"""The words that tell a page's zones apart: `page_words.tsv`, read and checked."""

from dataclasses import dataclass
from functools import cache

from casus.lexicon.table import LexiconError, Row, table

ROLES = frozenset(
    {"comments", "thread", "related", "tool", "chrome", "credit", "byline", "letterhead"}
)
MATCHES = frozenset({"line", "start", "has"})


@dataclass(frozen=True, slots=True)
class PageWord:
    """One phrase: its `role` on a page, how it must `match` a line, its language, the phrase.

    `text` is lower case, and `0` in it stands for any number.
    """

    role: str
    match: str
    lang: str
    text: str


@cache
def page_words() -> tuple[PageWord, ...]:
    """Read the table that ships with the package.

    Raises:
        LexiconError: a row has an unknown role or match, or is not lower case.

    """
    return tuple(_word(row) for row in table("page_words.tsv", ("role", "match", "lang", "text")))


def _word(row: Row) -> PageWord:
    word = PageWord(row["role"], row["match"], row["lang"], row["text"])
    if word.role not in ROLES:
        raise LexiconError(f"{row.where}: role {word.role!r} is none of {sorted(ROLES)}")
    if word.match not in MATCHES:
        raise LexiconError(f"{row.where}: match {word.match!r} is none of {sorted(MATCHES)}")
    if word.text != word.text.lower() or not word.text:
        raise LexiconError(f"{row.where}: the phrase must be lower case and not empty")
    return word
