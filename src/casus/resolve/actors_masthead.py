"""What stands above a page: whose it is, and where it was written.

"Islamic Republic of Iran / Ministry of Foreign Affairs", "UNIFIL PRESS STATEMENT" and "Taipei,
April 2" are no sentences, but they tell who "we" and "the Ministry" are, and which country the
page takes for granted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casus.model import Document, Role, Sentence, Token
from casus.resolve.actors_words import Hit, Phrasebook

LANDS = frozenset({"country", "capital", "metonym"})
LINES = 6  # lines above the body that are read
LONGEST = 90  # characters of a line
MENU = re.compile(r"[|/>»·]")
_WORD = re.compile(r"\w+(?:[.'’-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line above the body, as tokens without a tree, and the phrases in it."""

    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]


def masthead(
    document: Document, sentences: Sequence[Sentence], book: Phrasebook
) -> tuple[Line, ...]:
    """The lines that tell whose page it is; menus, news headlines and comments are none."""
    lines = []
    for text in dict.fromkeys(_lines(document, sentences)):
        tokens = tuple(
            Token(m.start(), m.end(), m.group(), m.group().lower(), "X", "", -1, "root")
            for m in _WORD.finditer(text)
        )
        lines.append(Line(tokens, book.hits(tokens)))
    return tuple(lines)


def _lines(document: Document, sentences: Sequence[Sentence]) -> Iterator[str]:
    if document.outlet:
        yield document.outlet
    for block in document.blocks[:LINES]:
        if block.role in {Role.BODY, Role.CAPTION, Role.COMMENT}:
            return
        text = document.text[block.start : block.end].strip()
        if len(text) > LONGEST or len(MENU.findall(text)) > 1:
            continue
        if block.role is not Role.TITLE or _verbless(sentences, block.start, block.end):
            yield text


def _verbless(sentences: Sequence[Sentence], start: int, end: int) -> bool:
    """Is it a name rather than a headline?"""
    inside = [t for s in sentences[:3] for t in s.tokens if start <= t.start < end]
    return not any(t.upos in {"VERB", "AUX"} for t in inside)


def lands(line: Line) -> Iterator[Hit]:
    """Countries and capitals of a line; an adjective may only say in which language it is."""
    for hit in line.hits:
        if any(s.kind in LANDS and not s.weak for s in hit.senses):
            yield hit
