"""How much a line reads like a reader's comment: log-odds against article prose."""

import math
import re
from collections.abc import Sequence
from functools import cache

from casus.clean.units import Unit
from casus.lexicon.table import table

CLIP = 2.5
"""No single line may weigh more than this (in log-odds), whatever it says."""

_QUOTED = re.compile(r"[\"“„«][^\"”“»]{0,2000}[\"”“»]")
_FIRST = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|my|mine|me|myself)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|our|us|ours)\b", re.IGNORECASE)
_SECOND = re.compile(
    r"\b(?:you|your|yours|u|ur|you're|you've|yourself|yourselves)\b", re.IGNORECASE
)
_SAID = re.compile(
    r"\b(?:said|says|told|added|according to|stated|announced|reported|reports|claimed|"
    r"spokes\w+|statement|ministry|officials?|agency)\b",
    re.IGNORECASE,
)
_SHORTENED = re.compile(
    r"\b(?:\w+n['’]t|\w+['’](?:re|ve|ll|m)|gonna|wanna|cant|dont|didnt|isnt|wont|im|its)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:think|hope|wish|believe|guess|know|remember|seems?|maybe|probably|should|must|need|wonder|"
    r"agree|wrong|right|truth|true|lie|lies|lying|shame|stupid|idiots?|fools?|clowns?|puppets?|"
    r"propaganda|thanks?|please|sorry|lol|lmao|haha|hahaha|wow|yes|no|ok|yeah|nope|sure|obviously|"
    r"really|actually|basically|nobody|everybody|everyone|anybody|anyone|somebody|someone|nothing|"
    r"stop|wake|god|bless|rip|pray|hell|damn|crap|scum|filthy|nazis?|zionists?|terrorists?)\b",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"\b(?:(?:my|our|his|her) (?:uncle|aunt|cousin|brother|sister|father|mother|neighbou?r|friend|"
    r"village|street|house|wife|husband|son|grand\w+)|heard|saw|here|this site|this article|"
    r"the author|article|comment|post|posts|news|media|anyone|does anyone|today|this morning)\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"^(?:@\w+|[\w.-]*(?:_|\d)[\w.-]*|[A-Z][\w'’.-]+ [A-Z]\.?|guest\w*)$", re.IGNORECASE
)
_SPEAKS = re.compile(r"^[^\s:|–-]{2,20}(?: [^\s:|–-]{1,20}){0,2}\s?(?::|\s-\s|\s\|)\s?\S")
_AGO = re.compile(
    r"\b(?:\d+|an?)\s+(?:sec|min|minute|hour|hr|day|week|month|year)s?\s+ago\b|\bjust now\b",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]m)?\b", re.IGNORECASE)
_LOUD = re.compile(r"[!?]{2,}|\.{3,}|…")
_LATER_CAPS = re.compile(r"(?<=[\w,] )[A-Z][a-z]+")


def features(unit: Unit, before: Unit | None, after: Unit | None) -> dict[str, float]:
    """Describe a line by what tells comments from articles; all values lie in [0, 1]."""
    text = unit.head[:1500]
    outside = _QUOTED.sub(" ", text)
    size = max(unit.size, 1)
    return {
        "bias": 1.0,
        "words_1_3": float(size <= 3),
        "words_4_8": float(3 < size <= 8),
        "words_9_20": float(8 < size <= 20),
        "words_over_45": float(size > 45),
        "no_stop": float(not unit.stopped and size > 3),
        "loud": float(bool(_LOUD.search(text))),
        "exclaims": float("!" in outside),
        "asks": float("?" in outside),
        "lower_start": float(text[:1].islower()),
        "first_person": float(bool(_FIRST.search(outside))),
        "we": float(bool(_WE.search(outside))),
        "second_person": float(bool(_SECOND.search(outside))),
        "said": min(1.0, len(_SAID.findall(outside)) / 2),
        "quotes": float(outside != text),
        "shortened": float(bool(_SHORTENED.search(outside))),
        "opinion": min(1.0, 4 * len(_OPINION.findall(outside)) / size),
        "kin": float(bool(_KIN.search(outside))),
        "handle": float(size <= 4 and bool(_HANDLE.match(text))),
        "speaks": float(bool(_SPEAKS.match(text))),
        "ago": float(bool(_AGO.search(text))),
        "stamp": float(size <= 30 and bool(_STAMP.search(text))),
        "names": min(1.0, 3 * len(_LATER_CAPS.findall(text)) / size),
        "digits": min(1.0, 5 * sum(c.isdigit() for c in text) / len(text)),
        "shouts": min(1.0, 3 * sum(w.isupper() and len(w) > 3 for w in unit.words) / size),
        "name_line": float(_name_line(unit) and after is not None and after.size >= 3),
        "after_name": float(before is not None and _name_line(before) and size >= 3),
    }


def _name_line(unit: Unit) -> bool:
    """Whether a line may be a commenter's name: one to four words, no stop, not all capitals."""
    return 1 <= unit.size <= 5 and not unit.stopped and not unit.text.isupper()


@cache
def weights() -> dict[str, float]:
    """Read the trained weights (`training/comment_style.py` writes them)."""
    rows = table("comment_style.tsv", ("feature", "weight"))
    return {row["feature"]: float(row["weight"]) for row in rows}


def log_odds(units: Sequence[Unit]) -> list[float]:
    """Give each line's log-odds of comment against article, clipped to ±`CLIP`."""
    known = weights()
    scores = []
    for at, unit in enumerate(units):
        before = units[at - 1] if at else None
        after = units[at + 1] if at + 1 < len(units) else None
        found = features(unit, before, after)
        score = math.fsum(known.get(name, 0.0) * value for name, value in found.items())
        scores.append(max(-CLIP, min(CLIP, score)))
    return scores
