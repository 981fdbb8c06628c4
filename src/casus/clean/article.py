"""The article among the pieces of an HTML page: what trafilatura keeps, found again in the page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import lxml.html
import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from casus.clean.dom import Piece
from casus.clean.phrases import fold
from casus.clean.rules import Kind, Verdict, judge
from casus.clean.units import Unit
from casus.model import Role

GRAM = 4
LONGER = 2.0
"""How many times more prose the second extractor must find to overrule the first."""
KEPT = 0.6
"""Share of a piece's word groups that the extractor must have kept."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Extract:
    """What an extractor keeps of a page, which one it was, and a remark when two disagree."""

    text: str
    by: str
    remark: str | None


def extract(root: lxml.html.HtmlElement) -> Extract:
    """Extract the article's text from a tree without comments; empty where there is none.

    trafilatura decides; resiliparse is heard second and wins where it finds `LONGER` times the
    running text. Only what is in the tree is read: nothing is fetched.
    """
    first = trafilatura.extract(
        root, include_comments=False, include_tables=True, favor_precision=True
    )
    markup = lxml.html.tostring(root, encoding="unicode")
    second = extract_plain_text(markup, main_content=True, comments=False, alt_texts=False)
    ours, theirs = _prose(first or ""), _prose(second or "")
    if theirs > LONGER * ours + 20:
        remark = f"extractors disagree: {ours} words of prose against {theirs}; the longer was kept"
        return Extract(second or "", "resiliparse", remark)
    return Extract(first or "", "trafilatura", None)


def _prose(text: str) -> int:
    """Count the words of lines long enough to be running text."""
    sizes = (len(line.split()) for line in text.splitlines())
    return sum(size for size in sizes if size >= 10)


def mark(pieces: Sequence[Piece], kept: str, titles: Sequence[str]) -> list[tuple[Role, str]]:
    """Give each piece a role and the reason.

    Args:
        pieces: the page's visible text in order.
        kept: what the extractor kept.
        titles: texts that may be the headline, the likeliest first.

    """
    taken = _taken(pieces, kept)
    headline = _headline(pieces, titles)
    marked: list[tuple[Role, str]] = []
    begun = False
    for at, piece in enumerate(pieces):
        found = (Role.TITLE, "headline") if at == headline else _role(piece, at in taken, begun)
        begun = begun or (found[0] is Role.BODY and len(piece.text) > 60)
        marked.append(found)
    return marked


def _role(piece: Piece, kept: bool, begun: bool) -> tuple[Role, str]:
    if piece.comment:
        return Role.COMMENT, piece.comment
    verdict = judge(Unit(0, len(piece.text), piece.text))
    prose = Unit(0, len(piece.text), piece.text).prose
    if not kept:
        return _left_out(piece, verdict)
    if piece.caption:
        return Role.CAPTION, "in <figcaption>"
    if verdict.kind in {Kind.CHROME, Kind.RELATED} and not prose:
        return Role.CHROME, verdict.why
    if verdict.kind is Kind.BYLINE and not prose and not begun:
        return Role.BYLINE, verdict.why
    return Role.BODY, "kept by the extractor"


def _left_out(piece: Piece, verdict: Verdict) -> tuple[Role, str]:
    if piece.caption and len(piece.text.split()) >= 6:
        return Role.CAPTION, "in <figcaption>"
    if piece.chrome:
        return Role.CHROME, piece.chrome
    if verdict.kind is Kind.BYLINE:
        return Role.BYLINE, verdict.why
    return Role.CHROME, "left out by the extractor"


def _taken(pieces: Sequence[Piece], kept: str) -> set[int]:
    """Find the pieces that the extractor kept; what it kept once is found once.

    Pieces that equal a kept line come first, so that a teaser cannot take an article's place.
    """
    lines = Counter(fold(line) for line in kept.splitlines())
    grams = Counter(_grams(kept))
    taken: set[int] = set()
    for at, piece in enumerate(pieces):
        folded = fold(piece.text)
        if not piece.comment and folded and lines[folded] > 0:
            lines[folded] -= 1
            grams.subtract(_grams(piece.text))
            taken.add(at)
    for at, piece in enumerate(pieces):
        own = [] if at in taken or piece.comment else _grams(piece.text)
        if own and sum(grams[gram] > 0 for gram in own) >= KEPT * len(own):
            grams.subtract(own)
            taken.add(at)
    return taken


def _grams(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return [tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)]


def _headline(pieces: Sequence[Piece], titles: Sequence[str]) -> int | None:
    for title in titles:
        wanted = fold(title)
        places = [
            at
            for at, piece in enumerate(pieces)
            if not piece.comment and wanted and fold(piece.text) == wanted
        ]
        if places:
            return next((at for at in places if pieces[at].tag == "h1"), places[0])
    return None
