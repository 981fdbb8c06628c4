"""Earlier places that later words mean: "there", "the village", or no word at all."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from casus.lexicon.place_words import PlaceWord, place_words
from casus.model import Sentence
from casus.resolve.atlas import Atlas
from casus.resolve.folding import fold
from casus.resolve.places_mention import PlaceMention
from casus.resolve.places_tree import Ways

LOOK_BACK = 8
NEAR = 4
MOST = 3
_SAME = frozenset({"the", "this", "that", "same", "its", "their", "those", "these", "each", "both"})
_THERE = frozenset({"there", "nearby", "here"})
_ANY = PlaceWord("there", "", kept=False, back=frozenset("*"))


class Antecedents:
    """Looks back over the place names of a page."""

    def __init__(
        self, sentences: Sequence[Sentence], mentions: Sequence[PlaceMention], atlas: Atlas
    ) -> None:
        self._sentences = sentences
        self._mentions = mentions
        self._atlas = atlas
        counts = Counter(fold(m.text) for m in mentions if m.kind != "country")
        self._main = max(counts, key=lambda n: counts[n], default="")
        self._first = next((m for m in mentions if fold(m.text) == self._main), None)
        self._at = [m.sentence for m in mentions]

    def _between(self, first: int, end: int) -> Sequence[PlaceMention]:
        """The mentions of the sentences from `first` up to `end`, without `end`."""
        return self._mentions[bisect_left(self._at, first) : bisect_left(self._at, end)]

    def main(self, mention: PlaceMention) -> bool:
        """Whether the page names no other place below a country more often."""
        return fold(mention.text) == self._main

    def recent(self, sentence: int) -> list[PlaceMention]:
        """Give the last places named before a sentence, the nearest first, then the main one."""
        found: dict[str, PlaceMention] = {}
        for mention in reversed(self._between(sentence - NEAR, sentence)):
            if mention.kind != "country":
                found.setdefault(fold(mention.text), mention)
        if self._first and self._first.sentence < sentence:
            found.setdefault(self._main, self._first)
        return list(found.values())[: MOST + 1]

    def of(
        self, ways: Ways, sentence: int, index: int, last: PlaceMention | None
    ) -> list[PlaceMention]:
        """Give the places that the word at `index` may mean, the likeliest first."""
        word = self._word(ways, sentence, index)
        if word is None:
            return []
        found: dict[str, PlaceMention] = {}
        for mention in self._ordered(ways, sentence, index, word, last):
            found.setdefault(fold(mention.text), mention)
        return list(found.values())[:MOST]

    def _word(self, ways: Ways, sentence: int, index: int) -> PlaceWord | None:
        token = ways.tokens[index]
        text = token.text.lower()
        if text in _THERE:
            return _ANY if token.deprel != "expl" else None
        word = place_words().get(text) or place_words().get(ways.lemma(index))
        if word is None or not word.back or self._inside(sentence, index):
            return None
        marks = {ways.tokens[c].text.lower() for c in ways.below[index]}
        named = any(ways.tokens[c].upos == "PROPN" for c in ways.below[index])
        return word if marks & _SAME and not named else None

    def _ordered(
        self, ways: Ways, sentence: int, index: int, word: PlaceWord, last: PlaceMention | None
    ) -> Iterator[PlaceMention]:
        """Places the word may mean: of the same noun, of the last event, others."""
        near = [
            m
            for m in reversed(self._between(sentence - LOOK_BACK, sentence + 1))
            if (m.sentence, m.start) < (sentence, index)
        ]
        if word.word == "capital":
            yield from (
                m
                for m in near
                if self._atlas.capitals.get(fold(m.text)) == _land(ways, index, self._atlas)
            )
        yield from (m for m in near if m.word == word.word)
        if last and fits(last, word):
            yield last
        yield from (m for m in near if fits(m, word))
        main = self._first
        if main and (main.sentence, main.start) < (sentence, index) and fits(main, word):
            yield main

    def _inside(self, sentence: int, index: int) -> bool:
        """Whether a place name hangs on the noun or holds it ("the village of Farukh")."""
        return any(
            m.start <= index < m.end or (abs(m.start - index) <= 3 and bool(m.word))
            for m in self._between(sentence, sentence + 1)
        )


def _land(ways: Ways, index: int, atlas: Atlas) -> str:
    """Give the country of the adjective before "capital", '' if there is none."""
    lands = (atlas.nationalities.get(fold(ways.tokens[c].text), "") for c in ways.below[index])
    return next((land for land in lands if land), "")


def fits(mention: PlaceMention, word: PlaceWord) -> bool:
    """Whether a place is of the kinds that a word may mean."""
    if "*" in word.back:
        return mention.kind != "country"
    if mention.word in place_words():
        return place_words()[mention.word].kind in word.back
    return mention.kind in word.back
