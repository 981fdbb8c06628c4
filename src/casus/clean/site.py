"""Lines that stand on many pages of one site are its furniture, whatever they say.

Rule 1: nothing is cut and no text changes; blocks of the body change their role.
Rule 2: a page that is mostly repeated is a copy and not furniture: it keeps its roles, and does
not count, so that one report saved three times stays a report.
Rule 3: running text is furniture only above or below a page's own text, word for word: a bulletin
may say every day that the truce was broken.
Rule 4: what is remembered of earlier pages is bounded, however long the run.
"""

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
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
EACH = 100
"""Pages remembered of one site, the latest."""
ROOM = 300_000
"""Lines remembered of all sites; those of the site that was met longest ago go first."""
SEEN = 2_000
"""Documents from before the run that are looked at, the latest."""
WHY = "repeated across the site"
_OPEN = frozenset({Role.BODY, Role.CAPTION})

_Line = tuple[int, int, bool]
"""The hash of a folded line, its words, whether it is running text."""
_Lines = list[tuple[int, _Line]]
"""The lines of a page, each with the number of its block."""


class SiteChrome:
    """Documents as they come to the same documents, with what a site's pages share as chrome."""

    ref = "site-chrome"
    takes: type = Document
    gives: type = Document

    def __init__(self, seen: Iterable[Document] = ()) -> None:
        """Take documents that were read before the run, such as those of a ledger."""
        self._seen: dict[str, list[Document]] = defaultdict(list)
        for document in deque(seen, maxlen=SEEN):
            if place := site(document):
                self._seen[place].append(document)
        self._memory = _Memory()

    def waits(self, item: Document, /) -> bool:
        """Whether other pages may tell which of its lines are furniture."""
        return site(item) is not None

    def whole(self, items: Sequence[Document], /) -> Iterator[Document | Problem]:
        """Give every document, in order, judged together with those of the same site before."""
        groups: dict[str, list[int]] = defaultdict(list)
        for at, document in enumerate(items):
            if place := site(document):
                groups[place].append(at)
        judged = list(items)
        for place, group in groups.items():
            together = self._together(place, [items[at] for at in group])
            for at, document in zip(group, together, strict=True):
                judged[at] = document
        yield from judged

    def _together(self, place: str, items: Sequence[Document]) -> Iterator[Document]:
        for document in self._seen.pop(place, [])[-EACH:]:
            self._memory.keep(place, document, _lines(document))
        lines = [_lines(document) for document in items]
        for document, found in zip(items, lines, strict=True):
            self._memory.keep(place, document, found)
        pages = self._memory.pages(place)
        everywhere = _repeated(pages)
        furniture = _repeated([found for found in pages if not _copy(found, everywhere)])
        for document, found in zip(items, lines, strict=True):
            if not furniture or _copy(found, everywhere):
                yield document
            else:
                yield _marked(document, _furniture(found, furniture))
        self._memory.trim()


class _Memory:
    """The lines of the latest pages of each site, by the page's name and digest."""

    def __init__(self) -> None:
        self._sites: OrderedDict[str, OrderedDict[tuple[str, str], _Lines]] = OrderedDict()
        self._size = 0

    def keep(self, place: str, document: Document, lines: _Lines) -> None:
        """Remember a page; a page that is known takes the place of what was known of it."""
        pages = self._sites.setdefault(place, OrderedDict())
        self._sites.move_to_end(place)
        name = (document.id, document.sha256)
        self._size += len(lines) - len(pages.pop(name, []))
        pages[name] = lines

    def __contains__(self, place: str) -> bool:
        return place in self._sites

    def pages(self, place: str) -> list[_Lines]:
        """The lines of each page of a site."""
        return list(self._sites[place].values())

    def trim(self) -> None:
        """Forget what is over the bounds."""
        _, pages = next(reversed(self._sites.items()))
        while len(pages) > EACH:
            self._size -= len(pages.popitem(last=False)[1])
        while self._size > ROOM:
            _, gone = self._sites.popitem(last=False)
            self._size -= sum(map(len, gone.values()))


def site(document: Document) -> str | None:
    """The host of a page's address without `www.`, else its outlet; None when both are unknown."""
    return host_of(document.url) or document.outlet


def _lines(document: Document) -> _Lines:
    """The lines of the body that may be furniture, and those known to be; no dates."""
    found = []
    for at, block in enumerate(document.blocks):
        if block.role in _OPEN or block.why == WHY:
            unit = Unit(block.start, block.end, document.text[block.start : block.end])
            if unit.prose or (unit.size and not _dated(unit)):
                words = unit.head.casefold() if unit.prose else fold(unit.head)
                found.append((at, (hash(words), unit.size, unit.prose)))
    return found


def _dated(unit: Unit) -> bool:
    """A label with a number is likelier a date or a count of the report."""
    return judge(unit).kind is Kind.TIME or any(c.isdigit() for c in unit.head)


def _repeated(pages: Sequence[_Lines]) -> set[_Line]:
    """Lines that stand on enough pages."""
    count = len(pages)
    on = Counter(line for found in pages for line in {line for _, line in found})
    return {
        line
        for line, pages_with in on.items()
        if pages_with >= max(PAGES, count * (PROSE if line[2] else LABELS))
    }


def _copy(found: _Lines, repeated: set[_Line]) -> bool:
    """Whether most running text of a page stands on other pages, too."""
    prose = [line for _, line in found if line[2]]
    own = sum(line[1] for line in prose if line not in repeated)
    return own < (1 - COPIED) * sum(line[1] for line in prose)


def _furniture(found: _Lines, repeated: set[_Line]) -> set[int]:
    """The numbers of the blocks that are furniture."""
    own = [at for at, line in found if line[2] and line not in repeated]
    first, last = (own[0], own[-1]) if own else (0, 0)
    return {at for at, line in found if line in repeated and not (line[2] and first < at < last)}


def _marked(document: Document, chrome: set[int]) -> Document:
    if not chrome:
        return document
    blocks: list[Block] = list(document.blocks)
    for at in chrome:
        blocks[at] = replace(blocks[at], role=Role.CHROME, why=WHY)
    return replace(document, blocks=tuple(blocks))
