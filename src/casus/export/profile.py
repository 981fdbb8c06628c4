"""What of a claim may be shown: everything, or what does no harm when it is published.

Rule 1: what is withheld from a claim is written down beside it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from casus.export.cited import NO_PAGES, Cited
from casus.lexicon.datasets import compiled
from casus.merge.account import Account, bounds
from casus.merge.cases import Case
from casus.model import Claim, Place, Slot, content_id

DELAY = 14  # days; STANDARDS 3.3
QUOTE = 300  # characters
DISTRICT = 3  # UCDP's precision of a second-order unit
GRID_KM = 11.0  # a tenth of a degree
UNITS = frozenset({"MIL", "COP", "SPY", "PKO"})
PEOPLE = frozenset({"CVL", "UNK", "CRM", "MED", "REL"})
SHELTERS = re.compile(
    r"hospital|clinic|school|kindergarten|shelter|camp|aid post|maternity|orphanage|home|house",
    re.IGNORECASE,
)
PLACE = "place (to 0.1 degrees)"
NAMES = "names of persons or units"
PAGE = "name and address of the page"
NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]+ [A-Z][\w'’-]+")


@dataclass(frozen=True)
class Shown(Account):
    """A claim as it is shown.

    `original` is its own id, `withheld` what was taken from it, `page` where it stands (None:
    unknown), `original_page` the name of that page, which is not written.
    """

    original: str = ""
    withheld: tuple[str, ...] = ()
    profile: str = "full"
    page: Cited | None = None
    original_page: str = ""

    @cached_property
    def id(self) -> str:
        """The id of the claim that this shows."""
        return self.original or self.claim.id

    @property
    def full(self) -> bool:
        """Whether nothing is withheld from anyone."""
        return self.profile.startswith("full")


@dataclass(frozen=True, slots=True)
class Profile:
    """How much is shown.

    The public profile takes places to a tenth of a degree and days to months while they are newer
    than 14 days on `as_of` (or of unknown age), places of shelter always; named units with their
    places, names of private persons, and passages that hold them or are longer than `quote`. A page
    whose claim loses its place or a name is shown by its digest alone.
    """

    as_of: date
    public: bool = True
    quote: int = QUOTE

    def __str__(self) -> str:
        return f"{'public' if self.public else 'full'} {self.as_of.isoformat()}"

    def show(
        self, accounts: Iterable[Account], pages: Mapping[str, Cited] = NO_PAGES
    ) -> list[Shown]:
        """The claims of one incident as they may be shown; one with a recent day covers all.

        `pages` are the pages of claims by the claims' ids. Claims that may not be shown are left
        out, so that there may be none.
        """
        told = [account for account in accounts if self.shares(account)]
        recent = any(self._recent(account) for account in told if account.days)
        return [
            self._shown(account, pages.get(account.id), recent=recent or self._recent(account))
            for account in told
        ]

    def shares(self, account: Account) -> bool:
        """Whether the claim may be shown at all: some data sets forbid that their rows are."""
        data_set = compiled().get(account.claim.doc.partition(":")[0])
        if not self.public or data_set is None or data_set.name != account.outlet:
            return True
        return data_set.share

    def _shown(self, account: Account, page: Cited | None, *, recent: bool) -> Shown:
        claim, day = account.claim, account.published
        withheld: tuple[str, ...] = ()
        if self.public:
            claim, withheld = _public(claim, recent=recent, quote=self.quote)
        if day and self.public and recent:
            day = day[:7]
            page = replace(page, published=day) if page else None
        told = (account.id, withheld, str(self), page, account.claim.doc)
        made = Shown(claim, day, account.outlet, *told, review=account.review)
        made = replace(made, copies=account.copies, agency=account.agency)
        return _unnamed(made) if {PLACE, NAMES} & set(withheld) else made

    def _recent(self, account: Account) -> bool:
        published = bounds(account.published) if account.published else None
        days = account.days or published
        return days is None or (self.as_of - days[1]).days < DELAY


def same_pages(groups: Iterable[Iterable[Shown]]) -> list[tuple[Shown, ...]]:
    """A page that one of its claims may not name is named by none of them, in any incident."""
    held = [tuple(group) for group in groups]
    hidden = {
        one.page.sha256 for group in held for one in group if one.page and PAGE in one.withheld
    }
    made = [tuple(_hiding(one, hidden) for one in group) for group in held]
    names = {one.original_page: one.claim.doc for group in made for one in group}
    return [tuple(_renamed(one, names) for one in group) for group in made]


def _renamed(shown: Shown, names: Mapping[str, str]) -> Shown:
    """The claim with the pages that it copies under the names by which they are shown."""
    return replace(shown, copies=frozenset(names.get(page, page) for page in shown.copies))


def _hiding(shown: Shown, hidden: set[str]) -> Shown:
    named = shown.page is not None and PAGE not in shown.withheld
    return _unnamed(shown) if named and shown.page and shown.page.sha256 in hidden else shown


def _unnamed(shown: Shown) -> Shown:
    """The claim without the name and address of its page, which often tell the place."""
    page = shown.page.unnamed if shown.page else None
    name = page.name if page else f"page-{content_id(shown.claim.doc)[:12]}"
    claim = replace(shown.claim, doc=name)
    return replace(shown, claim=claim, page=page, withheld=(*shown.withheld, PAGE))


def shown_of(case: Case) -> Iterator[Shown]:
    """The claims of an incident that is shown under a profile."""
    return (account for account in case.accounts if isinstance(account, Shown))


def _public(claim: Claim, *, recent: bool, quote: int) -> tuple[Claim, tuple[str, ...]]:
    """The claim without what may do harm, and what that was."""
    found: list[str] = []
    if (why := _hidden(claim, recent=recent, quote=quote)) is not None:
        found.append(f"quote ({why})")
        claim = replace(claim, quote="")
    place = claim.place
    if place is not None and (recent or SHELTERS.search(place.value.name)):
        claim = replace(claim, place=replace(place, value=_coarse(place.value)))
        found.append(PLACE)
    if recent and claim.date is not None and len(claim.date.value) > 7:
        claim = replace(claim, date=replace(claim.date, value=_months(claim.date.value)))
        found.append("day (to the month)")
    if (bare := _without_names(claim, recent=recent)) != claim:
        claim = bare
        found.append(NAMES)
    return claim, tuple(found)


def _hidden(claim: Claim, *, recent: bool, quote: int) -> str | None:
    """Why the passage may not be shown; None if it may."""
    if recent:
        return "recent"
    if claim.place is not None and SHELTERS.search(claim.place.value.name):
        return "place of shelter"
    if len(claim.quote) > quote:
        return f"longer than {quote} characters"
    parties = (*claim.actors, *claim.recipients, claim.source)
    harmed = claim.losses or any(_sector(slot.value) == "CVL" for slot in parties)
    return "may name a private person" if harmed and _names_someone(claim) else None


def _names_someone(claim: Claim) -> bool:
    """Whether the passage has two capitalised words in a row that are not the claim's place."""
    place = claim.place.value if claim.place else None
    known = " ".join((place.name, place.canonical or "", *place.also)) if place else ""
    return any(found not in known for found in NAME.findall(claim.quote))


