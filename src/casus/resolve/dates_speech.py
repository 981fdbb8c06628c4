"""Dated speech: "in a statement released on March 27, the ministry said"; whose it is, and when.

A speech act without a date of its own is part of the dated statement of the same speaker, whether
the text names the day before it or some sentences later.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from casus.model import Sentence
from casus.resolve.dates_events import Placed, ancestors, universal
from casus.resolve.dates_features import speech_over

_STEM = 5
BACK, AHEAD = 3, 5


@dataclass(frozen=True, slots=True)
class Speech:
    """A date that dates a verb of saying, with the stems of its speaker's name."""

    item: Placed
    speaker: frozenset[str]


def speeches(sentences: Sequence[Sentence], dated: Sequence[Sequence[Placed]]) -> list[Speech]:
    """All dated speech of a page."""
    found = []
    for number, items in enumerate(dated):
        for item in items:
            verb = speech_over(sentences[number], item.head)
            if verb >= 0 and (speaker := speaker_of(sentences[number], verb)):
                found.append(Speech(item, speaker))
    return found


def speaker_of(sentence: Sentence, token: int) -> frozenset[str]:
    """Stems of the names in the subject, or in the agent of a passive, of a verb or its clause."""
    for verb in ancestors(sentence, token):
        heads = [
            index
            for index, t in enumerate(sentence.tokens)
            if t.head == verb and (universal(t.deprel) == "nsubj" or t.deprel == "obl:agent")
        ]
        agents = [h for h in heads if sentence.tokens[h].deprel == "obl:agent"]
        stems = frozenset(s for h in (agents or heads) for s in _stems(sentence, h))
        if stems:
            return stems
    return frozenset()


def _stems(sentence: Sentence, head: int) -> set[str]:
    return {
        t.text.lower()[:_STEM]
        for index, t in enumerate(sentence.tokens)
        if t.text[:1].isupper()
        and t.upos in {"PROPN", "ADJ"}
        and head in ancestors(sentence, index)[:5]
    }


def nearest(found: Sequence[Speech], sentence: int, speaker: frozenset[str]) -> Speech | None:
    """The dated speech of the same speaker that is nearest, the later one first."""
    near = [
        s
        for s in found
        if s.speaker & speaker and -BACK <= s.item.sentence - sentence <= AHEAD
        if s.item.sentence != sentence
    ]
    return min(
        near, key=lambda s: (abs(s.item.sentence - sentence), -s.item.sentence), default=None
    )
