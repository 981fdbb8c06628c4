"""Find the names in sentences that may be places."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from casus.lexicon.place_words import LOCATIVE, place_words
from casus.model import Sentence
from casus.resolve.atlas import Atlas
from casus.resolve.folding import fold

LONGEST = 7
_JOINTS = frozenset({"-", "–", "'", "’", "al", "el", "as", "de", "del", "la", "las", "los", "le", "of", "the",
                     "e",
                     "and", "ez", "ad", "et", "bin", "du", "des", "d", "i", "ash", "ar", "sur",
                     "/", "au", "aux"})  # fmt: skip
# A body's name, not a place's, when one of these ends it ("Gaza Health Ministry").
_BODIES = frozenset(
    """
    ministry army forces force government police council agency news times post journal
    university party front movement brigade brigades battalion division corps command mission
    office court congress senate parliament committee commission union association group
    company bank club united fc guard guards network institute centre center foundation press
    tv radio telegraph herald tribune gazette administration authority
    """.split()  # noqa: SIM905
)


_CALENDAR = frozenset(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday ramadan easter christmas eid""".split()  # noqa: SIM905
)
# Prepositions after which an unknown name without another reading is a place.
_FREE = {"in": {"", "PER"}, "near": {"", "PER", "ORG"}, "towards": {"", "PER"}}
_STRONG = frozenset({"in", "near", "at", "inside", "outside", "towards", "toward", "around"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `[start, end)` of a sentence that may name a place.

    `word` is the common noun that says its kind ("district"), '' if none; `label` is the name
    recogniser's opinion, '' if it has none; `wide` is the end of the name with its kept noun.
    """

    sentence: int
    start: int
    end: int
    text: str
    word: str
    label: str
    wide: int


class Finder:
    """Looks for names, sentence by sentence."""

    def __init__(self, text: str, atlas: Atlas, countries: Collection[str] = ()) -> None:
        self._text = text
        self._atlas = atlas
        self._countries = frozenset(countries)

    def find(self, number: int, sentence: Sentence) -> list[Candidate]:
        """Candidates of one sentence in order, none overlapping another."""
        labels = {i: e.label for e in sentence.entities for i in range(e.start, e.end)}
        found: list[Candidate] = []
        taken: set[int] = set()
        sources = (
            self._entities(sentence),
            self._matches(sentence, labels),
            _strangers(sentence, labels),
        )
        for start, end, label in (c for source in sources for c in source):
            if not taken.intersection(range(start, end)):
                taken.update(range(start, end))
                found.append(self._candidate(number, sentence, start, end, label))
        return sorted(found, key=lambda c: c.start)

    def slice(self, sentence: Sentence, start: int, end: int) -> str:
        """The text of tokens `[start, end)`."""
        return self._text[sentence.tokens[start].start : sentence.tokens[end - 1].end]

    def _entities(self, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
        for entity in sentence.entities:
            if entity.label != "LOC":
                continue
            start, end = _trimmed(sentence, entity.start, entity.end)
            end = self._extended(sentence, start, end)
            if start < end and any(c.isalpha() for c in self.slice(sentence, start, end)):
                yield from self._parts(sentence, start, end)

    def _extended(self, sentence: Sentence, start: int, end: int) -> int:
        """Take in what the recogniser cut off: Port[-au-Prince], Delmas [30]."""
        if end <= start:
            return end
        tokens = sentence.tokens
        last = end
        while last < min(len(tokens), end + LONGEST) and _joins(sentence, last):
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
            end = self._longest(sentence, index, labels) if _capital(sentence, index) else 0
            if end:
                yield index, end, labels.get(index, "")
            index = end or index + 1

    def _longest(self, sentence: Sentence, start: int, labels: dict[int, str]) -> int:
        last = start + 1
        while last < min(len(sentence.tokens), start + LONGEST) and _joins(sentence, last):
            last += 1
        if _title(sentence, start):
            return 0
        shown = _shown(sentence, start)
        for end in range(last, start, -1):
            if not _capital(sentence, end - 1) and not sentence.tokens[end - 1].text.isdigit():
                continue
            inside = {labels.get(i, "") for i in range(start, end)}
            if self._speaks(sentence, start, end, inside, shown):
                return end
        return 0

    def _speaks(
        self, sentence: Sentence, start: int, end: int, labels: set[str], shown: bool
    ) -> bool:
        """Whether tokens name a place even though the name recogniser did not say so."""
        if "LOC" in labels or _part_of_body(sentence, end):
            return False
        folded = fold(self.slice(sentence, start, end))
        if len(folded) < 3 or folded in _CALENDAR:
            return False
        told = shown or bool(_noun_after(sentence, end))
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
        word = _noun_after(sentence, end) or _noun_before(sentence, start)
        last = sentence.tokens[end - 1].text.lower()
        if not word and end - start > 1 and last in place_words():
            word = last
        kept = bool(_noun_after(sentence, end)) and place_words()[word].kept
        return Candidate(
            number,
            start,
            end,
            self.slice(sentence, start, end),
            word,
            label,
            end + 1 if kept else end,
        )


def _strangers(sentence: Sentence, labels: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    """Names that nobody knows, where the words before tell a place: in Yohmor al-Shaqeef."""
    index = 1
    tokens = sentence.tokens
    while index < len(tokens):
        before = tokens[index - 1].text.lower()
        strong = before in _STRONG or _of_place(sentence, index)
        if (
            strong
            and _capital(sentence, index)
            and labels.get(index, "") in _FREE.get(before, {""})
        ):
            end = _run(sentence, index, labels)
            if end and not _part_of_body(sentence, end):
                yield index, end, ""
                index = end
        index += 1


def _run(sentence: Sentence, start: int, labels: dict[int, str]) -> int:
    """The end of the capitalised words from `start`; 0 when they are a day, month or adjective."""
    end = start + 1
    while end < len(sentence.tokens) and _joins(sentence, end) and labels.get(end) != "LOC":
        end += 1
    while end > start and not (
        _capital(sentence, end - 1) or sentence.tokens[end - 1].text.isdigit()
    ):
        end -= 1
    words = [t for t in sentence.tokens[start:end] if t.text[:1].isupper()]
    dated = any(
        t.text.lower() in _CALENDAR or (t.text.isdigit() and len(t.text) == 4) for t in words
    )
    named = bool(words) and all(t.upos in ("PROPN", "NOUN", "X") for t in words)
    return end if named and not dated else 0


def _capital(sentence: Sentence, index: int) -> bool:
    text = sentence.tokens[index].text
    return text[:1].isupper() or (text.lower() in ("al", "el") and index + 1 < len(sentence.tokens))


def _joins(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.text[:1].isupper() or token.text.lower() in _JOINTS or token.text.isdigit()


def _trimmed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Without the article, the possessive and stray marks at the edges."""
    while start < end and (
        sentence.tokens[start].text.lower() == "the"
        or not sentence.tokens[start].text[:1].isalnum()
    ):
        start += 1
    while end > start and (
        sentence.tokens[end - 1].xpos == "POS" or not sentence.tokens[end - 1].text[-1:].isalnum()
    ):
        end -= 1
    return start, end


def _noun_after(sentence: Sentence, end: int) -> str:
    """The place noun right after a name: Kizilyurt DISTRICT."""
    if end >= len(sentence.tokens):
        return ""
    text, lemma = sentence.tokens[end].text.lower(), sentence.tokens[end].lemma.lower()
    return text if text in place_words() else lemma if lemma in place_words() else ""


def _noun_before(sentence: Sentence, start: int) -> str:
    """The place noun of which a name is the complement: the VILLAGE of Farukh, the TOWN Sotk."""
    index = start - 1
    while index >= 0 and sentence.tokens[index].text.lower() in ("of", "the", "“", '"', "(", ","):
        index -= 1
    if index < 0 or (start - index > 1 and sentence.tokens[index + 1].text == ","):
        return ""
    text, lemma = sentence.tokens[index].text.lower(), sentence.tokens[index].lemma.lower()
    word = text if text in place_words() else lemma
    return word if word in place_words() and not sentence.tokens[index].text[:1].isupper() else ""


def _of_place(sentence: Sentence, start: int) -> bool:
    return bool(_noun_before(sentence, start))


def _shown(sentence: Sentence, start: int) -> bool:
    """Whether a locative preposition or a place noun stands before the name."""
    index = start - 1
    if index >= 0 and sentence.tokens[index].text.lower() == "the":
        index -= 1
    if index < 0:
        return False
    return sentence.tokens[index].text.lower() in LOCATIVE - {"by", "for", "on", "to"} or _of_place(
        sentence, start
    )


def _part_of_body(sentence: Sentence, end: int) -> bool:
    """Whether the name goes on to be that of a ministry, force or newspaper."""
    for index in range(end - 1, min(len(sentence.tokens), end + 3)):
        token = sentence.tokens[index]
        if not token.text[:1].isupper():
            return False
        if token.text.lower() in _BODIES:
            return True
    return False


def _title(sentence: Sentence, start: int) -> bool:
    """Whether a title stands before it (General X, Mr. X)."""
    if start == 0:
        return False
    text = sentence.tokens[start - 1].text
    return text.rstrip(".") in {
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "General",
        "Gen",
        "Colonel",
        "Col",
        "President",
        "Minister",
    }
