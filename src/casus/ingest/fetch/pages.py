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
from casus.ingest.names import Names
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
    names = Names()
    for item in expand(source, limits):
        if isinstance(item, Problem):
            yield item
        else:
            name = names.take(_full_name(source.name, item.name))
            named = item if name == item.name else replace(item, name=name)
            yield _declared(named, charset.group(1)) if charset else named


def _full_name(whole: str, part: str) -> str:
    """Name a part of a container after its address too."""
    return part if part.startswith(whole) else f"{whole}-{part}"


def _declared(page: Page, charset: str) -> Page:
    if page.media_type not in LEAVES or page.media_type == "application/pdf":
        return page
    return replace(page, media_type=f"{page.media_type}; charset={charset}")


def page_name(url: str) -> str:
    """Name a page after its URL, the same in every run."""
    target = parse(url)
    last = stem(target.path.split("?", 1)[0])[:60]
    return f"{target.host}-{last}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
