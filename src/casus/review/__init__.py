"""People's part: what reviewers decide about claims, and what follows from it.

Decisions are entries of the ledger, never edits; what stands is computed from all of them.
"""

from casus.review.agreement import Agreement, agreement
from casus.review.claims import Reviewed, ReviewedClaim, ask, reviewed
from casus.review.decisions import read
from casus.review.desk import Desk
from casus.review.errors import ReviewError, VanishedClaimError
from casus.review.fields import RULES, corrected, value_of
from casus.review.queue import Item, queue
from casus.review.standing import Standing, standing

__all__ = [
    "RULES",
    "Agreement",
    "Desk",
    "Item",
    "ReviewError",
    "Reviewed",
    "ReviewedClaim",
    "Standing",
    "VanishedClaimError",
    "agreement",
    "ask",
    "corrected",
    "queue",
    "read",
    "reviewed",
    "standing",
    "value_of",
]
