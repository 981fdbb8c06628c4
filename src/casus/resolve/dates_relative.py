"""Rules for expressions that need an anchor: yesterday, two days later, last week; durations, sets.

Every repetition is bounded, so that matching takes time linear in the text.
"""

import re

from casus.resolve.dates_absolute import FULL_DAY, FULL_MONTH, MOD, Read, Rule, rule
from casus.resolve.dates_symbols import Calendar, Fixed, Length, Shift, Weekday
from casus.resolve.dates_words import (
    NUMBERS,
    PARTS,
    UNITS,
    alternatives,
    month,
    number,
    unit,
    weekday,
)

_DIGITS = alternatives(w for w, n in NUMBERS.items() if 0 < n < 10 and len(w) > 2 or w == "hundred")
_NUMBER = (
    rf"(?:(?:{alternatives(NUMBERS)})(?:[\s-](?:{_DIGITS}))?|\d{{1,3}}(?:,\d{{3}})?)"
)
_VAGUE = r"(?:a few|several|some|many|a couple of|a couple|a number of|few|recent|couple of)"
_UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))"
_APPROX = (
    r"(?:(?:about|around|approximately|nearly|almost|some|roughly|just|only|over|under|more than|less than|"
    r"at least|at most|up to|as long as|barely|exactly|a little more than|a little over|well over) )?"
)
_DAYPART = r"(?:morning|afternoon|evening|night)"
_PART = alternatives(p for p in PARTS if p not in {"overnight", "daytime"})

_DAYS = {
    "today": (0, ""),
    "yesterday": (-1, ""),
    "tomorrow": (1, ""),
    "tonight": (0, "NI"),
    "the day before yesterday": (-2, ""),
    "the day after tomorrow": (2, ""),
    "last night": (-1, "NI"),
    "overnight": (0, "NI"),
}


def _named_day(match: re.Match[str]) -> Read:
    amount, part = _DAYS[re.sub(r"\s+", " ", match["word"].lower())]
    if later := match.groupdict().get("part"):
        part = PARTS[later.lower()]
    return ("TIME" if part else "DATE"), Shift("document", "D", amount, part)


def _this_part(match: re.Match[str]) -> Read:
    word = match["part"].lower()
    if match["which"].lower() == "this":
        return "TIME", Shift("document", "D", 0, PARTS[word])
    amount = {"that": 0, "same": 0, "next": 1, "following": 1, "previous": -1, "preceding": -1}
    which = match["which"].lower().split()[-1]
    return "TIME", Shift("event", "D", amount[which], PARTS[word])


def _bare_part(match: re.Match[str]) -> Read:
    return "TIME", Fixed("", PARTS[match["part"].lower()])


def _weekday(match: re.Match[str]) -> Read:
    side = (match["side"] or "").lower()
    direction = {"last": -1, "past": -1, "next": 1, "coming": 1, "this": 0}.get(side)
    part = PARTS[match["part"].lower()] if match["part"] else ""
    if not match["weekday"][0].isupper():
        return None
    return ("TIME" if part else "DATE"), Weekday(weekday(match["weekday"]), direction, part)


_SIDES = {"last": -1, "past": -1, "next": 1, "coming": 1, "this": 0, "current": 0}
_EVENT_SIDES = {
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "following": 1,
    "next": 1,
    "that": 0,
    "same": 0,
    "that same": 0,
    "this same": 0,
    "that very": 0,
    "very same": 0,
}


def _side_unit(match: re.Match[str]) -> Read:
    """Last week, this year: from the document; "the last/past/next week" is a stretch of time."""
    side, code = match["side"].lower(), unit(match["unit"])
    if (
        match["the"]
        and side in {"past", "last", "coming"}
        and code in {"D", "W", "M", "Y", "DE", "CE"}
    ):
        return "DURATION", Length(code, 1, -1 if side != "coming" else 1)
    if match["the"] and side == "next":
        return "DATE", Shift("event", code, 1)
    if code in {"H", "MIN", "S"}:
        return "DURATION", Length(code, 1, _SIDES[side])
    part = "NI" if match["unit"].lower() == "night" else ""
    return "DATE", Shift("document", code, _SIDES[side], part)


