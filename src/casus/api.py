"""The library in three calls: a text to its claims, a stream of them, and files to pages."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

from casus.ingest import read
from casus.model import Coded, Page, Problem
from casus.pipeline import PAGE_TO_CLAIMS, Pipeline, build
from casus.run import Outcome, process, run_coded

__all__ = ["UnreadableError", "extract", "page_of", "pipe", "read"]


class UnreadableError(ValueError):
    """A text that gave no document; the message holds the reasons, `problems` the records."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.subject}: {p.message}" for p in problems))
        self.problems = problems


def extract(
    text: str | bytes | Page,
    *,
    name: str = "text",
    published: str | None = None,
    url: str | None = None,
    media_type: str = "text/plain; charset=utf-8",
) -> Coded:
    """Read one page and code its claims, in this process.

    Args:
        text: the page's text, its bytes (HTML with `media_type="text/html"`), or a `Page`; the
            other arguments are for the first two.
        name: the page's name, which the claims carry as `doc`.
        published: the publication date, `YYYY-MM-DD`, where the page itself does not show it.
        url: where the page came from; a date in it counts as evidence.
        media_type: the IANA type of `text`.

    Returns:
        The document with its zones, and its claims in order of their evidence. A page in another
        language than English has none.

    Raises:
        UnreadableError: nothing could be read from it.
        ModelError: the shipped model cannot be loaded.

    """
    page = text if isinstance(text, Page) else page_of(text, name, media_type, published, url)
    outcome = process(_pipeline(), page.name, page)
    if outcome.quarantined or not outcome.results:
        raise UnreadableError(outcome.problems)
    coded: Coded = outcome.results[0]
    return coded


def pipe(
    texts: Iterable[str | bytes | Page | Problem], *, jobs: int = 1, seconds: float | None = None
) -> Iterator[Outcome]:
    """Read and code a stream of pages, in order.

    Args:
        texts: texts, bytes or pages; texts are named `text-1`, `text-2` … by their place.
        jobs: worker processes; 1 works in this process.
        seconds: how long one page may take; None sets no limit in this process.

    Yields:
        One `Outcome` for each item: its `results` hold one `Coded`, or nothing when its
        `problems` are fatal. Nothing is raised for bad input. A page whose site is known, or
        that lacks its year, waits for at most 200 pages after it, which may tell of it.

    """
    pages = (
        item if isinstance(item, Page | Problem) else page_of(item, f"text-{number}")
        for number, item in enumerate(texts, 1)
    )
    return run_coded(pages, jobs=jobs, seconds=seconds)


def page_of(
    text: str | bytes,
    name: str,
    media_type: str = "text/plain; charset=utf-8",
    published: str | None = None,
    url: str | None = None,
) -> Page:
    """Make the page of a text; lone surrogates are replaced, as no file can hold them."""
    content = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    return Page(
        name=name,
        origin=name,
        media_type=media_type,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        url=url,
        published=published,
    )


@cache
def _pipeline() -> Pipeline:
    return build(PAGE_TO_CLAIMS)
