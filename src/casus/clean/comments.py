"""Where the readers' comments begin in a run of lines: one change point, or none.

An article comes first and comments follow; the model compares every point at which they may begin
with there being none. It hears the style of each line and the markers of comment sections.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from casus.clean.rules import Kind, Verdict
from casus.clean.style import log_odds
from casus.clean.units import Unit

NONE_PRIOR = 4.0
"""Log-odds against there being comments at all, before anything is heard."""
ENOUGH = 3
"""Article lines that must stand before unmarked comments, unless the article has visibly ended."""
PLAIN = -1.2
"""Mean style of plain news prose, and how many lines that expectation is worth."""
PLAIN_LINES = 3.0
FORMAL = 0.6
"""How far a very formal article moves the point from which a line counts as a comment's."""
MARKER = 9.0
"""What a marker line adds for comments beginning with it."""
SURE = 40.0
"""What it adds when further markers stand within the next `CLUSTER` lines."""
CLUSTER = 6
MARKED_STYLE = 0.3
"""How much the style still counts after a marker: enough to see an article going on."""
BETWEEN = -1.2
"""Mean style above which lines between two markers are comments too."""
FURNITURE = 1.5
"""What each line of comment furniture (`Reply`, `Newest`) adds for lying in comments."""
AFTER_END = 3.0
"""What the end of the article (tags, rights, other headlines) adds for beginning after it."""
AFTER_FURNITURE = 1.0
"""What any other furniture adds for beginning right after it."""
SPEAKERS = 1.5
"""What a line `Name: text` adds when the next or last such line has another name."""
FOREIGN = 1.5
"""What a line in another script than the article's adds."""
QUESTIONS, ANSWER, APART = 4, 12, 4
"""Questions of an interview, words of an answer, lines from one question to the next."""
_LABEL = re.compile(r"^(?:[A-Z][\w.’' -]{0,30}:|\[[^\]]{1,30}\])(?=\s)")
_SPEAKER = re.compile(r"^(?!\d+:\d)[^\s:,;][^\s:,;]{0,19}(?: [^\s:,;]{1,15}){0,2}:(?=\s)")
_ENDS = tuple(f"furniture: {word}" for word in ("tag", "label", "topic", "filed", "share"))
QUIET = frozenset({Kind.CHROME, Kind.RELATED, Kind.CAPTION})


def comment_start(units: Sequence[Unit], verdicts: Sequence[Verdict], first: int) -> int:
    """Find the index of the first comment line; `len(units)` when there are no comments.

    Args:
        units: the lines.
        verdicts: what each line is by itself.
        first: index of the article's first paragraph; comments begin after it.

    """
    weights = _weights(units, verdicts)
    before = _offsets(units, verdicts, weights, first)
    best, best_score = len(units), 0.0
    total = heard = 0.0
    for at in range(len(units) - 1, first, -1):
        total += weights[at]
        heard += weights[at] != 0.0
        if verdicts[at].kind in QUIET:
            continue
        lines, offset = before[at]
        ended = _ended(units, verdicts, at)
        if lines < ENOUGH and not ended and verdicts[at].kind is not Kind.COMMENTS:
            continue
        if verdicts[at].kind is Kind.COMMENTS:
            score = _marked(verdicts, at, total, lines)
        else:
            score = _unmarked(verdicts, at, total - offset * heard, ended)
        score -= NONE_PRIOR
        if score > best_score:
            best, best_score = at, score
    return _earliest(verdicts, weights, first, best)


def _offsets(
    units: Sequence[Unit], verdicts: Sequence[Verdict], weights: Sequence[float], first: int
) -> list[tuple[int, float]]:
    """For each line: how many article lines stand before it, and how informal they are.

    Comments must differ from the article before them: where that is chatty itself (a column, an
    interview, a blog), chatty lines below prove little.
    """
    offsets = []
    lines, total = 0, 0.0
    for at, unit in enumerate(units):
        mean = (total + PLAIN * PLAIN_LINES) / (lines + PLAIN_LINES)
        apart = mean - PLAIN
        offsets.append((lines, apart if apart > 0 else FORMAL * apart))
        if at >= first and unit.prose and verdicts[at].kind is Kind.TEXT:
            lines, total = lines + 1, total + weights[at]
    return offsets


def _earliest(verdicts: Sequence[Verdict], weights: Sequence[float], first: int, best: int) -> int:
    """Move back to an earlier marker when what lies between does not read like an article."""
    between = 0.0
    earliest = best
    for at in range(best - 1, first, -1):
        between += weights[at]
        if verdicts[at].kind is Kind.COMMENTS and between > BETWEEN * (best - at):
            earliest = at
    return earliest


def _marked(verdicts: Sequence[Verdict], at: int, style: float, lines: int) -> float:
    """Score comments that begin with a marker; high on a page, a lone marker is less sure."""
    around = verdicts[at : at + CLUSTER]
    marks = sum(v.kind in {Kind.COMMENTS, Kind.THREAD} for v in around)
    lone = MARKER if lines >= ENOUGH else MARKER / 2
    return (SURE if marks > 1 else lone) + MARKED_STYLE * style


def _unmarked(verdicts: Sequence[Verdict], at: int, style: float, ended: float) -> float:
    """Score comments that begin with a comment, or with furniture of comments."""
    if verdicts[at].kind is not Kind.THREAD:
        return style + ended
    around = verdicts[at : at + CLUSTER]
    return style + FURNITURE * sum(v.kind in {Kind.COMMENTS, Kind.THREAD} for v in around)


