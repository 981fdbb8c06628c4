"""Find the names in sentences that may be places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from casus.lexicon.place_words import place_words
from casus.model import Sentence
from casus.resolve.atlas import Atlas
from casus.resolve.folding import fold
from casus.resolve.places_cues import (
    CALENDAR,
    capital,
    joins,
    noun_after,
    noun_before,
    part_of_body,
    part_of_country,
    shown,
    strangers,
    struck,
    title,
    trimmed,
)

LONGEST = 7


def last_names(sentences: Iterable[Sentence]) -> set[str]:
    """The last names of the persons whom a page names in full."""
    return {
        s.tokens[e.end - 1].text
        for s in sentences
        for e in s.entities
        if e.label == "PER" and e.end - e.start > 1
    }


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `[start, end)` of a sentence that may name a place.

    `word` is the common noun that says its kind ("district"), '' if none; `label` is the name
    recogniser's opinion, '' if it has none; `wide` is the end of the name with its kept noun,
    `early` its start with the part of a country that is meant ("northern").
    """

    sentence: int
    start: int
    end: int
    text: str
    word: str
    label: str
    wide: int
    early: int


class Finder:
    """Looks for names, sentence by sentence.

    `countries` are those that the page speaks of, `persons` the last names of its persons.
    """

    def __init__(
        self,
        text: str,
        atlas: Atlas,
        countries: Collection[str] = (),
        persons: Collection[str] = (),
    ) -> None:
        self._text = text
        self._atlas = atlas
        self._countries = frozenset(countries)
        self._persons = frozenset(persons)

    def find(self, number: int, sentence: Sentence) -> list[Candidate]:
        """Candidates of one sentence in order, none overlapping another."""
        labels = {i: e.label for e in sentence.entities for i in range(e.start, e.end)}
        found: list[Candidate] = []
        taken: set[int] = set()
        sources = (
            self._entities(sentence),
            self._matches(sentence, labels),
            strangers(sentence, labels),
        )
        for start, end, label in (c for source in sources for c in source):
            if not taken.intersection(range(start, end)) and not self._other(sentence, start, end):
                taken.update(range(start, end))
                found.append(self._candidate(number, sentence, start, end, label))
        return sorted(found, key=lambda c: c.start)

    def slice(self, sentence: Sentence, start: int, end: int) -> str:
        """The text of tokens `[start, end)`."""
        return self._text[sentence.tokens[start].start : sentence.tokens[end - 1].end]

    def _other(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether the tokens name a body or a person, and nothing says that they are a place."""
        name = self.slice(sentence, start, end)
        named = self._atlas.is_body(name) or name in self._persons
        return named and not shown(sentence, start)

    def _entities(self, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
        for entity in sentence.entities:
            if entity.label != "LOC":
                continue
            start, end = trimmed(sentence, entity.start, entity.end)
            end = self._extended(sentence, start, end)
            if start < end and any(c.isalpha() for c in self.slice(sentence, start, end)):
                yield from self._parts(sentence, start, end)

    def _extended(self, sentence: Sentence, start: int, end: int) -> int:
        """Take in what the recogniser cut off: Port[-au-Prince], Delmas [30]."""
        if end <= start:
            return end
        tokens = sentence.tokens
        last = end
        while last < min(len(tokens), end + LONGEST) and joins(sentence, last):
            last += 1
        for stop in range(last, end, -1):
            if self._known(sentence, start, stop) and tokens[stop - 1].text[:1].isupper():
                return stop
        glued = (
            end < len(tokens)
            and tokens[end].text == "-"
            and tokens[end].start == tokens[end - 1].end
        )
        if glued and end + 1 < len(tokens) and tokens[end + 1].text[:1].isupper():
            return end + 2
        number = end < len(tokens) and tokens[end].text.isdigit() and len(tokens[end].text) <= 2
        return end + 1 if number else end

    def _parts(self, sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Take "Kuala Lumpur, Malaysia" and "Armenia-Azerbaijan" apart; keep what is one name."""
        if self._known(sentence, start, end):
            yield start, end, "LOC"
            return
        cut = start
        for index in range(start, end):
            splits = sentence.tokens[index].text in (",", "-", "–", "/", "and")
            if (
                splits
                and self._known(sentence, cut, index)
                and self._known(sentence, index + 1, end)
            ):
                yield cut, index, "LOC"
                cut = index + 1
        yield cut, end, "LOC"

    def _matches(
        self, sentence: Sentence, labels: dict[int, str]
    ) -> Iterator[tuple[int, int, str]]:
        """Names that a table or, where the words around speak for a place, the gazetteer knows."""
        index = 0
        while index < len(sentence.tokens):
            end = self._longest(sentence, index, labels) if capital(sentence, index) else 0
            if end:
                yield index, end, labels.get(index, "")
            index = end or index + 1

    def _longest(self, sentence: Sentence, start: int, labels: dict[int, str]) -> int:
        last = start + 1
        while last < min(len(sentence.tokens), start + LONGEST) and joins(sentence, last):
            last += 1
        if title(sentence, start):
            return 0
        led = shown(sentence, start)
        for end in range(last, start, -1):
            if not capital(sentence, end - 1) and not sentence.tokens[end - 1].text.isdigit():
                continue
            inside = {labels.get(i, "") for i in range(start, end)}
            if self._speaks(sentence, start, end, inside, led):
                return end
        return 0

    def _speaks(
        self, sentence: Sentence, start: int, end: int, labels: set[str], led: bool
    ) -> bool:
        """Whether tokens name a place even though the name recogniser did not say so."""
        if "LOC" in labels or part_of_body(sentence, end):
            return False
        folded = fold(self.slice(sentence, start, end))
        if len(folded) < 3 or folded in CALENDAR:
            return False
        told = led or bool(noun_after(sentence, end)) or struck(sentence, start, end)
        if labels & {"PER", "ORG"}:
            owned = sentence.tokens[end : end + 1] and sentence.tokens[end].xpos == "POS"
            return (
                told and not owned and (self._listed(folded) or self._at_home(sentence, start, end))
            )
        if folded in self._atlas.countries or self._listed(folded):
            return True
        if told or folded in self._atlas.nationalities:
            return told and self._known(sentence, start, end)
        return start > 0 and self._at_home(sentence, start, end)

    def _listed(self, folded: str) -> bool:
        """Whether our own tables have the name in a country that the page speaks of, or at sea."""
        entries = self._atlas.own.get(folded, ())
        return any(e.country in self._countries or not e.country for e in entries)

    def _at_home(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether the gazetteer has the name in a country that the page speaks of."""
        if any(t.upos != "PROPN" for t in sentence.tokens[start:end] if t.text[:1].isupper()):
            return False
        near = sentence.tokens[start - 1].text[:1].isupper() or (
            end < len(sentence.tokens) and sentence.tokens[end].text[:1].isupper()
        )
        found = () if near else self._atlas.exact(self.slice(sentence, start, end))
        return any(f.entry.country in self._countries and f.likeness == 1.0 for f in found)

    def _known(self, sentence: Sentence, start: int, end: int) -> bool:
        return start < end and bool(self._atlas.exact(self.slice(sentence, start, end)))

    def _candidate(
        self, number: int, sentence: Sentence, start: int, end: int, label: str
    ) -> Candidate:
        word = noun_after(sentence, end) or noun_before(sentence, start)
        last = sentence.tokens[end - 1].text.lower()
        if not word and end - start > 1 and last in place_words():
            word = last
        kept = bool(noun_after(sentence, end)) and place_words()[word].kept
        return Candidate(
            number,
            start,
            end,
            self.slice(sentence, start, end),
            word,
            label,
            end + 1 if kept else end,
            self._early(sentence, start, end),
        )

    def _early(self, sentence: Sentence, start: int, end: int) -> int:
        """Where a country's name starts with the part of it that is meant."""
        if fold(self.slice(sentence, start, end)) not in self._atlas.countries:
            return start
        at = sentence.tokens[start].start
        at -= part_of_country(self._text[sentence.start : at])
        return next(i for i, token in enumerate(sentence.tokens) if token.end > at)
