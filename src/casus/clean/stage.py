"""The stage: a page as it came to a document with its zones."""

from collections.abc import Iterator, Sequence

from casus.clean.bounds import Bounds
from casus.clean.decode import Decoded, decode
from casus.clean.html import Cleaned, clean_html
from casus.clean.markdown import render
from casus.clean.outlet import outlet
from casus.clean.pdf import pdf_text
from casus.clean.published import choose, from_declared, from_url, from_zones
from casus.clean.text import zone_text
from casus.clean.tongue import language
from casus.clean.zones import Zoned
from casus.model import Block, Document, Page, Problem, Role
from casus.model.document import EVIDENCE_ROLES

NOTHING = "holds no readable text: is it drawn by a script?"
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


class Clean:
    """Page to document. Nothing is cut: every character that is not blank lies in one block."""

    ref = "clean"
    takes = Page
    gives = Document

    def __init__(self, bounds: Bounds | None = None) -> None:
        self._bounds = bounds or Bounds()

    def map(self, page: Page, /) -> Iterator[Document | Problem]:
        """Clean one page.

        Gives one document, and a problem for everything that was read by a guess or not at all;
        a page without any text gives a fatal problem only.
        """
        kind = page.media_type.split(";")[0].strip().lower()
        decoded = _text(page, kind)
        if kind in HTML_TYPES:
            cleaned = clean_html(decoded.text, self._bounds, page.title)
        else:
            cleaned = _clean_text(decoded.text, kind, self._bounds, page.title)
        remarks = [remark for remark in (decoded.remark, *cleaned.remarks) if remark]
        if not cleaned.zoned:
            yield _problem(page, "; ".join(remarks) or NOTHING, fatal=True)
            return
        yield from (_problem(page, remark, fatal=False) for remark in remarks)
        yield _document(page, cleaned)


def _text(page: Page, kind: str) -> Decoded:
    if kind == "application/pdf":
        text, remark = pdf_text(page.content)
        plain = decode(text.encode("utf-8", "replace"), "text/plain").text
        return Decoded(plain, "utf-8", remark)
    return decode(page.content, page.media_type)


def _clean_text(text: str, kind: str, bounds: Bounds, title: str | None) -> Cleaned:
    date: str | None = None
    if kind == "text/markdown":
        text, found, date = render(text)
        title = title or found
    if title and title.strip() and title.strip() not in text[:5000]:
        text = f"{title.strip()}\n\n{text}"
    zoned, remark = zone_text(text, bounds, title)
    dates = (("declared", date),) if date else ()
    return Cleaned(text, zoned, title=None, site=None, url=None, dates=dates, remarks=(remark,))


def _document(page: Page, cleaned: Cleaned) -> Document:
    url = page.url or cleaned.url
    zoned = cleaned.zoned
    declared = [("declared", page.published)] if page.published else []
    candidates = [
        *from_url(url),
        *from_declared([*declared, *cleaned.dates]),
        *from_zones(zoned),
    ]
    evidence = "\n".join(z.unit.text for z in zoned if z.role in EVIDENCE_ROLES)
    headline = next((z.unit.text for z in zoned if z.role is Role.TITLE), None)
    return Document(
        id=page.name,
        sha256=page.sha256,
        text=cleaned.text,
        blocks=_blocks(zoned),
        title=headline or cleaned.title or page.title,
        outlet=outlet(zoned, cleaned.site, url),
        published=choose(candidates, page.fetched),
        language=language(evidence)[0],
        url=url,
        origin=page.origin,
    )


def _blocks(zoned: Sequence[Zoned]) -> tuple[Block, ...]:
    return tuple(Block(z.unit.start, z.unit.end, z.role, z.why) for z in zoned)


def _problem(page: Page, message: str, *, fatal: bool) -> Problem:
    return Problem(stage=Clean.ref, subject=page.origin or page.name, message=message, fatal=fatal)
