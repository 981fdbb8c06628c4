"""Copies among documents: excerpts, edited and rearranged texts, the same agency report.

Syndication is containment, not likeness: an excerpt of a third of a page is a copy. A sample of
every document's word groups is indexed; documents that share enough of it are compared in full.

Rule 1: a copy is linked, never dropped, and among dated documents the links do not depend on the
order in which they came.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from casus.clean.credits import credit
from casus.clean.shingles import Sketch, copied, sketch
from casus.model import Document, Problem, Span
from casus.model.copies import Copy

CONTAINED = 0.5
"""Share of either document's word groups from which the two are linked."""
HEARD = 0.15
"""Share of the smaller sample from which two documents are compared in full."""
CROWD = 50
"""Documents remembered for one group; a group of more is a formula."""
LEAST = 12
"""Word groups below which a text is too short to be told from a formula."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A document with its sketch; the smaller `order`, the earlier it was."""

    document: Document
    sketch: Sketch
    order: tuple[str, int]


class Copies:
    """All documents of a run to the copies among them."""

    ref = "copies"
    takes = Document
    gives = Copy

    def __init__(self, known: Iterable[Document] = ()) -> None:
        """Take documents that were seen before the run, such as those of a ledger."""
        self._known = known

    def whole(self, items: Sequence[Document], /) -> Iterator[Copy | Problem]:
        """Give the copies in order of the items; what links two known documents is left out."""
        names = {(document.id, document.sha256) for document in items}
        index = _Index()
        before = 0
        for document in self._known:
            if (document.id, document.sha256) not in names:
                index.add(document)
                before += 1
        originals: dict[int, list[int]] = defaultdict(list)
        for document in items:
            number = len(index.seen)
            for other in index.add(document):
                late, early = sorted((number, other), key=lambda n: index.seen[n].order)[::-1]
                originals[late].append(early)
        for late in sorted(originals):
            yield from _links(index.seen, late, originals)


def _links(seen: Sequence[_Seen], late: int, originals: dict[int, list[int]]) -> Iterator[Copy]:
    """Link a copy with what is original: not with other copies of the same text."""
    found = set(originals[late])
    firsts = [n for n in found if not found.intersection(originals.get(n, ()))]
    for early in sorted(firsts, key=lambda n: seen[n].order):
        yield _copy(seen[late], seen[early])


def _copy(late: _Seen, early: _Seen) -> Copy:
    document = late.document
    both = _shared(late.sketch, early.sketch)
    spans = copied(document, early.sketch.groups)
    return Copy(
        copy=document.id,
        original=early.document.id,
        containment=round(both / len(late.sketch.groups), 4),
        coverage=round(both / len(early.sketch.groups), 4),
        spans=tuple(Span(document.id, start, end) for start, end in spans),
        credit=credit(document),
    )


class _Index:
    """Which documents have a group in their sample."""

    def __init__(self) -> None:
        self.seen: list[_Seen] = []
        self._holders: dict[int, list[int]] = defaultdict(list)

    def add(self, document: Document) -> list[int]:
        """Take a document in and give the numbers of earlier ones that it shares text with."""
        number = len(self.seen)
        own = sketch(document)
        self.seen.append(_Seen(document, own, (_day(document), number)))
        if len(own.groups) < LEAST:
            return []
        found = [other for other in self._candidates(own) if self._contained(own, other)]
        for group in own.sample:
            holders = self._holders[group]
            if len(holders) < CROWD:
                holders.append(number)
        return found

    def _candidates(self, own: Sketch) -> list[int]:
        heard: Counter[int] = Counter()
        for group in own.sample:
            heard.update(self._holders.get(group, ()))
        least = len(own.sample)
        return [
            other
            for other, shared in heard.items()
            if shared >= HEARD * min(least, len(self.seen[other].sketch.sample))
        ]

    def _contained(self, own: Sketch, other: int) -> bool:
        theirs = self.seen[other].sketch
        least = min(len(own.groups), len(theirs.groups))
        return _shared(own, theirs) >= CONTAINED * least


def _shared(left: Sketch, right: Sketch) -> int:
    return len(np.intersect1d(left.groups, right.groups, assume_unique=True))


def _day(document: Document) -> str:
    """The first day that the date allows; documents without a year come last."""
    value = document.published.value if document.published else ""
    return value if value[:1].isdigit() else "9999"
