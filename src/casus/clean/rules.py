"""What one line is by itself: marker, furniture, credit, byline, or plain text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from casus.clean.dates import find_dates
from casus.clean.phrases import Phrases, fold, phrases
from casus.clean.units import Unit


class Kind(StrEnum):
    """What a line is by itself, before its neighbours are heard."""

    COMMENTS = "comments"
    THREAD = "thread"
    RELATED = "related"
    CHROME = "chrome"
    CAPTION = "caption"
    BYLINE = "byline"
    LETTERHEAD = "letterhead"
    TIME = "time"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line's kind and the rule that found it."""

    kind: Kind
    why: str


TEXT = Verdict(Kind.TEXT, "text")
_SPLIT = re.compile(r"\s{2,}|\t|\s*[|•·»›¦]+\s*|\s+(?:::|>>|>|/|–|—)\s+")
_BARE = re.compile(
    r"^(?:[$€£₽₴]\s?)?\d[\d.,]*(?:\s?[$€£₽₴%])?$|^[$€£]\s?\d"
    r"|^(?=\S*\d)[A-Z]?\d{2,6}[A-Za-z]?$"
)
_TIME = re.compile(
    r"^\(?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?|gmt|utc|[a-z]{2,4}t)?\)?(?:\s+\w{3,9})?$",
    re.IGNORECASE,
)
_WALLET = re.compile(r"(?<![\w/.-])(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9]{26,}")
_URL = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_SUPPORT = re.compile(r"^(?:support|donate to|help)\s+\S+(?:\s\S+){0,2}$", re.IGNORECASE)
_GIVE = re.compile(
    r"\b(?:your (?:support|donation|help)|donate|subscri\w+|chip in)\b", re.IGNORECASE
)
_MONEY = re.compile(r"[$€£]\s?\d|\ba month\b|\bindependent\b", re.IGNORECASE)
_STEP = re.compile(r"^\d{1,2}(?:\.\d{1,2})?x?$")
_PLAYER = re.compile(r"^\d{1,2}:\d{2}\s*/\s*\d{1,2}:\d{2}")
_RIGHTS = re.compile(r"^(?:©|\(c\)\s*\d{4}|copyright\b)|©\s*\d{4}", re.IGNORECASE)
_AFTER_LABEL = re.compile(r"^\s*(?:[:|»>\[(\-–—#]|\d|$)")
_WEAK = frozenset({"by", "from", "von", "par", "por"})
_COUNT = re.compile(r"(?<=[^\W\d])\s*[?!]*\s*[(\[:]\s*0\s*[)\]]?$|(?<=[^\W\d])\s*[?!]+$")
"""`(3)` or a question mark behind a label, after folding."""
_TAIL_WORDS = re.compile(r"[^\W\d_]{2,}")
_BY = re.compile(
    r"^(?:by|from|von|par|por|oleh|av|di)\s+"
    r"(?:[^\W\d_a-z]|our|two|staff|a\b|the|\w+ (?:staff|desk))"
)


def judge(unit: Unit) -> Verdict:
    """Tell what a line is by itself; text where no rule speaks."""
    folded = fold(unit.head)
    known = phrases()
    for rule in (_section, _shape, _furniture, _signature):
        verdict = rule(unit, folded, known)
        if verdict is not None:
            return verdict
    return TEXT


def _section(unit: Unit, folded: str, known: Phrases) -> Verdict | None:
    """Tell markers of the readers' section."""
    if unit.size > 14:
        return None
    folded = _COUNT.sub("", folded) or folded
    if known.line("comments", folded):
        return Verdict(Kind.COMMENTS, f"opens comments: {folded[:40]}")
    phrase = known.start("comments", folded)
    if phrase and not unit.prose:
        return Verdict(Kind.COMMENTS, f"opens comments: {phrase}")
    if known.line("thread", folded) or known.start("thread", folded):
        return Verdict(Kind.THREAD, f"comment furniture: {folded[:40]}")
    return None


_SHAPES: tuple[tuple[str, Callable[[Unit], bool]], ...] = (
    ("player", lambda unit: bool(_PLAYER.match(unit.head))),
    ("bare number", lambda unit: bool(_BARE.match(unit.head)) and not find_dates(unit.head)),
    ("bare address", lambda unit: bool(_URL.match(unit.head))),
    ("wallet or key", lambda unit: unit.size < 60 and not unit.stopped and has_wallet(unit.head)),
    ("notice of rights", lambda unit: unit.size <= 40 and bool(_RIGHTS.search(unit.head))),
    ("appeal", lambda unit: unit.size <= 22 and _appeal(unit)),
)
"""Furniture told by its form alone: the reason, and the test."""


