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
    rf"(?:(?:,? (?:of )?|,|-)(?P<year>{YEAR})(?: (?P<bc>{BC}))?|,? (?P<old>\d{{1,4}}) (?P<oldbc>{BC})"
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


def _day(match: re.Match[str]) -> Read:
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


def _first_day(match: re.Match[str]) -> Read:
    """One half of "22-25 April 1951"; the month and year stand further on."""
    return _day(match)


def _iso(match: re.Match[str]) -> Read:
    time = _group(match, "time")
    symbol = Calendar(int(match["year"]), int(match["month"]), int(match["day"]), part=time[:5])
    return ("TIME" if time else "DATE"), symbol


def _numeric(match: re.Match[str]) -> Read:
    first, second = int(match["first"]), int(match["second"])
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    if match["mark"] == "/" and first <= 12 and second <= 12 and first != second:
        return "DATE", Calendar(year, part=f"?{first}/{second}")
    if second > 12:
        first, second = second, first
    return "DATE", Calendar(year, second, first)


_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|last|next|this|by|until|till|from|of|early|late|mid|through|during|between|before|"
    r"after|and|to|or|for|the|previous|following|every|that|throughout|on|around|late in|'s)[\s(-]{1,2}$",
    re.IGNORECASE,
)


def _month(match: re.Match[str]) -> Read:
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
    r"\b(?:in|since|of|by|from|until|till|through|to|and|between|during|early|late|mid|around|circa|"
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
    r"(?:[-\s](?:[a-z-]{1,12}\s)?(?:men|people|troops|soldiers|civilians|workers|dead|wounded|casualties"
    r"|prisoners|km|kilomet|miles|metres|meters|tons|tonnes|feet|ft|m\b|hours|hrs|dollars|others|members"
    r"|fighters|militants|families|houses|killed|personnel|percent|per\b|euros|vehicles|tanks|aircraft"
    r"|guns|refugees|local\b|GMT|UTC|villages|inhabitants|Americans|British|French|Germans))",
    re.IGNORECASE,
)


def _bare_year(match: re.Match[str]) -> Read:
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


def _bc_year(match: re.Match[str]) -> Read:
    return "DATE", Calendar(int(match["year"]), era="BC")


def _short_year(match: re.Match[str]) -> Read:
    return "DATE", Calendar(decade="", year=None, century="", quarter="'" + match["year"])


def _season(match: re.Match[str]) -> Read:
    word = match["season"]
    fields = _year(match)
    direction = {"last": -1, "next": 1, "this": 0}.get(_group(match, "side").lower())
    before = match.string[max(0, match.start() - 12) : match.start()]
    led = direction is not None or re.search(
        r"\b(?:in|the|that|by|of|until|early|late)\s$", before, re.I
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


def _part_of_year(match: re.Match[str]) -> Read:
    which, unit = match["which_part"].lower(), match["unit"].lower()
    number = {"latter": 2, "last": 4, "final": 4, "other": 2}.get(which) or ordinal(which) or 1
    if unit == "half":
        number = min(number, 2)
    symbol = Calendar(int(match["year"]), quarter=("H" if unit == "half" else "Q") + str(number))
    return "DATE", symbol


def _decade(match: re.Match[str]) -> Read:
    return "DATE", Calendar(decade=match["decade"], era="BC" if _group(match, "bc") else "")


def _century(match: re.Match[str]) -> Read:
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


def _holiday(match: re.Match[str]) -> Read:
    number, day = _HOLIDAYS[re.sub(r"\s+", " ", match["name"].lower().replace("’", "'"))]
    return "DATE", Calendar(month=number, day=day, **_year(match))  # type: ignore[arg-type]


_ORDINAL_WORD = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
    r"twentieth|twenty-first)"
)
_RANGE = r"(?: (?:and|to|or|till|until|through|&) | ?[-–—/] ?|, )"

