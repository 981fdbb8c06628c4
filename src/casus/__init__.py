"""casus: an auditable conflict monitor. Pages go in, attributed claims come out.

    import casus

    coded = casus.extract("Azerbaijan shelled the village, Yerevan said.", published="2022-03-26")
    for claim in coded.claims:
        print(claim.source.value, claim.status.value, claim.type.value, claim.quote)

Importing this module loads the nouns alone; the model is loaded by the first `extract`.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from casus.model import (
    Block,
    Claim,
    Coded,
    Document,
    Entity,
    Loss,
    Page,
    Parsed,
    Place,
    Problem,
    Role,
    Sentence,
    Slot,
    Span,
    Token,
    When,
)

if TYPE_CHECKING:
    from casus.api import UnreadableError, extract, pipe, read
    from casus.run.outcome import Outcome

try:
    __version__ = version("casus-monitor")
except PackageNotFoundError:  # run from a source tree that nobody installed
    __version__ = "0+source"

_LATER = {
    "Outcome": "casus.run.outcome",
    "UnreadableError": "casus.api",
    "extract": "casus.api",
    "pipe": "casus.api",
    "read": "casus.api",
}

__all__ = [
    "Block",
    "Claim",
    "Coded",
    "Document",
    "Entity",
    "Loss",
    "Outcome",
    "Page",
    "Parsed",
    "Place",
    "Problem",
    "Role",
    "Sentence",
    "Slot",
    "Span",
    "Token",
    "UnreadableError",
    "When",
    "__version__",
    "extract",
    "pipe",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'casus' has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    return __all__
