"""Failures that are told as they are."""


class CasusError(Exception):
    """A known failure: its message names document, place and remedy, and needs no traceback."""
