"""What a page says about itself: its countries, its date, whose it is, who was named so far."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from casus.model import Document, Sentence
from casus.resolve.actors_fold import phrase
from casus.resolve.actors_lands import CountryOf, Homonyms, Lands
from casus.resolve.actors_tree import Phrases
from casus.resolve.actors_words import COUNTRY_KINDS, NAME_KINDS, Hit, Phrasebook, Sense

SUPRANATIONAL = frozenset({"IGO", "NGO"})
LOCAL = 0.3  # weight of a paragraph beside its page
DATELINE_ENDS = frozenset(".:–—-(/,|")
HEADLINE = 3  # weights of what names a country: in the first sentences,
ACTOR = 1  # elsewhere,
AT_PLACE = 2  # besides, where the name says where something is,
TOWN = 3  # a place in it,
DOUBTFUL_TOWN = 1  # one of which the page tells no more,
OWN_DATELINE = 4  # the only dateline of the page,
ITEM_DATELINE = 1.0  # that of one item, as a share of the page
REACH = 3  # paragraphs that bear upon a sentence,
FADING = 4  # each this many times less than the next
MANY = 2  # countries of datelines above which a page is a round-up
VOICE_SHARE = 3  # a dateline abroad, of which the page speaks this much less, is not its voice
ROUND_UP = 2.0  # the same on a round-up of the news
SCATTERED = 0.35  # below this share of the first country, a page is a round-up


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
    country_of: Lands
    support: Counter[str] = field(default_factory=Counter)
    home: str = ""
    homes: tuple[str, ...] = ()
    weights: Counter[str] = field(default_factory=Counter)
    leads: dict[int, str] = field(default_factory=dict)
    paragraph: tuple[int, ...] = ()
    scattered: bool = False
    voice: str = ""
    persons: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    aliases: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    in_sentence: dict[int, list[Mention]] = field(default_factory=dict)

    @property
    def round_up(self) -> bool:
        """Does each paragraph speak of a matter, and a country, of its own?"""
        return self.scattered or len(set(self.leads.values())) > MANY


def open_page(
    document: Document,
    sentences: Sequence[Sentence],
    book: Phrasebook,
    country_of: CountryOf,
    homonyms: Homonyms,
) -> PageState:
    """Match the lexicon and weigh the page's countries."""
    phrases = tuple(Phrases(s, book.hits(s.tokens)) for s in sentences)
    date = document.published.value if document.published else ""
    support = _support(phrases)
    lands = Lands(homonyms, country_of, support, _place_names(phrases))
    page = PageState(document, phrases, "" if date.startswith("--") else date, lands, support)
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


def _place_names(pages: Sequence[Phrases]) -> frozenset[str]:
    """What the recogniser takes for a place and no table knows."""
    return frozenset(
        " ".join(t.text for t in phrases.tokens[entity.start : entity.end])
        for phrases in pages
        for entity in phrases.sentence.entities
        if entity.label == "LOC" and entity.start not in phrases.hit_at
    )


def _support(phrases: Sequence[Phrases]) -> Counter[str]:
    """How often a country, or a named actor's country, is named; ambiguous words count least."""
    counts: Counter[str] = Counter()
    for hit in (h for p in phrases for h in p.hits):
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
        sense = hit.senses[0]
        if sense.kind in COUNTRY_KINDS | NAME_KINDS and not sense.weak and sense.table != "media":
            country = best(hit.senses, page).code.split(".")[0]
            place = phrases.locative(hit.start) or phrases.locative(hit.end - 1)
            weights[country] += (HEADLINE if number < 2 else ACTOR) + AT_PLACE * place
    for entity in phrases.sentence.entities:
        if entity.start not in phrases.hit_at:
            name = " ".join(t.text for t in phrases.tokens[entity.start : entity.end])
            country = page.country_of(name) or ""
            place = entity.label == "LOC" and page.country_of.sure(country)
            weights[country] += TOWN if place else DOUBTFUL_TOWN
    for country in ("", *SUPRANATIONAL):
        del weights[country]
    return weights


