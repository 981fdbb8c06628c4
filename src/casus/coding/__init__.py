"""Sentences to claims: events, roles, attribution, status, losses, weapons."""

from casus.coding.stage import Code

__all__ = ["Code"]
