"""The claims of a ledger as their reviewers left them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from casus import wire
from casus.clean import borrowed
from casus.ledger import ClaimQuery, KeptClaim, Ledger
from casus.merge.account import Account, bounds, fold
from casus.merge.cases import Case, cases_of
from casus.merge.declared import NOTHING, Declared
from casus.model import Claim, Document, Link, Review
from casus.review.decisions import read
from casus.review.fields import corrected
from casus.review.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """A kept claim with its corrections in place, and its review; `kept.id` is the ledger's."""

    kept: KeptClaim
    review: Review

    @property
    def rejected(self) -> bool:
        """Whether reviewers found that the page does not say this."""
        return self.review.verdict == "rejected"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Everything that stands in a ledger, after review.

    `claims` are all that stand, rejected ones among them; `documents` by their key; `vanished` are
    reviews of claims that no longer stand, since their page was read anew with another result.
    """

    claims: tuple[ReviewedClaim, ...]
    documents: Mapping[str, Document]
    standing: Standing
    machine: tuple[Link, ...]
    vanished: tuple[Review, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """Judgements about pairs that take effect: the reviewers' before those kept otherwise."""
        pairs = {(link.left, link.right): link for link in (*self.machine, *self.standing.links)}
        return tuple(pairs.values())

    @property
    def rejected(self) -> int:
        """How many claims reviewers rejected."""
        return sum(one.rejected for one in self.claims)

    def accounts(self, *, rejected: bool = False) -> list[Account]:
        """Claims ready for comparison; those that reviewers rejected only on demand."""
        chosen = (one for one in self.claims if rejected or not one.rejected)
        return [self._account(one) for one in chosen]

    def cases(self, declared: Declared = NOTHING, *, rejected: bool = False) -> list[Case]:
        """The incidents of all claims; of those that reviewers rejected only on demand."""
        told = self.accounts(rejected=rejected)
        asked = partial(borrowed, self.documents.values())
        return cases_of(told, self.links, declared.owners, declared.reliability, asked)

    def _account(self, one: ReviewedClaim) -> Account:
        page = self.documents.get(one.kept.document)
        when = page.published.value if page and page.published else None
        outlet = page.outlet if page else None
        return Account(one.kept.claim, when, outlet, review=one.review)


def reviewed(ledger: Ledger, as_of: str | None = None) -> Reviewed:
    """Read claims, pages, decisions and judgements of a ledger.

    Raises:
        ValueError: `as_of` is no time.
        ReviewError: an entry of a decision that is none.
    """
    stand = standing(read(ledger, as_of))
    documents = {kept.key: kept.document for kept in ledger.documents(as_of)}
    found = {kept.id: kept for kept in (*_added(stand, documents), *ledger.claims(as_of=as_of))}
    claims = tuple(_applied(kept, stand) for kept in sorted(found.values(), key=lambda k: k.seq))
    here = {one.kept.id for one in claims}
    vanished = tuple(r for r in stand.reviews.values() if r.claim not in here)
    return Reviewed(claims, documents, stand, tuple(ledger.links(as_of)), vanished)


def ask(found: Iterable[ReviewedClaim], query: ClaimQuery) -> Iterator[ReviewedClaim]:
    """Those that a query of the ledger asks for, by their corrected fields.

    Raises:
        ValueError: a date of another form.
    """
    for value in (query.since, query.until):
        if value is not None and bounds(value) is None:
            raise ValueError(f"date {value!r}: write YYYY, YYYY-MM or YYYY-MM-DD")
    return (one for one in found if _matches(one.kept.claim, query))


def _added(stand: Standing, documents: Mapping[str, Document]) -> Iterator[KeptClaim]:
    """Claims that reviewers found on pages that stand."""
    for one in stand.decisions:
        if one.action == "add" and one.seq not in stand.undone and one.field in documents:
            claim = wire.loads(one.value)
            if isinstance(claim, Claim):
                yield KeptClaim(one.claim, claim, one.field, one.time, one.seq)


def _applied(kept: KeptClaim, stand: Standing) -> ReviewedClaim:
    review = stand.review(kept.id)
    claim = corrected(kept.claim, review.corrections)
    return ReviewedClaim(replace(kept, claim=claim), review)


def _matches(claim: Claim, query: ClaimQuery) -> bool:
    place = claim.place.value if claim.place else None
    parties = [slot.value for slot in (*claim.actors, *claim.recipients)]
    return (
        query.type in {None, claim.type.value}
        and query.status in {None, claim.status.value}
        and query.doc in {None, claim.doc}
        and (query.country is None or (place and place.country) == query.country.upper())
        and _named(query.actor, parties)
        and _named(query.source, [claim.source.value])
        and (query.place is None or any(fold(query.place) in n for n in _names(claim)))
        and _in_time(claim, query)
    )


def _named(code: str | None, codes: Iterable[str]) -> bool:
    return code is None or any(one == code or one.startswith(f"{code}.") for one in codes)


def _names(claim: Claim) -> list[str]:
    if claim.place is None:
        return []
    place = claim.place.value
    return [fold(name) for name in (place.name, place.canonical or "", *place.also)]


def _in_time(claim: Claim, query: ClaimQuery) -> bool:
    if query.since is None and query.until is None:
        return True
    days = bounds(claim.date.value) if claim.date else None
    since, until = bounds(query.since or ""), bounds(query.until or "")
    return days is not None and (
        (since is None or days[1] >= since[0]) and (until is None or days[0] <= until[1])
    )
