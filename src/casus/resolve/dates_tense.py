"""The tense that a date stands in, read from the words of its sentence.

"Will", "is to", "plans to" point forward; a past form points backward; otherwise it stays open.
"""

import re

from casus.resolve.dates_anchor import FUTURE, OPEN, PAST

_FUTURE = re.compile(
    r"\b(?:will|shall|would|'ll|won't|(?:is|are|was|were) (?:due|set|scheduled|expected|slated|planned|likely|to\b)|"
    r"plans?|planned|intends?|expects?|expected|scheduled|upcoming|next|ahead of|going to|hopes?|hoped|"
    r"due|deadline|tomorrow|until|by|may|might|could)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:will|shall|'ll|won't|(?:is|are) (?:due|set|scheduled|expected|slated|to\b)|plans? to|intends? to"
    r"|scheduled for|planned for|is planned|are planned|would|upcoming|going to|due (?:on|in))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|said|told|ago|since|last|[a-z]{3,}ed|went|came|took|met|made|began|"
    r"broke|struck|fell|held|killed|shot|left|fought|gave|put|sent|hit|set|saw|fled|won|lost|led|cut|"
    r"became|got|blew|threw|flew|drove|rose|spoke|found|kept|ran|thought|brought|caught|withdrew)\b"
)


def tense_of(sentence: str, start: int, end: int) -> int:
    """The tense around the date at `[start, end)` of a sentence.

    Clauses are weighed by nearness: the words between the date and the next comma count first.
    """
    before = sentence[:start]
    near = re.split(r"[,;:–—]\s|\b(?:and|but|that|which|who|after|before|when|while)\b", before)[-1]
    after = re.split(r"[;–—]\s|\b(?:and|but|which|who|after|before|when|while)\b", sentence[end:])[0]
    window = f"{near} # {after}"
    future, past = _STRONG.search(window), _PAST.search(window)
    if future and not (past and near and _PAST.search(near) and not _STRONG.search(near)):
        return FUTURE
    if past:
        return PAST
    if _STRONG.search(sentence):
        return FUTURE
    return PAST if _PAST.search(sentence) else OPEN
