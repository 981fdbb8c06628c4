"""Whether a coded claim stands, judged by all its fields when they are known.

A word is read as an event before anybody knows who did it, who says so and when it was. Much that
is no event of its time shows only then: a year long gone, a side that is nobody, an accuser who
accuses himself. What is read with little certainty is therefore judged again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from casus.coding.choices import Weights, shares
from casus.coding.repeats import sides_of
from casus.model import Claim, Document

GRADES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
THRESHOLD = "threshold"


def standing(claims: Iterable[Claim], document: Document, weights: Weights) -> Iterator[Claim]:
    """The claims that stand; their type's score becomes the probability that they do.

    The least probability is the row `threshold` of the weights.
    """
    for claim in claims:
        stands, _ = shares(weights, (evidence(claim, document), ()))
        if stands >= weights.get(THRESHOLD, 0.5):
            yield replace(claim, type=replace(claim.type, score=stands))


def evidence(claim: Claim, document: Document) -> Iterator[str]:
    """Name what speaks for or against a claim."""
    kind, status = claim.type.value, claim.status.value
    seen = bisect_right(GRADES, claim.type.score)
    word = not claim.type.why.startswith("network")
    yield "claim"
    yield f"type={kind}"
    yield f"seen={seen}"
    yield f"seen={seen}&type={kind}"
    yield f"seen={seen}&word={word}"
    yield f"status={status}"
    yield f"status={status}&type={kind}"
    for told in (*_parties(claim), *_telling(claim), f"age={_age(claim, document)}"):
        yield told
        yield f"{told}&type={kind}"
    for side, slots in (("actors", claim.actors), ("recipients", claim.recipients)):
        if slots:
            yield f"{side}={bisect_right(GRADES, min(s.score for s in slots))}"
    if claim.losses:
        yield "losses"
    before = document.text[claim.evidence.start : claim.trigger.start].split()
    after = document.text[claim.trigger.end : claim.evidence.end].split()
    yield f"before={_plain(before[-1:])}"
    yield f"after={_plain(after[:1])}"


def _plain(words: Sequence[str]) -> str:
    """The word; "" for a name, as no name speaks for or against a claim."""
    return "".join(word for word in words if word.islower())


def _parties(claim: Claim) -> Iterator[str]:
    ours, theirs = sides_of(claim.actors), sides_of(claim.recipients)
    yield f"actors={bool(ours)}&recipients={bool(theirs)}"
    if ours and ours == theirs:
        yield "among themselves"


def _telling(claim: Claim) -> Iterator[str]:
    code = claim.source.value
    body = "." in code
    yield f"source={'body' if body else code}"
    if body and sides_of((claim.source,)) & sides_of(claim.actors):
        yield "of itself"


def _age(claim: Claim, document: Document) -> str:
    """Whether an event lies more than a year before its page: `old`, `new` or `unknown`."""
    published = document.published.value if document.published else ""
    last = claim.date.value.rpartition("/")[2] if claim.date else ""
    if not (published[:4].isdigit() and last[:4].isdigit()):
        return "unknown"
    year_before = f"{int(published[:4]) - 1:04}{published[4:]}"
    length = min(len(last), len(year_before))
    return "old" if last[:length] < year_before[:length] else "new"
