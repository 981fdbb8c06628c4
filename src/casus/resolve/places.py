"""Places of a page: which names are places, which places they are, and where each event was."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from casus.lexicon.weights import weights_of
from casus.model import Document, Place, Sentence, Span
from casus.resolve.atlas import Atlas, nearer
from casus.resolve.entry import Entry, distance_km
from casus.resolve.folding import fold
from casus.resolve.gazetteer import Found
from casus.resolve.places_choose import LEAST, SURE, Answer, Question, choose
from casus.resolve.places_index import PlaceIndex
from casus.resolve.places_mention import PlaceMention
from casus.resolve.places_mentions import Candidate, Finder, last_names

NAME_HINT = 1.0
PEOPLE_HINT = 0.5
FUZZY_FROM = 0.25


class Places:
    """Resolves places. The constructor reads nothing; the first page opens tables and index.

    `lexicon` are further folders with `places/*.tsv`.
    """

    def __init__(
        self,
        lexicon: Sequence[Path] = (),
        atlas: Atlas | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.atlas = atlas or Atlas(lexicon)
        self._weights = weights_of("place_choice.tsv") if weights is None else weights

    def in_document(self, document: Document, sentences: Sequence[Sentence]) -> PlaceIndex:
        """Find and resolve all place names of a page."""
        hints = self._hints(t.text for s in sentences for t in s.tokens)
        finder = Finder(document.text, self.atlas, _main(hints), last_names(sentences))
        found = [c for n, s in enumerate(sentences) for c in finder.find(n, s)]
        answers = self._answers(
            [(c.text, c.word, _chain(found, i)) for i, c in enumerate(found)], hints, LEAST
        )
        mentions = [
            self._mention(document, sentences, finder, c, a)
            for c, a in zip(found, answers, strict=True)
        ]
        return PlaceIndex(document, sentences, mentions, self.atlas, self._weights)

    def resolve_mentions(
        self, text: str, spans: Sequence[tuple[int, int]]
    ) -> list[tuple[Place, float]]:
        """Resolve names at given code points of a text: for each a place and its probability."""
        names = [text[start:end] for start, end in spans]
        asked = [(n, _word_at(n), _followers(text, spans, i)) for i, n in enumerate(names)]
        answers = self._answers(asked, self._hints(text.split()), -math.inf)
        return [(place_of(n, n, a), a.score) for n, a in zip(names, answers, strict=True)]

    def _hints(self, words: Iterable[str]) -> dict[str, float]:
        """Countries that a page speaks of, by name or by people, with their weight."""
        weight: defaultdict[str, float] = defaultdict(float)
        for word in words:
            folded = fold(word)
            if folded in self.atlas.countries:
                weight[self.atlas.countries[folded]] += NAME_HINT
            elif word[:1].isupper() and folded in self.atlas.nationalities:
                weight[self.atlas.nationalities[folded]] += PEOPLE_HINT
        return dict(weight)

    def _answers(
        self,
        asked: Sequence[tuple[str, str, tuple[str, ...]]],
        hints: dict[str, float],
        least: float,
    ) -> list[Answer]:
        """Resolve (name, noun, chain) triples together: by their spelling, then by their sound.

        A name may sound like a place of the countries that the page speaks of alone.
        """
        known = {n: tuple(self._land(n) or self.atlas.exact(n)) for n, _, _ in asked}

        def answered() -> list[Answer]:
            questions = [Question(n, w, self._holders(chain), known[n]) for n, w, chain in asked]
            return choose(questions, hints, least)

        first = answered()
        countries = _main(hints) | {a.entry.country for a in first if a.entry and a.score > SURE}
        abroad = [
            n for n, found in known.items() if countries.isdisjoint(f.entry.country for f in found)
        ]
        alike = {n: tuple(self.atlas.alike(n, countries)) for n in abroad}
        known |= {n: known[n] + found for n, found in alike.items()}
        return _settled(answered() if any(alike.values()) else first)

    def _land(self, name: str) -> list[Found]:
        """Give the country of a people (Egyptians, Thai airspace) that no table has as a place."""
        folded = fold(name)
        land = self.atlas.nationalities.get(folded)
        entry = self.atlas.country(land) if land and folded not in self.atlas.own else None
        return [Found(entry, 1.0)] if entry else []

    def _holders(self, chain: Sequence[str]) -> tuple[Entry, ...]:
        """Give the countries, provinces and districts that names in a chain may be."""
        return tuple(
            f.entry for name in chain for f in self.atlas.exact(name) if f.entry.precision >= 3
        )

    def _mention(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        finder: Finder,
        found: Candidate,
        answer: Answer,
    ) -> PlaceMention:
        sentence = sentences[found.sentence]
        name = finder.slice(sentence, found.early, found.wide)
        span = Span(
            document.id, sentence.tokens[found.early].start, sentence.tokens[found.wide - 1].end
        )
        place = place_of(name, found.text, answer)
        return PlaceMention(
            span, found.sentence, found.early, found.wide, name, place, answer.score,
            answer.entry.kind if answer.entry else (found.word and "area") or "", found.word,
        )  # fmt: skip


def _main(hints: Mapping[str, float]) -> set[str]:
    """Give the countries that a page speaks of most."""
    most = max(hints.values(), default=0.0)
    return {land for land, weight in hints.items() if weight >= FUZZY_FROM * most}


def place_of(name: str, bare: str, answer: Answer) -> Place:
    """The record of a resolved name; without an answer only the name and what was considered."""
    entry, alternatives = answer.entry, tuple(_described(e) for e in answer.others)
    if entry is None:
        canonical = bare if bare != name else None
        return Place(name, None, canonical=canonical, alternatives=alternatives)
    return Place(
        name=name,
        country=entry.country or None,
        lat=entry.lat,
        lon=entry.lon,
        canonical=entry.name,
        geonames_id=entry.geonames_id,
        precision=entry.precision,
        radius_km=entry.radius_km,
        controller=entry.controller or None,
        alternatives=alternatives,
    )


def _described(entry: Entry) -> str:
    where = f"{entry.country or 'high seas'}, {entry.kind}, {entry.lat:.2f} {entry.lon:.2f}"
    return f"{entry.name} ({where})"


def _settled(answers: list[Answer]) -> list[Answer]:
    """Put counties, which have no point of their own, where their page is."""
    points = [a.entry for a in answers if a.entry and a.entry.kind == "populated"]
    return [_placed(a, points) if a.entry and a.entry.kind == "county" else a for a in answers]


def _placed(answer: Answer, points: Sequence[Entry]) -> Answer:
    county = answer.entry
    if county is None:
        return answer
    inside = [p for p in points if p.country == county.country and p.admin1 == county.admin1]
    if not inside:
        return answer
    near = min(inside, key=lambda p: sum(distance_km(p, other) for other in inside))
    return Answer(nearer(county, near.lat, near.lon), answer.score, answer.others)


def _chain(found: Sequence[Candidate], index: int) -> tuple[str, ...]:
    """Folded names that follow closely in the same sentence: Dheri village of Kotli district."""
    mine = found[index]
    after = [
        c
        for c in found[index + 1 : index + 3]
        if c.sentence == mine.sentence and c.start - mine.end <= 6
    ]
    return tuple(fold(c.text) for c in after)


def _followers(text: str, spans: Sequence[tuple[int, int]], index: int) -> tuple[str, ...]:
    end = spans[index][1]
    return tuple(fold(text[s:e]) for s, e in spans[index + 1 : index + 3] if 0 <= s - end <= 3)


def _word_at(name: str) -> str:
    last = name.rsplit(maxsplit=1)[-1].lower() if name.split() else ""
    return (
        last
        if last in {"county", "parish", "province", "district", "state", "river", "island"}
        else ""
    )