def _homes(page: PageState, book: Phrasebook) -> tuple[str, ...]:
    """For every sentence the country that it takes for granted.

    The whole page counts, and the paragraph: in a round-up of the world's news the paragraph wins,
    on a page about one country the page does. A dateline settles what follows it.
    """
    own = [_weights(page, number) for number in range(len(page.phrases))]
    whole: Counter[str] = sum(own, Counter())
    for code in _outlet(page.document, book):
        whole[code.split(".")[0]] += 3
    page.leads = _leads(page)
    told = list(dict.fromkeys(page.leads.values()))
    if len(told) == 1:
        whole[told[0]] += OWN_DATELINE
    total = sum(whole.values()) or 1
    page.home = max(whole, key=lambda c: whole[c], default="")
    page.scattered = whole[page.home] < SCATTERED * total and told != [page.home]
    page.weights = whole
    local = ROUND_UP if page.scattered else LOCAL
    homes = []
    for number in range(len(own)):
        near = _near(page, own, number)
        there = sum(near.values()) or 1
        score = {c: whole[c] / total + local * near[c] / there for c in whole}
        if len(told) > 1 and (lead := page.leads.get(page.paragraph[number])):
            score[lead] = score.get(lead, 0.0) + ITEM_DATELINE
        homes.append(max(score, key=lambda c: score[c], default=""))
    return tuple(homes)


def _near(page: PageState, own: Sequence[Counter[str]], number: int) -> Counter[str]:
    """How much the surroundings of a sentence speak of each country."""
    near: Counter[str] = Counter()
    for other, weights in enumerate(own):
        away = page.paragraph[number] - page.paragraph[other]
        if 0 <= away < REACH:
            for country, weight in weights.items():
                near[country] += weight / FADING**away
    return near


def _leads(page: PageState) -> dict[int, str]:
    """Paragraphs that open with a dateline, and its country: "SUVA.", "In brief: Angola – "."""
    leads: dict[int, str] = {}
    seen: set[int] = set()
    for number, phrases in enumerate(page.phrases):
        paragraph = page.paragraph[number]
        if paragraph not in seen:
            seen.add(paragraph)
            if country := _dateline(page, phrases):
                leads[paragraph] = country
    return leads


def _dateline(page: PageState, phrases: Phrases) -> str:
    """The country of a place that stands alone at the very beginning of a sentence."""
    tokens = phrases.tokens
    first = next((i for i, t in enumerate(tokens) if t.text[:1].isalpha()), -1)
    if first < 0 or not tokens[first].text[:1].isupper():
        return ""
    hit, entity = phrases.hit_at.get(first), phrases.entity_at.get(first)
    known = hit and hit.senses[0].kind in {"country", "capital"}
    end = hit.end if hit and known else entity.end if entity else first + 1
    words = tokens[first:end]
    shouted = all(t.text.isupper() for t in words) and len(words[0].text) > 2
    stop = tokens[end].text if end < len(tokens) else "."
    if stop[:1] not in DATELINE_ENDS and not shouted:
        return ""
    if hit and known:
        return best(hit.senses, page).code
    name = " ".join(t.text for t in words)
    return page.country_of(name.title() if len(name) > 4 else name) or ""


def _voice(page: PageState, book: Phrasebook) -> str:
    """The country whose organs need no name here: the dateline's, the outlet's, the page's."""
    weights: Counter[str] = Counter()
    for hit in (h for p in page.phrases[:4] for h in p.hits if h.start < 2):
        if hit.senses[0].kind == "capital":
            weights[best(hit.senses, page).code] += 4
    for code in _outlet(page.document, book):
        weights[code.split(".")[0]] += 6
    for country in sorted(weights, key=lambda c: -weights[c]):
        if page.weights[country] * VOICE_SHARE >= page.weights[page.home]:
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
