"""What a page says about itself: its countries, its date, whose it is, who was named so far."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from casus.model import Document, Sentence
from casus.resolve.actors_fold import phrase
from casus.resolve.actors_tree import Phrases
from casus.resolve.actors_words import COUNTRY_KINDS, NAME_KINDS, Hit, Phrasebook, Sense

SUPRANATIONAL = frozenset({"IGO", "NGO"})
LOCAL = 0.3  # weight of a paragraph beside its page
ROUND_UP = 2.0  # the same on a round-up of the news
SCATTERED = 0.35  # below this share of the first country, a page is a round-up
CountryOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One actor while it is put together; empty strings are not known yet.

    `kind` says how it is referred to (country, organ, person, people, thing, group, frame);
    `soft` that its sector follows from a bare country, so that military action makes it MIL;
    `word` is the role's lemma, by which later short forms find it.
    """

    country: str
    sector: str
    name: str = ""
    kind: str = "organ"
    why: str = ""
    score: float = 0.9
    soft: bool = False
    word: str = ""

    @property
    def code(self) -> str:
        """The actor code."""
        return ".".join(p for p in (self.country, self.sector, self.name) if p)

    @property
    def side(self) -> tuple[str, str]:
        """What it fights for: a country, or an armed group or body by name."""
        if self.sector in {"REB", "CRM"} or self.country in SUPRANATIONAL:
            return (self.country, self.name or self.sector)
        return (self.country, "")


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that was resolved."""

    sentence: int
    head: int
    parts: tuple[Part, ...]
    plural: bool
    rank: int
    verb: int


@dataclass(slots=True)
class PageState:
    """All that the rules may know about a page. Filled in order of the text."""

    document: Document
    phrases: tuple[Phrases, ...]
    date: str
    country_of: CountryOf
    support: Counter[str] = field(default_factory=Counter)
    home: str = ""
    homes: tuple[str, ...] = ()
    paragraph: tuple[int, ...] = ()
    scattered: bool = False
    voice: str = ""
    persons: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    aliases: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    in_sentence: dict[int, list[Mention]] = field(default_factory=dict)


def open_page(
    document: Document, sentences: Sequence[Sentence], book: Phrasebook, country_of: CountryOf
) -> PageState:
    """Match the lexicon and weigh the page's countries."""
    phrases = tuple(Phrases(s, book.hits(s.tokens)) for s in sentences)
    date = document.published.value if document.published else ""
    page = PageState(document, phrases, "" if date.startswith("--") else date, country_of)
    page.support = _support(page)
    page.paragraph = _paragraphs(document.text, sentences)
    page.homes = _homes(page, book)
    page.voice = _voice(page, book)
    return page


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Number the paragraphs: which one does each sentence stand in?"""
    numbers, end = [0], 0
    for sentence in sentences:
        numbers.append(numbers[-1] + ("\n" in text[end : sentence.start]))
        end = sentence.end
    return tuple(numbers[1:])


def _support(page: PageState) -> Counter[str]:
    """How often a country, or a named actor's country, is named; ambiguous words count least."""
    counts: Counter[str] = Counter()
    for hit in (h for p in page.phrases for h in p.hits):
        codes = dict.fromkeys(s.code for s in hit.of(COUNTRY_KINDS | NAME_KINDS) if not s.weak)
        for code in codes:
            counts[code.split(".")[0]] += 12 // len(codes)
            if code.count(".") == 2:
                counts[code] += 12 // len(codes)
    return counts


def _weights(page: PageState, number: int) -> Counter[str]:
    """How much a sentence speaks of each country; places weigh more than actors."""
    weights: Counter[str] = Counter()
    phrases = page.phrases[number]
    for hit in phrases.hits:
        if hit.senses[0].kind in COUNTRY_KINDS | {"named"} and not hit.senses[0].weak:
            country = best(hit.senses, page).code.split(".")[0]
            place = phrases.locative(hit.start) or phrases.locative(hit.end - 1)
            weights[country] += (2 if number < 2 else 1) + 2 * place
    for entity in phrases.sentence.entities:
        if entity.start not in phrases.hit_at:
            name = " ".join(t.text for t in phrases.tokens[entity.start : entity.end])
            weights[page.country_of(name) or ""] += 3 if entity.label == "LOC" else 1
    for country in ("", *SUPRANATIONAL):
        del weights[country]
    return weights


def _homes(page: PageState, book: Phrasebook) -> tuple[str, ...]:
    """For every sentence the country that it takes for granted.

    The whole page counts, and the paragraph: in a round-up of the world's news the paragraph wins,
    on a page about one country the page does.
    """
    own = [_weights(page, number) for number in range(len(page.phrases))]
    whole: Counter[str] = sum(own, Counter())
    for code in _outlet(page.document, book):
        whole[code.split(".")[0]] += 3
    total = sum(whole.values()) or 1
    page.home = max(whole, key=lambda c: whole[c], default="")
    page.scattered = whole[page.home] < SCATTERED * total
    local = ROUND_UP if page.scattered else LOCAL
    homes = []
    for number in range(len(own)):
        near: Counter[str] = Counter()
        for other, weights in enumerate(own):
            away = page.paragraph[number] - page.paragraph[other]
            if 0 <= away < 3:
                for country, weight in weights.items():
                    near[country] += weight / 4**away
        there = sum(near.values()) or 1
        score = {c: whole[c] / total + local * near[c] / there for c in whole}
        homes.append(max(score, key=lambda c: score[c], default=""))
    return tuple(homes)


def _voice(page: PageState, book: Phrasebook) -> str:
    """The country whose organs need no name here: the dateline's, the outlet's, the page's."""
    weights: Counter[str] = Counter()
    for hit in (h for p in page.phrases[:4] for h in p.hits if h.start < 2):
        if hit.senses[0].kind == "capital":
            weights[best(hit.senses, page).code] += 4
    for code in _outlet(page.document, book):
        weights[code.split(".")[0]] += 6
    for country in sorted(weights, key=lambda c: -weights[c]):
        if page.support[country] * 3 >= page.support[page.home]:
            return country
    return ""


def _outlet(document: Document, book: Phrasebook) -> list[str]:
    """Countries of the publishing medium, as far as its name tells."""
    return [s.code for s in book.exactly(phrase(document.outlet or "")) if s.kind == "named"][:1]


def valid(sense: Sense, date: str) -> bool:
    """Does the row's time hold the page's date? Without a date only open rows do."""
    if not date:
        return not sense.until
    since, until = sense.since, sense.until
    return (not since or since <= date) and (not until or date[: len(until)] <= until)


def best(senses: Sequence[Sense], page: PageState) -> Sense:
    """Choose among senses of one kind: valid on the day, then named elsewhere, then file order."""

    def rank(numbered: tuple[int, Sense]) -> tuple[bool, int, int]:
        number, sense = numbered
        support = page.support[sense.code] + page.support[sense.code.split(".")[0]]
        return (not valid(sense, page.date), -support, number)

    return min(enumerate(senses), key=rank)[1]


def believable(hit: Hit, page: PageState) -> tuple[Sense, ...]:
    """The senses usable on this page: weak ones only beside the same actor's full name."""
    return tuple(
        s for s in hit.senses if not s.weak or page.support[s.code] or page.support[s.code[:3]]
    )
