"""What the context adds to a phrase: pronouns, "both sides", "three of its men", "the ministry"."""

from dataclasses import replace

from casus.resolve import actors_recall as recall
from casus.resolve.actors_page import Mention, PageState, Part
from casus.resolve.actors_parts import ATTACHED, SERVING, Ask, NounPhrases, Parts
from casus.resolve.actors_tree import Phrases
from casus.resolve.actors_words import COUNTRY_KINDS, NAME_KINDS, Phrasebook

SIDES = frozenset(
    "side party country army state nation camp neighbour neighbor government leader president military force "
    "capital delegation minister people team foe enemy rival belligerent administration official soldier troop "
    "police guard commander officer representative".split()
)
ARMED_SIDES = frozenset("army military force soldier troop officer commander".split())
PAIRING = frozenset({"both", "two", "neither", "either", "each", "all", "warring", "opposing", "rival"})
PARTITIVE = frozenset(
    "one some many most several all none each both half any two three few number dozen hundred thousand score "
    "majority couple group handful rest part member pair series lot another other others".split()
)


class Binder:
    """Completes the phrases of one page, in the order of the text."""

    def __init__(self, page: PageState, book: Phrasebook) -> None:
        self.page = page
        self.noun = NounPhrases(page, book, self.ask)
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
        if token.upos == "PRON" or (token.upos == "DET" and token.deprel not in {"det"}):
            return self._pronoun(number, head)
        if pair := self._pair(number, head):
            return pair
        if (whole := self._partitive(number, head)) is not None:
            return whole
        parts = self.noun.read(number, head)
        return tuple(p for part in parts for p in self._bind(part, number, head))

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
        fits: recall.Fits
        if word in recall.HE:
            fits = recall.person
        elif word in recall.IT:
            fits = recall.thing
        elif word in recall.THEY:
            fits = recall.several
        else:
            return ()
        found = recall.recent(self.page, number, head, fits)
        if not found and word in recall.IT | recall.THEY:
            found = recall.recent(self.page, number, head, lambda m: m.parts[0].kind != "person")
        return _again(found, "coref:pronoun") if found else ()

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
        """Who says "we": the subject of the sentence's speech verb, of the last one, or the issuer."""
        for at in range(number, max(number - REACH_OF_SPEECH, -1), -1):
            phrases = self.page.phrases[at]
            for index, token in enumerate(phrases.tokens):
                if token.upos == "VERB" and token.lemma.lower() in recall.SPEECH:
                    for child in phrases.children(index, "nsubj"):
                        known = child != head and phrases.tokens[child].text.lower() not in recall.WE
                        if known and (found := self.ask(at, child)):
                            return tuple(replace(p, why="coref:speaker", score=0.7) for p in found)
        issuer = next((m for m in self.page.mentions if m.parts[0].kind in {"organ", "group"}), None)
        return _again(issuer, "coref:issuer") if issuer else ()

    def _pair(self, number: int, head: int) -> Parts:
        """"Both sides", "the two countries", "the warring parties", "the two"."""
        phrases = self.page.phrases[number]
        lemma = phrases.tokens[head].lemma.lower()
        modifiers = {
            phrases.tokens[c].text.lower() for c in phrases.children(head, "det", "nummod", "amod")
        }
        plain = lemma in {"side", "party"} and modifiers == {"the"} and phrases.plural(head)
        lone = phrases.tokens[head].text.lower() == "two" and modifiers == {"the"}
        if not (plain or lone or (lemma in SIDES and modifiers & PAIRING)):
            return ()
        if any(_named(phrases, i) for i in phrases.core(head)):
            return ()
        if "two" in modifiers and "the" not in modifiers:
            return ()
        states = lemma in {"country", "state", "nation", "capital", "president", "neighbour", "neighbor"}
        found = recall.opposing(self.page, number, head, states)
        if lemma in ARMED_SIDES:
            return tuple(replace(p, sector="MIL", soft=False) if p.soft else p for p in found)
        if lemma in {"police", "guard"}:
            return tuple(replace(p, sector="COP" if lemma == "police" else "MIL", soft=False) for p in found)
        return found

    def _partitive(self, number: int, head: int) -> Parts | None:
        """"Three of its men", "one of them", "12 of the 35 deputies", "the two of them"."""
        phrases = self.page.phrases[number]
        token = phrases.tokens[head]
        if token.upos != "NUM" and token.lemma.lower() not in PARTITIVE:
            return None
        for case, child in phrases.complements(head):
            if case in {"of", "among"}:
                return self.ask(number, child)
        alone = token.deprel.partition(":")[0] in {"nsubj", "obj", "iobj", "conj"}
        if alone and (token.upos == "NUM" or token.lemma.lower() in {"one", "other", "others", "another"}):
            found = recall.recent(self.page, number, head, recall.people, 2)
            return _again(found, "coref:number") if found else None
        return None

    def _bind(self, part: Part, number: int, head: int) -> Parts:
        """Give a part the country, or a group, that it lacks."""
        if part.country:
            return (part,) if part.sector else (replace(part, sector="UNK"),)
        definite = self.page.phrases[number].definite(head)
        earlier = self._same(part, number, head)
        if part.kind == "thing":
            return _again(earlier, "coref:definite") if earlier and definite else ()
        if part.sector in {"REB", "CRM"}:
            return self._group(part, number, head)
        if part.kind == "frame":
            return self._frame(part, number, head, definite, earlier)
        if part.sector == "PKO":
            found = recall.recent(self.page, number, head, _keeps_peace, 40)
            return _again(found, "coref:definite") if found else (replace(part, country="IGO"),)
        if earlier and (definite or part.kind != "people"):
            own = "" if part.word in SERVING else part.sector
            return tuple(
                replace(p, sector=own or p.sector, why="coref:definite", score=0.75, soft=False)
                for p in earlier.parts[:1]
            )
        return self._country_of(part, number, head)

    def _same(self, part: Part, number: int, head: int) -> Mention | None:
        """An earlier mention by the same word, else of the same sector (but not a whole state)."""
        word = part.word.split()[-1] if part.word else ""

        def same_word(m: Mention) -> bool:
            p = m.parts[0]
            words = p.word.split()
            named = bool(p.name) and word in words and word not in {"state", "party"}
            return bool(word) and (named or (words[-1:] == [word] and _close(p, part)))

        def same_sector(m: Mention) -> bool:
            p = m.parts[0]
            return p.sector == part.sector and p.kind in {"organ", "thing"} and not p.soft

        found = recall.recent(self.page, number, head, same_word, 40)
        if found or part.sector in {"GOV", "CVL", "MED", "BUS", "UNK", ""} or part.kind == "thing":
            return found
        return recall.recent(self.page, number, head, same_sector, 40)

    def _group(self, part: Part, number: int, head: int) -> Parts:
        found = recall.recent(self.page, number, head, recall.armed, 40)
        if found:
            named = [p for p in found.parts if p.sector in {"REB", "CRM"}]
            return tuple(replace(p, why="coref:definite", score=0.75) for p in named)
        group = recall.strongest_group(self.page)
        return (group,) if group else self._country_of(part, number, head)

    def _frame(
        self, part: Part, number: int, head: int, definite: bool, earlier: Mention | None
    ) -> Parts:
        """"The group", "a spokesman", "members", "the statement"."""
        if part.sector == "UNK":
            return (replace(part, country=self.page.home, why="context:country"),) * bool(self.page.home)
        body = part.word in BODIES
        if earlier and definite:
            return tuple(replace(p, why="coref:definite", score=0.7) for p in earlier.parts[:1])
        if not definite and (body or not part.sector or part.word in {"statement", "report", "letter"}):
            return ()
        found = recall.recent(self.page, number, head, _speaks if not body else _is_body)
        if found is None:
            return ()
        return tuple(replace(p, why="coref:definite", score=0.65) for p in found.parts[:1])

    def _country_of(self, part: Part, number: int, head: int) -> Parts:
        """The country of a place in the same sentence for people, else the page's own."""
        if part.word in ATTACHED and part.kind == "people":
            found = recall.recent(self.page, number, head, recall.several, 1)
            if found and self.page.phrases[number].definite(head):
                return _again(found, "coref:definite")
        country = self._place_of(number) if part.kind == "people" else ""
        country = country or self.page.home
        if not country:
            return ()
        return (replace(part, country=country, why="context:country", score=0.5),)

    def _place_of(self, number: int) -> str:
        """The country of the first place in a sentence that stands behind a locative preposition."""
        phrases = self.page.phrases[number]
        for index, token in enumerate(phrases.tokens):
            if token.upos == "PROPN" and phrases.locative(index):
                hit = phrases.hit_at.get(index)
                if hit is None or hit.of(COUNTRY_KINDS):
                    if site := self.noun.site(phrases, index):
                        return site[0].country
        return ""


REACH_OF_SPEECH = 4
BODIES = frozenset(
    "group movement front organisation organization outfit mission council coalition alliance brigade".split()
)


def _named(phrases: Phrases, index: int) -> bool:
    hit = phrases.hit_at.get(index)
    return hit is not None and bool(hit.of(COUNTRY_KINDS | NAME_KINDS))


def _again(mention: Mention, why: str) -> Parts:
    return tuple(replace(p, why=why, score=min(p.score, 0.75)) for p in mention.parts)


def _close(one: Part, other: Part) -> bool:
    if other.word in SERVING:
        return True
    return not other.sector or one.sector == other.sector or other.kind == "frame"


def _keeps_peace(mention: Mention) -> bool:
    part = mention.parts[0]
    return part.sector == "PKO" or part.word.startswith("peacekeep")


def _speaks(mention: Mention) -> bool:
    part = mention.parts[0]
    return part.kind in {"organ", "group", "country", "person"} and part.sector != "MED"


def _is_body(mention: Mention) -> bool:
    part = mention.parts[0]
    return part.kind == "group" or part.country in {"IGO", "NGO"} or part.sector in {"REB", "CRM", "PTY"}


__all__ = ["Ask", "Binder"]
