"""From a noun phrase to its parts: role, owner, name; before anything is taken from the context."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from casus.model import Entity
from casus.resolve.actors_guess import organisation
from casus.resolve.actors_join import SERVING, join
from casus.resolve.actors_names import acronym_of, named_in, person_in, remember
from casus.resolve.actors_page import SUPRANATIONAL, PageState, Part, believable, best
from casus.resolve.actors_ties import (
    attached,
    in_name,
    inside_person,
    personal,
    soft,
    sponsor,
    unclear,
)
from casus.resolve.actors_tree import Phrases
from casus.resolve.actors_words import COUNTRY_KINDS, ROLE_KINDS, Hit, Phrasebook, Sense

Parts = tuple[Part, ...]
Ask = Callable[[int, int], Parts]

PLACED = frozenset(
    {"in", "at", "near", "inside", "across", "around", "outside", "within", "along", "on"}
)
OWNED = frozenset({"of", "for", "from", "with", "by", "under", "to"})
POSTED = frozenset({"embassy", "consulate", "ambassador"})  # "to" and "in" tell only where
PEACE = frozenset({"peacekeeper", "peacekeepers"})
REACH = 40  # sentences back, for the mission of a page
OPPOSITE = frozenset({"counterpart", "rival", "opponent", "enemy", "foe", "neighbour", "neighbor"})


class NounPhrases:
    """Reads noun phrases of one page; `ask` resolves another phrase of it completely."""

    def __init__(self, page: PageState, book: Phrasebook, ask: Ask) -> None:
        self.page = page
        self.book = book
        self.ask = ask

    def read(self, number: int, head: int) -> Parts:
        """The parts of the phrase, with empty countries or sectors where it does not tell."""
        phrases = self.page.phrases[number]
        core = phrases.core(head)
        hit = phrases.hit_at.get(head)
        role = self._role(phrases, core, head)
        named = named_in(hit, self.page) if hit else None
        if named and not personal(phrases, head):
            return (named,)
        wide = [*core, *(i for c in phrases.children(head, "appos") for i in phrases.core(c))]
        person = person_in(phrases, wide if role else core, self.page, self.book)
        if person and not self._otherwise(person, role, phrases, core):
            return (self._in_office(person, role, phrases, wide),)
        if role and (name := self._name_after(phrases, head, wide)):
            return (name,)
        if hit and (country := self._country(head, hit, phrases)) is not None:
            return country
        if role is not None:
            return self._office(number, head, role, phrases, core)
        return self._unknown(number, head, phrases, core)

    def _role(self, phrases: Phrases, core: Sequence[int], head: int) -> tuple[Hit, Sense] | None:
        """The role word: at the head, else the last title among the words of a named person."""
        top = phrases.tokens[head]
        if top.upos == "ADJ" and not phrases.children(head, "det", "nummod"):
            return None
        for index in [head, *reversed(core)] if top.upos == "PROPN" else [head]:
            hit = phrases.hit_at.get(index)
            senses = [s for s in hit.senses if s.kind in ROLE_KINDS] if hit else []
            if hit and senses and not hit.of(COUNTRY_KINDS) and not in_name(phrases, hit):
                return hit, senses[0]
        return None

    def _name_after(self, phrases: Phrases, head: int, wide: Sequence[int]) -> Part | None:
        """The name that follows its kind: "the rights group Hengaw", "another group, HRANA"."""
        for index in wide:
            hit = phrases.hit_at.get(index)
            if index > head and hit and hit.start > head and (named := named_in(hit, self.page)):
                return named
        return None

    def _otherwise(
        self, person: Part, role: tuple[Hit, Sense] | None, phrases: Phrases, core: Sequence[int]
    ) -> bool:
        """Does the text give the person another allegiance: "UN envoy Ramtane Lamamra"?"""
        if role is None:
            return False
        owners = self._before(phrases, core, range(role[0].start, role[0].end))
        told = [o for o in owners if o.country and o.why != "lexicon:office-holder"]
        return bool(told) and all(o.country != person.country for o in told)

    def _in_office(
        self, person: Part, role: tuple[Hit, Sense] | None, phrases: Phrases, core: Sequence[int]
    ) -> Part:
        """A known person with the title that the text gives now."""
        sense = role[1] if role else None
        former = any(phrases.tokens[i].lemma.lower() in {"former", "ex", "late"} for i in core)
        if sense and sense.kind == "person" and sense.code and not person.name and not former:
            title = phrases.tokens[role[0].end - 1].lemma.lower() if role else ""
            if title not in SERVING or person.sector in {"OPP", "PTY", "CVL"}:
                person = replace(person, sector=sense.code, word=sense.form)
        remember(phrases, core, person, self.page)
        return person

    def _country(self, head: int, hit: Hit, phrases: Phrases) -> Parts | None:
        """A country, its capital, its people or a seat of government as the head itself."""
        senses = [s for s in believable(hit, self.page) if s.kind in COUNTRY_KINDS]
        if not senses or inside_person(phrases, hit):
            return None
        sense = best(senses, self.page)
        if sense.kind == "capital" and (phrases.locative(head) or phrases.in_dateline(head)):
            return ()
        if sense.kind == "demonym" or (sense.kind == "adjective" and phrases.definite(head)):
            if sense.kind == "demonym" and not phrases.definite(head):
                return (Part(sense.code, "CVL", "", "people", "lexicon:demonym", 0.8, False),)
            return (Part(sense.code, "GOV", "", "people", "lexicon:demonym", 0.75, True),)
        why = "metonym" if sense.kind in {"capital", "metonym"} else f"lexicon:{sense.kind}"
        return (Part(sense.code, "GOV", "", "country", why, 0.9, sense.kind != "metonym"),)

    def _office(
        self, number: int, head: int, role: tuple[Hit, Sense], phrases: Phrases, core: Sequence[int]
    ) -> Parts:
        hit, sense = role
        owners = self.owners(number, head, hit, phrases, core)
        if (
            sense.kind == "frame"
            and not sense.code
            and all(o.soft or not o.country for o in owners)
        ):
            sense = self._of_people(phrases, core, sense)
        word = phrases.tokens[head if hit.start <= head < hit.end else hit.end - 1].lemma.lower()
        if sense.code == "PKO" and (mission := self._mission(number, owners)):
            owners = mission
        if owners:
            parts = tuple(dict.fromkeys(join(sense, word, owner) for owner in owners))
        else:
            parts = (Part("", sense.code, "", sense.kind, "context", 0.5, soft(sense), word),)
        parts = tuple(p for p in parts if p.sector or not p.country) or parts
        if len(parts) == 1 and parts[0].country:
            remember(phrases, core, parts[0], self.page)
        return parts

    def _mission(self, number: int, owners: Parts) -> Parts:
        """The mission in which a country's peacekeepers serve, if the page speaks of one."""
        if not owners or not all(o.soft and o.country not in SUPRANATIONAL for o in owners):
            return ()
        own = {o.country for o in owners}
        for sentence in range(number, max(number - REACH, -1), -1):
            for mention in self.page.in_sentence.get(sentence, ()):
                part = mention.parts[0]
                if part.sector == "PKO" or (part.country in own and part.word in PEACE):
                    return mention.parts[:1] if part.country == "IGO" else ()
        missions = [c for c in self.page.support if c.startswith("IGO.PKO.")]
        if not missions:
            return ()
        country, sector, name = max(missions, key=lambda c: self.page.support[c]).split(".")
        return (Part(country, sector, name, "organ", "context:mission", 0.6),)

    def _of_people(self, phrases: Phrases, core: Sequence[int], sense: Sense) -> Sense:
        """Activist groups and a peasant movement are of the sector of those who make them up."""
        for hit in dict.fromkeys(h for i in core if (h := phrases.hit_at.get(i))):
            made = next((s for s in hit.senses if s.kind in {"people", "person"} and s.code), None)
            if made and made is not sense:
                return replace(sense, code=made.code, kind="people")
        return sense

    def owners(
        self, number: int, head: int, hit: Hit | None, phrases: Phrases, core: Sequence[int]
    ) -> Parts:
        """Whose it is: possessor, modifiers before the head, complements; nearest first."""
        inner = range(hit.start, hit.end) if hit else range(head, head + 1)
        heads = [i for i in {head, *inner} if i in core or i == head or i in inner]
        before = self._before(phrases, core, inner)
        told = before[:1] and before[0].country
        lemma = phrases.tokens[head].lemma.lower()
        opposite = lemma in OPPOSITE  # of its own side, not of the possessor's
        for index in sorted(heads):
            for child in phrases.children(index, "nmod:poss"):
                pronoun = phrases.tokens[child].upos == "PRON"
                if child in inner or (pronoun and (told or opposite)):
                    continue
                if found := self.ask(number, child):
                    return found
        cases = {"of"} if lemma in POSTED else OWNED
        if before and any(not p.soft or not p.country for p in before):
            return before
        after = self._after(number, phrases, heads, inner, cases)
        if before and not any(p.country in SUPRANATIONAL for p in after):
            return before  # else "a Tanzanian patrol of the mission"
        return after

    def _before(self, phrases: Phrases, core: Sequence[int], inner: range) -> Parts:
        """Owners among the words of the core: "Israeli", "UN", "Kyiv", "Hezbollah", "army"."""
        found: list[Part] = []
        span = {i for i in range(min(core), max(core) + 1) if i not in inner}
        for hit in dict.fromkeys(h for i in sorted(span) if (h := phrases.hit_at.get(i))):
            if sponsor(phrases, hit) or not attached(phrases, hit, core):
                continue
            part = self._owner(phrases, hit)
            if part:
                found.append(part)
        strong = [p for p in found if p.country]
        organs = [p.sector for p in found if not p.country]
        if strong and organs:  # "Kosovar police units"
            strong = [replace(p, sector=organs[0], soft=False) if p.soft else p for p in strong]
        return tuple(dict.fromkeys(strong or found))

    def _owner(self, phrases: Phrases, hit: Hit) -> Part | None:
        named = named_in(hit, self.page)
        if named:
            return named
        senses = [s for s in believable(hit, self.page) if s.kind in COUNTRY_KINDS]
        if senses and not inside_person(phrases, hit):
            sense = best(senses, self.page)
            return Part(sense.code, "GOV", "", "country", f"lexicon:{sense.kind}", 0.95, True)
        if hit.senses[0].kind == "organ":
            return Part(
                "", hit.senses[0].code, "", "organ", "context", 0.5, False, hit.senses[0].form
            )
        return None

    def _after(
        self,
        number: int,
        phrases: Phrases,
        heads: Sequence[int],
        inner: range,
        owning: Collection[str],
    ) -> Parts:
        """Owners behind the head: "of Kenya", "for the army", "in Goma", "affiliated with X"."""
        sites: Parts = ()
        for index in heads:
            for case, child in phrases.complements(index):
                if child in inner:
                    continue
                if case in PLACED and owning is OWNED:
                    sites = sites or self.site(phrases, child) or self._at_body(number, child)
                elif case in owning and (found := self.ask(number, child)):
                    return found
                elif case in {"of", "from"} and owning is OWNED:  # "the men of Arsal"
                    sites = sites or self.site(phrases, child)
            for child in phrases.children(index, "acl"):
                for case, below in phrases.complements(child):
                    if case in OWNED and (found := self.ask(number, below)):
                        return found
        return sites

    def _at_body(self, number: int, child: int) -> Parts:
        """The body where somebody works: "analysts at a London risk firm"."""
        hit = self.page.phrases[number].hit_at.get(child)
        if (hit and hit.senses[0].kind == "organ") or (hit and named_in(hit, self.page)):
            return tuple(p for p in self.ask(number, child) if p.why != "context:country")
        return ()

    def site(self, phrases: Phrases, head: int) -> Parts:
        """The country of a place name."""
        hit = phrases.hit_at.get(head)
        senses = [s for s in believable(hit, self.page) if s.kind in COUNTRY_KINDS] if hit else []
        if senses:
            code = best(senses, self.page).code
            return (Part(code, "GOV", "", "country", "place", 0.85, True),)
        entity = phrases.entity_at.get(head)
        words = range(entity.start, entity.end) if entity else [head]
        code = self.page.country_of(" ".join(phrases.tokens[i].text for i in words)) or ""
        known = self.page.round_up or self.page.country_of.sure(code)
        if code and known and phrases.tokens[head].upos == "PROPN":
            return (Part(code, "GOV", "", "country", "place", 0.75, True),)
        return ()

    def _unknown(self, number: int, head: int, phrases: Phrases, core: Sequence[int]) -> Parts:
        """A name that no table knows: a person or an organisation, from what stands beside it."""
        entity = phrases.entity_at.get(head)
        token = phrases.tokens[head]
        if token.upos not in {"PROPN", "NOUN"}:
            return ()
        if entity and entity.label == "LOC":
            return self._no_place(number, phrases, head, core)
        alone = not entity or entity.end - entity.start == 1
        if alone and (known := self.page.aliases.get(acronym_of(token.text))):
            return tuple(replace(p, why="coref:name", score=0.7) for p in known)
        owners = self._before(phrases, core, range(head, head + 1))
        bodies = tuple(o for o in owners if not o.soft and o.country and o.sector != "MED")
        if bodies and token.upos == "PROPN":
            return bodies
        if entity is None:
            return self._headline_name(number, phrases, core) if token.upos == "PROPN" else ()
        placed = phrases.locative(head) or self._is_place(phrases, head)
        return () if placed else self._entity(number, head, phrases, core, entity)

    def _entity(
        self, number: int, head: int, phrases: Phrases, core: Sequence[int], entity: Entity
    ) -> Parts:
        beside = next(
            filter(None, (self.ask(number, c) for c in phrases.children(head, "appos"))), ()
        )
        if beside:
            remember(phrases, core, beside[0], self.page)
            return beside
        owners = self.owners(number, head, None, phrases, core)
        if entity.label == "PER":
            return (self._private(phrases, core, owners),)
        words = [t.text for t in phrases.tokens[entity.start : entity.end]]
        guess = organisation(words, next((o.country for o in owners), self.page.homes[number]))
        if guess or owners:
            return (guess,) if guess else tuple(map(unclear, owners))
        return self._nameless(number, words)

    def _no_place(self, number: int, phrases: Phrases, head: int, core: Sequence[int]) -> Parts:
        """A name taken for a place that an office stands beside: "Fatih, the Turkish envoy"."""
        for child in phrases.children(head, "appos"):
            parts = self.ask(number, child)
            if parts and parts[0].kind == "person" and not phrases.plural(child):
                remember(phrases, core, parts[0], self.page)
                return parts
        return ()

    def _nameless(self, number: int, words: Sequence[str]) -> Parts:
        """A body of which nothing but its name is told: it is taken for one of the country."""
        home = self.page.homes[number]
        if not home or not any(w[:1].isupper() for w in words):
            return ()
        return (Part(home, "UNK", "", "organ", "organisation", 0.3, word=" ".join(words).lower()),)

    def _headline_name(self, number: int, phrases: Phrases, core: Sequence[int]) -> Parts:
        """A name in capitals that the recogniser missed, if its words tell its kind."""
        words = [phrases.tokens[i].text for i in core if phrases.tokens[i].text[:1].isupper()]
        if len(words) < 2 or not any(w.isupper() for w in words):
            return ()
        guess = organisation(words, self.page.homes[number])
        return (guess,) if guess else ()

    def _private(self, phrases: Phrases, core: Sequence[int], owners: Parts) -> Part:
        """A person in no known office: of a party or group if one is named, else a civilian."""
        named = [o for o in owners if o.name or o.sector in {"PTY", "REB"}]
        if not named and owners and owners[0].kind == "country" and owners[0].why != "place":
            named = [replace(owners[0], kind="person", score=0.6)]  # Fiji's Rabuka
        part = named[0] if named else Part("", "CVL", "", "person", "person", 0.35)
        remember(phrases, core, part, self.page)
        return part

    def _is_place(self, phrases: Phrases, head: int) -> bool:
        entity = phrases.entity_at.get(head)
        words = range(entity.start, entity.end) if entity else [head]
        return bool(self.page.country_of(" ".join(phrases.tokens[i].text for i in words)))