ABSOLUTE: tuple[Rule, ...] = (
    rule(
        "iso",
        r"(?<![\d/.-])(?P<year>(?:1\d|20)\d\d)[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])"
        r"(?:[T\s](?P<time>\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/])",
        _iso,
    ),
    rule(
        "numeric",
        r"(?<![\d/.:-])(?P<first>0?[1-9]|[12]\d|3[01])(?P<mark>[-./])(?P<second>0?[1-9]|[12]\d|3[01])(?P=mark)"
        r"(?P<year>(?:1\d|20)\d\d|\d\d)(?![\d/-])",
        _numeric,
    ),
    rule("day month", rf"\b{NAMED}(?P<day>{DAY})(?: of|-)? ?(?P<month>{MONTH}){YEAR_TAIL}", _day),
    rule("month day", rf"\b{NAMED}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}){YEAR_TAIL}", _day),
    rule(
        "day of a range",
        rf"\b{NAMED}(?P<day>{DAY})(?={_RANGE}(?:{DAY}(?: of)? ?)(?P<month>{MONTH}){YEAR_TAIL})",
        _first_day,
    ),
    rule(
        "day of a range, month first",
        rf"(?<=[\s–—/-])(?P<day>{DAY})(?:,? (?P<year>{YEAR}))?(?! (?:people|soldiers|men|civilians|others|were|of|[a-z]{{3,12}}s\b))",
        lambda match: _after_month(match),
    ),
    rule(
        "day of the month",
        r"(?<=\b[ob][ny]\s)the (?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th))\b"
        r"(?! (?:of|day|anniversary|century|time|[A-Z]|[a-z]+(?:ment|tion|ing|y)\b))",
        lambda match: ("DATE", Calendar(day=ordinal(match["day"]))),
    ),
    rule(
        "month",
        rf"\b(?:{MOD})?(?:(?P<side>last|next|this) )?(?P<month>{MONTH}){YEAR_TAIL}",
        _month,
    ),
    rule("year BC", rf"\b(?:{MOD})?(?P<year>\d{{1,4}}) ?{BC}", _bc_year),
    rule("half of a BC range", rf"\b(?P<year>\d{{1,4}})(?=[-–—/]\d{{1,4}} ?{BC})", _bc_year),
    rule(
        "year",
        rf"\b(?:{MOD})?(?:the year )?(?P<year>{YEAR})(?![\w/]|'s\b|’s\b|[-–]\d{{1,2}}[-–])",
        _bare_year,
    ),
    rule("short year", r"(?<!\w)['’](?P<year>\d\d)(?![\w’'])", _short_year),
    rule("end of a range of years", rf"(?<=\d{{4}}[-–/])(?P<year>\d\d)(?![\w-])", _short_year),
    rule(
        "season",
        rf"\b(?:{MOD}|the )?(?:(?P<side>last|next|this) )?(?P<season>{alternatives(SEASONS)})\b{YEAR_TAIL}",
        _season,
    ),
    rule(
        "half or quarter",
        rf"\b(?:the )?(?P<which_part>first|second|third|fourth|last|final|latter|other) (?P<unit>half|quarter)"
        rf"(?: of|,)? (?P<year>{YEAR})",
        _part_of_year,
    ),
    rule("decade", rf"\b(?:{MOD})?(?:the )?(?P<decade>1\d\d|20\d)0['’]?s\b", _decade),
    rule("decade BC", rf"\b(?:{MOD})?(?:the )?(?P<decade>\d\d)0['’]?s (?P<bc>{BC})", _decade),
    rule(
        "century",
        rf"\b(?:{MOD})?(?:the )?(?P<number>{_ORDINAL_WORD})[\s-](?:century|centuries)(?: (?P<bc>{BC}))?",
        _century,
    ),
    rule(
        "holiday",
        rf"\b(?P<name>Christmas (?:Day|Eve)|Christmas|New Year['’]s (?:Day|Eve)){YEAR_TAIL}",
        _holiday,
    ),
)

_MONTH_AND_DAY = re.compile(
    rf"\b(?P<month>{MONTH})\s(?P<first>{DAY}){_RANGE}$".replace(" ", r"(?:\s{1,3})"), re.IGNORECASE
)


def _after_month(match: re.Match[str]) -> Read:
    """The second day of "January 9-12" or "June 15 and 16"."""
    before = _MONTH_AND_DAY.search(match.string, max(0, match.start() - 24), match.start())
    if not before or not before["month"][0].isupper():
        return None
    return "DATE", Calendar(
        int(match["year"]) if match["year"] else None, month(before["month"]), ordinal(match["day"])
    )
