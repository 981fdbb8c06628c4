"""Something that can be read: a file, standard input, or a member of a container."""

import hashlib
from dataclasses import dataclass, field
from io import BufferedReader

from casus.ingest.limits import Limits, higher
from casus.model import Page, Problem

STAGE = "ingest"


@dataclass(frozen=True, slots=True)
class Source:
    """A readable stream with what its surroundings tell about it.

    `name` is the page's short name so far; `origin` the path, with the place inside a container
    after `!`; `label` the file or member name, which only helps to tell the format and is never
    used as a path; `depth` the number of containers around it; `size`
    its stored bytes where they are known. The other fields are None when
    nothing outside the content tells them.
    """

    name: str
    origin: str
    label: str
    stream: BufferedReader = field(compare=False)
    depth: int = 0
    size: int | None = None
    media_type: str | None = None
    url: str | None = None
    fetched: str | None = None
    published: str | None = None
    title: str | None = None


def stem(label: str) -> str:
    """Make a page's name of a file or member name: its last part without its suffix."""
    last = label.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].replace("\x00", "")
    base = last.rsplit(".", 1)[0] if "." in last.strip(".") else last
    return base.strip(" .")[:120] or "page"


def refuse(origin: str, message: str, *, fatal: bool = True) -> Problem:
    """Make the problem of a source that gives no page."""
    return Problem(stage=STAGE, subject=origin, message=message, fatal=fatal)


def to_page(source: Source, media_type: str, limits: Limits) -> Page | Problem:
    """Read a whole source as one page; a problem when it is empty or larger than the cap."""
    content = source.stream.read(limits.page_bytes + 1)
    if len(content) > limits.page_bytes:
        return refuse(source.origin, oversize(limits.page_bytes))
    if not content.strip():
        return refuse(source.origin, "is empty: nothing to read")
    return Page(
        name=source.name,
        origin=source.origin,
        media_type=media_type,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        url=source.url,
        fetched=source.fetched,
        published=source.published,
        title=source.title,
    )


def oversize(cap: int, name: str = "page_bytes") -> str:
    """Say that a page, or another thing with a cap of that name, is over it, and what to do."""
    return f"is larger than the cap of {cap:,} bytes: split it, or raise {higher(name)}"


def too_many(things: str, cap: int, name: str = "members") -> str:
    """Say that there is more than a cap lets in, and what to do."""
    return f"holds more than {cap:,} {things}, the rest was not read: raise {higher(name)}"
