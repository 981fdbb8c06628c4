"""Coded pages with the token of every claim's trigger, for the yardstick and the training of dates.

A claim without a coded trigger (the development pages have none) is asked at the word of its
evidence that the event table gives for its type, else at the root of the evidence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casus.language import LanguageModel
from casus.lexicon.events import event_words
from casus.model import Block, Document, Role, Sentence, When

COMMENTS = "Notify of"


@dataclass(frozen=True, slots=True)
class Located:
    """A claim's gold date, and the token that names its event."""

    date: str | None
    sentence: int
    token: int
    trigger: str
    evidence: str


@dataclass(frozen=True, slots=True)
class CodedPage:
    """A page as the coders zoned it, parsed, with its located claims."""

    document: Document
    sentences: tuple[Sentence, ...]
    claims: tuple[Located, ...]


def coded_pages(folder: Path, model: LanguageModel) -> Iterator[CodedPage]:
    """Read `claims/*.json` and `pages/*.txt` of a folder, in order of their names."""
    for path in sorted((folder / "claims").glob("*.json")):
        coded = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "pages" / f"{path.stem}.txt").read_text(encoding="utf-8")
        document = zoned(coded, text)
        zones = [(b.start, b.end) for b in document.evidence_blocks]
        sentences = tuple(model.parse_zones(text, zones))
        claims = [located(claim, text, sentences) for claim in coded["claims"]]
        yield CodedPage(document, sentences, tuple(c for c in claims if c))


def zoned(coded: dict[str, Any], text: str) -> Document:
    """A document whose lines are body or, where the coders list them, chrome and comments."""
    chrome = {line.strip() for line in coded["chrome"]}
    comments = text.find(f"\n{COMMENTS}\n")
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            role = Role.BODY
            if line.strip() in chrome:
                role = Role.COMMENT if 0 <= comments < at else Role.CHROME
            blocks.append(Block(at, at + len(line.rstrip()), role, "coders"))
        at += len(line)
    declared = coded.get("published")
    published = When(declared, "coders", 1.0) if declared else None
    return Document(coded["doc"], "", text, tuple(blocks), None, None, published, "en")


def located(claim: dict[str, Any], text: str, sentences: Sequence[Sentence]) -> Located | None:
    """Find the trigger's head token; None when the page does not hold it."""
    evidence = _find(claim["evidence"]["text"], text, 0, len(text))
    trigger = claim.get("trigger") or ""
    if evidence is None:
        return None
    where = evidence
    if trigger:
        inside = _find(trigger, text, evidence[0], evidence[1] + 5)
        where = inside or _find(trigger, text, 0, len(text)) or evidence
    for number, sentence in enumerate(sentences):
        if sentence.start < where[1] and sentence.end > where[0]:
            token = _head(sentence, where, claim["type"], named=bool(trigger))
            if token is not None:
                return Located(claim["date"], number, token, trigger, claim["evidence"]["text"])
    return None


def _find(words: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    pattern = r"\s+".join(map(re.escape, words.split()))
    match = re.compile(pattern).search(text, start, end)
    return match.span() if match else None


def _head(sentence: Sentence, where: tuple[int, int], kind: str, *, named: bool) -> int | None:
    inside = [i for i, t in enumerate(sentence.tokens) if t.start < where[1] and t.end > where[0]]
    heads = [i for i in inside if sentence.tokens[i].head not in inside]
    if not named:
        heads = [i for i in inside if _names(sentence, i, kind)] or heads
    content = [i for i in heads if sentence.tokens[i].upos in {"VERB", "NOUN", "ADJ", "PROPN"}]
    return next(iter(content or heads), None)


def _names(sentence: Sentence, index: int, kind: str) -> bool:
    token = sentence.tokens[index]
    pos = "v" if token.upos in {"VERB", "AUX"} else "n"
    return any(row.type == kind for row in event_words().get((token.lemma.lower(), pos), ()))
