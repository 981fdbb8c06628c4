"""Score expressions of time on TimeML files, after TempEval-3 (UzZaman et al. 2013).

Strict: same extent; relaxed: any overlap, each expression paired once, with the one it overlaps
most. Value F1: relaxed pairs whose `value` is the same string, over all gold and all found
expressions; gold expressions whose value is `null` stay in the count, so they can only cost.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from casus.resolve.dates import Mention, timex

Gold = tuple[int, int, str]
_TAG = re.compile(r"<TIMEX3([^>]*)>|(</TIMEX3>)|<[^>]*>")


def read(path: Path) -> tuple[str, str, list[Gold]]:
    """The creation date, the text, and the gold expressions of a file."""
    source = path.read_text(encoding="utf-8")
    created = re.search(r'CREATION_TIME"[^>]*value="([^"]*)"', source)
    body = source[source.index("<TEXT>") + 6 : source.index("</TEXT>")]
    text, gold, at, opened = "", [], 0, None
    for match in _TAG.finditer(body):
        text += html.unescape(body[at : match.start()])
        at = match.end()
        if match[1] is not None:
            value = re.search(r'value="([^"]*)"', match[1])
            opened = (len(text), value[1] if value else "")
        elif match[2] and opened:
            gold.append((opened[0], len(text), opened[1]))
            opened = None
    return created[1] if created else "", text + html.unescape(body[at:]), gold


def paired(gold: Sequence[Gold], found: Sequence[Mention]) -> Iterator[tuple[Gold, Mention | None]]:
    """Every gold expression with the found one it overlaps most, each used once."""
    used: set[int] = set()
    for one in gold:
        overlap, index = max(
            (
                (min(one[1], m.end) - max(one[0], m.start), i)
                for i, m in enumerate(found)
                if i not in used
            ),
            default=(0, -1),
        )
        if overlap > 0:
            used.add(index)
            yield one, found[index]
        else:
            yield one, None


def score(files: Sequence[Path]) -> dict[str, float]:
    """Strict, relaxed and value F1 in percent over the files, micro-averaged."""
    count: Counter[str] = Counter()
    for path in files:
        created, text, gold = read(path)
        found = timex(text, created or None)
        count["all"] += len(gold) + len(found)
        for one, other in paired(gold, found):
            if other:
                count["relaxed"] += 1
                count["strict"] += (other.start, other.end) == one[:2]
                count["value"] += other.value == one[2]
    return {
        f"wikiwars_{name}_f1": round(200 * count[name] / max(count["all"], 1), 1)
        for name in ("strict", "relaxed", "value")
    }
