"""The words of time in English: months, weekdays, numbers, units, seasons, parts of the day."""

import re

from casus.lexicon.numerals import NUMERALS

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
PARTS = {
    "dawn": "MO",
    "daybreak": "MO",
    "morning": "MO",
    "midday": "MI",
    "noon": "12:00",
    "afternoon": "AF",
    "evening": "EV",
    "dusk": "EV",
    "night": "NI",
    "midnight": "24:00",
    "overnight": "NI",
    "nightfall": "NI",
    "daytime": "DT",
}
UNITS = {
    "second": "S",
    "minute": "MIN",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "weekend": "WE",
    "fortnight": "F",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "centurie": "CE",
}
NUMBERS = NUMERALS | {"a": 1, "an": 1, "hundred": 100}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        ],
        start=1,
    )
}


def alternatives(words: object) -> str:
    """A regular expression of the words, longest first."""
    return "|".join(sorted(map(str, words), key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


def number(text: str) -> int | None:
    """Read `12`, `1,200`, `twelve`, `twenty-five`, `a`; None for a vague word."""
    plain = text.lower().replace(",", "").strip()
    if plain.isdigit():
        return int(plain)
    total = 0
    for part in re.split(r"[\s-]+", plain):
        if part not in NUMBERS:
            return None
        value = NUMBERS[part]
        total = max(total, 1) * value if value == 100 else total + value
    return total


def ordinal(text: str) -> int | None:
    """Read `19th` or `nineteenth`."""
    plain = text.lower()
    digits = re.match(r"\d+", plain)
    return int(digits.group()) if digits else ORDINALS.get(plain)


def month(text: str) -> int:
    """The number of a month's name or abbreviation."""
    return MONTHS[text.lower().rstrip(".")]


def weekday(text: str) -> int:
    """Monday is 0."""
    return WEEKDAYS[text.lower().rstrip(".")]


def unit(text: str) -> str:
    """The code of a unit's name, singular or plural."""
    plain = text.lower()
    return UNITS[plain] if plain in UNITS else UNITS[plain.removesuffix("s")]
