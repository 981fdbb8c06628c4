"""The language of a page, offline, with an honest `und` where too little speaks for one."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENGLISH, LONG_ENGLISH, LONG = 0.3, 0.25, 50
"""Shares of English function words, of any text and of one of `LONG` words, above which a text is
English whatever its letters say; news has .26 to .4. It also spares such a page the loading of the
identifier's tables, the most of a second."""
ENOUGH = 0.8
"""Probability below which the language stays undetermined."""
LETTERS = 20
"""Letters below which nothing is said."""
_READ_AS = {"wuu": "zh", "yue": "zh", "bs": "hr", "nb": "no", "nn": "no", "azb": "fa"}
_SAMPLE = 4000
_ENGLISH = re.compile(
    r"\b(?:the|of|and|in|to|that|was|were|has|have|said|by|for|with|from|on|at|is|are|it|its|an?)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language(text: str) -> tuple[str, float]:
    """Tell the ISO 639-1 code of a text and its probability; `und` and 0 where it is not sure."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if letters < LETTERS:
        return "und", 0.0
    words = sample.split()
    share = len(_ENGLISH.findall(sample)) / max(1, len(words))
    if share > (LONG_ENGLISH if len(words) >= LONG else ENGLISH):
        return "en", 0.95
    code, probability = _likeliest(sample)
    if code == "en" and share > 0.15:
        return "en", max(probability, 0.95)
    if probability < ENOUGH or (code == "en" and share == 0 and len(words) > 12):
        return "und", 0.0
    return code, probability


def _likeliest(sample: str) -> tuple[str, float]:
    """Add up the probabilities of languages that one reader reads, under the commonest code."""
    sums: dict[str, float] = {}
    for code, probability in _identifier().rank(sample)[:6]:
        group = _READ_AS.get(str(code), str(code))
        sums[group] = sums.get(group, 0.0) + float(probability)
    return max(sums.items(), key=lambda entry: entry[1])
