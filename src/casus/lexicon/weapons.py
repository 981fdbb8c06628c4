"""Words that state a weapon; `weapons.tsv` (columns `lemma`, `weapon`)."""

from functools import cache

from casus.lexicon.table import table


@cache
def weapon_words() -> dict[str, str]:
    """Weapon class of the codebook by lower-cased lemma."""
    return {row["lemma"]: row["weapon"] for row in table("weapons.tsv", ("lemma", "weapon"))}
