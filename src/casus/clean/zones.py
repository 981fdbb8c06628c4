"""Lines of scraped text to zones: head, body, tail, comments."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from casus.clean.comments import comment_start
from casus.clean.phrases import fold
from casus.clean.rules import Kind, Verdict, judge
from casus.clean.units import Unit
from casus.model import Role

FIRST_PARAGRAPH = 14
"""Words of a line that may be an article's first paragraph."""

PARAGRAPH = 10
"""Words of running text that nobody writes twice."""

OTHERS = 3
"""Lines like headlines below the last paragraph from which they are other headlines."""

HEAD = 80
"""Lines from the top in which a headline is sought."""

_FIXED = {
    Kind.CHROME: Role.CHROME,
    Kind.RELATED: Role.CHROME,
    Kind.CAPTION: Role.CAPTION,
    Kind.BYLINE: Role.BYLINE,
    Kind.LETTERHEAD: Role.BYLINE,
}


@dataclass(frozen=True, slots=True)
class Zoned:
    """A line with its role and the rule that gave it."""

    unit: Unit
    role: Role
    why: str


def zone(units: Sequence[Unit], *, title: str | None = None) -> list[Zoned]:
    """Give every line its role.

    Args:
        units: the lines of a page, in order.
        title: the headline if the source declared it outside the text, else None.

    """
    verdicts = [judge(unit) for unit in units]
    first = _first_paragraph(units, verdicts)
    start = comment_start(units, verdicts, first)
    top = min(first, HEAD)
    headline = _headline(units[:top], verdicts[:top], title)
    last = max(_paragraphs(units, verdicts, first, start), default=min(first, start - 1))
    zoned = [
        *_head(units, verdicts, first, headline),
        *_body(units, verdicts, first, last + 1),
        *_tail(units, verdicts, last + 1, start),
        *_thread(units, verdicts, start),
    ]
    return _repeats(zoned)


def _paragraphs(
    units: Sequence[Unit], verdicts: Sequence[Verdict], first: int, end: int
) -> list[int]:
    return [at for at in range(first, end) if _body_like(units[at], verdicts[at])]


def _body_like(unit: Unit, verdict: Verdict) -> bool:
    return unit.prose and verdict.kind is Kind.TEXT


def _first_paragraph(units: Sequence[Unit], verdicts: Sequence[Verdict]) -> int:
    """Find the article's first paragraph; the first text line where no line is prose."""
    for wanted in (FIRST_PARAGRAPH, 8, 4):
        for at, (unit, verdict) in enumerate(zip(units, verdicts, strict=True)):
            if _body_like(unit, verdict) and unit.size >= wanted:
                return at
    texts = [at for at, verdict in enumerate(verdicts) if verdict.kind is Kind.TEXT]
    return texts[min(1, len(texts) - 1)] if texts else len(units)


def _headline(units: Sequence[Unit], verdicts: Sequence[Verdict], title: str | None) -> int | None:
    """Find the headline among the lines before the first paragraph; None without one."""
    if title:
        for at, unit in enumerate(units):
            if fold(unit.head) == fold(title):
                return at
    best, best_score = None, 0.0
    for at, verdict in enumerate(verdicts):
        if verdict.kind in {Kind.TEXT, Kind.LETTERHEAD, Kind.BYLINE}:
            score = _headline_score(units, verdicts, at)
            if verdict.kind is not Kind.TEXT:
                score -= 2.0
            if score >= best_score:
                best, best_score = at, score
    return best


def _headline_score(units: Sequence[Unit], verdicts: Sequence[Verdict], at: int) -> float:
    unit = units[at]
    score = {1: -2.5, 2: -1.0, 3: 0.0, 4: 0.7}.get(unit.size, 1.5 if unit.size <= 24 else 0.0)
    score += 0.5 if any(word.islower() for word in unit.words) else 0.0
    score -= 1.0 if unit.text.endswith((".", ";")) else 0.0
    score -= 0.4 if unit.text.isupper() else 0.0
    score -= 1.5 if unit.text[:1] in "-•*" else 0.0
    if any(v.kind is Kind.BYLINE for v in verdicts[at + 1 : at + 4]):
        score += 0.6
    if any(v.kind is Kind.TEXT and u.size >= 5 for u, v in _before(units, verdicts, at)):
        score -= 0.5
    return score + 0.5


def _before(
    units: Sequence[Unit], verdicts: Sequence[Verdict], at: int
) -> list[tuple[Unit, Verdict]]:
    return list(zip(units[:at], verdicts[:at], strict=True))


def _head(
    units: Sequence[Unit], verdicts: Sequence[Verdict], first: int, headline: int | None
) -> list[Zoned]:
    zoned = []
    for at in range(first):
        unit, verdict = units[at], verdicts[at]
        if at == headline:
            zoned.append(Zoned(unit, Role.TITLE, "headline"))
        elif verdict.kind in _FIXED:
            zoned.append(Zoned(unit, _FIXED[verdict.kind], verdict.why))
        elif verdict.kind in {Kind.COMMENTS, Kind.THREAD}:
            zoned.append(Zoned(unit, Role.CHROME, f"above the article: {verdict.why}"))
        elif headline is not None and at < headline:
            zoned.append(Zoned(unit, Role.CHROME, "above the headline"))
        else:
            zoned.append(_under_headline(unit, verdicts, at))
    return zoned


