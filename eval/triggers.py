"""The token that names the event of a coded claim.

A claim without a coded trigger (the development pages have none) is asked at the word of its
evidence that the event table gives for its type, else at the root of the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casus.lexicon.events import event_words
from casus.model import Sentence


@dataclass(frozen=True, slots=True)
class Located:
    """The sentence and the token that name the event of a claim."""

    sentence: int
    token: int


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
                return Located(number, token)
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
