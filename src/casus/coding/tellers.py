"""Whose own page a page is: the body that issued it, as its head lines or its first person tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casus.coding.accounts import STATEMENT, issuer, own_words
from casus.coding.page import PageView
from casus.model import Block, Role, Slot, Span
from casus.resolve.actors_page import SUPRANATIONAL

HEAD_LINE = 160  # characters; a longer block of text ends the head of a page
HEAD_LINES = 8
OWN = 0.06  # share of the sentences in the first person from which a page may be a body's own
FEW = 0.2  # acts of saying a sentence, under which less of the first person is enough
SPARING = 0.5  # acts of saying a sentence, over which a page is news of many sources
ISSUED = re.compile(
    r"\b(joint statement|statement|declaration|communiqu[eé]|press (release|statement|briefing)"
    r"|(situation|operational) (update|report)|operational information|latest from"
    r"|(daily|weekly|monthly|situation) (report|summary|briefing)|(morning|evening) briefing"
    r"|information bulletin|comment by|note verbale|report)\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(ministry of|general staff|armed forces|department of|secretariat|council of|office of the"
    r"|office for|mission|commission|committee|headquarters|hq)\b",
    re.IGNORECASE,
)
ARMED = re.compile(r"\b(defen[cs]e|armed forces|general staff|army|military)\b", re.IGNORECASE)
ABOUT = re.compile(r"\b(on (?!behalf)|about|regarding|concerning|over)\b", re.IGNORECASE)


Rank = tuple[bool, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body whose own page a page is, and how it was found: `masthead` or `we`."""

    slot: Slot[str]
    how: str

    def kin(self, code: str) -> str:
        """How near a code is to the issuer: "body" the same one, "state" another of it, or ""."""
        ours, theirs = self.slot.value.split("."), code.split(".")
        if ours[:2] == theirs[:2] and (ours[0] not in SUPRANATIONAL or ours == theirs):
            return "body"
        return "state" if ours[0] == theirs[0] and ours[0] not in SUPRANATIONAL else ""


def issuer_of(page: PageView) -> Issuer | None:
    """Find the issuer of a page; None for pages that others wrote."""
    said = sum(len(found) for found in page.said) / max(1, len(page.said))
    if said > SPARING:
        return None
    lines = _head(page)
    issued = any(ISSUED.search(_text(page, b)) for b in lines) or any(
        BODY.search(_text(page, b)) for b in lines if b.role is not Role.TITLE
    )
    if issued or own_words(page) >= OWN:
        named = [found for block in lines for found in _named(page, block, lines)]
        if named:
            return Issuer(min(named, key=lambda one: one[0])[1], "masthead" if issued else "we")
    slot = issuer(page, OWN if said <= FEW else STATEMENT)
    return None if slot is None else Issuer(slot, "we")


def _text(page: PageView, block: Block) -> str:
    return page.document.text[block.start : block.end]


def _head(page: PageView) -> list[Block]:
    """The lines before the first long paragraph."""
    found: list[Block] = []
    for block in page.document.blocks[:HEAD_LINES]:
        if block.role is Role.BODY or block.end - block.start > HEAD_LINE:
            break
        found.append(block)
    return found


def _named(page: PageView, block: Block, lines: list[Block]) -> Iterator[tuple[Rank, Slot[str]]]:
    """The bodies that a head line names, with their ranks: bodies before countries, titles last.

    In a title only what issues counts, not what it is about; a capital may be a mere dateline.
    """
    text, title = _text(page, block), block.role is Role.TITLE
    codes = [] if title else page.actors.named_in(text)
    cue = ISSUED.search(text) if title else None
    if cue is not None:
        after, before = ABOUT.split(text[cue.end() :])[0], ABOUT.split(text)[0]
        codes = page.actors.named_in(after) or page.actors.named_in(before)
    for kind, code in codes:
        country, _, sector = code.partition(".")
        if not sector:
            armed = any(ARMED.search(_text(page, b)) for b in lines if b.role is not Role.TITLE)
            sector = "MIL" if armed or (title and ARMED.search(text)) else "GOV"
        if sector.partition(".")[0] not in ("MED", "CVL", "CRM") or country == "NGO":
            span = Span(page.document.id, block.start, block.end)
            rank = (country not in SUPRANATIONAL, kind == "capital", kind == "country", title)
            yield rank, Slot(f"{country}.{sector}", span, 0.6, "source:own-statement")
