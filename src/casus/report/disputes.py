"""Claims that contradict each other: one source asserts what another denies.

This looks at pairs of claims alone. It is strict (same type, a shared side, no conflicting day or
place), since to call something disputed is itself a statement.
"""

from collections import defaultdict
from collections.abc import Sequence

from casus.model import Claim

PATRON = {"XNK": "ARM", "XDP": "RUS", "XLP": "RUS"}  # texts call the same men by either


def disputes(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """For each claim's id the claims that contradict it, in the order given."""
    by_type: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_type[claim.type.value].append(claim)
    found: dict[str, list[Claim]] = defaultdict(list)
    for members in by_type.values():
        denials = [c for c in members if c.status.value == "denied"]
        for denial in denials:
            for claim in members:
                if claim.status.value != "denied" and contradict(claim, denial):
                    found[claim.id].append(denial)
                    found[denial.id].append(claim)
    return found


def contradict(claim: Claim, denial: Claim) -> bool:
    """Whether a denial speaks of what a claim asserts."""
    if claim.source.value == denial.source.value and claim.doc == denial.doc:
        return False
    if not _sides(claim) & _sides(denial) or not _same_place(claim, denial):
        return False
    if claim.date is None or denial.date is None:
        return claim.doc == denial.doc
    return claim.date.value == denial.date.value


def _sides(claim: Claim) -> set[str]:
    codes = [slot.value.split(".")[0] for slot in claim.actors]
    return {PATRON.get(code, code) for code in codes}


def _same_place(left: Claim, right: Claim) -> bool:
    if left.place is None or right.place is None:
        return left.doc == right.doc
    return left.place.value.name.casefold() == right.place.value.name.casefold()