def _event_unit(match: re.Match[str]) -> Read:
    side = re.sub(r"\s+", " ", match["side"].lower())
    code = unit(match["unit"])
    if code in {"MIN", "S", "H"}:
        return None
    part = "NI" if match["unit"].lower() == "night" else ""
    return ("TIME" if part else "DATE"), Shift("event", code, _EVENT_SIDES[side], part)


def _event_month(match: re.Match[str]) -> Read:
    if not match["month"][0].isupper():
        return None
    side = match["side"].lower()
    return "DATE", Calendar(month=month(match["month"]), direction=2 if "follow" in side else -2)


def _counted(match: re.Match[str]) -> Read:
    """Two days ago, three weeks later, the day before."""
    amount = number(match["number"]) if match["number"] else None
    code = unit(match["unit"])
    after = re.sub(r"\s+", " ", match["after"].lower())
    if amount is None:
        sign = -1 if after in {"ago", "earlier", "before", "previously", "prior"} else 1
        return "DATE", Fixed("PAST_REF" if sign < 0 and after == "ago" else f"P~{sign}{code}")
    if after == "ago":
        return "DATE", Shift("document", code, -amount)
    sign = -1 if after.split()[0] in {"earlier", "before", "previously", "prior"} else 1
    return "DATE", Shift("event", code, sign * amount)


def _the_day(match: re.Match[str]) -> Read:
    sign = -1 if match["after"].lower() in {"before", "earlier", "prior"} else 1
    return "DATE", Shift("event", unit(match["unit"]), sign)


def _window(match: re.Match[str]) -> Read:
    side = -1 if match["side"].lower() in {"past", "last", "previous", "preceding", "recent"} else 1
    if match["side"].lower() == "first":
        side = 0
    amount = number(match["number"]) if match["number"] else None
    return "DURATION", Length(unit(match["unit"]), amount, side)


def _vague_window(match: re.Match[str]) -> Read:
    return "DURATION", Length(
        unit(match["unit"]), None, -1 if match["side"].lower() == "recent" else 1
    )


def _length(match: re.Match[str]) -> Read:
    digits = match["number"]
    amount = number(digits) if digits else None
    if digits and amount is None:
        return None
    if match["unit"].lower() == "second" and digits and digits.lower() in {"a", "an", "one"}:
        return None
    return "DURATION", Length(unit(match["unit"]), amount)


def _one(match: re.Match[str]) -> Read:
    return "DURATION", Length(unit(match["unit"]), 1)


def _half(match: re.Match[str]) -> Read:
    code = unit(match["unit"])
    value = {"H": "PT30M", "Y": "P6M", "D": "PT12H", "M": "P15D", "DE": "P5Y", "CE": "P50Y"}
    return ("DURATION", Fixed(value[code])) if code in value else None


def _many(match: re.Match[str]) -> Read:
    return "DURATION", Length(unit(match["unit"]), None)


_ADVERBS = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y"}
_ADVERBS |= {"annually": "P1Y", "annual": "P1Y", "hourly": "PT1H", "everyday": "P1D"}


def _adverb(match: re.Match[str]) -> Read:
    return "SET", Fixed(_ADVERBS[match["word"].lower()])


def _every(match: re.Match[str]) -> Read:
    amount = number(match["number"]) if match["number"] else 1
    code = unit(match["unit"])
    return "SET", Fixed(Length(code, amount).unit if amount is None else spell_length(code, amount))


def _weekdays(match: re.Match[str]) -> Read:
    return "SET", Fixed(f"XXXX-WXX-{weekday(match['weekday']) + 1}")


