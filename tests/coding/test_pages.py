"""Whole pages: no claims without a conflict, none from comments, evidence that reads back."""

import hashlib

import pytest

from casus.model import Block, Claim, Coded, Document, Page, Role
from casus.pipeline import build
from casus.run import process
from tests.coding.read import claims_in, coded

SPORT = """Harbour Rovers bombarded the visitors' goal from the first whistle and the striker fired
home after twelve minutes. The captain shot wide twice before the break, and the defence was under
siege for long spells. In the second half the guests launched an attack down the left, but the
keeper repelled it. The coach attacked the referee's decision afterwards and defended his players.
Rovers have now beaten their rivals five times in a row and will meet the league leaders on Sunday.
The club sacked its physiotherapist last week and has recruited a veteran for the battle against
relegation. Supporters marched to the ground with drums, and the derby exploded into life after the
equaliser. The final assault on the title begins in March."""
PESTS = """Gardeners across the county are at war with slugs this spring. An army of aphids invaded
the greenhouses in April and killed thousands of seedlings within a week. Beetles launched their
assault on the potatoes soon after. Growers fight back with nets and bombard the beds with soap and
water, and some have deployed ladybirds against the invaders. The wasps were defeated in May, when a
frost wiped out their nests. Experts advise laying traps at the borders of each bed and capturing
snails by night. Moles, however, resist every attack, and the battle for the lawn goes on. Those who
surrender can always sow wild flowers and call a truce with nature."""


@pytest.mark.parametrize("text", [SPORT, PESTS], ids=["sport", "pests"])
def test_a_page_that_borrows_words_of_war_has_no_claims(text: str) -> None:
    assert claims_in(text.replace("\n", " ")) == ()


NEWS = (
    "Armenia and Azerbaijan exchanged fire. “We lost two men,” the Armenian Defence Ministry "
    "said on Tuesday. Azerbaijani forces shelled Armenian positions near Sotk, killing three "
    "soldiers and wounding five. Baku denied that its troops had opened fire. Russia called on "
    "both sides to show restraint, and France accused Azerbaijan of breaking the truce."
)


def test_evidence_reads_back() -> None:
    found = claims_in(NEWS)
    assert len({c.evidence for c in found}) >= 4
    for claim in found:
        _reads_back(claim, NEWS)


def _reads_back(claim: Claim, text: str) -> None:
    assert claim.quote == text[claim.evidence.start : claim.evidence.end]
    assert claim.evidence.start <= claim.trigger.start
    assert claim.trigger.start < claim.trigger.end <= claim.evidence.end
    slots = [claim.type, claim.mode, claim.status, claim.source, claim.date, claim.place]
    for slot in (*slots, *claim.actors, *claim.recipients, *claim.losses, *claim.weapons):
        if slot is not None and slot.span is not None:
            assert slot.span.doc == claim.doc
            assert 0 <= slot.span.start < slot.span.end <= len(text)
            assert 0 <= slot.score <= 1
        assert slot is None or slot.why


def test_claims_stand_in_the_order_of_the_text() -> None:
    starts = [c.evidence.start for c in claims_in(NEWS)]
    assert starts == sorted(starts)


FALSE = "Iranian troops shelled Baku and killed ninety civilians on Monday."


@pytest.mark.parametrize("role", [Role.COMMENT, Role.CHROME])
def test_a_block_that_is_no_evidence_changes_nothing(role: Role) -> None:
    text = f"{NEWS}\n{FALSE}"
    blocks = (
        Block(0, len(NEWS), Role.BODY, "given"),
        Block(len(NEWS) + 1, len(text), role, "given"),
    )
    assert coded(Document("page", "", text, blocks, None, None, None, "en")) == claims_in(NEWS)


def test_the_same_words_in_the_body_do_count() -> None:
    assert any("IRN" in a.value for c in claims_in(f"{NEWS}\n{FALSE}") for a in c.actors)


HTML = f"""<!DOCTYPE html><html lang="en"><head><title>Fire exchanged near Sotk</title></head><body>
<article><h1>Fire exchanged near Sotk</h1><p>{NEWS}</p>
<p>The villagers of Sotk spent the night in their cellars, the mayor said, and the school stayed
closed on Wednesday.</p></article>
<section id="comments" class="comment-list"><h2>2 Comments</h2>
<div class="comment" id="comment-1"><p class="comment-author">armenak says:</p><p>{FALSE}</p></div>
<div class="comment" id="comment-2"><p class="comment-author">rauf says:</p><p>Lies!</p></div>
</section></body></html>"""
PLAIN = f"""Fire exchanged near Sotk

{NEWS}

2 Comments

armenak says:
June 9, 2021 at 10:12 am
{FALSE}

rauf says:
June 9, 2021 at 10:20 am
Lies!
"""


@pytest.mark.parametrize(
    ("text", "media_type"), [(HTML, "text/html"), (PLAIN, "text/plain")], ids=["html", "plain"]
)
def test_no_claim_comes_from_a_comment(text: str, media_type: str) -> None:
    content = text.encode()
    page = Page("page", "page", media_type, content, hashlib.sha256(content).hexdigest())
    (result,) = process(build(), "page", page).results
    assert isinstance(result, Coded)
    assert FALSE in result.document.text
    assert result.claims
    for claim in result.claims:
        _reads_back(claim, result.document.text)
        assert "Iranian" not in claim.quote
        assert not any("IRN" in slot.value for slot in (*claim.actors, *claim.recipients))
