"""An HTML page to zones: comments out first, then the article, then everything else by name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape

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

FEW = 20
"""Words of running text below which a page shows no article."""
LARGE = 3000
"""Characters of markup from which a page without an article is odd."""
NOTHING = "shows almost no text: is it drawn by a script, a set of frames, behind a wall?"
BESIDE = "beside the declared article"
BELOW = "below a line that opens comments"
_KEPT = frozenset({Role.TITLE, Role.COMMENT})


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
        zoned = _thread_below(_unmarked_comments(zoned))
    else:
        zoned = _without_article(found, units, title)
    told: str | None = None
    if _words(zoned) < FEW:
        text, zoned, told = _declared(text, zoned, meta, bounds, large=len(html) > LARGE)
    read = (kept.remark, told)
    return Cleaned(text, zoned, meta.title, meta.site, meta.url, meta.dates, read)


def _words(zoned: Sequence[Zoned]) -> int:
    return sum(z.unit.size for z in zoned if z.role is Role.BODY and z.unit.prose)


def _declared(
    text: str, zoned: list[Zoned], meta: Meta, bounds: Bounds, *, large: bool
) -> tuple[str, list[Zoned], str | None]:
    """Where a page shows no article: the one that its metadata hold, put under what it shows."""
    declared = meta.article or ""
    declared = strip_tags(declared) if "<" in declared else unescape(declared)
    under, _ = zone_text(declared, bounds, meta.title)
    if _words(under) < FEW:
        return text, zoned, NOTHING if large else None
    start = len(text) + 1 if text else 0
    shown = [z if z.role in _KEPT else replace(z, role=Role.CHROME, why=BESIDE) for z in zoned]
    moved = [replace(z, unit=_moved(z.unit, start)) for z in under]
    whole = f"{text}\n{declared}" if text else declared
    return whole, [*shown, *moved], "shows no article: it was read from the page's JSON-LD"


def _moved(unit: Unit, by: int) -> Unit:
    return Unit(unit.start + by, unit.end + by, unit.text)


def _thread_below(zoned: list[Zoned]) -> list[Zoned]:
    """What was left out below a line that opens comments is readers' text, up to a footer."""
    last = max((n for n, z in enumerate(zoned) if z.role is Role.BODY), default=0)
    found, inside = zoned[: last + 1], False
    for item in zoned[last + 1 :]:
        verdict = judge(item.unit)
        if verdict.kind is Kind.COMMENTS:
            inside = True
        elif verdict.kind is Kind.RELATED or verdict.why == "notice of rights":
            inside = False
        hers = inside and item.role in {Role.CHROME, Role.BYLINE}
        found.append(replace(item, role=Role.COMMENT, why=BELOW) if hers else item)
    return found


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
