"""The nouns: frozen records that every stage takes and gives. Standard library only."""

from casus.model.claim import SECTORS, STATUSES, TYPES, Claim, Loss, Place, Slot
from casus.model.document import Block, Document, Role, When
from casus.model.failure import CasusError
from casus.model.identity import content_id
from casus.model.incident import JUDGEMENTS, Incident, Link, Toll, Version
from casus.model.mark import PARTIES, ROLES, Mark, Pointer, grade, graded
from casus.model.page import Page
from casus.model.problem import Problem
from casus.model.reading import Coded, Parsed
from casus.model.review import Clash, Correction, Decision, Review
from casus.model.text import Entity, Sentence, Span, Token

__all__ = [
    "JUDGEMENTS",
    "PARTIES",
    "ROLES",
    "SECTORS",
    "STATUSES",
    "TYPES",
    "Block",
    "CasusError",
    "Claim",
    "Clash",
    "Coded",
    "Correction",
    "Decision",
    "Document",
    "Entity",
    "Incident",
    "Link",
    "Loss",
    "Mark",
    "Page",
    "Parsed",
    "Place",
    "Pointer",
    "Problem",
    "Review",
    "Role",
    "Sentence",
    "Slot",
    "Span",
    "Token",
    "Toll",
    "Version",
    "When",
    "content_id",
    "grade",
    "graded",
]
