"""Spelling-blind keys: case, diacritics, hyphens, British or American make no difference."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ə": "a", "ß": "ss", "æ": "ae",
        "œ": "oe", "þ": "th", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "`": "'",
        "–": "-", "—": "-", "‑": "-", "‐": "-", "/": "-", "&": "-",
    }
)  # fmt: skip

_JOINTS = str.maketrans("/&`", "--'")

_SPELLINGS = {
    "defense": "defence",
    "defenses": "defences",
    "organization": "organisation",
    "organizations": "organisations",
    "labor": "labour",
    "center": "centre",
    "armor": "armour",
    "armored": "armoured",
    "stabilization": "stabilisation",
    "organized": "organised",
    "neighbor": "neighbour",
    "neighbors": "neighbours",
    "neighborhood": "neighbourhood",
    "neighborhoods": "neighbourhoods",
    "program": "programme",
    "advisor": "adviser",
    "advisors": "advisers",
    "mujahedeen": "mujahideen",
    "mujahidin": "mujahideen",
    "guerilla": "guerrilla",
    "guerillas": "guerrillas",
    "protestor": "protester",
    "protestors": "protesters",
    "el": "al",
}


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[str, ...]:
    """Fold a word into its parts: "Al-Shabāb's" gives ("al", "shabab", "s"), "U.S." ("us",)."""
    if word.isascii() and word.isalpha():
        plain = word.lower()
        return (_SPELLINGS.get(plain, plain),)
    plain = word if word.isascii() else _without_marks(word)
    plain = plain.casefold().replace(".", "").translate(_JOINTS)
    tail: tuple[str, ...] = ()
    if plain.endswith("'s"):
        plain, tail = plain[:-2], ("s",)
    parts = ("".join(c for c in part if c.isalnum()) for part in plain.split("-"))
    return (*(_SPELLINGS.get(part, part) for part in parts if part), *tail)


def _without_marks(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.translate(_LETTERS)).translate(_LETTERS)
    return "".join(c for c in plain if not unicodedata.combining(c))


def phrase(text: str) -> tuple[str, ...]:
    """Fold a lexicon entry of several words."""
    return tuple(part for word in text.split() for part in pieces(word))


def skeleton(parts: Sequence[str]) -> str:
    """Reduce transliterations of one name to one key: Serzh Sarkisian and Serzh Sargsyan agree."""
    return "".join(_bones(part) for part in parts)


@lru_cache(maxsize=65536)
def _bones(part: str) -> str:
    for old, new in _SOUNDS:
        part = part.replace(old, new)
    bones = part[:1]
    for letter in part[1:]:
        if letter != bones[-1] and letter not in "aeiou":
            bones += letter
    return bones


_SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("zh", "z"), ("dzh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"),
    ("sh", "s"), ("ch", "c"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("q", "k"),
    ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("g", "k"), ("h", ""),
)  # fmt: skip
