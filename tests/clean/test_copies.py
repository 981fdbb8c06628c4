"""Copies are linked to what they copy, and nothing else is."""

import random
from dataclasses import replace

import pytest

from casus.clean import Copies
from casus.clean.credits import credit
from casus.clean.shingles import hashes
from casus.model import Block, Document, Role, When
from casus.model.copies import Copy, independent
from casus.registry import load
from casus.stage import Whole

CHANCE = random.Random(7)  # noqa: S311 - texts, not secrets
HASHED = [2356499240749092063, 6944064748677301681]
WORDS = [f"word{n}" for n in range(400)]


def text(words: int = 120) -> str:
    return " ".join(CHANCE.choices(WORDS, k=words)) + "."


def document(
    name: str, *paragraphs: str, day: str | None = None, role: Role = Role.BODY
) -> Document:
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), role, "test"))
        at += len(paragraph) + 1
    when = When(day, "test", 1.0) if day else None
    whole = "\n".join(paragraphs)
    return Document(name, name, whole, tuple(blocks), None, None, when, "en")


def links(*documents: Document, known: tuple[Document, ...] = ()) -> list[Copy]:
    return [x for x in Copies(known).whole(documents) if isinstance(x, Copy)]


def pairs(found: list[Copy]) -> list[tuple[str, str]]:
    return [(link.copy, link.original) for link in found]


ONE, TWO, THREE = text(), text(), text()


def test_it_is_a_stage_that_looks_at_everything() -> None:
    assert isinstance(load("copies")(), Whole)


def test_an_excerpt_is_linked_with_its_passages() -> None:
    part = " ".join(ONE.split()[30:75])
    copy = document("b", "Our paper has learned of this.", part)
    (link,) = links(document("a", ONE, TWO), copy)
    assert (link.copy, link.original) == ("b", "a")
    assert link.containment > 0.75
    assert link.coverage < 0.3
    (span,) = link.spans
    assert copy.text[span.start : span.end] == part.rstrip(".")


def test_the_earlier_one_is_the_original_whatever_the_order() -> None:
    late, early = document("a", ONE, day="2024-05-02"), document("b", ONE, day="2024-05-01")
    assert pairs(links(late, early)) == pairs(links(early, late)) == [("a", "b")]
    undated = document("c", ONE)
    assert pairs(links(undated, early)) == [("c", "b")]
    assert pairs(links(document("x", ONE), document("y", ONE))) == [("y", "x")]


def test_the_order_of_dated_pages_changes_nothing() -> None:
    texts = [text(80) for _ in range(6)]
    found = [
        document(f"{n}-{k}", *texts[n : n + 1 + k], text(20), day=f"2024-05-{10 + 3 * n + k}")
        for n in range(6)
        for k in range(3)
    ]
    wanted = sorted(map(repr, links(*found)))
    assert len(wanted) > 10
    for _ in range(5):
        CHANCE.shuffle(found)
        assert sorted(map(repr, links(*found))) == wanted


def test_a_copy_of_a_copy_is_linked_with_the_first() -> None:
    found = [document(name, ONE, TWO) for name in "abcd"]
    assert pairs(links(*found)) == [("b", "a"), ("c", "a"), ("d", "a")]


def test_a_report_that_holds_two_others_is_linked_with_both() -> None:
    found = links(document("a", ONE), document("b", TWO), document("c", ONE, TWO, THREE, text(200)))
    assert pairs(found) == [("c", "a"), ("c", "b")]
    assert all(link.containment < 0.5 <= link.coverage for link in found)


def test_reports_that_share_a_quote_are_not_linked() -> None:
    quote = text(40)
    assert not links(document("a", ONE, quote), document("b", TWO, quote))


@pytest.mark.parametrize("role", [Role.COMMENT, Role.CHROME, Role.TITLE])
def test_only_articles_are_compared(role: Role) -> None:
    assert not links(document("a", ONE, role=role), document("b", ONE, role=role))


def test_short_and_empty_texts_are_not_linked() -> None:
    assert not links(*(document(name, "This is a very short text.") for name in "ab"))
    assert not links(document("a"), document("b", "one"))


def test_the_ledgers_pages_are_originals_too() -> None:
    old = document("old", ONE)
    assert pairs(links(document("new", ONE), known=(old,))) == [("new", "old")]
    assert not links(old, known=(old,))
    assert not links(document("x", THREE), known=(old, replace(old, id="older", sha256="-")))


def test_the_hash_is_the_same_on_every_machine() -> None:
    words = ["the", "army", "shelled", "a", "village", "on"]
    assert hashes(words).tolist() == HASHED


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("BAKU, March 3 (Reuters) - Troops entered the village.", "Reuters"),
        ("YEREVAN (AP) — Troops entered the village.", "AP"),
        ("Via Reuters", "Reuters"),
        ("Source: TASS", "TASS"),
        ("From Kyodo News", "Kyodo"),
        ("Troops entered the village on Monday, the ministry said. - AFP", "AFP"),
        ("Troops entered the village, the ministry said (via Xinhua News Agency)", "Xinhua"),
        ("The Associated Press contributed to this report.", "AP"),
        ("Reuters reported that troops entered the village.", None),
        ("The minister told Reuters that AP was wrong.", None),
        ("The Action Party (AP) said on Monday that it would leave.", None),
        ("(TASS) Troops entered the village.", "TASS"),
        (f"{'The army moved on. ' * 40}It gave no number. - AFP", "AFP"),
        ("The AAPL share fell (APX) on Monday.", None),
    ],
)
def test_credits(line: str, agency: str | None) -> None:
    assert credit(document("a", line)) == agency


def test_who_only_copies_is_no_source_of_its_own() -> None:
    def link(copy: str, original: str, share: float) -> Copy:
        return Copy(copy, original, share, 0.9, ())

    names = ["a", "b", "c", "d", "e"]
    found = [link("b", "a", 1.0), link("c", "b", 0.6), link("d", "a", 0.3)]
    assert independent(names, found) == ("a", "d", "e")
    assert independent(names, found, {"d": "AP", "e": "AP"}) == ("a", "d")
    assert independent(["c", "b"], found) == ("c",)
    assert independent([], []) == ()