def _coarse(place: Place) -> Place:
    lat = None if place.lat is None else round(place.lat, 1)
    lon = None if place.lon is None else round(place.lon, 1)
    precision = max(place.precision or DISTRICT, DISTRICT)
    radius = max(place.radius_km or GRID_KM, GRID_KM)
    return Place("withheld", place.country, lat, lon, precision=precision, radius_km=radius)


def _months(value: str) -> str:
    first, _, last = value.partition("/")
    cut = 4 if value.startswith("--") else 7
    ends = dict.fromkeys((first[:cut], (last or first)[:cut]))
    return "/".join(ends)


def _without_names(claim: Claim, *, recent: bool) -> Claim:
    def bare(slot: Slot[str]) -> Slot[str]:
        parts = slot.value.split(".")
        named = len(parts) > 2 and parts[0] not in {"IGO", "NGO"}
        hide = named and (parts[1] in PEOPLE or (recent and parts[1] in UNITS))
        return replace(slot, value=".".join(parts[:2])) if hide else slot

    return replace(
        claim,
        actors=tuple(bare(slot) for slot in claim.actors),
        recipients=tuple(bare(slot) for slot in claim.recipients),
        source=bare(claim.source),
        chain=tuple(bare(slot) for slot in claim.chain),
    )


def _sector(code: str) -> str:
    return ([*code.split("."), ""])[1]
