"""Lines that stand on many pages of one site are its furniture, whatever they say.

Rule 1: nothing is cut and no text changes; blocks of the body change their role.
Rule 2: a page that is mostly repeated is a copy and not furniture: it keeps its roles, and does
not count, so that one report saved three times stays a report.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from casus.clean.outlet import host_of
from casus.clean.phrases import fold
from casus.clean.rules import Kind, judge
from casus.clean.units import Unit
from casus.model import Block, Document, Problem, Role

PAGES = 3
"""Pages of a site on which a line must stand."""
LABELS = 0.1
"""Share of the site's pages for a label, a headline, a slogan."""
PROSE = 0.5
"""Share of them for running text, as reports on one war repeat their background."""
COPIED = 0.8
"""Share of a page's words from which it is a copy of others."""
WHY = "repeated across the site"
_OPEN = frozenset({Role.BODY, Role.CAPTION})


class SiteChrome:
    """Documents of one site to the same documents, with what they share marked as chrome."""

    ref = "site-chrome"
    takes: type = Document
    gives: type = Document

    def keys(self, item: Document, /) -> Iterable[Hashable]:
        """The host, or the outlet's name where no address is known; a page without is alone."""
        yield site(item) or ("alone", item.id, item.sha256)

    def gather(self, _key: Hashable, items: Sequence[Document], /) -> Iterator[Document | Problem]:
        """Give every document of a site, in order."""
        lines = [_lines(document) for document in items]
        everywhere = _repeated(lines, len(items))
        fresh = [found for found in lines if not _copy(found, everywhere)]
        furniture = _repeated(fresh, len(fresh))
        for document, found in zip(items, lines, strict=True):
            if not furniture or _copy(found, everywhere):
                yield document
            else:
                yield _marked(document, {at for at, line in found if line in furniture})


def site(document: Document) -> str | None:
    """The host of a page's address without `www.`, else its outlet; None when both are unknown."""
    return host_of(document.url) or document.outlet


_Line = tuple[str, int, bool]
"""A folded line, its words, whether it is running text."""


def _lines(document: Document) -> list[tuple[int, _Line]]:
    """The lines of the body that may be furniture, with the numbers of their blocks; no dates."""
    found = []
    for at, block in enumerate(document.blocks):
        if block.role in _OPEN:
            unit = Unit(block.start, block.end, document.text[block.start : block.end])
            if unit.prose or (unit.size and not _dated(unit)):
                found.append((at, (fold(unit.head), unit.size, unit.prose)))
    return found


def _dated(unit: Unit) -> bool:
    """A label with a number is likelier a date or a count of the report."""
    return judge(unit).kind is Kind.TIME or any(c.isdigit() for c in unit.head)


def _repeated(pages: Sequence[list[tuple[int, _Line]]], count: int) -> set[_Line]:
    """Lines that stand on enough pages."""
    on = Counter(line for found in pages for line in {line for _, line in found})
    return {
        line
        for line, pages_with in on.items()
        if pages_with >= max(PAGES, count * (PROSE if line[2] else LABELS))
    }


def _copy(found: Sequence[tuple[int, _Line]], repeated: set[_Line]) -> bool:
    """Whether most running text of a page stands on other pages, too."""
    prose = [line for _, line in found if line[2]]
    own = sum(line[1] for line in prose if line not in repeated)
    return own < (1 - COPIED) * sum(line[1] for line in prose)


def _marked(document: Document, chrome: set[int]) -> Document:
    if not chrome:
        return document
    blocks: list[Block] = list(document.blocks)
    for at in chrome:
        blocks[at] = replace(blocks[at], role=Role.CHROME, why=WHY)
    return replace(document, blocks=tuple(blocks))
