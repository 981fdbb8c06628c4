"""Names made comparable: folded spelling, and a skeleton that survives transliteration."""

import re
import unicodedata
from functools import lru_cache

# Letters that NFKD does not take apart.
_LETTERS = str.maketrans(
    {
        "ə": "a", "ǝ": "a", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss",
        "æ": "ae", "œ": "oe", "ħ": "h", "ŋ": "ng", "ƙ": "k", "ɗ": "d", "ɓ": "b", "ŧ": "t", "ґ": "г",
    }
)  # fmt: skip
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´ʹˈʿʾ′ˌ]")
# Accents of Latin, Greek and Cyrillic; points of Hebrew; vowels of Arabic.
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
_GAPS = re.compile(r"[^\w]+|_+")

# Spellings that different romanisations give to one sound, longest first.
_SOUNDS = (
    ("dzh", "j"), ("tch", "c"), ("tsch", "c"), ("sch", "s"), ("kh", "h"), ("gh", "g"), ("zh", "j"),
    ("dj", "j"), ("dz", "z"), ("sh", "s"), ("ch", "c"), ("ph", "f"), ("th", "t"), ("ts", "s"),
    ("tz", "s"),
    ("dh", "d"), ("bh", "b"), ("ck", "k"), ("q", "k"), ("x", "h"), ("w", "v"), ("ou", "u"),
)  # fmt: skip
_SOUND_OF = dict(_SOUNDS)
_SOUND = re.compile("|".join(sorted(_SOUND_OF, key=len, reverse=True)))
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouy]+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower-case `name` without accents, apostrophes and punctuation; words by single blanks.

    Hyphens part words; an apostrophe does not. Other scripts are kept.
    """
    if name.isascii():
        flat = name.lower()
    else:
        flat = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
        flat = _MARKS.sub("", flat)
    if flat.isalpha():
        return flat
    if flat.isascii() and flat.replace(" ", "").isalpha():
        return " ".join(flat.split())
    return _GAPS.sub(" ", _APOSTROPHES.sub("", flat)).strip()


@lru_cache(maxsize=65536)
def skeleton(folded: str) -> str:
    """Give the consonants of a folded Latin name, one letter a sound; '' for other scripts.

    Kelbadzhar and Kalbajar, Gegarkunik and Gegharkunik share a skeleton.
    """
    if not folded.isascii():
        return ""
    text = _SOUND.sub(_sound, folded.replace(" ", ""))
    first = "a" if text[:1] in {"a", "e", "i", "o", "u", "y"} else ""
    return first + _VOWELS.sub("", _TWICE.sub(r"\1", text))


def _sound(match: re.Match[str]) -> str:
    return _SOUND_OF[match[0]]