_REFERENCES = {
    "PRESENT_REF": "now|currently|at present|present-day|nowadays|at the moment|at this time|these days"
    "|presently|to date|right now|the present(?: day)?|at this moment|modern day|today's",
    "PAST_REF": "recently|recent|in the past|lately|previously|the past|once before|former times"
    "|not long ago|some time ago|long ago",
    "FUTURE_REF": "in the (?:near |foreseeable )?future|the (?:near |foreseeable )?future|in future",
}


def _reference(value: str) -> Rule:
    return rule(
        value.lower(), rf"\b(?:{_REFERENCES[value]})\b", lambda match: ("DATE", Fixed(value))
    )


def spell_length(code: str, amount: int | None) -> str:
    """The TimeML value of a duration; X stands for a vague number."""
    factor, letter = {
        "DE": (10, "Y"),
        "CE": (100, "Y"),
        "F": (2, "W"),
        "Q": (3, "M"),
        "WE": (1, "WE"),
    }.get(code, (1, code))
    clock = letter in {"H", "MIN", "S"}
    letter = {"MIN": "M"}.get(letter, letter)
    if amount is None:
        return f"P{'T' if clock else ''}X{code if code in {'DE', 'CE'} else letter}"
    return f"P{'T' if clock else ''}{amount * factor}{letter}"


def _clock(match: re.Match[str]) -> Read:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
    return "TIME", Fixed("", f"{hour:02d}:{minute:02d}")


