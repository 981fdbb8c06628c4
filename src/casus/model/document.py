"""A page read as text: nothing is cut, every block has a role."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a block of text is on its page. Only title, body and caption may carry evidence."""

    TITLE = "title"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    CHROME = "chrome"
    COMMENT = "comment"


EVIDENCE_ROLES = frozenset({Role.TITLE, Role.BODY, Role.CAPTION})


@dataclass(frozen=True, slots=True)
class Block:
    """Code points `[start, end)` of the document's text, their role, and the rule that gave it.

    `digest` is None unless the block's words were forgotten (`casus.model.privacy`): its text is
    then a mask of the same length, and `digest` the keyed hash of what stood there.
    """

    start: int
    end: int
    role: Role
    why: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A date with where it was found.

    `value` is `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or `--MM-DD` (year unknown); `source` names the
    evidence (`json-ld`, `meta`, `url`, `dateline` …); `confidence` is a probability.
    """

    value: str
    source: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Document:
    """The whole text of a page with its zones.

    `id` is the page's name; blocks are ordered, do not overlap, and cover every non-blank
    character of `text`. `published` is None when no date was found; `language` is an ISO 639-1
    code, or `und`. `outlet` is the publishing medium's name or host, None if unknown.
    """

    id: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None
    outlet: str | None
    published: When | None
    language: str
    url: str | None = None
    origin: str = ""

    @property
    def evidence_blocks(self) -> tuple[Block, ...]:
        """The blocks that may carry evidence, in order."""
        return tuple(b for b in self.blocks if b.role in EVIDENCE_ROLES)
