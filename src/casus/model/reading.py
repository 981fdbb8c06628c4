"""What a document has become on its way: parsed, then coded."""

from dataclasses import dataclass

from casus.model.claim import Claim
from casus.model.document import Document
from casus.model.mark import Mark
from casus.model.text import Sentence


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with the sentences of its evidence blocks, in order of the text.

    `marks` are the events that the event network sees, in order; None when it was not asked.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...] | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A document with its claims, in order of their evidence."""

    document: Document
    claims: tuple[Claim, ...]
