"""Actors: which noun phrase of a page stands for which actor of the codebook.

    actors = Actors()
    index = actors.in_document(document, sentences)
    index.at(3, 7)                 # codes of the phrase whose head is token 7 of sentence 3
    index.at(3, 7, military=True)  # "Azerbaijan captured the village" is AZE.MIL

Longest lexicon matches give countries, bodies, offices and roles; the tree joins them; what a
phrase leaves open comes from the page: the nearest compatible earlier mention, then the page's
own country. Every rule is the same for every country.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casus.lexicon.actors import actor_cues, load_actors, unarmed
from casus.lexicon.weights import weights_of
from casus.model import Document, Sentence, Slot, Span
from casus.resolve.actors_bind import Binder, Weights
from casus.resolve.actors_cities import Cities
from casus.resolve.actors_fold import phrase
from casus.resolve.actors_home import open_page
from casus.resolve.actors_lands import CountryOf, PlaceNames
from casus.resolve.actors_last import last_resort
from casus.resolve.actors_names import learn
from casus.resolve.actors_page import Mention, Part
from casus.resolve.actors_recall import WE
from casus.resolve.actors_tree import NOMINAL, Phrases
from casus.resolve.actors_words import ROLE_KINDS, Phrasebook

MOVES = actor_cues()["moves"]
NAMING = frozenset({"named", "country", "capital"})
LONGEST_NAME = 8  # words

_INSIDE = frozenset(
    {
        "compound",
        "flat",
        "fixed",
        "goeswith",
        "punct",
        "case",
        "cc",
        "mark",
        "aux",
        "det",
        "nummod",
        "advmod",
        "amod",
    }
)


class Actors:
    """The actor resolver. Load it once; it keeps nothing of the pages it has seen."""

    ref = "actors"

    def __init__(
        self,
        folders: Sequence[Path] = (),
        country_of_place: CountryOf | Mapping[str, str] | None = None,
    ) -> None:
        """Load the packaged tables and those of a project's own `folders`.

        Args:
            folders: folders with tables of the same names, whose rows are added.
            country_of_place: ISO alpha-3 country of a place name, or None; by default the larger
                cities of the world.

        Raises:
            LexiconError: a table is malformed; the message names file and line.
        """
        book = Phrasebook(load_actors(folders))
        weights = Weights(*(weights_of(f"{name}_choice.tsv") for name in Weights.__slots__))
        given = country_of_place
        self._cities = Cities()
        self._country_of: CountryOf = (
            self._cities if given is None else given.get if isinstance(given, Mapping) else given
        )
        homonyms = self._cities.homonyms if given is None else self._only
        self.tables = Tables(book, weights, PlaceNames(homonyms, self._country_of))

    def in_document(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        places: Mapping[str, str] | None = None,
    ) -> "ActorIndex":
        """Resolve every noun phrase of a page, in the order of its text.

        `places` are countries, alpha-3, of place names that are resolved already; None if no
        one has looked.
        """
        names = replace(self.tables.names, resolved=places or {})
        return ActorIndex(document, sentences, replace(self.tables, names=names))

    def _only(self, name: str) -> tuple[str, ...]:
        country = self._country_of(name)
        return (country,) if country else ()


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known before a page is read: phrases, weights of choices, countries of places."""

    book: Phrasebook
    weights: Weights
    names: PlaceNames


