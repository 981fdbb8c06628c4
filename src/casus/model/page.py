"""What came in, never altered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they came.

    `name` is the short name under which the page is reported (a file's stem, or a record's id);
    `origin` is the path, with the place inside a container after `!`; `media_type` is an IANA type;
    `url` and `fetched` (ISO 8601, UTC) are None when the source does not tell them; `sha256` is
    the hexadecimal digest of `content`. `published` is a date that the source itself declared for
    the page outside its content (a feed entry, a JSON field), or None.
    """

    name: str
    origin: str
    media_type: str
    content: bytes
    sha256: str
    url: str | None = None
    fetched: str | None = None
    published: str | None = None
    title: str | None = None
