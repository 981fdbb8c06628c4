"""What was fetched, as pages, in the way in which files become pages."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from casus.ingest.fetch.fetcher import Got
from casus.ingest.fetch.links import Link
from casus.ingest.fetch.target import parse
from casus.ingest.inflate import wrap
from casus.ingest.limits import Limits
from casus.ingest.read import LEAVES, expand
from casus.ingest.source import Source, stem
from casus.model import Page, Problem

_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]{1,40})", re.IGNORECASE)


def pages(got: Got, limits: Limits, link: Link) -> Iterator[Page | Problem]:
    """Give the pages of an answer.

    The bytes decide what it is; the server's charset is kept. A page is named after its host, the
    end of its path, and a part of its URL's hash, so that it has the same name in every run.
    """
    record = got.record
    source = Source(
        name=page_name(record.final),
        origin=record.url,
        label=record.final.split("?", 1)[0].rsplit("/", 1)[-1] or "index",
        stream=wrap(got.content),
        size=len(got.content),
        url=record.final,
        fetched=record.time,
        published=link.published,
        title=link.title,
    )
    charset = _CHARSET.search(record.header("content-type") or "")
    for item in expand(source, limits):
        yield _declared(item, charset.group(1)) if charset else item


def _declared(item: Page | Problem, charset: str) -> Page | Problem:
    if isinstance(item, Problem) or item.media_type not in LEAVES or "pdf" in item.media_type:
        return item
    return replace(item, media_type=f"{item.media_type}; charset={charset}")


def page_name(url: str) -> str:
    """Name a page after its URL, the same in every run."""
    target = parse(url)
    last = stem(target.path.split("?", 1)[0])[:60]
    return f"{target.host}-{last}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
