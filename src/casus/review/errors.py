"""What can go wrong in a review; every message names the claim and the remedy."""

from casus.model import CasusError


class ReviewError(CasusError, RuntimeError):
    """A decision that cannot be taken, or one of the ledger that cannot be read."""


class VanishedClaimError(ReviewError):
    """A decision on a claim that stands no longer."""
