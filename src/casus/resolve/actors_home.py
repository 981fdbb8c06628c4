"""Which country a page, and each of its sentences, takes for granted; who speaks as "we"."""

from collections import Counter
from collections.abc import Sequence

from casus.model import Document, Sentence
from casus.resolve.actors_fold import phrase
from casus.resolve.actors_lands import Homonyms, Lands, PlaceNames
from casus.resolve.actors_masthead import lands, masthead
from casus.resolve.actors_page import SUPRANATIONAL, PageState, Part, believable, best
from casus.resolve.actors_tree import Phrases
from casus.resolve.actors_words import COUNTRY_KINDS, NAME_KINDS, Phrasebook, Sense

FULL = 12  # what an unambiguous name counts
MANY_TIMES = 3  # a homonym of a capital lies in a country named so much more often
LOCAL = 0.3  # weight of a paragraph beside its page
DATELINE_ENDS = frozenset(".:–—-(/,|")
HEADLINE = 3  # weights of what names a country: in the first sentences,
ACTOR = 1  # elsewhere,
AT_PLACE = 2  # besides, where the name says where something is,
TOWN = 3  # a place in it,
DOUBTFUL_TOWN = 1  # one of which the page tells no more,
MASTHEAD = 4  # above the page,
OWN_DATELINE = 4  # the only dateline of the page,
ITEM_DATELINE = 1.0  # that of one item, as a share of the page
REACH = 3  # paragraphs that bear upon a sentence,
FADING = 4  # each this many times less than the next
VOICE_SHARE = 3  # a dateline abroad, of which the page speaks this much less, is not its voice
ROUND_UP = 2.0  # the same on a round-up of the news
SCATTERED = 0.35  # below this share of the first country, a page is a round-up


def open_page(
    document: Document,
    sentences: Sequence[Sentence],
    book: Phrasebook,
    names: PlaceNames,
) -> PageState:
    """Match the lexicon and weigh the page's countries."""
    phrases = tuple(Phrases(s, book.hits(s.tokens)) for s in sentences)
    date = document.published.value if document.published else ""
    support = _support(phrases)
    if strange := _no_capitals(phrases, support, names.homonyms):
        phrases = tuple(
            Phrases(p.sentence, tuple(h for h in p.hits if h.senses[0].form not in strange))
            if any(h.senses[0].form in strange for h in p.hits)
            else p
            for p in phrases
        )
        support = _support(phrases)
    lands = Lands(names, support, _place_names(phrases))
    page = PageState(document, phrases, "" if date.startswith("--") else date, lands, support)
    page.paragraph = _paragraphs(document.text, sentences)
    page.questions = _questions(phrases)
    page.masthead = masthead(document, sentences, book)
    page.homes = _homes(page, book)
    page.voice = _voice(page, book)
    page.issuer = _issuer(page)
    return page


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Number the paragraphs: which one does each sentence stand in?"""
    numbers, end = [0], 0
    for sentence in sentences:
        numbers.append(numbers[-1] + ("\n" in text[end : sentence.start]))
        end = sentence.end
    return tuple(numbers[1:])


def _questions(pages: Sequence[Phrases]) -> tuple[int, ...]:
    """The sentences of an interview that open with who speaks: "Q: Could you?", "Minister: No."."""
    marked: dict[int, str] = {}
    for number, phrases in enumerate(pages):
        words = [t.text for t in phrases.tokens[:2]]
        if len(words) > 1 and (words[1] == ":" or words[0].endswith(":")) and words[0][0].isupper():
            marked[number] = words[0].rstrip(":")
    turns = Counter(marked.values())
    speakers = {label for label, times in turns.items() if times > 1 and not label.isdigit()}
    return tuple(n for n, label in marked.items() if label in speakers) if len(speakers) > 1 else ()


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
        if len(codes) > FULL:  # at home in many countries: the first is the likeliest
            counts[next(iter(codes)).split(".")[0]] += FULL // 4
        for code in codes:
            counts[code.split(".")[0]] += FULL // len(codes)
            if code.count(".") == 2:
                counts[code] += FULL // len(codes)
    return counts


def _no_capitals(
    pages: Sequence[Phrases], support: Counter[str], homonyms: Homonyms
) -> frozenset[str]:
    """Names of capitals that mean another town here: Tripoli, on a page that speaks of Lebanon."""
    named = Counter(
        (hit.senses[0].form, hit.senses[0].code)
        for phrases in pages
        for hit in phrases.hits
        if hit.senses[0].kind == "capital"
    )
    top = max(support, key=lambda c: support[c] * ("." not in c), default="")
    return frozenset(
        form
        for (form, code), times in named.items()
        if support[code] <= times * FULL
        and support[code] * MANY_TIMES < support[top]
        and top in homonyms(form)
    )


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
    for country in _mastheads(page):
        whole[country] += MASTHEAD
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


def _mastheads(page: PageState) -> dict[str, None]:
    """The countries that the lines above the page name."""
    found = [best(h.senses, page).code.split(".")[0] for line in page.masthead for h in lands(line)]
    return dict.fromkeys(c for c in found if c not in SUPRANATIONAL)


def _issuer(page: PageState) -> tuple[Part, ...]:
    """The body above the page: a named one, or an organ of the country that is named there."""
    country = next(iter(_mastheads(page)), "") or page.home
    for line in page.masthead:
        named = (s for hit in line.hits for s in believable(hit, page) if s.kind == "named")
        for sense in named:
            if sense.table != "media":
                return (_body(sense),)
        organs = [s for h in line.hits for s in h.senses[:1] if s.kind == "organ" and s.code]
        if organs and organs[0].code not in {"MED", "UNK"} and country:
            form = organs[0].form.casefold()
            return (Part(country, organs[0].code, "", "organ", "masthead", 0.7, word=form),)
    return ()


def _body(sense: Sense) -> Part:
    country, _, rest = sense.code.partition(".")
    sector, _, name = rest.partition(".")
    kind = "group" if sense.table == "armed_groups" else "organ"
    word = sense.form.casefold()
    return Part(country, sector or "GOV", name, kind, "masthead", 0.8, word=word)


def _voice(page: PageState, book: Phrasebook) -> str:
    """The country whose organs need no name here: the dateline's, the outlet's, the page's."""
    weights: Counter[str] = Counter()
    for hit in (h for p in page.phrases[:4] for h in p.hits if h.start < 2):
        if hit.senses[0].kind == "capital":
            weights[best(hit.senses, page).code] += 4
    for code in _outlet(page.document, book):
        weights[code.split(".")[0]] += 6
    for country in _mastheads(page):
        weights[country] += MASTHEAD + 1
    for country in sorted(weights, key=lambda c: -weights[c]):
        if page.weights[country] * VOICE_SHARE >= page.weights[page.home]:
            return country
    return ""


def _outlet(document: Document, book: Phrasebook) -> list[str]:
    """Countries of the publishing medium, as far as its name tells."""
    return [s.code for s in book.exactly(phrase(document.outlet or "")) if s.kind == "named"][:1]
