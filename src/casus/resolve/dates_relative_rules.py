"""The table of rules for expressions that need an anchor."""

from casus.resolve.dates_absolute import FULL_DAY, FULL_MONTH, MOD, Rule, rule
from casus.resolve.dates_relative import (
    ADVERBS,
    APPROX,
    DAYPART,
    DAYS,
    NUMBER,
    PART,
    REFERENCES,
    UNIT,
    VAGUE,
    read_adverb,
    read_bare_part,
    read_clock,
    read_counted,
    read_decimal_guard,
    read_event_month,
    read_event_unit,
    read_every,
    read_half,
    read_length,
    read_many,
    read_named_day,
    read_one,
    read_reference,
    read_side_unit,
    read_the_day,
    read_this_part,
    read_vague_window,
    read_weekday,
    read_weekdays,
    read_window,
)
from casus.resolve.dates_words import alternatives

RELATIVE: tuple[Rule, ...] = (
    rule(
        "named day",
        rf"\b(?:(?:early|late|later|earlier) )?(?P<word>{alternatives(w for w in DAYS)})\b"
        rf"(?:['’]s)?(?: (?P<part>{DAYPART})\b)?",
        read_named_day,
    ),
    rule(
        "this morning",
        rf"\b(?:(?:early|late|later|earlier) )?(?P<which>this|that|the same|that same|the next|the"
        rf" following"
        rf"|the previous|the preceding)(?: (?:very|early|late))? (?P<part>{PART})\b",
        read_this_part,
    ),
    rule(
        "part of the day",
        rf"\b(?:in |at |by |toward |towards |around |before |after |during |from |since |of |until"
        rf" )?"
        rf"(?:(?:the )?(?:early |late )?(?:hours of )?(?:the )?)(?P<part>{PART})\b(?: hours)?",
        read_bare_part,
    ),
    rule(
        "weekday",
        rf"\b(?:(?:early|late|later|earlier)(?: on)? )?(?:(?P<side>last|past|next|coming|this) )?"
        rf"(?P<weekday>{FULL_DAY})\b(?:['’]s(?! [A-Z]))?(?: (?P<part>{DAYPART})\b)?",
        read_weekday,
    ),
    rule(
        "last week",
        rf"\b(?:{MOD})?(?P<the>the )?(?P<side>last|past|next|coming|this|current) "
        rf"(?P<unit>(?:week(?:end)?|month|year|decade|century|quarter|day|night|hour))\b",
        read_side_unit,
    ),
    rule(
        "the following day",
        rf"\b(?:{MOD})?(?:the |in the |on the )?(?P<side>previous|preceding|prior|following|that"
        rf" same|this same|"
        rf"very same|that very|that|same) (?P<unit>(?:week(?:end)?|month|year|decade|century|day"
        rf"|night))\b",
        read_event_unit,
    ),
    rule(
        "the next day",
        r"\b(?:the )(?P<side>next) (?P<unit>day|night|week|month|year|decade)\b",
        read_event_unit,
    ),
    rule("next day", r"(?<!the\s)\b(?P<side>next) (?P<unit>day)\b", read_event_unit),
    rule(
        "the following May",
        rf"\b(?P<side>the previous|the preceding|the following) (?P<month>{FULL_MONTH})",
        read_event_month,
    ),
    rule(
        "days ago",
        rf"\b{APPROX}(?:(?P<number>{NUMBER})|{VAGUE}|(?=(?:days|weeks|months|years|hours|decades)"
        rf" ))[\s-]?"
        rf"(?:full |whole |short |long )?(?P<unit>{UNIT}) "
        r"(?P<after>ago|earlier|later|before(?! (?:the|his|her|its|their|this|that|a)\b)"
        r"|previously|afterwards?"
        r"|after(?! (?:the|his|her|its|their|this|that|a)\b)|prior(?! to)|hence)\b",
        read_counted,
    ),
    rule(
        "the day before",
        r"\b(?:on )?(?:the|a) (?P<unit>day|night|week|month|year) (?P<after>before|after|earlier"
        r"|prior|later)\b"
        r"(?! (?:the|yesterday|tomorrow)\b)",
        read_the_day,
    ),
    rule(
        "the past days",
        rf"\b(?:the |these )?(?P<side>past|last|previous|preceding|next|coming|following|first"
        rf"|final|intervening"
        rf"|remaining) (?:(?P<number>{NUMBER})|{VAGUE})[\s-](?P<unit>{UNIT})\b",
        read_window,
    ),
    rule(
        "recent days",
        r"\b(?:the )?(?P<side>recent|coming|following|past|last|next) (?P<unit>days|weeks|months"
        r"|years|hours|decades)\b",
        read_vague_window,
    ),
    rule(
        "length",
        rf"\b{APPROX}(?:the )?(?:(?P<number>{NUMBER})|{VAGUE})(?: |-)(?:full |whole |entire "
        rf"|consecutive "
        rf"|long |more )?(?P<unit>{UNIT})\b(?:[-\s]long\b| old\b)?",
        read_length,
    ),
    rule(
        "whole day",
        rf"\b(?:all|the whole|the entire|the full|an entire|a whole|a full|per|one) "
        rf"(?P<unit>{UNIT})\b",
        read_one,
    ),
    rule("day-long", r"\b(?P<unit>day|night|week|month|year|hour|decade|century)-long\b", read_one),
    rule(
        "half an hour", r"\bhalf (?:an? )(?P<unit>hour|year|day|month|decade|century)\b", read_half
    ),
    rule(
        "days",
        r"\b(?P<unit>hours|days|weeks|months|years|decades|centuries)\b(?! old\b)",
        read_many,
    ),
    rule("daily", rf"\b(?P<word>{alternatives(ADVERBS)})\b", read_adverb),
    rule(
        "every day",
        rf"\b(?:every|each) (?:(?P<number>{NUMBER}) )?(?P<unit>{UNIT}|weekend)\b",
        read_every,
    ),
    rule("Sundays", rf"\b(?:every |each )?(?P<weekday>{FULL_DAY})s\b", read_weekdays),
    rule("every Sunday", rf"\b(?:every|each) (?P<weekday>{FULL_DAY})\b", read_weekdays),
    *(read_reference(value) for value in REFERENCES),
    rule(
        "clock",
        r"(?<![\d.:/-])(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::\d\d)?(?![\d%]|[.:/]\d)"
        r"(?: ?(?P<half>[ap]\.m\.|[ap]\.?m\b))?(?: ?(?:hrs|hours|h)\b)?(?: (?:local time|GMT"
        r"|UTC))?",
        read_decimal_guard,
    ),
    rule("o'clock", r"\b(?P<hour>\d{1,2})(?P<minute>) ?(?P<half>[ap]\.m\.|[ap]\.?m\b)", read_clock),
    rule(
        "military clock",
        r"\b(?P<hour>[01]\d|2[0-4])(?P<half>)(?P<minute>[0-5]\d) ?(?:hrs|hours|h)\b",
        read_clock,
    ),
)
