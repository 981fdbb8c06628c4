"""What is kept of readers' comments: how many, how long, and a keyed hash. Never a word or a name.

Rule 1: the text keeps its length and every other character its place, so that all spans read back.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import replace

from casus.model.document import Block, Document, Role

MASK = "#"
"""Stands for every character of a comment that is not kept."""


def forget_comments(document: Document, salt: bytes) -> Document:
    """Take the words out of comment blocks; a document without comments comes back as it is.

    A block's `digest` is the HMAC-SHA256 (32 hexadecimal digits) of its text, in lower case and
    with single blanks, so that a comment that was posted twice is seen to be the same; without
    the secret `salt` nobody can try out names against it. A block that was forgotten before keeps
    its digest.
    """
    if not any(_open(block) for block in document.blocks):
        return document
    blocks = tuple(_forgotten(document.text, block, salt) for block in document.blocks)
    return replace(document, text=_masked(document.text, document.blocks), blocks=blocks)


def _open(block: Block) -> bool:
    return block.role is Role.COMMENT and block.digest is None


def _forgotten(text: str, block: Block, salt: bytes) -> Block:
    """The reason keeps its kind only: what follows the colon is the page's own words."""
    if not _open(block):
        return block
    folded = " ".join(text[block.start : block.end].split()).casefold()
    key = hmac.new(salt, folded.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return replace(block, why=block.why.split(":")[0], digest=key.hexdigest()[:32])


def _masked(text: str, blocks: Iterable[Block]) -> str:
    parts, at = [], 0
    for block in filter(_open, blocks):
        parts += [text[at : block.start], MASK * (block.end - block.start)]
        at = block.end
    return "".join([*parts, text[at:]])
