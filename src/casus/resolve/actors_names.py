"""Names in a noun phrase: office-holders by full name, surname or spelling; bodies; dates."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from casus.resolve.actors_fold import phrase, pieces
from casus.resolve.actors_page import PageState, Part, believable, best, valid
from casus.resolve.actors_tree import Phrases
from casus.resolve.actors_words import COUNTRY_KINDS, Hit, Phrasebook, Sense

HOLDER = frozenset({"holder"})
SURNAME = frozenset({"surname"})
NAMED = frozenset({"named"})
_POLITE = frozenset({("mr",), ("mrs",), ("ms",), ("dr",)})


def part_of(sense: Sense, kind: str, why: str, score: float = 0.95) -> Part:
    """A part from a full actor code."""
    country, _, rest = sense.code.partition(".")
    sector, _, name = rest.partition(".")
    return Part(country, sector or "GOV", name, kind, why, score, False, sense.form.casefold())


def named_in(hit: Hit, page: PageState) -> Part | None:
    """The body that a hit names, on the page's day."""
    senses = [s for s in believable(hit, page) if s.kind == "named"]
    if not senses:
        return None
    sense = best(senses, page)
    group = "group" if sense.table == "armed_groups" else "organ"
    score = 0.95 if valid(sense, page.date) else 0.6
    part = part_of(sense, group, f"lexicon:{sense.table}", score)
    rules = group == "group" and part.sector == "GOV" and not part.name
    return replace(part, soft=True) if rules else part


def person_in(
    phrases: Phrases, core: Sequence[int], page: PageState, book: Phrasebook
) -> Part | None:
    """The office-holder, or the person already known to the page, whose name stands in the core."""
    hits = {id(h): h for i in core if (h := phrases.hit_at.get(i))}
    for hit in hits.values():
        senses = hit.of(HOLDER)
        if senses:
            return _then(best(senses, page), page, "lexicon:office-holder", 0.95)
    names = [i for i in core if phrases.tokens[i].upos == "PROPN"]
    known = _known(phrases, names, page)
    if known:
        return known
    near = book.spelt_like([phrases.tokens[i].text for i in names[-3:]]) or book.spelt_like(
        [phrases.tokens[i].text for i in names[-2:]]
    )
    if near:
        kind = "person" if near[0].kind == "holder" else "group"
        return part_of(best(near, page), kind, "lexicon:transliteration", 0.8)
    return _by_surname(phrases, names, hits.values(), page)


def _then(sense: Sense, page: PageState, why: str, score: float) -> Part:
    """An office-holder on the page's day: who has left the government is out of power."""
    part = part_of(sense, "person", why, score)
    left = bool(page.date and sense.until) and page.date[: len(sense.until)] > sense.until
    return replace(part, sector="OPP") if left and part.sector == "GOV" and not part.name else part


def _known(phrases: Phrases, names: Sequence[int], page: PageState) -> Part | None:
    """A person named earlier on the page, by the last name, or by the first one alone."""
    for index in reversed(names):
        folded = pieces(phrases.tokens[index].text)
        parts = page.persons.get(folded[-1], ()) if folded else ()
        if not parts and folded and len(names) == 1:
            parts = page.first_names.get(folded[-1], ())
        if parts:
            return parts[0]
    return None


def _by_surname(
    phrases: Phrases, names: Sequence[int], hits: Iterable[Hit], page: PageState
) -> Part | None:
    """A bare surname counts when it fits the page's countries and is no country word."""
    for hit in hits:
        senses = hit.of(SURNAME)
        if not senses or not set(range(hit.start, hit.end)) <= set(names):
            continue
        entity = phrases.entity_at.get(hit.start)
        whole = entity is None or (entity.label == "PER" and entity.start == hit.start)
        if hit.of(COUNTRY_KINDS) and (entity is None or entity.label != "PER"):
            continue
        titled = any(i < hit.start and _title(phrases, i) for i in names)
        if entity and entity.label == "PER" and entity.end > hit.end:
            continue  # a first name: Abdullah al-Thinni
        fits = [s for s in senses if page.support[s.code[:3]] or (titled and valid(s, page.date))]
        polite = sum(pieces(phrases.tokens[i].text)[:1] in _POLITE for i in names)
        alone = len(names) - polite == hit.end - hit.start
        if not fits and alone and len({s.code for s in senses if valid(s, page.date)}) == 1:
            fits = [s for s in senses if valid(s, page.date) and page.date]
        if fits and (titled or (whole and (entity is not None or _by_itself(phrases, hit)))):
            return _then(best(fits, page), page, "lexicon:surname", 0.85)
    return None


def _by_itself(phrases: Phrases, hit: Hit) -> bool:
    """Is it a bare name of one word that the recogniser missed, and no part of a longer one?"""
    token = phrases.tokens[hit.start]
    joined = phrases.children(hit.start, "compound", "flat", "amod", "nmod")
    return token.deprel in {"nsubj", "obj", "obl"} and not joined


def _title(phrases: Phrases, index: int) -> bool:
    hit = phrases.hit_at.get(index)
    return hit is not None and any(s.kind == "person" for s in hit.senses)


def remember(phrases: Phrases, core: Sequence[int], part: Part, page: PageState) -> None:
    """Let the last name of a person whose actor is known stand for it from here on."""
    last = [
        i for i in core if (e := phrases.entity_at.get(i)) and e.label == "PER" and i == e.end - 1
    ]
    for index in last:
        key = pieces(phrases.tokens[index].text)
        if key and len(key[-1]) > 1 and key[-1] not in page.persons:
            page.persons[key[-1]] = (part,)
            _remember_first(phrases, index, part, page)


def _remember_first(phrases: Phrases, last: int, part: Part, page: PageState) -> None:
    """Let the first name stand for a person too, as in Ethiopia, unless two persons share it."""
    entity = phrases.entity_at[last]
    key = pieces(phrases.tokens[entity.start].text)
    if entity.start < last and key and len(key[-1]) > 1:
        page.first_names[key[-1]] = () if key[-1] in page.first_names else (part,)


def learn(phrases: Phrases, head: int, parts: tuple[Part, ...], page: PageState) -> None:
    """Let the names that a phrase introduces stand for it from here on.

    These are an acronym behind it, "the wage council (CNAS)", and the unknown name before a word
    for people or bodies, "Saad clansmen".
    """
    if len(parts) > 1 or parts[0].kind == "country":
        return
    for index in phrases.children(head, "appos"):
        text = phrases.tokens[index].text
        if text.isupper() and len(text) > 1 and index not in phrases.hit_at:
            page.aliases.setdefault(acronym_of(text), parts)
    if head not in phrases.hit_at or parts[0].kind not in {"people", "person", "organ"}:
        return
    for index in phrases.children(head, "compound"):
        if index in phrases.hit_at or phrases.tokens[index].upos != "PROPN":
            continue
        entity = phrases.entity_at.get(index)
        if index == head - 1 and (entity is None or entity.end - entity.start == 1):
            page.aliases.setdefault(acronym_of(phrases.tokens[index].text), parts)


def acronym_of(text: str) -> str:
    """Fold a name of one word as it is remembered for the page."""
    return " ".join(phrase(text))
