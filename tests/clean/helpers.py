"""What the tests of `clean` share: a page in, a document out, its zones as text."""

import hashlib

from casus.clean import Clean
from casus.model import Document, Page, Problem, Role


def page(content: str | bytes, media_type: str = "text/plain", **facts: str) -> Page:
    raw = content.encode() if isinstance(content, str) else content
    return Page("p", "p.txt", media_type, raw, hashlib.sha256(raw).hexdigest(), **facts)


def run(
    content: str | bytes, media_type: str = "text/plain", **facts: str
) -> tuple[Document | None, list[Problem]]:
    found = list(Clean().map(page(content, media_type, **facts)))
    documents = [item for item in found if isinstance(item, Document)]
    assert len(documents) <= 1
    return (documents[0] if documents else None), [f for f in found if isinstance(f, Problem)]


def document(content: str | bytes, media_type: str = "text/plain", **facts: str) -> Document:
    found, _ = run(content, media_type, **facts)
    assert found is not None
    return found


def role_text(found: Document, *roles: Role) -> str:
    return "\n".join(found.text[b.start : b.end] for b in found.blocks if b.role in roles)


def assert_covers(found: Document) -> None:
    """Every character that is not blank lies in exactly one block, and blocks are ordered."""
    at = 0
    for block in found.blocks:
        assert block.start >= at
        assert block.end > block.start
        assert not found.text[at : block.start].strip()
        assert block.why
        at = block.end
    assert not found.text[at:].strip()
