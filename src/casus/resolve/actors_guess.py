"""What an organisation that no table knows calls itself: its own words tell its kind."""

import re
from collections.abc import Sequence

from casus.lexicon.actors import organisation_words
from casus.resolve.actors_fold import pieces
from casus.resolve.actors_page import Part


def organisation(words: Sequence[str], home: str) -> Part | None:
    """Guess the actor of an unknown organisation's name, or None when its words tell nothing."""
    parts = [part for word in words for part in pieces(word)]
    for country, sector, cues in organisation_words():
        if cues & set(parts) and (country or home):
            name = re.sub(r"[^A-Za-z0-9]+", "-", " ".join(words)).strip("-")
            return Part(
                country or home, sector, name, "organ", "organisation", 0.5, word=" ".join(parts)
            )
    return None
