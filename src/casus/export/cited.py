"""The page behind a claim, as far as an export tells of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from casus.model import Document


@dataclass(frozen=True, slots=True)
class Cited:
    """A page: its name, digest, and what it tells of itself; None is unknown or withheld."""

    name: str
    sha256: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None

    @property
    def unnamed(self) -> "Cited":
        """The page by its digest alone: names, headlines and addresses often tell the place."""
        return replace(self, name=f"page-{self.sha256[:12]}", url=None, title=None)


NO_PAGES: Mapping[str, Cited] = {}


def cite(document: Document) -> Cited:
    """What to tell of a document."""
    when = document.published
    return Cited(
        document.id,
        document.sha256,
        document.url,
        document.title,
        document.outlet,
        when.value if when else None,
    )
