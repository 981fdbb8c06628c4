"""Sentences to claims: events, roles, attribution, status, losses, weapons."""

from casus.coding.attributed import Spanned, attributions_of
from casus.coding.stage import Code

__all__ = ["Code", "Spanned", "attributions_of"]