def _weights(units: Sequence[Unit], verdicts: Sequence[Verdict]) -> list[float]:
    heard = [at for at, verdict in enumerate(verdicts) if verdict.kind not in QUIET]
    style = dict(zip(heard, log_odds([units[at] for at in heard]), strict=True))
    turns = _turns(units)
    speakers = _speakers(units)
    listed = _listed(units, verdicts)
    foreign = _foreign(units)
    weights = []
    for at, verdict in enumerate(verdicts):
        if verdict.kind is Kind.THREAD:
            weights.append(FURNITURE)
        elif verdict.kind in QUIET or verdict.kind in {Kind.COMMENTS, Kind.TIME}:
            weights.append(0.0)
        elif at in listed:
            weights.append(min(style[at], 0.0))
        elif at in turns:
            weights.append(min(style[at], -1.0))
        else:
            more = (SPEAKERS if at in speakers else 0.0) + (FOREIGN if at in foreign else 0.0)
            weights.append(style[at] + more)
    return weights


def _listed(units: Sequence[Unit], verdicts: Sequence[Verdict]) -> set[int]:
    """Find the lines under a title of other headlines, up to the next running text."""
    listed: set[int] = set()
    inside = False
    for at, (unit, verdict) in enumerate(zip(units, verdicts, strict=True)):
        if verdict.kind is Kind.RELATED:
            inside = True
        elif (
            unit.prose or verdict.kind in {Kind.COMMENTS, Kind.THREAD} or _SPEAKER.match(unit.head)
        ):
            inside = False
        elif inside and (unit.size >= 4 or not (at + 1 < len(units) and units[at + 1].prose)):
            listed.add(at)
    return listed


def _turns(units: Sequence[Unit]) -> set[int]:
    """Find the turns of an interview: labels (`Q:`, `[Anchor]`) or questions that come again."""
    labels: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        match = _LABEL.match(unit.head)
        if match:
            labels.setdefault(match.group(), []).append(at)
    turns = {at for found in labels.values() if len(found) >= 3 for at in found}
    turns |= _interview(units)
    asks = [unit.text.endswith(("?", '?"', "?”")) for unit in units]
    run = 0
    for at in range(len(units) - 1):
        run = run + 1 if asks[at] and not asks[at + 1] and units[at + 1].size > 3 else run
        if asks[at] and asks[at + 1]:
            run = 0
        if not asks[at] and not asks[at + 1]:
            run = 0
        if run >= 3:
            turns.update(range(max(0, at - 2 * run + 1), min(len(units), at + 2)))
    return turns


def _interview(units: Sequence[Unit]) -> set[int]:
    """Find an interview without labels: short questions, each with a long answer below it.

    Not every prompt ends in a question mark.
    """
    asked = [
        at
        for at, (one, other) in enumerate(pairwise(units))
        if one.head.rstrip("\"'”").endswith("?")
        and one.size <= 20
        and other.size >= ANSWER
        and not other.head.endswith("?")
    ]
    runs: list[list[int]] = []
    for at in asked:
        if runs and at - runs[-1][-1] <= APART:
            runs[-1].append(at)
        else:
            runs.append([at])
    return {at for run in runs if len(run) >= QUESTIONS for at in range(run[0], run[-1] + 2)}


def _foreign(units: Sequence[Unit]) -> set[int]:
    """Find lines in a script that is not that of most letters before the last fifth of a page."""
    latin = [_share(unit) for unit in units]
    known = [share for share in latin[: len(units) * 4 // 5 or 1] if share is not None]
    if not known or sum(share > 0.5 for share in known) * 2 <= len(known):
        return set()
    return {at for at, share in enumerate(latin) if share is not None and share < 0.5}


def _share(unit: Unit) -> float | None:
    """Latin letters among the letters of a line; None where it has none."""
    letters = [c for c in unit.head[:400] if c.isalpha()]
    return sum(c < "\u0250" for c in letters) / len(letters) if letters else None


def _speakers(units: Sequence[Unit]) -> set[int]:
    """Find lines `Name: text` beside another such line with another name.

    Labels that share a word (`Northern direction:`, `Eastern direction:`) head a list and no turns.
    """
    names = [match.group() if (match := _SPEAKER.match(u.head)) else None for u in units]
    words = Counter(word for name in names if name for word in set(name.lower()[:-1].split()))
    names = [name if name and not _listing(name, words) else None for name in names]
    found = set()
    for at in range(len(names) - 1):
        if names[at] and names[at + 1] and names[at] != names[at + 1]:
            found |= {at, at + 1}
    return found


def _listing(name: str, words: Counter[str]) -> bool:
    own = name.lower()[:-1].split()
    return len(own) > 1 and any(words[word] >= QUESTIONS for word in own)


def _ended(units: Sequence[Unit], verdicts: Sequence[Verdict], at: int) -> float:
    """Score furniture directly before a line, prose not in between: is the article over?"""
    found = 0.0
    for back in range(at - 1, max(-1, at - 12), -1):
        if verdicts[back].kind is Kind.RELATED or "rights" in verdicts[back].why:
            return AFTER_END
        if verdicts[back].why.startswith(_ENDS):
            return AFTER_END
        if verdicts[back].kind is Kind.CHROME:
            found = AFTER_FURNITURE
        elif units[back].prose:
            return found
    return found
