"""Which earlier mention a short form or a pronoun goes back to; a page's two sides."""

from collections.abc import Callable

from casus.lexicon.actors import actor_cues
from casus.resolve.actors_page import SUPRANATIONAL, Mention, PageState, Part

CUES = actor_cues()
HE = CUES["he"]
IT = CUES["it"]
THEY = CUES["they"]
WE = CUES["we"]
WHO = CUES["who"]
SPEECH = CUES["speech"]
GENERIC = CUES["serving"] | CUES["generic"]
REACH = 4

Fits = Callable[[Mention], bool]


def recent(
    page: PageState, number: int, head: int, fits: Fits, reach: int = REACH
) -> Mention | None:
    """The nearest earlier mention that fits; within a sentence subjects come first."""
    phrases = page.phrases[number]
    verb = phrases.verb(head)
    own = phrases.tokens[head].deprel == "nmod:poss"
    for back in range(reach + 1):
        at = number - back
        if at < 0 or (page.round_up and page.paragraph[at] != page.paragraph[number]):
            return None
        found = [m for m in page.in_sentence.get(at, ()) if (back or m.head < head) and fits(m)]
        if not back and not own:
            found = [m for m in found if m.verb != verb or phrases.is_subject(head)]
        if found:
            return min(found, key=lambda m: (m.rank, -m.head if not back else m.head))
    return None


def person(mention: Mention) -> bool:
    """Can "he" or "she" mean it?"""
    part = mention.parts[0]
    return (
        len(mention.parts) == 1
        and not mention.plural
        and part.kind in {"person", "people", "frame"}
    )


def thing(mention: Mention) -> bool:
    """Can "it" mean it?"""
    part = mention.parts[0]
    one = len(mention.parts) == 1
    return one and not (mention.plural and part.kind != "country") and part.kind in {
        "organ", "country", "group"
    }  # fmt: skip


def several(mention: Mention) -> bool:
    """Can "they" mean it?"""
    return mention.plural or len(mention.parts) > 1 or mention.parts[0].kind in {"organ", "group"}


def crowd(mention: Mention) -> bool:
    """Is it several persons, told as such?"""
    return mention.plural and mention.parts[0].kind in {"people", "person", "group"}


def people(mention: Mention) -> bool:
    """Can "two more" or "the others" mean it?"""
    return mention.plural and mention.parts[0].kind in {"people", "person", "group", "frame"}


def opposing(page: PageState, number: int, head: int, states_only: bool) -> tuple[Part, ...]:
    """The two sides so far: those named most and latest, on a round-up those of its item."""
    earlier = [m for m in page.mentions if (m.sentence, m.head) < (number, head)]
    item = page.paragraph[number]
    own = [m for m in earlier if page.round_up and page.paragraph[m.sentence] == item]
    return _two_sides(own, number, states_only) or (
        _two_sides(earlier, number, states_only) or _foretold(page)
    )


def _two_sides(mentions: list[Mention], number: int, states_only: bool) -> tuple[Part, ...]:
    weights: dict[tuple[str, str], float] = {}
    first: dict[tuple[str, str], Part] = {}
    for mention in mentions:
        for part in mention.parts:
            if not part.country or part.country in SUPRANATIONAL or part.sector in {"MED", "UNK"}:
                continue
            if states_only and part.side[1]:
                continue
            near = 0.7 ** (number - mention.sentence)
            weights[part.side] = weights.get(part.side, 0.0) + 0.3 + 2 * near
            first.setdefault(part.side, part)
    top = sorted(weights, key=lambda s: -weights[s])[:2]
    if len(top) < 2:
        return ()
    return tuple(_side(first[s]) for s in sorted(top, key=list(weights).index))


def _foretold(page: PageState) -> tuple[Part, ...]:
    """The two countries that the whole page names most, for a page that opens with "both sides"."""
    named = [c for c in page.support if "." not in c and c not in SUPRANATIONAL]
    top = sorted(named, key=lambda c: -page.support[c])[:2]
    if len(top) < 2:
        return ()
    return tuple(Part(c, "GOV", "", "country", "context:sides", 0.5, True) for c in top)


def _side(part: Part) -> Part:
    if part.side[1]:
        return Part(part.country, part.sector, part.name, "group", "coref:sides", 0.7)
    return Part(part.country, "GOV", "", "country", "coref:sides", 0.7, True)


def strongest_group(page: PageState) -> Part | None:
    """The armed group that the whole page names most, for a page that opens with "rebels"."""
    groups = [c for c in page.support if c.count(".") == 2 and c.split(".")[1] in {"REB", "CRM"}]
    if not groups:
        return None
    country, sector, name = max(groups, key=lambda c: page.support[c]).split(".")
    return Part(country, sector, name, "group", "context:group", 0.55)


def close(one: Part, other: Part) -> bool:
    """Can the second be a short form of the first, by its sector?"""
    if other.word in GENERIC:
        return True
    return not other.sector or one.sector == other.sector or other.kind == "frame"


def keeps_peace(mention: Mention) -> bool:
    """Can "the peacekeepers" mean it?"""
    part = mention.parts[0]
    return part.sector == "PKO" or part.word.startswith("peacekeep")


def speaks(mention: Mention) -> bool:
    """Can "the statement" or "a spokesman" be its own?"""
    part = mention.parts[0]
    return part.kind in {"organ", "group", "country", "person"} and part.sector != "MED"


def is_body(mention: Mention) -> bool:
    """Can "the group" or "the mission" mean it?"""
    part = mention.parts[0]
    return (
        part.kind == "group"
        or part.country in {"IGO", "NGO"}
        or part.sector in {"REB", "CRM", "PTY"}
    )
