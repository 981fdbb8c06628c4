"""What the context adds to a phrase: pronouns, "both sides", "three of its men", "the ministry"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from casus.lexicon.actors import actor_cues
from casus.resolve import actors_recall as recall
from casus.resolve.actors_antecedent import Antecedents
from casus.resolve.actors_country import Countries
from casus.resolve.actors_join import ATTACHED
from casus.resolve.actors_page import SUPRANATIONAL, Mention, PageState, Part
from casus.resolve.actors_pairs import two_sides
from casus.resolve.actors_parts import PLACED, NounPhrases, Parts
from casus.resolve.actors_ties import personal
from casus.resolve.actors_words import Phrasebook

CUES = actor_cues()
PARTITIVE = CUES["partitive"]
BODIES = CUES["bodies"]
HUMANITARIAN = CUES["humanitarian"]
OFFICIAL = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD", "OPP", "PTY"})
REACH_OF_SPEECH = 4
REACH_OF_WORD = 40
REACH_OF_SECTOR = 3
PERSONAL = (
    (recall.HE, recall.person),
    (recall.IT, recall.thing),
    (recall.THEY, recall.several),
)
UNNAMED = CUES["unnamed"]
ABSTRACT = frozenset({"territory", "soil", "property", "interest", "flag"})
COUNTED = frozenset({"body", "dead", "wounded", "injured", "casualty", "survivor", "suspect"})
COLLECTIVE = frozenset({"staff", "personnel", "dead", "wounded", "injured"})
STATES = frozenset({"country", "nation", "kingdom", "republic"})
COUNTED_PEOPLE = Part("", "CVL", "", "people", "context:country", 0.4, word="people")


@dataclass(frozen=True, slots=True)
class Weights:
    """What the choices among countries and among earlier mentions weigh."""

    country: Mapping[str, float]
    antecedent: Mapping[str, float]


class Binder:
    """Completes the phrases of one page, in the order of the text."""

    def __init__(self, page: PageState, book: Phrasebook, weights: Weights) -> None:
        self.page = page
        self.noun = NounPhrases(page, book, self.ask)
        self.countries = Countries(page, weights.country, self.noun.site, self._scene)
        self.antecedents = Antecedents(page, weights.antecedent)
        self._called = book.called
        self._done: dict[tuple[int, int], Parts] = {}
        self._busy: set[tuple[int, int]] = set()

    def ask(self, number: int, head: int) -> Parts:
        """All parts of the phrase at `head`, coordination included."""
        key = (number, head)
        if key in self._done:
            return self._done[key]
        if key in self._busy:
            return ()
        self._busy.add(key)
        found = self.one(number, head)
        for other in self.page.phrases[number].children(head, "conj"):
            found += self._conjunct(number, other, found)
        self._busy.discard(key)
        self._done[key] = tuple({p.code: p for p in reversed(found)}.values())[::-1]
        return self._done[key]

    def _conjunct(self, number: int, other: int, first: Parts) -> Parts:
        """A coordinated phrase; without a country of its own it shares the first one's."""
        parts = self.ask(number, other)
        shared = first[0].country if first and first[0].country else ""
        weak = all(p.why.startswith("context") for p in parts)
        if shared and weak and shared not in {"IGO", "NGO"}:
            return tuple(replace(p, country=shared, why="coordination") for p in parts)
        return parts

    def one(self, number: int, head: int) -> Parts:
        """The phrase at `head` without its coordinated ones."""
        phrases = self.page.phrases[number]
        token = phrases.tokens[head]
        if token.upos == "PRON" or (token.upos == "DET" and token.deprel != "det"):
            return self._pronoun(number, head)
        if (pair := two_sides(self.page, number, head)) is not None:
            return pair
        if (whole := self._partitive(number, head)) is not None:
            return whole
        parts = self.noun.read(number, head)
        return tuple(
            p for part in parts
            for p in self._itself(part, number, head) or self._bind(part, number, head)
        )  # fmt: skip

    def _pronoun(self, number: int, head: int) -> Parts:
        phrases = self.page.phrases[number]
        word = phrases.tokens[head].text.lower()
        if (whole := self._partitive(number, head)) is not None:
            return whole
        if word in recall.WHO:
            return self._antecedent(number, head)
        if word in recall.WE:
            return self.speaker(number, head)
        if word in {"both", "other", "another"}:
            return recall.opposing(self.page, number, head, False)
        if word in UNNAMED or (word in {"those", "all"} and phrases.children(head, "acl")):
            return self._country_of(COUNTED_PEOPLE, number, head)
        return self._meant(word, number, head)

    def _meant(self, word: str, number: int, head: int) -> Parts:
        """The earlier mention that "he", "it" or "they" means; several persons before a body."""
        fits = next((fit for words, fit in PERSONAL if word in words), None)
        if fits is None:
            return ()
        found = None
        if word in recall.THEY:
            found = recall.recent(self.page, number, head, recall.crowd, 1)
        found = found or recall.recent(self.page, number, head, fits)
        if not found and word in recall.IT | recall.THEY:
            found = recall.recent(self.page, number, head, lambda m: m.parts[0].kind != "person")
        found = self.antecedents.choose(word, number, head, found)
        return again(found, "coref:pronoun") if found else ()

    def _antecedent(self, number: int, head: int) -> Parts:
        """The noun that a relative clause belongs to."""
        tokens = self.page.phrases[number].tokens
        at = head
        for _ in tokens:
            if tokens[at].deprel.startswith("acl"):
                return self.ask(number, tokens[at].head)
            at = tokens[at].head
            if at < 0:
                break
        return ()

    def speaker(self, number: int, head: int) -> Parts:
        """Who says "we": who answers, the subject of the nearest speech verb, or the issuer."""
        if answerer := self._answerer(number):
            return answerer
        quoted = self._quoted(number, head)
        if not quoted and (issuer := self._issuer()):
            return issuer
        for at in range(number, max(number - REACH_OF_SPEECH, -1), -1):
            phrases = self.page.phrases[at]
            for index, token in enumerate(phrases.tokens):
                if token.upos == "VERB" and token.lemma.lower() in recall.SPEECH:
                    for child in phrases.children(index, "nsubj"):
                        known = (
                            child != head and phrases.tokens[child].text.lower() not in recall.WE
                        )
                        if known and (found := self.ask(at, child)):
                            return tuple(replace(p, why="coref:speaker", score=0.7) for p in found)
        if quoted and (near := recall.recent(self.page, number, head, recall.speaks, 1)):
            return again(near, "coref:speaker")
        return self._issuer()

    def _answerer(self, number: int) -> Parts:
        """The first person of an interview's opening, in the paragraphs that are answers."""
        page = self.page
        if not page.questions or number < page.questions[0]:
            return ()
        opening = [m for m in page.mentions if m.sentence < page.questions[0] and recall.person(m)]
        official = [m for m in opening if m.parts[0].sector not in {"CVL", "MED"}]
        found = next(iter(official or opening), None)
        return again(found, "coref:speaker") if found else ()

    def _quoted(self, number: int, head: int) -> bool:
        """Does the word stand inside quotation marks, as far as its paragraph shows?"""
        text = self.page.document.text
        end = self.page.phrases[number].tokens[head].start
        before = text[text.rfind("\n", 0, end) + 1 : end]
        return before.count('"') % 2 == 1 or before.count("“") > before.count("”")

    def _issuer(self) -> Parts:
        """Who speaks in the page's own voice: the first body of its opening that is no medium."""
        if self.page.issuer:
            return tuple(replace(p, why="coref:issuer") for p in self.page.issuer)
        bodies = [m for m in self.page.mentions if m.parts[0].kind in {"organ", "group"}]
        own = [m for m in bodies if m.parts[0].sector not in {"MED", "UNK"} and m.sentence < 4]
        found = next(iter(own or bodies), None)
        return again(found, "coref:issuer") if found else ()

    def _partitive(self, number: int, head: int) -> Parts | None:
        """Read "three of its men", "one of them", "12 of the 35 deputies"."""
        phrases = self.page.phrases[number]
        token = phrases.tokens[head]
        if token.upos != "NUM" and token.lemma.lower() not in PARTITIVE:
            return None
        for case, child in phrases.complements(head):
            if case in {"of", "among"}:
                return self.ask(number, child)
        alone = token.deprel.partition(":")[0] in {"nsubj", "obj", "iobj", "conj"}
        if alone and (
            token.upos == "NUM" or token.lemma.lower() in {"one", "other", "others", "another"}
        ):
            found = recall.recent(self.page, number, head, recall.people, 2)
            if found:
                return again(found, "coref:number")
            return (
                self._country_of(COUNTED_PEOPLE, number, head)
                if self._counts(number, head)
                else None
            )
        return None

    def _counts(self, number: int, head: int) -> bool:
        """Does a bare number count people: "killed 26", "hundreds marched"?"""
        phrases = self.page.phrases[number]
        token = phrases.tokens[head]
        years = token.text.isdigit() and len(token.text) == 4
        bare = phrases.case(head) in {"", "at", "over", "about", "around", "under"}
        return not years and bare and not phrases.children(head, "nmod", "obl")

    def _bind(self, part: Part, number: int, head: int) -> Parts:
        """Give a part the country, or a group, that it lacks."""
        if part.country:
            return (part,) if part.sector else (replace(part, sector="UNK"),)
        if part.word == "dissident" and recall.strongest_group(self.page):
            part = replace(part, sector="REB")
        definite = self.page.phrases[number].definite(head)
        earlier = self._same(part, number, head)
        if earlier and self._another(earlier, number, head):
            earlier = None
        if part.kind == "thing":
            return self._thing(part, number, head, earlier if definite else None)
        if part.kind == "frame" and part.sector not in {"REB", "CRM"}:
            return self._frame(part, number, head, definite, earlier)
        if part.sector in {"REB", "CRM", "PKO"}:
            return self._armed(part, number, head)
        named = personal(self.page.phrases[number], head)  # another president of that title
        if earlier and definite and not named:
            own = "" if part.word in recall.GENERIC else part.sector
            return tuple(
                replace(
                    p,
                    sector=p.sector if p.country in SUPRANATIONAL else own or p.sector,
                    why="coref:definite",
                    score=0.75,
                    soft=False,
                )
                for p in earlier.parts[:1]
            )
        return self._country_of(part, number, head)

    def _itself(self, part: Part, number: int, head: int) -> Parts:
        """The page's own body, where it calls itself by its word: "the Mission"."""
        own = any(part.word in self._called.get(p.code, ()) for p in self.page.issuer)
        lacks = not part.country and self.page.phrases[number].definite(head)
        return self._issuer() if own and lacks else ()

    def _another(self, earlier: Mention, number: int, head: int) -> bool:
        """Does a noun before the head, "the strike committee", tell it from the earlier one?"""
        phrases, there = self.page.phrases[number], self.page.phrases[earlier.sentence]
        told = {
            phrases.tokens[i].lemma.lower()
            for i in phrases.core(head)
            if i < head and phrases.tokens[i].upos in {"NOUN", "PROPN"} and i not in phrases.hit_at
        }
        words = {there.tokens[i].lemma.lower() for i in there.core(earlier.head)}
        return bool(told - words)

    def _same(self, part: Part, number: int, head: int) -> Mention | None:
        """An earlier mention by the same word, else of the same sector (but not a whole state)."""
        word = part.word.split()[-1] if part.word else ""

        def same_word(m: Mention) -> bool:
            p = m.parts[0]
            words = p.word.split()
            named = (
                bool(p.name)
                and bool({word, word + "s"} & (set(words) | self._called.get(p.code, frozenset())))
                and word not in {"state", "party"}
            )
            return bool(word) and (named or (words[-1:] == [word] and recall.close(p, part)))

        def same_sector(m: Mention) -> bool:
            p = m.parts[0]
            return p.sector == part.sector and p.kind in {"organ", "thing"} and not p.soft

        found = recall.recent(self.page, number, head, same_word, REACH_OF_WORD)
        if found or part.sector in {"GOV", "CVL", "MED", "BUS", "UNK", ""} or part.kind == "thing":
            return found
        return recall.recent(self.page, number, head, same_sector, REACH_OF_SECTOR)

    def _armed(self, part: Part, number: int, head: int) -> Parts:
        """The page's rebels or peacekeepers."""
        if part.sector == "PKO":
            kept = recall.recent(self.page, number, head, recall.keeps_peace, 40)
            return again(kept, "coref:definite") if kept else (replace(part, country="IGO"),)
        lawless = {part.sector}
        found = recall.recent(
            self.page, number, head, lambda m: any(p.sector in lawless for p in m.parts), 40
        )
        if found:
            named = [p for p in found.parts if p.sector in lawless]
            return tuple(replace(p, why="coref:definite", score=0.75) for p in named)
        group = recall.strongest_group(self.page)
        if group and self.page.round_up and group.country != self.page.homes[number]:
            group = None
        return (
            (group,) if group and group.sector in lawless else self._country_of(part, number, head)
        )

    def _thing(self, part: Part, number: int, head: int, earlier: Mention | None) -> Parts:
        """Arms and vehicles are whose they were before; a strange lorry is some civilian's."""
        if earlier:
            return again(earlier, "coref:definite")
        if part.sector or part.word in ABSTRACT:
            return ()
        return self._country_of(replace(part, sector="CVL", kind="people"), number, head)

    def _frame(
        self, part: Part, number: int, head: int, definite: bool, earlier: Mention | None
    ) -> Parts:
        """Bind "the group", "a spokesman", "members", "the statement"."""
        if part.sector == "UNK":
            return _in(self.page.home, replace(part, why="context:country"))
        if part.word in STATES and definite:
            state = Part("", "GOV", "", "country", "context:country", 0.5, True)
            return _in(self.page.homes[number], state)
        body = part.word in BODIES
        if earlier and definite:
            return tuple(replace(p, why="coref:definite", score=0.7) for p in earlier.parts[:1])
        if not definite and part.word in PARTITIVE | COUNTED:
            return self._country_of(COUNTED_PEOPLE, number, head)
        if not definite and (
            body or not part.sector or part.word in {"statement", "report", "letter"}
        ):
            return ()
        fits = recall.is_body if body else recall.speaks
        found = None
        if part.word == "mission":
            found = recall.recent(self.page, number, head, recall.keeps_peace, REACH_OF_WORD)
        found = found or recall.recent(self.page, number, head, fits)
        parts = found.parts[:1] if found else ()
        return tuple(replace(p, why="coref:definite", score=0.65) for p in parts)

    def _country_of(self, part: Part, number: int, head: int) -> Parts:
        """The country of a place in the same sentence for people, else the page's own."""
        if part.word in ATTACHED and part.kind == "people":
            phrases = self.page.phrases[number]
            whole = phrases.plural(head) or part.word in COLLECTIVE
            found = recall.recent(self.page, number, head, recall.several, 1) if whole else None
            if found and phrases.definite(head):
                return again(found, "coref:definite")
        if part.sector == "AID" and part.word in HUMANITARIAN:
            return (replace(part, country="NGO", why="context:humanitarian", score=0.5),)
        country = self.countries.choose(part, number, head)
        if not country:
            return ()
        return (replace(part, country=country, why="context:country", score=0.5),)

    def _scene(self, number: int) -> str:
        """The country of the place with which the sentence opens: "In Marib the Governor met"."""
        phrases = self.page.phrases[number]
        opening = [t.text.lower() for t in phrases.tokens[:1]]
        if not opening or opening[0] not in PLACED:
            return ""
        for index, token in enumerate(phrases.tokens[1:6], start=1):
            if token.upos == "PUNCT":
                break
            if token.upos == "PROPN" and phrases.case(index).lower() == opening[0]:
                site = self.noun.site(phrases, index)
                return site[0].country if site else ""
        return ""


def _in(country: str, part: Part) -> Parts:
    return (replace(part, country=country),) if country else ()


def again(mention: Mention, why: str) -> Parts:
    """The parts of an earlier mention, taken up once more."""
    return tuple(replace(p, why=why, score=min(p.score, 0.75)) for p in mention.parts)