def _under_headline(unit: Unit, verdicts: Sequence[Verdict], at: int) -> Zoned:
    """Judge a line between headline and first paragraph: standfirst, place, or medium."""
    if verdicts[at].kind is Kind.TIME or unit.size >= 5 or unit.text.isupper() or unit.stopped:
        return Zoned(unit, Role.BODY, "under the headline")
    beside = [n for n in (at - 1, at + 1) if 0 <= n < len(verdicts)]
    if any(verdicts[n].kind is Kind.BYLINE for n in beside):
        return Zoned(unit, Role.BYLINE, "beside a byline")
    return Zoned(unit, Role.BODY, "under the headline")


def _body(units: Sequence[Unit], verdicts: Sequence[Verdict], first: int, end: int) -> list[Zoned]:
    zoned = []
    listing = False
    for at in range(first, end):
        unit, verdict = units[at], verdicts[at]
        if verdict.kind in {Kind.CHROME, Kind.RELATED, Kind.CAPTION}:
            listing = verdict.kind is Kind.RELATED and unit.size <= 6
            zoned.append(Zoned(unit, _FIXED[verdict.kind], verdict.why))
        elif verdict.kind in {Kind.COMMENTS, Kind.THREAD} and not unit.prose:
            zoned.append(Zoned(unit, Role.CHROME, f"inside the article: {verdict.why}"))
        elif listing and not unit.prose and verdict.kind is not Kind.TIME and unit.size > 2:
            zoned.append(Zoned(unit, Role.CHROME, "in a list of other headlines"))
        else:
            listing = False
            zoned.append(Zoned(unit, Role.BODY, "article"))
    return zoned


def _tail(units: Sequence[Unit], verdicts: Sequence[Verdict], begin: int, end: int) -> list[Zoned]:
    """What follows the last paragraph: furniture, unless nothing speaks for it."""
    zoned = []
    ended = False
    others = _others(units, verdicts, begin, end)
    for at in range(begin, end):
        unit, verdict = units[at], verdicts[at]
        if at in others:
            zoned.append(Zoned(unit, Role.CHROME, "among other headlines"))
        elif verdict.kind in _FIXED:
            ended = ended or verdict.kind in {Kind.RELATED, Kind.CHROME}
            zoned.append(Zoned(unit, _FIXED[verdict.kind], verdict.why))
        elif verdict.kind in {Kind.COMMENTS, Kind.THREAD}:
            ended = True
            zoned.append(Zoned(unit, Role.CHROME, f"below the article: {verdict.why}"))
        elif ended or (unit.size <= 2 and verdict.kind is Kind.TEXT):
            zoned.append(Zoned(unit, Role.CHROME, "below the article"))
        else:
            zoned.append(Zoned(unit, Role.BODY, "article"))
    return zoned


def _others(units: Sequence[Unit], verdicts: Sequence[Verdict], begin: int, end: int) -> set[int]:
    """Find other headlines without a title over them: several lines that no sentence is.

    A list that a sentence opens (`:`) or that has marks is the article's own.
    """
    if begin and units[begin - 1].text.endswith(":"):
        return set()
    run: list[int] = []
    for at in range(begin, end):
        unit, kind = units[at], verdicts[at].kind
        if kind not in {Kind.TEXT, Kind.LETTERHEAD} or not _like_headline(unit):
            break
        run.append(at)
    return set(run) if len(run) >= OTHERS else set()


def _like_headline(unit: Unit) -> bool:
    lower = sum(word.islower() for word in unit.words)
    return 4 <= unit.size <= 14 and unit.text[:1].isupper() and not unit.stopped and lower >= 2


def _thread(units: Sequence[Unit], verdicts: Sequence[Verdict], start: int) -> list[Zoned]:
    zoned = []
    for at in range(start, len(units)):
        unit, verdict = units[at], verdicts[at]
        if verdict.kind in {Kind.RELATED, Kind.CHROME} and "number" not in verdict.why:
            zoned.append(Zoned(unit, Role.CHROME, verdict.why))
        else:
            zoned.append(Zoned(unit, Role.COMMENT, "after the comments began"))
    return zoned


def _repeats(zoned: list[Zoned]) -> list[Zoned]:
    """What repeats the headline or a paragraph, or stands three times on a page, is furniture."""
    told: set[str] = set()
    seen = Counter(fold(z.unit.head) for z in zoned if not z.unit.prose)
    headline = next((fold(z.unit.head) for z in zoned if z.role is Role.TITLE), None)
    out = []
    for item in zoned:
        folded = fold(item.unit.head)
        if item.role is Role.BODY and item.unit.prose and item.unit.size >= PARAGRAPH:
            if item.unit.text in told:
                out.append(Zoned(item.unit, Role.CHROME, "repeats a paragraph"))
                continue
            told.add(item.unit.text)
        elif item.role in {Role.BODY, Role.BYLINE} and not item.unit.prose:
            if headline and folded == headline:
                out.append(Zoned(item.unit, Role.CHROME, "repeats the headline"))
                continue
            if (
                seen[folded] >= 3
                and item.unit.size
                and not any(c.isdigit() for c in item.unit.head)
            ):
                out.append(Zoned(item.unit, Role.CHROME, "repeated line"))
                continue
        out.append(item)
    return out
