"""The article among the pieces of an HTML page: what trafilatura keeps, found again in the page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import lxml.html

from casus.clean.dom import Piece
from casus.clean.phrases import fold
from casus.clean.rules import Kind, Verdict, judge
from casus.clean.units import Unit
from casus.model import Role
from casus.model.document import EVIDENCE_ROLES

GRAM = 4
LONGER = 2.0
"""How many times more prose the second extractor must find to overrule the first."""
KEPT = 0.6
"""Share of a piece's word groups that the extractor must have kept."""
_WORD = re.compile(r"\w+")
LEFT_OUT = "left out by the extractor"
LISTED = 8
"""Lines of a list of other headlines."""
LONGEST_TITLE = 300
"""Characters of a headline."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


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
    import trafilatura  # noqa: PLC0415 - .2 s to import, for HTML alone
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - as above

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
    return _without_lists(pieces, _without_hidden(pieces, marked))


def _without_hidden(
    pieces: Sequence[Piece], marked: list[tuple[Role, str]]
) -> list[tuple[Role, str]]:
    """Text that readers do not see is no evidence, unless it is most of the article.

    Some pages hide their article until a script has run.
    """
    sizes = [0, 0]
    for piece, (role, _) in zip(pieces, marked, strict=True):
        sizes[piece.hidden] += len(piece.text) if role in EVIDENCE_ROLES else 0
    if sizes[True] > sizes[False]:
        return marked
    return [
        (Role.CHROME, "not shown to readers")
        if piece.hidden and found[0] in EVIDENCE_ROLES
        else found
        for piece, found in zip(pieces, marked, strict=True)
    ]


def _without_lists(
    pieces: Sequence[Piece], marked: list[tuple[Role, str]]
) -> list[tuple[Role, str]]:
    """A few headlines under a title of other headlines, up to running text or its heading.

    A long list is the article's own: a comparison of products, a table.
    """
    found = list(marked)
    listed: list[int] = []
    inside = False
    for at, (piece, (role, _)) in enumerate(zip(pieces, marked, strict=True)):
        unit = Unit(0, len(piece.text), piece.text)
        if role is Role.CHROME and unit.size <= 6 and judge(unit).kind is Kind.RELATED:
            inside = True
        elif unit.prose or (piece.tag in _HEADINGS and _leads(pieces[at + 1 : at + 2])):
            inside = False
        if inside and role is Role.BODY:
            listed.append(at)
        elif listed and not inside:
            _take_out(found, listed)
    _take_out(found, listed)
    return found


def _take_out(found: list[tuple[Role, str]], listed: list[int]) -> None:
    if len(listed) <= LISTED:
        for at in listed:
            found[at] = (Role.CHROME, "in a list of other headlines")
    listed.clear()


def _leads(following: Sequence[Piece]) -> bool:
    return any(Unit(0, len(piece.text), piece.text).prose for piece in following)


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
    return Role.CHROME, LEFT_OUT


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
    return _within(pieces, [fold(title) for title in titles])


def _within(pieces: Sequence[Piece], titles: Sequence[str]) -> int | None:
    """A line, a heading first, that is most of a title: sites put their name around it there."""
    fits = [
        at
        for at, piece in enumerate(pieces)
        if not piece.comment
        and len(folded := fold(piece.text)) <= LONGEST_TITLE
        and len(folded.split()) >= 4
        and any(folded in title and 2 * len(folded) >= len(title) for title in titles)
    ]
    return next((at for at in fits if pieces[at].tag in _HEADINGS), next(iter(fits), None))
