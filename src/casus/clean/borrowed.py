"""Whose words pages print, for those who count sources."""

from collections.abc import Collection, Iterable

from casus.clean.copies import Copies
from casus.clean.credits import credit
from casus.model import Document
from casus.model.copies import Borrowed, Copy


def borrowed(documents: Iterable[Document], names: Collection[str]) -> Borrowed:
    """Find copies among the named documents, and the agencies that they credit."""
    chosen = [document for document in documents if document.id in names]
    links = tuple(link for link in Copies().whole(chosen) if isinstance(link, Copy))
    credited = ((document.id, credit(document)) for document in chosen)
    return Borrowed(links, {name: agency for name, agency in credited if agency})
