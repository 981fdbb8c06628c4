"""Find expressions of time in a text: rules, the longest match wins, neighbours join."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from casus.resolve.dates_absolute import Rule
from casus.resolve.dates_absolute_rules import ABSOLUTE
from casus.resolve.dates_relative_rules import RELATIVE
from casus.resolve.dates_symbols import Calendar, Expression, Fixed, Length, Shift, Symbol, Weekday

_RULES: tuple[Rule, ...] = (*ABSOLUTE, *RELATIVE)
_LEAD = re.compile(
    r"\b(since|from|between|until|till|by|before|after|prior to|starting|beginning|as of|through"
    r"|ever since)"
    r"(?:\s+(?:the|at|early|late|about|around|on)){0,2}\s+$",
    re.IGNORECASE,
)
_OF = re.compile(
    r",?\s{1,2}(?:(?:hrs|hours|local time|GMT|EST|UTC),?\s)?(?:(?:of|on|to|in)\s)?(?:the\s)?"
)
_AT = re.compile(r",?\s{1,2}(?:(?:at|around|about|in the|shortly after|from)\s){0,2}")
_TRIM = re.compile(
    r"(?:in|at|by|toward|towards|around|before|after|during|from|since|of|until|on|in the)\s+",
    re.IGNORECASE,
)


def find(text: str) -> list[Expression]:
    """All expressions of time in order of their place; none overlaps another."""
    chosen: list[Expression] = []
    end = -1
    for found in sorted(_all(text), key=lambda e: (e.start, -e.end)):
        if found.start >= end:
            chosen.append(found)
            end = found.end
        elif found.start == chosen[-1].start or found.end <= end:
            continue
    return [_led(text, e) for e in _joined(text, chosen)]


def _all(text: str) -> Iterator[Expression]:
    for rule in _RULES:
        for match in rule.pattern.finditer(text):
            read = rule.read(match)
            if read is not None:
                yield _expression(match, *read)


def _expression(match: re.Match[str], kind: str, symbol: Symbol) -> Expression:
    text = match.group()
    start = match.start()
    if trimmed := _TRIM.match(text):
        start += trimmed.end()
    end = start + len(text := _bare(match.string[start : match.end()]))
    return Expression(start, end, text, kind, symbol, mod=_mod(match))


def _bare(words: str) -> str:
    """Without a comma at the end, nor the full stop of the sentence after a month in full."""
    words = words.rstrip(" ,")
    return (
        words[:-1]
        if re.search(r"[A-Za-z]{4,}\.$", words) and not words.endswith("Sept.")
        else words
    )


def _mod(match: re.Match[str]) -> str:
    said = (match.groupdict().get("mod") or "").lower()
    if not said:
        return ""
    if re.search(r"early|beginning|start|earlier", said):
        return "START"
    return "MID" if re.search(r"mid", said) else "END"


def _led(text: str, found: Expression) -> Expression:
    match = _LEAD.search(text, max(0, found.start - 32), found.start)
    return replace(found, lead=match.group(1).lower().split()[-1]) if match else found


def _joined(text: str, found: Sequence[Expression]) -> list[Expression]:
    """Join a time or part of a day with the day beside it."""
    out: list[Expression] = []
    for expression in found:
        joined = _pair(text, out[-1], expression) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(expression)
    return out


def _pair(text: str, left: Expression, right: Expression) -> Expression | None:
    gap = text[left.end : right.start]
    if len(gap) > 24 or "\n" in gap:
        return None
    if _is_part(left) and _takes_part(right) and _OF.fullmatch(gap):
        return _merged(text, left, right, left, right)
    if _is_part(right) and _takes_part(left) and _AT.fullmatch(gap):
        return _merged(text, left, right, right, left)
    if isinstance(left.symbol, Weekday) and isinstance(right.symbol, Calendar):
        return _named(text, left, left.symbol, right, right.symbol)
    return None


def _named(
    text: str, left: Expression, named: Weekday, right: Expression, day: Calendar
) -> Expression | None:
    """Join a weekday with the date beside it: `Wednesday (January 2nd`."""
    gap = text[left.end : right.start]
    if not day.day or day.weekday is not None or not re.fullmatch(r",?\s|\s\(|,\son\s", gap):
        return None
    symbol = replace(day, weekday=named.weekday, part=named.part or day.part)
    return replace(right, start=left.start, text=text[left.start : right.end], symbol=symbol)


def _is_part(found: Expression) -> bool:
    return isinstance(found.symbol, Fixed) and bool(found.symbol.part)


def _takes_part(found: Expression) -> bool:
    symbol = found.symbol
    if isinstance(symbol, Calendar):
        return bool(symbol.day) and not symbol.part
    if isinstance(symbol, Shift):
        return symbol.unit == "D" and not symbol.part
    return isinstance(symbol, Weekday) and not symbol.part


def _merged(
    text: str, left: Expression, right: Expression, part: Expression, day: Expression
) -> Expression:
    assert isinstance(part.symbol, Fixed)
    assert not isinstance(day.symbol, Fixed | Length)
    symbol = replace(day.symbol, part=part.symbol.part)
    return Expression(
        left.start, right.end, text[left.start : right.end], "TIME", symbol, day.lead, day.mod
    )
