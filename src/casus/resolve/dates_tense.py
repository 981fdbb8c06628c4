"""The tense that a date stands in, read from the words of its sentence.

The finite verb nearest to the date decides, across a bound of clauses only when its
own has none.
"""

import re

PAST, OPEN, FUTURE = -1, 0, 1

_FUTURE = re.compile(
    r"\b(?:will|shall|won't|(?:is|are) (?:due|set|scheduled|expected|slated|planned|to\b)|plans? "
    r"(?:to|for)"
    r"|intends? to|expects? to|scheduled (?:for|to)|planned for|upcoming|going to|due (?:on|in|to"
    r"|for)|hopes? to"
    r"|could|may|might|would|wants? to|to be\b)|['’]ll\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?<!\bbe )(?<!\bto )\b(?:was|were|had|did|has|have|said|told|ago|since|last|[a-z]{2,}ed|went"
    r"|came|took|met|made|began|"
    r"broke|struck|fell|held|shot|left|fought|gave|put|sent|hit|set|saw|fled|won|lost|led|cut|dug"
    r"|fed|"
    r"became|got|blew|threw|flew|drove|rose|spoke|found|kept|ran|thought|brought|caught|withdrew"
    r"|laid|"
    r"read|wrote|stood|sought|sank|bore|built|called|back)\b"
)
_BOUND = re.compile(r"[,;:–—]\s|\b(?:and|but|that|which|who|after|before|when|while|as)\b")


def tense_of(sentence: str, start: int, end: int) -> int:
    """The tense around the date at `[start, end)` of a sentence: `PAST`, `FUTURE` or `OPEN`."""
    best, side = 10_000.0, OPEN
    for tense, pattern in ((FUTURE, _FUTURE), (PAST, _PAST)):
        for match in pattern.finditer(sentence):
            if match.start() < end and match.end() > start:
                continue
            between = (
                sentence[match.end() : start]
                if match.end() <= start
                else sentence[end : match.start()]
            )
            far = len(between) + 60 * len(_BOUND.findall(between))
            if far < best:
                best, side = far, tense
    return side
