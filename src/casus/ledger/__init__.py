"""The ledger: what was read and claimed, kept append-only in a chain of hashes.

The only package that uses the SQL library.
"""

from casus.ledger.address import beside
from casus.ledger.chain import Head, Verdict
from casus.ledger.diff import Difference
from casus.ledger.erasing import Erased, Target
from casus.ledger.errors import (
    AmbiguousIdError,
    ClashError,
    DiskFullError,
    ErasedError,
    EvidenceError,
    LedgerBusyError,
    LedgerError,
    LedgerRightsError,
    MissingLedgerError,
    NotALedgerError,
    SchemaVersionError,
    UnknownIdError,
    UnreadableError,
)
from casus.ledger.heads import SignedHead, check_head, load_head, new_key, save_head, sign_head
from casus.ledger.history import Event
from casus.ledger.ledger import Ledger
from casus.ledger.query import ClaimQuery
from casus.ledger.records import (
    Added,
    Counts,
    KeptClaim,
    KeptDocument,
    KeptEntry,
    KeptProblem,
    Run,
)

__all__ = [
    "Added",
    "AmbiguousIdError",
    "ClaimQuery",
    "ClashError",
    "Counts",
    "Difference",
    "DiskFullError",
    "Erased",
    "ErasedError",
    "Event",
    "EvidenceError",
    "Head",
    "KeptClaim",
    "KeptDocument",
    "KeptEntry",
    "KeptProblem",
    "Ledger",
    "LedgerBusyError",
    "LedgerError",
    "LedgerRightsError",
    "MissingLedgerError",
    "NotALedgerError",
    "Run",
    "SchemaVersionError",
    "SignedHead",
    "Target",
    "UnknownIdError",
    "UnreadableError",
    "Verdict",
    "beside",
    "check_head",
    "load_head",
    "new_key",
    "save_head",
    "sign_head",
]
