"""An HTML page to zones: comments out first, then the article, then everything else by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from casus.clean.article import extract, mark
from casus.clean.bounds import Bounds
from casus.clean.dom import Piece, TooComplexError, parse, pieces
from casus.clean.meta import Meta, read_meta
from casus.clean.phrases import fold
from casus.clean.rules import Kind, judge
from casus.clean.text import strip_tags, zone_text
from casus.clean.threads import comment_elements, take_out
from casus.clean.units import Unit
from casus.clean.zones import Zoned, zone
from casus.model import Role


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page's text with its zones, and what it declares; None where it declares nothing.

    `remarks` say what was guessed or left unread.
    """

    text: str
    zoned: Sequence[Zoned]
    title: str | None
    site: str | None
    url: str | None
    dates: tuple[tuple[str, str], ...]
    remarks: tuple[str | None, ...]


def clean_html(html: str, bounds: Bounds, title: str | None) -> Cleaned:
    """Zone an HTML page; one that is too complex to parse is read as text without its tags."""
    try:
        root = parse(html, bounds)
    except TooComplexError as problem:
        text = strip_tags(html)
        zoned, remark = zone_text(text, bounds, title)
        remarks = (f"{problem}: read as text without its tags", remark)
        return Cleaned(text, zoned, title, None, None, (), remarks)
    meta = read_meta(root)
    comments = comment_elements(root)
    found = pieces(root, comments)
    take_out(comments)
    kept = extract(root)
    text, units = _lay_out(found)
    roles = mark(found, kept.text, _titles(meta, title))
    if any(role is Role.BODY for role, _ in roles):
        zoned = [Zoned(u, r, w) for u, (r, w) in zip(units, roles, strict=True)]
        zoned = _unmarked_comments(zoned)
    else:
        zoned = _without_article(found, units, title)
    return Cleaned(text, zoned, meta.title, meta.site, meta.url, meta.dates, (kept.remark,))


def _lay_out(found: Sequence[Piece]) -> tuple[str, list[Unit]]:
    """Put pieces one under the other, and tell where each lies."""
    units = []
    at = 0
    for piece in found:
        units.append(Unit(at, at + len(piece.text), piece.text))
        at += len(piece.text) + 1
    return "\n".join(piece.text for piece in found), units


def _titles(meta: Meta, title: str | None) -> list[str]:
    """Texts that may be the headline: an h1 that the declared title confirms comes first."""
    declared = [t for t in (title, meta.title) if t]
    whole = " ".join(fold(t) for t in declared)
    confirmed = [h for h in meta.headings if fold(h) and fold(h) in whole]
    return list(dict.fromkeys([*confirmed, *declared, *meta.headings]))


def _unmarked_comments(zoned: list[Zoned]) -> list[Zoned]:
    """Hear the text model where a line of the article opens comments that have no markup."""
    lines = [z for z in zoned if z.role in {Role.TITLE, Role.BODY}]
    if not any(judge(z.unit).kind is Kind.COMMENTS for z in lines):
        return zoned
    heard = zone([z.unit for z in lines])
    begun = next((h.unit.start for h in heard if h.role is Role.COMMENT), None)
    if begun is None:
        return zoned
    return [
        Zoned(z.unit, Role.COMMENT, "reads like comments")
        if z.role is Role.BODY and z.unit.start >= begun
        else z
        for z in zoned
    ]


def _without_article(
    found: Sequence[Piece], units: Sequence[Unit], title: str | None
) -> list[Zoned]:
    """Where the extractor finds no article: zone the visible lines as text."""
    open_ = [u for u, piece in zip(units, found, strict=True) if not piece.comment]
    zoned = zone(open_, title=title) if open_ else []
    threads = [
        Zoned(unit, Role.COMMENT, piece.comment)
        for unit, piece in zip(units, found, strict=True)
        if piece.comment
    ]
    return sorted([*zoned, *threads], key=lambda z: z.unit.start)