RELATIVE: tuple[Rule, ...] = (
    rule(
        "named day",
        rf"\b(?:(?:early|late|later|earlier) )?(?P<word>{alternatives(w for w in _DAYS)})\b"
        rf"(?:['’]s)?(?: (?P<part>{_DAYPART})\b)?",
        _named_day,
    ),
    rule(
        "this morning",
        rf"\b(?:(?:early|late|later|earlier) )?(?P<which>this|that|the same|that same|the next|the following"
        rf"|the previous|the preceding)(?: (?:very|early|late))? (?P<part>{_PART})\b",
        _this_part,
    ),
    rule(
        "part of the day",
        rf"\b(?:in |at |by |toward |towards |around |before |after |during |from |since |of |until )?"
        rf"(?:(?:the )?(?:early |late )?(?:hours of )?(?:the )?)(?P<part>{_PART})\b(?: hours)?",
        _bare_part,
    ),
    rule(
        "weekday",
        rf"\b(?:(?:early|late|later|earlier)(?: on)? )?(?:(?P<side>last|past|next|coming|this) )?"
        rf"(?P<weekday>{FULL_DAY})\b(?:['’]s(?! [A-Z]))?(?: (?P<part>{_DAYPART})\b)?",
        _weekday,
    ),
    rule(
        "last week",
        rf"\b(?:{MOD})?(?P<the>the )?(?P<side>last|past|next|coming|this|current) "
        rf"(?P<unit>(?:week(?:end)?|month|year|decade|century|quarter|day|night|hour))\b",
        _side_unit,
    ),
    rule(
        "the following day",
        rf"\b(?:{MOD})?(?:the |in the |on the )?(?P<side>previous|preceding|prior|following|that same|this same|"
        rf"very same|that very|that|same) (?P<unit>(?:week(?:end)?|month|year|decade|century|day|night))\b",
        _event_unit,
    ),
    rule(
        "the next day",
        r"\b(?:the )(?P<side>next) (?P<unit>day|night|week|month|year|decade)\b",
        _event_unit,
    ),
    rule("next day", r"(?<!the\s)\b(?P<side>next) (?P<unit>day)\b", _event_unit),
    rule(
        "the following May",
        rf"\b(?P<side>the previous|the preceding|the following) (?P<month>{FULL_MONTH})",
        _event_month,
    ),
    rule(
        "days ago",
        rf"\b{_APPROX}(?:(?P<number>{_NUMBER})|{_VAGUE}|(?=(?:days|weeks|months|years|hours|decades) ))[\s-]?"
        rf"(?:full |whole |short |long )?(?P<unit>{_UNIT}) "
        r"(?P<after>ago|earlier|later|before(?! (?:the|his|her|its|their|this|that|a)\b)|previously|afterwards?"
        r"|after(?! (?:the|his|her|its|their|this|that|a)\b)|prior(?! to)|hence)\b",
        _counted,
    ),
    rule(
        "the day before",
        r"\b(?:on )?(?:the|a) (?P<unit>day|night|week|month|year) (?P<after>before|after|earlier|prior|later)\b"
        r"(?! (?:the|yesterday|tomorrow)\b)",
        _the_day,
    ),
    rule(
        "the past days",
        rf"\b(?:the |these )?(?P<side>past|last|previous|preceding|next|coming|following|first|final|intervening"
        rf"|remaining) (?:(?P<number>{_NUMBER})|{_VAGUE})[\s-](?P<unit>{_UNIT})\b",
        _window,
    ),
    rule(
        "recent days",
        r"\b(?:the )?(?P<side>recent|coming|following|past|last|next) (?P<unit>days|weeks|months|years|hours|decades)\b",
        _vague_window,
    ),
    rule(
        "length",
        rf"\b{_APPROX}(?:the )?(?:(?P<number>{_NUMBER})|{_VAGUE})(?: |-)(?:full |whole |entire |consecutive "
        rf"|long |more )?(?P<unit>{_UNIT})\b(?:[-\s]long\b| old\b)?",
        _length,
    ),
    rule(
        "whole day",
        rf"\b(?:all|the whole|the entire|the full|an entire|a whole|a full|per|one) (?P<unit>{_UNIT})\b",
        _one,
    ),
    rule("day-long", r"\b(?P<unit>day|night|week|month|year|hour|decade|century)-long\b", _one),
    rule("half an hour", r"\bhalf (?:an? )(?P<unit>hour|year|day|month|decade|century)\b", _half),
    rule("days", r"\b(?P<unit>hours|days|weeks|months|years|decades|centuries)\b(?! old\b)", _many),
    rule("daily", rf"\b(?P<word>{alternatives(_ADVERBS)})\b", _adverb),
    rule(
        "every day",
        rf"\b(?:every|each) (?:(?P<number>{_NUMBER}) )?(?P<unit>{_UNIT}|weekend)\b",
        _every,
    ),
    rule("Sundays", rf"\b(?:every |each )?(?P<weekday>{FULL_DAY})s\b", _weekdays),
    rule("every Sunday", rf"\b(?:every|each) (?P<weekday>{FULL_DAY})\b", _weekdays),
    *(_reference(value) for value in _REFERENCES),
    rule(
        "clock",
        r"(?<![\d.:/-])(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::\d\d)?(?![\d%]|[.:/]\d)"
        r"(?: ?(?P<half>[ap]\.m\.|[ap]\.?m\b))?(?: ?(?:hrs|hours|h)\b)?(?: (?:local time|GMT|UTC))?",
        lambda match: _decimal_guard(match),
    ),
    rule("o'clock", r"\b(?P<hour>\d{1,2})(?P<minute>) ?(?P<half>[ap]\.m\.|[ap]\.?m\b)", _clock),
    rule(
        "military clock",
        r"\b(?P<hour>[01]\d|2[0-4])(?P<half>)(?P<minute>[0-5]\d) ?(?:hrs|hours|h)\b",
        _clock,
    ),
)


def _decimal_guard(match: re.Match[str]) -> Read:
    """Refuse "2.50 dollars": a time with a full stop needs hours, a.m. or a two-digit hour with hrs."""
    text = match.group()
    if "." in text.split(":")[0] and not re.search(r"hrs|hours|h\b|[ap]\.?m", text, re.IGNORECASE):
        return None
    return _clock(match)


__all__ = ["RELATIVE", "UNITS", "spell_length"]