class ActorIndex:
    """The actors of one page."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], tables: Tables) -> None:
        book = tables.book
        self.page = open_page(document, sentences, book, tables.names)
        self._book = book
        self._binder = Binder(self.page, book, tables.weights)
        self._known: dict[tuple[int, int, bool, bool], tuple[Slot[str], ...]] = {}
        self.countries, self.antecedents = self._binder.countries, self._binder.antecedents
        for number in range(len(self.page.phrases)):
            for head in self._heads(number):
                self._mention(number, head)

    @property
    def home(self) -> str:
        """The country of which the page mostly speaks, or ''."""
        return self.page.home

    def at(
        self,
        sentence: int,
        head: int,
        *,
        military: bool = False,
        speaker: Sequence[str] = (),
        conjuncts: bool = True,
    ) -> tuple[Slot[str], ...]:
        """Codes of the noun phrase whose head token is `head` in sentence number `sentence`.

        Args:
            sentence: index into the sentences given to `in_document`.
            head: index of the head token.
            military: a country without an organ acts by force: MIL instead of GOV.
            speaker: codes of who says "we" here, where the caller knows it.
            conjuncts: include coordinated phrases ("X and Y").

        Returns:
            `()` when the phrase is no actor. `score` is a probability, `why` the rule.
        """
        if speaker and self.page.phrases[sentence].tokens[head].text.lower() in WE:
            span = self._span(sentence, head)
            return tuple(Slot(code, span, 0.9, "coref:speaker") for code in speaker)
        return self._codes(sentence, head, military, conjuncts)

    def _codes(
        self, sentence: int, head: int, military: bool, conjuncts: bool
    ) -> tuple[Slot[str], ...]:
        """`at` for all but speakers; asked again and again by the choices, worked out once."""
        key = (sentence, head, military, conjuncts)
        if key not in self._known:
            ask = self._binder.ask if conjuncts else self._binder.one
            parts = ask(sentence, head)
            if military or self._moves_troops(self.page.phrases[sentence], head):
                parts = tuple(replace(p, sector="MIL") if _has_army(p) else p for p in parts)
            codes = {part.code: part for part in reversed(parts) if part.country}
            span = self._span(sentence, head)
            self._known[key] = tuple(
                Slot(code, span, part.score, part.why) for code, part in reversed(codes.items())
            )
        return self._known[key]

    def _span(self, sentence: int, head: int) -> Span:
        phrases = self.page.phrases[sentence]
        return Span(self.page.document.id, *phrases.bounds(phrases.core(head)))

    def guess(self, sentence: int, head: int) -> tuple[Slot[str], ...]:
        """Codes of a phrase that `at` takes for no actor, for a caller who knows that it is one.

        Its place or owner tells the country, else the countries of its surroundings are weighed;
        the sector is that of civilians unless an owner has one. `()` only on a page that names
        no country.
        """
        span = self._span(sentence, head)
        parts = last_resort(self._binder, sentence, head)
        return tuple(Slot(p.code, span, p.score, p.why) for p in parts if p.country)

    def _moves_troops(self, phrases: Phrases, head: int) -> bool:
        """Does a country act by its troops or arms: "France sent 500 soldiers"?"""
        verb = phrases.verb(head)
        if not phrases.is_subject(head) or phrases.tokens[verb].lemma.lower() not in MOVES:
            return False
        hits = (phrases.hit_at.get(i) for i in phrases.children(verb, "obj"))
        return any(
            s.code == "MIL" and s.kind in ROLE_KINDS for h in hits if h for s in h.senses[:1]
        )

    def named_in(self, line: str) -> list[tuple[str, str]]:
        """Kind and code of all that a line of the page's head names, of countries the bare code."""
        parts, at, found = phrase(line), 0, list[tuple[str, str]]()
        while at < len(parts):
            for end in range(min(len(parts), at + LONGEST_NAME), at, -1):
                senses = self._book.exactly(parts[at:end])
                known = [(s.kind, s.code) for s in senses if s.kind in NAMING and not s.weak]
                if known:
                    found.append(known[0])
                    at = end - 1
                    break
            at += 1
        return found

    def mentions(self) -> Iterator[Mention]:
        """Every resolved phrase, in the order of the text."""
        yield from self.page.mentions

    def mentions_in(self, sentences: range) -> Iterator[Mention]:
        """The resolved phrases of some sentences, in the order of the text."""
        for number in sentences:
            yield from self.page.in_sentence.get(number, ())

    def _heads(self, number: int) -> Iterator[int]:
        phrases = self.page.phrases[number]
        for index, token in enumerate(phrases.tokens):
            if token.upos not in NOMINAL or token.deprel.partition(":")[0] in _INSIDE:
                continue
            hit, above = phrases.hit_at.get(index), token.head
            if hit and hit.start <= above < hit.end:
                continue
            if (
                token.deprel.startswith("nmod")
                and token.deprel != "nmod:poss"
                and not phrases.case(index)
            ):
                continue
            yield index

    def _mention(self, number: int, head: int) -> None:
        parts: tuple[Part, ...] = tuple(p for p in self._binder.ask(number, head) if p.country)
        phrases = self.page.phrases[number]
        if not parts:
            return
        learn(phrases, head, parts, self.page)
        subject = phrases.is_subject(head)
        relation = phrases.tokens[head].deprel.partition(":")[0]
        rank = 0 if subject else 1 if relation in {"obj", "iobj", "obl", "root"} else 2
        plural = phrases.plural(head) or len(parts) > 1
        mention = Mention(number, head, parts, plural, rank, phrases.verb(head))
        self.page.mentions.append(mention)
        self.page.times[parts[0].code] += 1
        self.page.in_sentence.setdefault(number, []).append(mention)


def _has_army(part: Part) -> bool:
    """Whether a bare country can act by troops of its own."""
    return part.soft and not part.name and part.country not in unarmed()
