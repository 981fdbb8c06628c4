"""What must hold for every page."""

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import casus
from casus import Coded, Page
from casus.api import page_of
from casus.pipeline import PAGE_TO_CLAIMS, PAGE_TO_DOCUMENT, build
from casus.run import Workers, process, run_here, run_in_processes
from tests.command import PAGES

LINES = st.sampled_from(
    [
        "Home", "Subscribe", "By Ann Smith", "3 March 2021", "Share on Facebook", "2 Comments",
        "Troops shelled the village on Monday, the ministry said.", "Leave a Reply", "",
        "John\nMarch 3, 2021 at 10:01\nThey bombed Paris!", "* * *", "<p>x</p>", "\u00a0",
        "Ünïcødé — 🛰️",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(LINES, min_size=1, max_size=25).map("\n".join),
    st.text(min_size=1, max_size=400),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["text/plain", "text/html", "text/markdown"]))
def test_every_character_lies_in_exactly_one_block(text: str, media_type: str) -> None:
    outcome = process(build(PAGE_TO_DOCUMENT), "page", page_of(text, "page", media_type))
    assert outcome.results or outcome.quarantined
    for document in outcome.results:
        covered = [0] * len(document.text)
        for block in document.blocks:
            for at in range(block.start, block.end):
                covered[at] += 1
        assert max(covered, default=0) <= 1
        missed = [c for c, n in zip(document.text, covered, strict=True) if not n and c.strip()]
        assert not missed


def test_evidence_reads_back(extracted: str, documents_by_name: dict[str, casus.Document]) -> None:
    for line in extracted.splitlines():
        record = json.loads(line)
        document = documents_by_name[record["doc"]]
        for claim in record["claims"]:
            _reads_back(claim, document)


def _reads_back(claim: dict[str, Any], document: casus.Document) -> None:
    evidence, trigger = claim["evidence"], claim["slots"]["trigger"]
    assert document.text[evidence["start"] : evidence["end"]] == evidence["text"]
    assert document.text[trigger["start"] : trigger["end"]] == trigger["text"]
    assert evidence["start"] <= trigger["start"] < trigger["end"] <= evidence["end"]
    blocks = [b for b in document.evidence_blocks if b.start <= evidence["start"] < b.end]
    assert len(blocks) == 1, "evidence lies in a title, body or caption"


@pytest.fixture(scope="session")
def documents_by_name() -> dict[str, casus.Document]:
    pages = [p for p in casus.read([PAGES]) if isinstance(p, Page)]
    outcomes = run_here(build(PAGE_TO_DOCUMENT), pages)
    return {d.id: d for outcome in outcomes for d in outcome.results}


def test_no_claim_comes_from_a_comment(extracted: str) -> None:
    false = ("gassed Nyala", "Wadi Halfa", "Ethiopia has shot", "Bunia", "declared war")
    assert not any(words in extracted for words in false)


def test_engines_give_equal_results() -> None:
    names = ["wires.jsonl", "valley-herald-loc.md", "courrier-sahel-fr.txt"]
    pages = list(casus.read([PAGES / name for name in names]))
    here = list(run_here(build(PAGE_TO_CLAIMS), pages))
    there = list(run_in_processes(PAGE_TO_CLAIMS, pages, Workers(jobs=2)))
    assert here == there


SIDES = {
    "Chad": "Niger", "Chadian": "Nigerien", "Chadians": "Nigeriens", "Niamey": "N'Djamena",
    "Niger": "Chad", "Nigerien": "Chadian", "Nigeriens": "Chadians", "N'Djamena": "Niamey",
}  # fmt: skip
CODES = {"TCD": "NER", "NER": "TCD"}
STORY = (
    "Chadian troops shelled a Nigerien border post on Monday, 3 June 2019, killing two soldiers, "
    "Niger said.\n\nChad denied that its army had fired. Chad's Foreign Ministry accused Niger of "
    "sheltering rebels.\n\nNiger called on Chad to withdraw its forces."
)


def test_swapping_two_countries_swaps_the_codes_and_nothing_else() -> None:
    one, other = casus.extract(STORY), casus.extract(_swapped(STORY))
    assert one.claims
    assert [_facts(c, CODES) for c in one.claims] == [_facts(c, {}) for c in other.claims]


def _swapped(text: str) -> str:
    words = "|".join(sorted(map(re.escape, SIDES), key=len, reverse=True))
    return re.sub(rf"\b({words})\b", lambda found: SIDES[found[0]], text)


def _facts(claim: casus.Claim, codes: dict[str, str]) -> tuple[Any, ...]:
    def of(slots: Sequence[casus.Slot[str]]) -> list[str]:
        parts = [slot.value.partition(".") for slot in slots]
        return sorted(codes.get(head, head) + dot + rest for head, dot, rest in parts)

    return (
        claim.type.value,
        claim.mode and claim.mode.value,
        claim.status.value,
        of(claim.actors),
        of(claim.recipients),
        of([claim.source]),
        claim.date and claim.date.value,
        [x.value for x in claim.losses],
    )


def test_pipe_is_extract_many_times() -> None:
    texts = ["Niger expelled two diplomats.", "", "Chad closed its border on Monday."]
    outcomes = list(casus.pipe(texts))
    assert [o.subject for o in outcomes] == ["text-1", "text-2", "text-3"]
    assert outcomes[1].quarantined
    for outcome, text in zip(outcomes, texts, strict=True):
        for result in outcome.results:
            assert isinstance(result, Coded)
            alone = casus.extract(text, name=outcome.subject)
            assert result == alone


def test_extract_says_why_a_text_cannot_be_read() -> None:
    with pytest.raises(casus.UnreadableError, match="no readable text"):
        casus.extract(" \n ")
