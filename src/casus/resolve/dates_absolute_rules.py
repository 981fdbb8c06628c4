"""The table of rules for calendar expressions."""

from casus.resolve.dates_absolute import (
    BC,
    DAY,
    MOD,
    MONTH,
    NAMED,
    ORDINAL_WORD,
    RANGE,
    YEAR,
    YEAR_TAIL,
    Rule,
    read_after_month,
    read_bare_year,
    read_bc_year,
    read_century,
    read_day,
    read_decade,
    read_first_day,
    read_holiday,
    read_iso,
    read_month,
    read_numeric,
    read_part_of_year,
    read_season,
    read_short_year,
    rule,
)
from casus.resolve.dates_symbols import Calendar
from casus.resolve.dates_words import SEASONS, alternatives, ordinal

ABSOLUTE: tuple[Rule, ...] = (
    rule(
        "iso",
        r"(?<![\d/.-])(?P<year>(?:1\d|20)\d\d)[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]"
        r"|[12]\d|3[01])"
        r"(?:[T\s](?P<time>\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/])",
        read_iso,
    ),
    rule(
        "numeric",
        r"(?<![\d/.:-])(?P<first>0?[1-9]|[12]\d|3[01])(?P<mark>[-./])(?P<second>0?[1-9]|[12]\d"
        r"|3[01])(?P=mark)"
        r"(?P<year>(?:1\d|20)\d\d|\d\d)(?![\d/-])",
        read_numeric,
    ),
    rule(
        "day month", rf"\b{NAMED}(?P<day>{DAY})(?: of|-)? ?(?P<month>{MONTH}){YEAR_TAIL}", read_day
    ),
    rule("month day", rf"\b{NAMED}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}){YEAR_TAIL}", read_day),
    rule(
        "day of a range",
        rf"\b{NAMED}(?P<day>{DAY})(?={RANGE}(?:{DAY}(?: of)? ?)(?P<month>{MONTH}){YEAR_TAIL})",
        read_first_day,
    ),
    rule(
        "day of a range, month first",
        rf"(?<=[\s–—/-])(?P<day>{DAY})(?:,? (?P<year>{YEAR}))?(?! (?:people|soldiers|men|civilians"
        rf"|others|were|of|[a-z]{{3,12}}s\b))",
        read_after_month,
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
        read_month,
    ),
    rule("year BC", rf"\b(?:{MOD})?(?P<year>\d{{1,4}}) ?{BC}", read_bc_year),
    rule("half of a BC range", rf"\b(?P<year>\d{{1,4}})(?=[-–—/]\d{{1,4}} ?{BC})", read_bc_year),
    rule(
        "year",
        rf"\b(?:{MOD})?(?:the year )?(?P<year>{YEAR})(?![\w/]|'s\b|’s\b|[-–]\d{{1,2}}[-–])",
        read_bare_year,
    ),
    rule("short year", r"(?<!\w)['’](?P<year>\d\d)(?![\w’'])", read_short_year),
    rule("end of a range of years", r"(?<=\d{4}[-–/])(?P<year>\d\d)(?![\w-])", read_short_year),
    rule(
        "season",
        rf"\b(?:{MOD}|the )?(?:(?P<side>last|next|this)"
        rf" )?(?P<season>{alternatives(SEASONS)})\b{YEAR_TAIL}",
        read_season,
    ),
    rule(
        "half or quarter",
        rf"\b(?:the )?(?P<which_part>first|second|third|fourth|last|final|latter|other) "
        rf"(?P<unit>half|quarter)"
        rf"(?: of|,)? (?P<year>{YEAR})",
        read_part_of_year,
    ),
    rule("decade", rf"\b(?:{MOD})?(?:the )?(?P<decade>1\d\d|20\d)0['’]?s\b", read_decade),
    rule("decade BC", rf"\b(?:{MOD})?(?:the )?(?P<decade>\d\d)0['’]?s (?P<bc>{BC})", read_decade),
    rule(
        "century",
        rf"\b(?:{MOD})?(?:the )?(?P<number>{ORDINAL_WORD})[\s-](?:century|centuries)(?: "
        rf"(?P<bc>{BC}))?",
        read_century,
    ),
    rule(
        "holiday",
        rf"\b(?P<name>Christmas (?:Day|Eve)|Christmas|New Year['’]s (?:Day|Eve)){YEAR_TAIL}",
        read_holiday,
    ),
)