def _shape(unit: Unit, folded: str, known: Phrases) -> Verdict | None:
    """Tell furniture by its form: counters, wallets, menus, tool bars, notices of rights."""
    if not folded:
        return Verdict(Kind.CHROME, "marks only")
    if _TIME.match(unit.head):
        return Verdict(Kind.TIME, "time")
    why = next((why for why, test in _SHAPES if test(unit)), None)
    if why is None and unit.size <= 60:
        why = _bar(unit, known)
    return Verdict(Kind.CHROME, why) if why else None


def has_wallet(text: str) -> bool:
    """Whether a text holds what may be the address of a wallet."""
    return bool(_WALLET.search(text))


def _appeal(unit: Unit) -> bool:
    if unit.size <= 4 and not unit.stopped and _SUPPORT.match(unit.head):
        return True
    return bool(_GIVE.search(unit.head) and _MONEY.search(unit.head))


def _bar(unit: Unit, known: Phrases) -> str | None:
    """Tell a tool bar or a menu: a line of parts that are words of furniture, or all short."""
    tokens = unit.head.split()
    if known.line("tool", fold(unit.head)) or all(_tool(token, known) for token in tokens):
        return "tool bar"
    parts = [part for part in _SPLIT.split(unit.head) if fold(part)]
    if len(parts) < 2:
        return None
    if any(_clear(part, known) for part in parts):
        return "furniture in a bar"
    tools = sum(known.line("tool", fold(part)) for part in parts)
    dated = bool(find_dates(unit.head))
    sizes = [len(part.split()) for part in parts]
    if max(sizes) <= 7 and tools * 2 >= len(parts) and not (dated and tools < 2):
        return "tool bar"
    if max(sizes) > 4 or len(parts) < 3:
        return None
    plain = not dated and not unit.stopped and (len(parts) >= 4 or _capitals(parts))
    return "menu" if plain or (len(parts) >= 5 and tools) else None


def _tool(token: str, known: Phrases) -> bool:
    folded = fold(token)
    return not folded or bool(_STEP.match(token)) or known.line("tool", folded)


def _clear(part: str, known: Phrases) -> bool:
    """Whether a part of a bar is furniture beyond doubt: a phrase of three words or more."""
    folded = fold(part)
    phrase = known.start("chrome", folded) or known.has("chrome", folded)
    return bool(phrase and phrase.count(" ") >= 2)


def _capitals(parts: list[str]) -> bool:
    return all(not part[:1].islower() for part in parts)


def _furniture(unit: Unit, folded: str, known: Phrases) -> Verdict | None:
    """Tell furniture by its words; a short phrase speaks only where the line is not prose."""
    if unit.size > 40:
        return None
    phrase = known.start("related", folded)
    if phrase and _labels(unit, folded, phrase):
        return Verdict(Kind.RELATED, f"other headlines: {phrase}")
    phrase = known.start("credit", folded)
    if phrase and _labels(unit, folded, phrase, loose=True):
        credit = unit.size <= 9 or not unit.prose
        kind, why = (Kind.CHROME, "picture credit") if credit else (Kind.CAPTION, "caption")
        return Verdict(kind, f"{why}: {phrase}")
    phrase = known.start("chrome", folded)
    if not (phrase and _labels(unit, folded, phrase, loose=True)):
        phrase = known.has("chrome", folded)
        sure = phrase is not None and phrase.count(" ") >= 2 and unit.size <= 30
        phrase = phrase if not unit.prose or sure else None
    return Verdict(Kind.CHROME, f"furniture: {phrase}") if phrase else None


def _labels(unit: Unit, folded: str, phrase: str, *, loose: bool = False) -> bool:
    """Whether a phrase stands as a label: alone, before a mark, or on a line that is no prose."""
    rest = folded[len(phrase) :]
    if _AFTER_LABEL.match(rest):
        return True
    if unit.prose:
        return loose and phrase.count(" ") >= 2
    return unit.size <= 16


def _signature(unit: Unit, folded: str, known: Phrases) -> Verdict | None:
    """Tell bylines and date lines."""
    if unit.size > 18 or (unit.prose and unit.size > 10):
        return None
    dates = find_dates(unit.head)
    left = unit.head
    for found in reversed(dates):
        left = left[: found.start] + " " + left[found.end :]
    rest = len(_TAIL_WORDS.findall(left))
    if dates and rest <= 4:
        return Verdict(Kind.BYLINE, "date line")
    named = known.line("byline", folded) or known.has("byline", folded)
    phrase = known.start("byline", folded)
    labelled = phrase is not None and phrase not in _WEAK and (bool(dates) or rest <= 8)
    if named or labelled or _BY.match(unit.head[:1].lower() + unit.head[1:]):
        return Verdict(Kind.BYLINE, "byline")
    if rest <= 9 and not unit.stopped and known.has("letterhead", folded):
        return Verdict(Kind.LETTERHEAD, "letterhead")
    return None
