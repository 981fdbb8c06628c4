from casus.language.parse import MOST_READ, zones_of
from casus.model import Block, Document, Role


def page(*lengths: int) -> Document:
    blocks, at = [], 0
    for length in lengths:
        blocks.append(Block(at, at + length, Role.BODY, "test"))
        at += length + 1
    return Document("long", "0" * 64, " " * at, tuple(blocks), None, None, None, "en")


def test_a_page_within_the_bound_is_read_whole() -> None:
    zones, problem = zones_of(page(10, MOST_READ - 10))
    assert [end - start for start, end in zones] == [10, MOST_READ - 10]
    assert problem is None


def test_what_lies_beyond_the_bound_is_told_not_read() -> None:
    zones, problem = zones_of(page(10, MOST_READ, 5))
    assert sum(end - start for start, end in zones) == MOST_READ
    assert problem is not None
    assert not problem.fatal
    assert "long" in problem.subject
