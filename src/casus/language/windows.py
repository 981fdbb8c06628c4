"""Sentences of a document in windows that the event network reads at once, and their features.

Training and run time share this file, so the shipped network sees exactly what it was trained on.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from casus.lexicon.cues import cues
from casus.lexicon.events import event_words
from casus.lexicon.weapons import weapon_words
from casus.model import TYPES, Sentence, Token

UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
RELATIONS = [
    "acl",
    "acl:relcl",
    "advcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "ccomp",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "dep",
    "det",
    "discourse",
    "expl",
    "fixed",
    "flat",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:poss",
    "nsubj",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "root",
    "xcomp",
]
NAMES = ("PER", "ORG", "LOC")
WINDOW_WORDS = 224
PATH_STEPS = 4

_UPOS = {name: i for i, name in enumerate(UPOS)}
_RELATION = {name: i + len(UPOS) for i, name in enumerate(RELATIONS)}
_NAME = {name: i + len(UPOS) + len(RELATIONS) for i, name in enumerate(NAMES)}
_LEXICON = len(UPOS) + len(RELATIONS) + len(NAMES)
_FLAGS = _LEXICON + len(TYPES)
_ORDER = _FLAGS + 5
ORDER = 12  # the number of the sentence in its window, beyond that the last
FEATURES = _ORDER + ORDER
LEXICON = slice(_LEXICON, _FLAGS)  # the columns that tell the types of the event table

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences: `first` is the number of the first; `starts` their word offsets."""

    first: int
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]

    @property
    def words(self) -> list[str]:
        """All words in order."""
        return [token.text for token in self.tokens]

    @property
    def tokens(self) -> list[Token]:
        """All tokens in order."""
        return [token for sentence in self.sentences for token in sentence.tokens]

    def place(self, word: int) -> tuple[int, int]:
        """Document sentence number and token index of a word of the window."""
        at = bisect_right(self.starts, word) - 1
        return self.first + at, word - self.starts[at]


def windows(sentences: Sequence[Sentence], most: int = WINDOW_WORDS) -> Iterator[Window]:
    """Cut a document into windows of whole sentences, at most `most` words unless one is longer."""
    held: list[Sentence] = []
    first = size = 0
    for number, sentence in enumerate(sentences):
        if held and size + len(sentence.tokens) > most:
            yield _window(first, held)
            held, first, size = [], number, 0
        held.append(sentence)
        size += len(sentence.tokens)
    if held:
        yield _window(first, held)


def _window(first: int, held: Sequence[Sentence]) -> Window:
    starts = np.cumsum([0, *(len(s.tokens) for s in held)])[:-1]
    return Window(first, tuple(held), tuple(int(s) for s in starts))


Hints = Mapping[tuple[str, str], Sequence[str]]


def hints() -> Hints:
    """The types that the event table gives a lemma and part of speech (v or n)."""
    return {key: tuple(w.type for w in words) for key, words in event_words().items()}


def features(window: Window, hinted: Hints) -> Floats:
    """Features of every word: (words, FEATURES).

    `hinted` are the hints that the network was trained with: the table may grow after it.
    """
    rows = np.zeros((sum(len(s.tokens) for s in window.sentences), FEATURES), np.float32)
    for number, (start, sentence) in enumerate(zip(window.starts, window.sentences, strict=True)):
        rows[start : start + len(sentence.tokens), _ORDER + min(number, ORDER - 1)] = 1.0
        for offset, token in enumerate(sentence.tokens):
            for column in _columns(token, hinted):
                rows[start + offset, column] = 1.0
        for entity in sentence.entities:
            rows[start + entity.start : start + entity.end, _NAME[entity.label]] = 1.0
        _mark_quotes(rows[start : start + len(sentence.tokens)], sentence)
    return rows


def _columns(token: Token, hinted: Hints) -> Iterator[int]:
    if token.upos in _UPOS:
        yield _UPOS[token.upos]
    relation = token.deprel if token.deprel in _RELATION else token.deprel.partition(":")[0]
    if relation in _RELATION:
        yield _RELATION[relation]
    lemma = token.lemma.lower()
    for kind in hinted.get((lemma, "v" if token.upos == "VERB" else "n"), ()):
        yield _LEXICON + TYPES.index(kind)
    cue = cues().get(lemma)
    if cue is not None:
        yield _FLAGS
        if cue.denies:
            yield _FLAGS + 1
    if lemma in weapon_words():
        yield _FLAGS + 2


def _mark_quotes(rows: Floats, sentence: Sentence) -> None:
    inside = False
    for offset, token in enumerate(sentence.tokens):
        if token.text in ('"', "“", "”", "«", "»", "„"):
            inside = token.text in ("“", "«", "„") or (token.text == '"' and not inside)
        elif inside:
            rows[offset, _FLAGS + 3] = 1.0
    rows[0, _FLAGS + 4] = 1.0


def paths(sentence: Sentence, start: int) -> list[str]:
    """The ways through the tree from one token to every token: relations up, then down.

    At most `PATH_STEPS` steps are spelled out; a longer way gives only its turning point: the
    last relation up and the first one down.
    """
    tokens = sentence.tokens
    up = {token: steps for steps, token in enumerate(_chain(sentence, start))}
    climbed = list(up)
    down: dict[int, tuple[int, ...]] = {-1: ()}
    for end in range(len(tokens)):
        below: list[int] = []
        token = end
        while token not in up and token not in down:
            below.append(token)
            token = tokens[token].head
        for step in reversed(below):
            down[step] = (*down.get(token, ()), step)[: PATH_STEPS + 1]
            token = step
    turns = {-1: len(climbed)} | up
    return [_spelled(sentence, climbed, down, turns, end) for end in range(len(tokens))]


def _spelled(
    sentence: Sentence,
    climbed: Sequence[int],
    down: Mapping[int, tuple[int, ...]],
    turns: Mapping[int, int],
    end: int,
) -> str:
    downs = down.get(end, ()) if end not in turns else ()
    top = sentence.tokens[downs[0]].head if downs else end
    ups = climbed[: turns[top]]
    if len(ups) + len(downs) > PATH_STEPS:
        return f"far:{_short(sentence, ups[-1:])}/{_short(sentence, downs[:1])}"
    return "".join(f">{sentence.tokens[t].deprel}" for t in ups) + "".join(
        f"<{sentence.tokens[t].deprel}" for t in downs
    )


def _chain(sentence: Sentence, token: int) -> list[int]:
    chain: list[int] = []
    while token >= 0 and len(chain) <= len(sentence.tokens):
        chain.append(token)
        token = sentence.tokens[token].head
    return chain


def _short(sentence: Sentence, steps: Sequence[int]) -> str:
    return sentence.tokens[steps[0]].deprel.partition(":")[0] if steps else ""


def ways(window: Window, trigger: int) -> list[str]:
    """The relation of every word of a window to a trigger, for the bias of a role."""
    number, token = window.place(trigger)
    found: list[str] = []
    for other, sentence in enumerate(window.sentences, window.first):
        size = len(sentence.tokens)
        if other == number:
            found += paths(sentence, token)
        else:
            side = "before" if other < number else "after"
            found += [f"{side}:{min(abs(other - number), 3)}"] * size
    return found
