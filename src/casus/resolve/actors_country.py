"""Which country a phrase that names none belongs to: weighed evidence for each of the page's.

The choice is a log-linear one (a conditional logit) among the countries that the page speaks of;
the weights are those of `country_choice.tsv`, fitted by `python -m training.actors`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from casus.lexicon.actors import unarmed
from casus.resolve.actors_page import SUPRANATIONAL, PageState, Part, best
from casus.resolve.actors_tree import Phrases
from casus.resolve.actors_words import COUNTRY_KINDS, NAME_KINDS, ROLE_KINDS

Weights = Mapping[str, float]
Evidence = Iterator[tuple[str, float]]
Sites = Callable[[Phrases, int], tuple[Part, ...]]

MOST = 6  # countries of the whole page that are weighed everywhere
BACK = 3  # sentences before, whose actors and places bear upon a phrase
PLAIN = frozenset({"GOV", "MIL", "COP", "CVL"})
OFFICIAL = frozenset({"LEG", "JUD", "SPY", "PTY", "OPP"})
CROSSED = frozenset(
    {
        *("share", "home", "here", "voice", "dateline", "scene", "placed first"),
        *("placed in clause", "owns", "owns any", "alike last", "actor last"),
    }
)
GUESSED = ("context", "organisation", "coordination")


def class_of(sector: str) -> str:
    """The sectors that are told apart: some weights differ by them."""
    return sector if sector in PLAIN else "GOV" if sector in OFFICIAL else "X"


@dataclass(frozen=True, slots=True)
class Around:
    """Where a sentence names countries, and where it says that something is in one."""

    named: tuple[tuple[int, str], ...]
    placed: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class Countries:
    """Chooses countries on one page."""

    page: PageState
    weights: Weights
    site: Sites
    scene: Callable[[int], str]
    _around: dict[int, Around] = field(default_factory=dict)
    _owned: Counter[tuple[str, str]] = field(default_factory=Counter)
    _top: tuple[tuple[str, float], ...] = ()
    asked: list[tuple[Part, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Weigh what the whole page says."""
        total = sum(self.page.weights.values()) or 1
        most = self.page.weights.most_common(MOST)
        self._top = tuple((c, w / total) for c, w in most)
        for phrases in self.page.phrases:
            self._owned.update(_owners(phrases, self.page))

    def choose(self, part: Part, number: int, head: int) -> str:
        """The likeliest country of a phrase, or '' on a page that names none."""
        self.asked.append((part, number, head))
        get = self.weights.get
        sums = {
            country: sum(get(name, 0.0) * size for name, size in rows)
            for country, rows in self.options(part, number, head)
        }
        return max(sums, key=lambda c: sums[c], default="")

    def options(self, part: Part, number: int, head: int) -> Iterator[tuple[str, Evidence]]:
        """Every country that may be meant, with the evidence for it."""
        page, kind = self.page, class_of(part.sector)
        seen: dict[str, list[tuple[str, float]]] = {
            country: [("share", share)] for country, share in self._top
        }

        def tell(country: str, name: str, size: float = 1.0) -> None:
            if country and country not in SUPRANATIONAL:
                seen.setdefault(country, []).append((name, size))

        tell(page.home, "home")
        tell(page.homes[number], "here")
        tell(page.voice, "voice")
        tell(page.leads.get(page.paragraph[number], ""), "dateline")
        tell(self.scene(number), "scene")
        self._places(number, head, tell)
        self._actors(part, number, head, tell)
        owned = sum(n for (_, k), n in self._owned.items() if k == kind)
        for country in seen:
            if n := self._owned[country, kind]:
                tell(country, "owns", n / owned)
                tell(country, "owns any")
        armed = seen.keys() - unarmed() if part.sector == "MIL" else seen.keys()
        for country, rows in seen.items():
            if country in armed or not armed:
                yield country, _crossed(rows, kind)

    def _places(self, number: int, head: int, tell: Callable[..., None]) -> None:
        phrases = self.page.phrases[number]
        here, verb = self._look(number), phrases.verb(head)
        for at, (index, country) in enumerate(here.placed):
            tell(country, "placed after" if index > head else "placed before")
            if not at:
                tell(country, "placed first")
            if phrases.verb(index) == verb:
                tell(country, "placed in clause")
        for index, country in here.named:
            tell(country, "named after" if index > head else "named before")
            if phrases.verb(index) == verb:
                side = "subject" if phrases.is_subject(index) else "clause"
                tell(country, f"named in {side}")
        for back in range(1, BACK + 1):
            if number < back:
                break
            near = self.page.paragraph[number] == self.page.paragraph[number - back]
            there = self._look(number - back)
            for _, country in there.placed[-1:]:
                tell(country, f"placed {back} {'near' if near else 'far'}")
            for country in dict.fromkeys(c for _, c in there.named):
                tell(country, f"named {back} {'near' if near else 'far'}")

    def _actors(self, part: Part, number: int, head: int, tell: Callable[..., None]) -> None:
        """What the actors before say: whose soldiers, whose officials spoke last?"""
        kind, last, told = class_of(part.sector), False, False
        for back in range(BACK + 1):
            for mention in reversed(self.page.in_sentence.get(number - back, ())):
                if not back and mention.head >= head:
                    continue
                first = mention.parts[0]
                guess = first.why.startswith(GUESSED)
                alike = class_of(first.sector) == kind
                tell(first.country, f"actor {back}{' guess' if guess else ''}")
                if not told and not guess:
                    told = True
                    tell(first.country, "actor last")
                if alike:
                    tell(first.country, f"alike {back}{' guess' if guess else ''}")
                    if not last:
                        last = True
                        tell(first.country, "alike last")

    def _look(self, number: int) -> Around:
        if number not in self._around:
            self._around[number] = self._read(number)
        return self._around[number]

    def _read(self, number: int) -> Around:
        phrases = self.page.phrases[number]
        named = []
        for hit in phrases.hits:
            sense = hit.senses[0]
            if sense.kind in COUNTRY_KINDS | NAME_KINDS and not sense.weak:
                country = best(hit.senses, self.page).code.split(".")[0]
                named.append((hit.start, country))
        placed = []
        for index, token in enumerate(phrases.tokens):
            if token.upos == "PROPN" and phrases.locative(index):
                known = phrases.hit_at.get(index)
                if (not known or known.of(COUNTRY_KINDS)) and (site := self.site(phrases, index)):
                    placed.append((index, site[0].country))
        return Around(tuple(named), tuple(placed))


def _crossed(rows: list[tuple[str, float]], kind: str) -> Evidence:
    """The evidence for all phrases, and again for those of the sector."""
    for name, size in dict(rows).items():
        yield name, size
        if name in CROSSED:
            yield f"{kind} {name}", size


def _owners(phrases: Phrases, page: PageState) -> Iterator[tuple[str, str]]:
    """Countries and the sectors that stand right behind them: "Israeli soldiers", "the US army"."""
    for one, other in zip(phrases.hits, phrases.hits[1:], strict=False):
        close = other.start - one.end < 2  # a word or a possessive between
        senses = [s for s in one.senses if s.kind in COUNTRY_KINDS and not s.weak]
        roles = [s for s in other.senses if s.kind in ROLE_KINDS]
        if close and senses and roles and roles[0].code:
            yield best(senses, page).code, class_of(roles[0].code)
    for hit in phrases.hits:
        sense = hit.senses[0]
        if sense.kind in NAME_KINDS and not sense.weak:
            code = best(hit.senses, page).code.split(".")
            if len(code) == 2 and code[0] not in SUPRANATIONAL:
                yield code[0], class_of(code[1])
