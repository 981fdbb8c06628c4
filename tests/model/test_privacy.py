"""Readers' words are forgotten, and everything else keeps its place."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from casus.model import Block, Role
from casus.model.privacy import MASK, forget_comments
from tests.claims import Story, Told, document_of

SALT = b"s" * 32
STORY = Story("farukh", (Told("Baku shelled Farukh."),), comment="Jane Doe: what a lie!")


def test_a_comment_keeps_length_and_hash_only() -> None:
    before = document_of(STORY)
    after = forget_comments(before, SALT)
    block = after.blocks[-1]
    assert block.role is Role.COMMENT
    assert after.text[block.start : block.end] == MASK * len(STORY.comment)
    assert after.text[: block.start] == before.text[: block.start]
    assert len(after.text) == len(before.text)
    assert after.blocks[:-1] == before.blocks[:-1]
    assert "Jane" not in repr(after)


def test_the_same_comment_has_the_same_hash_and_another_salt_another() -> None:
    again = replace(STORY, name="other", comment="jane  doe: What a LIE!")
    digests = {forget_comments(document_of(s), SALT).blocks[-1].digest for s in (STORY, again)}
    assert len(digests) == 1
    assert forget_comments(document_of(STORY), b"t" * 32).blocks[-1].digest not in digests


def test_forgetting_twice_changes_nothing() -> None:
    once = forget_comments(document_of(STORY), SALT)
    assert forget_comments(once, SALT) == once
    assert forget_comments(once, b"t" * 32) == once


def test_the_reason_loses_the_words_of_the_page() -> None:
    document = document_of(STORY)
    named = replace(document.blocks[-1], why="comment markup: comment-author-janedoe")
    document = replace(document, blocks=(*document.blocks[:-1], named))
    assert forget_comments(document, SALT).blocks[-1].why == "comment markup"


@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.sampled_from(Role)), max_size=8))
def test_every_other_character_keeps_its_place(lines: list[tuple[str, Role]]) -> None:
    text, blocks = "", []
    for line, role in lines:
        blocks.append(Block(len(text), len(text) + len(line), role, "test"))
        text += line + "\n"
    after = forget_comments(replace(document_of(STORY), text=text, blocks=tuple(blocks)), SALT)
    assert len(after.text) == len(text)
    for block, (line, role) in zip(after.blocks, lines, strict=True):
        wanted = MASK * len(line) if role is Role.COMMENT else line
        assert after.text[block.start : block.end] == wanted
