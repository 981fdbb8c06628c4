"""Text to sentences with lemmas, trees and names: the shipped model behind one class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from casus.language import trees
from casus.language.features import MAX_WORDS
from casus.language.lemmas import Lemmatiser
from casus.language.names import NameDecoder
from casus.language.network import Network, Scored
from casus.language.sentences import Spans, sentences
from casus.model import Entity, Sentence, Token

SHIPPED = Path(__file__).parent / "model"
# Sentences held at once: enough to group them by length, few enough to bound the memory.
WINDOW = 256


class LanguageModel:
    """Tokens, tags, lemmas, dependency trees and names of English text.

    Trees follow Universal Dependencies (relations with subtypes), names are PER, ORG and LOC.
    An object may be used from several threads; it holds nothing of the texts but a bounded memory
    of words.
    """

    def __init__(self, network: Network, lemmatiser: Lemmatiser) -> None:
        """Take loaded parts; most callers want `LanguageModel.load`."""
        self._network = network
        self._lemmatiser = lemmatiser
        self._names = NameDecoder(network.labels.ner)

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 1) -> Self:
        """Load the model from a folder, the shipped one when `path` is None.

        Raises:
            ModelError: the files are missing or broken.

        """
        folder = path or SHIPPED
        return cls(Network(folder, threads), Lemmatiser.load(folder / "lemmas.tsv"))

    def parse(self, texts: Iterable[str]) -> list[list[Sentence]]:
        """Parse whole texts; offsets are code points into each text.

        Single line breaks end a paragraph unless the line was merely wrapped. Every text is
        computed by itself: the eight-bit arithmetic takes its scale from all that runs at once, so
        a text would else be parsed otherwise in other company.
        """
        return [self.parse_zones(text, [(0, len(text))]) for text in texts]

    def parse_zones(self, text: str, zones: Iterable[tuple[int, int]]) -> list[Sentence]:
        """Parse only the given code points of a text; no sentence crosses two zones."""
        cut = (spans for start, end in zones for spans in sentences(text, start, end))
        return self._read(text, cut)

    def annotate(self, text: str, given: Iterable[Spans]) -> list[Sentence]:
        """Parse sentences whose words are given as code points of `text`, in order; none empty."""
        return self._read(text, given)

    def _read(self, text: str, given: Iterable[Spans]) -> list[Sentence]:
        work = iter(given)
        done: list[Sentence] = []
        while window := list(islice(work, WINDOW)):
            done.extend(self._sentences(text, window))
        return done

    def _sentences(self, text: str, work: Sequence[Spans]) -> list[Sentence]:
        pieces = [
            (number, spans[start : start + MAX_WORDS])
            for number, spans in enumerate(work)
            for start in range(0, len(spans), MAX_WORDS)
        ]
        words = [[text[left:right] for left, right in spans] for _, spans in pieces]
        scored = self._network.score(words)
        done: list[Sentence] = []
        before = -1
        for (number, spans), own, scores in zip(pieces, words, scored, strict=True):
            sentence = self._sentence(spans, own, scores)
            if number == before:
                done[-1] = _joined(done[-1], sentence)
            else:
                done.append(sentence)
            before = number
        return done

    def _sentence(self, spans: Spans, words: Sequence[str], scores: Scored) -> Sentence:
        labels = self._network.labels
        upos = map(labels.upos.__getitem__, scores["upos"].argmax(1).tolist())
        xpos = [labels.xpos[tag] for tag in scores["xpos"].argmax(1).tolist()]
        heads, relations = self._tree(scores)
        lemmas = map(self._lemmatiser.lemma, words, xpos)
        starts, ends = zip(*spans, strict=True)
        relation = map(labels.labels.__getitem__, relations)
        tokens = tuple(map(Token, starts, ends, words, lemmas, upos, xpos, heads, relation))
        names = self._names.decode(scores["ner"])
        return Sentence(starts[0], ends[-1], _voiced(tokens), names)

    def _tree(self, scores: Scored) -> tuple[list[int], list[int]]:
        """Decode heads, -1 for the root, and relations; `root` labels the root and nothing else."""
        arcs = scores["arcs"]
        greedy = arcs.argmax(1)
        heads = greedy if trees.is_tree(greedy) else trees.best_tree(_normalised(arcs))
        allowed = scores["labels"].copy()
        root = self._network.labels.labels.index("root")
        allowed[:, root] = -np.inf
        relations = allowed.argmax(1)
        for place in np.flatnonzero(heads != greedy):
            relations[place] = self._relation(scores, int(place), int(heads[place]), root)
        relations[heads == 0] = root
        return (heads - 1).tolist(), relations.tolist()

    def _relation(self, scores: Scored, place: int, head: int, root: int) -> int:
        every = self._network.scorer.scores(scores["label_dep"][place], scores["label_head"][head])
        every[root] = -np.inf
        return int(every.argmax())


def _voiced(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A perfect without "been" is active, whatever its subject was labelled: "had fired"."""
    aids = [t for t in tokens if t.deprel in ("aux", "aux:pass")]
    active = {t.head for t in aids if t.lemma == "have"} - {t.head for t in aids if t.lemma == "be"}
    return tuple(
        replace(t, deprel="nsubj") if t.deprel == "nsubj:pass" and t.head in active else t
        for t in tokens
    )


def _normalised(arcs: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    top = arcs.max(1, keepdims=True)
    shifted = arcs.astype(np.float64) - top
    result: npt.NDArray[np.floating] = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return result


def _joined(left: Sentence, right: Sentence) -> Sentence:
    """Hang the rest of an overlong given sentence on its first root, as `parataxis`."""
    by = len(left.tokens)
    root = next(index for index, token in enumerate(left.tokens) if token.head < 0)
    moved = tuple(
        replace(token, head=token.head + by)
        if token.head >= 0
        else replace(token, head=root, deprel="parataxis")
        for token in right.tokens
    )
    names = tuple(Entity(name.start + by, name.end + by, name.label) for name in right.entities)
    return Sentence(left.start, right.end, left.tokens + moved, left.entities + names)
