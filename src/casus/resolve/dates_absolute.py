"""Rules for calendar expressions: days, months, years, seasons, decades, centuries.

Every repetition is bounded, so that matching takes time linear in the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from casus.resolve.dates_symbols import Calendar, Symbol
from casus.resolve.dates_words import (
    MONTHS,
    SEASONS,
    WEEKDAYS,
    alternatives,
    month,
    ordinal,
    weekday,
)

Read = tuple[str, Symbol] | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern and what its match means; `read` gives None to refuse a match."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Read]


def rule(name: str, pattern: str, read: Callable[[re.Match[str]], Read]) -> Rule:
    """Compile a rule, ignoring case and treating runs of blanks as one."""
    return Rule(name, re.compile(pattern.replace(" ", r"(?:\s{1,3})"), re.IGNORECASE), read)


MONTH = rf"(?:{alternatives(MONTHS)})\b\.?"
FULL_MONTH = (
    rf"(?:{alternatives(m for m in MONTHS if len(m) > 4 or m in {'may', 'june', 'july'})})\b"
)
FULL_DAY = alternatives(w for w in WEEKDAYS if w.endswith("day"))
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
YEAR = r"(?:1\d{3}|20\d{2})(?![\d%]|[.,]\d)"
BC = r"(?:BCE?\b|B\.C\.(?:E\.)?|B\.C\b)"
MOD = (
    r"(?P<mod>(?:the )?(?:very )?(?:early|mid|late|later|earlier|beginning|start|end|middle|close)"
    r"(?:[\s-]{1,2}(?:part|days|weeks|months|years))?)(?:[\s-]{1,2}(?:of|in))?(?: the)?[\s-]{1,2}"
)
NAMED = rf"(?:(?P<weekday>{alternatives(WEEKDAYS)})\b\.?,? (?:the )?)?"
YEAR_TAIL = (
    rf"(?:(?:,? (?:of )?|,|-)(?P<year>{YEAR})(?: (?P<bc>{BC}))?|,? (?P<old>\d{{1,4}}) "
    rf"(?P<oldbc>{BC})"
    r"|,? (?:of )?(?P<which>this|last|next|that|the same|the following|the previous) year)?"
)
_RELATIVE_YEARS = {
    "this": ("document", 0),
    "last": ("document", -1),
    "next": ("document", 1),
    "that": ("event", 0),
    "the same": ("event", 0),
    "the following": ("event", 1),
    "the previous": ("event", -1),
}


def _group(match: re.Match[str], name: str) -> str:
    return match.groupdict().get(name) or ""


def _year(match: re.Match[str]) -> dict[str, object]:
    """The fields of a Calendar that the tail of a date gives."""
    era = "BC" if _group(match, "bc") or _group(match, "oldbc") else ""
    if digits := _group(match, "year") or _group(match, "old"):
        return {"year": int(digits), "era": era}
    if which := re.sub(r"\s+", " ", _group(match, "which").lower()):
        anchor, shift = _RELATIVE_YEARS[which]
        return {"year_shift": shift, "year_anchor": anchor}
    return {}


def _month_word(match: re.Match[str]) -> int | None:
    """The month, None when the word is a lower-cased verb or modal."""
    word = _group(match, "month")
    return month(word) if word[0].isupper() else None


def read_day(match: re.Match[str]) -> Read:
    """A day with its month, perhaps with weekday and year."""
    number = _month_word(match)
    day = ordinal(_group(match, "day"))
    if number is None or day is None:
        return None
    named = _group(match, "weekday")
    return "DATE", Calendar(
        month=number,
        day=day,
        weekday=weekday(named) if named else None,
        **_year(match),  # type: ignore[arg-type]
    )


def read_first_day(match: re.Match[str]) -> Read:
    """One half of "22-25 April 1951"; the month and year stand further on."""
    return read_day(match)


def read_iso(match: re.Match[str]) -> Read:
    """`2021-03-04`, perhaps with a time."""
    time = _group(match, "time")
    symbol = Calendar(int(match["year"]), int(match["month"]), int(match["day"]), part=time[:5])
    return ("TIME" if time else "DATE"), symbol


def read_numeric(match: re.Match[str]) -> Read:
    """`25.09.2023`; two small numbers around a slash stay ambiguous."""
    first, second = int(match["first"]), int(match["second"])
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    if match["mark"] == "/" and first <= 12 and second <= 12 and first != second:
        return "DATE", Calendar(year, part=f"?{first}/{second}")
    if second > 12:
        first, second = second, first
    return "DATE", Calendar(year, second, first)


_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|last|next|this|by|until|till|from|of|early|late|mid|through|during|between"
    r"|before|"
    r"after|and|to|or|for|the|previous|following|every|that|throughout|on|around|late in|'s)[\s"
    r"(-]{1,2}$",
    re.IGNORECASE,
)


def read_month(match: re.Match[str]) -> Read:
    """A month; a lone one must look like no other word."""
    number = _month_word(match)
    if number is None:
        return None
    fields = _year(match)
    direction = {"last": -1, "next": 1, "this": 0}.get(_group(match, "side").lower())
    bare = not fields and direction is None and not _group(match, "mod")
    if bare and not _safe_month(match):
        return None
    if len(match["month"].rstrip(".")) < 4 and not fields and match["month"].lower() != "may":
        return None
    return "DATE", Calendar(month=number, direction=direction, **fields)  # type: ignore[arg-type]


def _safe_month(match: re.Match[str]) -> bool:
    """Whether a lone month word is a month: "May" and "March" need a preposition before them."""
    before = match.string[max(0, match.start() - 14) : match.start()]
    if match["month"].lower() in {"may", "march", "mar"}:
        after = match.string[match.end() : match.end() + 14]
        return bool(_MONTH_BEFORE.search(before)) and not re.match(r"\s(?:of|on|for)\s[A-Z]", after)
    return not re.match(
        r"\s[A-Z][a-z]+(?:'s)?\b", match.string[match.end() : match.end() + 20]
    ) or bool(_MONTH_BEFORE.search(before))


_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|by|from|until|till|through|to|and|between|during|early|late|mid|around"
    r"|circa|"
    r"after|before|the|year|years|throughout|or|for|as|spring|summer|autumn|fall|winter|while|that)"
    r"[\s(-]{1,2}$",
    re.IGNORECASE,
)
_COUNT_BEFORE = re.compile(
    r"(?:\b(?:over|about|some|nearly|than|least|most|approximately|almost|roughly|only|another|"
    r"with|estimated|killed|killing|no|number|flight|resolution|room|page|chapter|article|law|act)"
    r"\s|[$€£#№/@.,:]|(?<!\d{3})\d[-\s])$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:[-\s](?:[a-z-]{1,12}\s)?(?:men|people|troops|soldiers|civilians|workers|dead|wounded"
    r"|casualties"
    r"|prisoners|km|kilomet|miles|metres|meters|tons|tonnes|feet|ft|m\b|hours|hrs|dollars|others"
    r"|members"
    r"|fighters|militants|families|houses|killed|personnel|percent|per\b|euros|vehicles|tanks"
    r"|aircraft"
    r"|guns|refugees|local\b|GMT|UTC|villages|inhabitants|Americans|British|French|Germans))",
    re.IGNORECASE,
)


def read_bare_year(match: re.Match[str]) -> Read:
    """Four digits that count nothing."""
    before = match.string[max(0, match.start() - 16) : match.start()]
    after = match.string[match.end() : match.end() + 28]
    year = int(match["year"])
    if _COUNT_BEFORE.search(before) or (_COUNTED.match(after) and not match.groupdict().get("mod")):
        return None
    if not 1000 <= year <= 2100:
        return None
    if year < 1500 and not _YEAR_BEFORE.search(before):
        return None
    return "DATE", Calendar(year)


def read_bc_year(match: re.Match[str]) -> Read:
    """A year before Christ."""
    return "DATE", Calendar(int(match["year"]), era="BC")


def read_short_year(match: re.Match[str]) -> Read:
    """Two digits: `'99`, or the end of `1914-18`."""
    return "DATE", Calendar(decade="", year=None, century="", quarter="'" + match["year"])


def read_season(match: re.Match[str]) -> Read:
    """A season, with or without a year."""
    word = match["season"]
    fields = _year(match)
    direction = {"last": -1, "next": 1, "this": 0}.get(_group(match, "side").lower())
    before = match.string[max(0, match.start() - 12) : match.start()]
    led = direction is not None or re.search(
        r"\b(?:in|the|that|by|of|until|early|late)\s$", before, re.IGNORECASE
    )
    if word.lower() == "fall" and not (
        fields or re.search(r"\b(?:in the|in|by|that)\s$", before, re.IGNORECASE)
    ):
        return None
    if word.lower() == "fall" and not fields and re.match(r"\sof\b", match.string[match.end() :]):
        return None
    if word[0].isupper() and not fields and not led and re.search(r"[A-Za-z,]\s$", before):
        return None
    return "DATE", Calendar(season=SEASONS[word.lower()], direction=direction, **fields)  # type: ignore[arg-type]


def read_part_of_year(match: re.Match[str]) -> Read:
    """A half or a quarter of a year."""
    which, unit = match["which_part"].lower(), match["unit"].lower()
    number = {"latter": 2, "last": 4, "final": 4, "other": 2}.get(which) or ordinal(which) or 1
    if unit == "half":
        number = min(number, 2)
    symbol = Calendar(int(match["year"]), quarter=("H" if unit == "half" else "Q") + str(number))
    return "DATE", symbol


def read_decade(match: re.Match[str]) -> Read:
    """`the 1960s`."""
    return "DATE", Calendar(decade=match["decade"], era="BC" if _group(match, "bc") else "")


def read_century(match: re.Match[str]) -> Read:
    """`the 19th century`."""
    number = ordinal(match["number"])
    if number is None:
        return None
    return "DATE", Calendar(century=f"{number - 1:02d}", era="BC" if _group(match, "bc") else "")


_HOLIDAYS = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
}


def read_holiday(match: re.Match[str]) -> Read:
    """A feast with a fixed day."""
    number, day = _HOLIDAYS[re.sub(r"\s+", " ", match["name"].lower().replace("’", "'"))]
    return "DATE", Calendar(month=number, day=day, **_year(match))  # type: ignore[arg-type]


ORDINAL_WORD = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
    r"twentieth|twenty-first)"
)
RANGE = r"(?: (?:and|to|or|till|until|through|&) | ?[-–—/] ?|, )"
_MONTH_AND_DAY = re.compile(
    rf"\b(?P<month>{MONTH})\s(?P<first>{DAY}){RANGE}$".replace(" ", r"(?:\s{1,3})"), re.IGNORECASE
)


def read_after_month(match: re.Match[str]) -> Read:
    """The second day of "January 9-12" or "June 15 and 16"."""
    before = _MONTH_AND_DAY.search(match.string, max(0, match.start() - 24), match.start())
    if not before or not before["month"][0].isupper():
        return None
    return "DATE", Calendar(
        int(match["year"]) if match["year"] else None, month(before["month"]), ordinal(match["day"])
    )
