"""The last resort: who is it, when somebody knows that a phrase is an actor and no table does?"""

from dataclasses import replace

from casus.resolve import actors_recall as recall
from casus.resolve.actors_bind import COUNTED_PEOPLE, Binder, again
from casus.resolve.actors_parts import Parts
from casus.resolve.actors_words import COUNTRY_KINDS


def last_resort(binder: Binder, number: int, head: int) -> Parts:
    """Its place tells the country, else its owner, else the surroundings are weighed."""
    phrases = binder.page.phrases[number]
    if phrases.tokens[head].upos == "PRON":
        found = recall.recent(binder.page, number, head, lambda m: bool(m.parts))
        if found:
            return again(found, "guess:pronoun")
    if site := binder.noun.site(phrases, head):
        hit = phrases.hit_at.get(head)
        seat = hit is not None and bool(hit.of(COUNTRY_KINDS))
        sector = "GOV" if seat else "CVL"
        return (replace(site[0], sector=sector, why="guess:place", score=0.4),)
    owners = binder.noun.owners(number, head, None, phrases, phrases.core(head))
    if owners and owners[0].country:
        return tuple(
            replace(p, sector="CVL" if p.soft else p.sector, why="guess:owner", score=0.4)
            for p in owners
        )
    country = binder.countries.choose(COUNTED_PEOPLE, number, head)
    people = replace(COUNTED_PEOPLE, country=country, why="guess:country", score=0.3)
    return (people,) if country else ()
