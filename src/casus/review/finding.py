"""Claims by the beginning of their id, with a clear word on those that stand no longer."""

from casus.ledger import KeptClaim, Ledger, UnknownIdError
from casus.review.claims import Reviewed, ReviewedClaim
from casus.review.errors import ReviewError, VanishedClaimError


def find(reviewed: Reviewed, ledger: Ledger, begin: str) -> ReviewedClaim:
    """The claim that stands whose id begins so.

    Raises:
        VanishedClaimError: it stands no longer; the message names what may have followed it.
        ReviewError: none or several do.
    """
    found = [one for one in reviewed.claims if begin and one.kept.id.startswith(begin)]
    exact = [one for one in found if one.kept.id == begin]
    if len(found) == 1 or exact:
        return (exact or found)[0]
    if found:
        ids = ", ".join(one.kept.id[:12] for one in found[:5])
        raise ReviewError(f"{begin!r} begins several claims: {ids}; write more of it")
    try:
        gone = ledger.claim(begin)
    except UnknownIdError as error:
        raise ReviewError(f"no claim {begin!r}; `casus review list` gives the ids") from error
    raise VanishedClaimError(_vanished(reviewed, gone))


def _vanished(reviewed: Reviewed, gone: KeptClaim) -> str:
    """That a claim stands no longer, and what of the same page may have followed it."""
    place = gone.claim.evidence
    near = [
        one.kept.id[:12]
        for one in reviewed.claims
        if one.kept.claim.doc == gone.claim.doc
        and one.kept.claim.evidence.start < place.end
        and place.start < one.kept.claim.evidence.end
    ]
    follows = f"; from the same passage now: {', '.join(near)}" if near else ""
    return (
        f"claim {gone.id[:12]} of {gone.claim.doc} stands no longer: its page was read anew "
        f"with another result{follows}. Nothing was decided; `casus review list` gives the ids"
    )
