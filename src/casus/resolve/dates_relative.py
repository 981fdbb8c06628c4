"""Rules for expressions that need an anchor: yesterday, two days later, last week; durations, sets.

Every repetition is bounded, so that matching takes time linear in the text.
"""

import re

from casus.resolve.dates_absolute import Read, Rule, rule
from casus.resolve.dates_symbols import Calendar, Fixed, Length, Shift, Weekday
from casus.resolve.dates_words import (
    NUMBERS,
    PARTS,
    alternatives,
    month,
    number,
    unit,
    weekday,
)

_DIGITS = alternatives(
    w for w, n in NUMBERS.items() if (0 < n < 10 and len(w) > 2) or w == "hundred"
)
NUMBER = rf"(?:(?:{alternatives(NUMBERS)})(?:[\s-](?:{_DIGITS}))?|\d{{1,3}}(?:,\d{{3}})?)"
VAGUE = r"(?:a few|several|some|many|a couple of|a couple|a number of|few|recent|couple of)"
UNIT = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?"
    r"|fortnights?|months?|years?|decades?|centur(?:y|ies))"
)
APPROX = (
    r"(?:(?:about|around|approximately|nearly|almost|some|roughly|just|only|over|under|more than"
    r"|less than|"
    r"at least|at most|up to|as long as|barely|exactly|a little more than|a little over|well over)"
    r" )?"
)
DAYPART = r"(?:morning|afternoon|evening|night)"
PART = alternatives(p for p in PARTS if p not in {"overnight", "daytime"})

DAYS = {
    "today": (0, ""),
    "yesterday": (-1, ""),
    "tomorrow": (1, ""),
    "tonight": (0, "NI"),
    "the day before yesterday": (-2, ""),
    "the day after tomorrow": (2, ""),
    "last night": (-1, "NI"),
    "overnight": (0, "NI"),
}


def read_named_day(match: re.Match[str]) -> Read:
    """Today, yesterday, tonight."""
    amount, part = DAYS[re.sub(r"\s+", " ", match["word"].lower())]
    if later := match.groupdict().get("part"):
        part = PARTS[later.lower()]
    return ("TIME" if part else "DATE"), Shift("document", "D", amount, part)


def read_this_part(match: re.Match[str]) -> Read:
    """This morning; that night."""
    word = match["part"].lower()
    if match["which"].lower() == "this":
        return "TIME", Shift("document", "D", 0, PARTS[word])
    amount = {"that": 0, "same": 0, "next": 1, "following": 1, "previous": -1, "preceding": -1}
    which = match["which"].lower().split()[-1]
    return "TIME", Shift("event", "D", amount[which], PARTS[word])


def read_bare_part(match: re.Match[str]) -> Read:
    """A part of the day alone."""
    return "TIME", Fixed("", PARTS[match["part"].lower()])


def read_weekday(match: re.Match[str]) -> Read:
    """A weekday, perhaps with last or next and a part of the day."""
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


def read_side_unit(match: re.Match[str]) -> Read:
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


def read_event_unit(match: re.Match[str]) -> Read:
    """The following day; that year."""
    side = re.sub(r"\s+", " ", match["side"].lower())
    code = unit(match["unit"])
    if code in {"MIN", "S", "H"}:
        return None
    part = "NI" if match["unit"].lower() == "night" else ""
    return ("TIME" if part else "DATE"), Shift("event", code, _EVENT_SIDES[side], part)


def read_event_month(match: re.Match[str]) -> Read:
    """The previous April; the following May."""
    if not match["month"][0].isupper():
        return None
    side = match["side"].lower()
    return "DATE", Calendar(month=month(match["month"]), direction=2 if "follow" in side else -2)


def read_counted(match: re.Match[str]) -> Read:
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


def read_the_day(match: re.Match[str]) -> Read:
    """The day before; a year later."""
    sign = -1 if match["after"].lower() in {"before", "earlier", "prior"} else 1
    return "DATE", Shift("event", unit(match["unit"]), sign)


def read_window(match: re.Match[str]) -> Read:
    """The past three weeks; the next two days."""
    side = -1 if match["side"].lower() in {"past", "last", "previous", "preceding", "recent"} else 1
    if match["side"].lower() == "first":
        side = 0
    amount = number(match["number"]) if match["number"] else None
    return "DURATION", Length(unit(match["unit"]), amount, side)


def read_vague_window(match: re.Match[str]) -> Read:
    """Recent days; the coming weeks."""
    return "DURATION", Length(
        unit(match["unit"]), None, -1 if match["side"].lower() == "recent" else 1
    )


def read_length(match: re.Match[str]) -> Read:
    """Two hours; several weeks."""
    digits = match["number"]
    amount = number(digits) if digits else None
    if digits and amount is None:
        return None
    if match["unit"].lower() == "second" and digits and digits.lower() in {"a", "an", "one"}:
        return None
    return "DURATION", Length(unit(match["unit"]), amount)


def read_one(match: re.Match[str]) -> Read:
    """All day; a whole month."""
    return "DURATION", Length(unit(match["unit"]), 1)


def read_half(match: re.Match[str]) -> Read:
    """Half an hour."""
    code = unit(match["unit"])
    value = {"H": "PT30M", "Y": "P6M", "D": "PT12H", "M": "P15D", "DE": "P5Y", "CE": "P50Y"}
    return ("DURATION", Fixed(value[code])) if code in value else None


def read_many(match: re.Match[str]) -> Read:
    """Weeks; decades."""
    return "DURATION", Length(unit(match["unit"]), None)


ADVERBS = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y"}
ADVERBS |= {"annually": "P1Y", "annual": "P1Y", "hourly": "PT1H", "everyday": "P1D"}


def read_adverb(match: re.Match[str]) -> Read:
    """Daily; annual."""
    return "SET", Fixed(ADVERBS[match["word"].lower()])


def read_every(match: re.Match[str]) -> Read:
    """Every two days."""
    amount = number(match["number"]) if match["number"] else 1
    code = unit(match["unit"])
    return "SET", Fixed(Length(code, amount).unit if amount is None else spell_length(code, amount))


def read_weekdays(match: re.Match[str]) -> Read:
    """Sundays; every Sunday."""
    return "SET", Fixed(f"XXXX-WXX-{weekday(match['weekday']) + 1}")


REFERENCES = {
    "PRESENT_REF": "now|currently|at present|present-day|nowadays|at the moment|at this time|these"
    " days"
    "|presently|to date|right now|the present(?: day)?|at this moment|modern day|today's",
    "PAST_REF": "recently|recent|in the past|lately|previously|the past|once before|former times"
    "|not long ago|some time ago|long ago",
    "FUTURE_REF": "in the (?:near |foreseeable )?future|the (?:near |foreseeable )?future|in"
    " future",
}


def read_reference(value: str) -> Rule:
    """The rule of a reference to now, the past or the future."""
    return rule(value.lower(), rf"\b(?:{REFERENCES[value]})\b", lambda _: ("DATE", Fixed(value)))


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


def read_clock(match: re.Match[str]) -> Read:
    """A time of the day."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    hour = hour % 12 + 12 if half == "pm" else hour % 12 if half == "am" else hour
    return "TIME", Fixed("", f"{hour:02d}:{minute:02d}")


def read_decimal_guard(match: re.Match[str]) -> Read:
    """Refuse "2.50 dollars": a full stop needs hours or a.m. after it."""
    text = match.group()
    if "." in text.split(":")[0] and not re.search(r"hrs|hours|h\b|[ap]\.?m", text, re.IGNORECASE):
        return None
    return read_clock(match)
