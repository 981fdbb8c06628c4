"""Coded pages to windows with gold: triggers, types, modes, statuses, roles and sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casus.language import LanguageModel
from casus.language.windows import Window, windows
from casus.model import STATUSES, Sentence
from training.check_coded import MODES

KINDS = ("author", "actor", "unnamed")
JOINT_MODES = [f"{kind}.{mode}" for kind, modes in MODES.items() for mode in ["", *modes.split()]]
ROLES = ("actors", "recipients", "holders")


@dataclass(slots=True)
class Gold:
    """One coded event in a window; word indices count in the window."""

    word: int
    type: str
    mode: str
    status: str
    source: str
    roles: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Coded:
    """A window with its gold events."""

    page: str
    window: Window
    events: list[Gold]


@dataclass(frozen=True, slots=True)
class Page:
    """A coded page as it lies on the disk."""

    name: str
    text: str
    zones: list[tuple[int, int]]
    claims: list[dict[str, Any]]


def read_pages(folder: Path) -> Iterator[Page]:
    """Read `pages/*.txt` with `claims/*.json` of a folder."""
    for path in sorted((folder / "claims").glob("*.json")):
        coded = json.loads(path.read_text("utf-8"))
        text = (folder / "pages" / f"{path.stem}.txt").read_text("utf-8")
        yield Page(path.stem, text, list(_zones(text, set(coded["chrome"]))), coded["claims"])


def _zones(text: str, chrome: set[str]) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        if match.group().strip() and match.group().strip() not in chrome:
            yield match.span()


def load(folders: Sequence[Path], model: LanguageModel) -> list[Coded]:
    """All windows of all pages of the folders."""
    pages = [page for folder in folders for page in read_pages(folder)]
    parsed = [model.parse_zones(p.text, p.zones) for p in pages]
    return [
        w for page, sentences in zip(pages, parsed, strict=True) for w in _coded(page, sentences)
    ]


def _coded(page: Page, sentences: Sequence[Sentence]) -> Iterator[Coded]:
    held = [Coded(page.name, window, []) for window in windows(sentences)]
    for claim in page.claims:
        place = _locate(page.text, claim)
        if place is None:
            continue
        for one in held:
            word = head_of(one.window, *place)
            if word is not None:
                one.events.append(_gold(page.text, one.window, claim, word, place))
                break
    yield from held


def _locate(text: str, claim: dict[str, Any]) -> tuple[int, int] | None:
    if "trigger" not in claim:
        return None
    at = text.find(claim["evidence"]["text"])
    found = text.find(claim["trigger"], at)
    return (found, found + len(claim["trigger"])) if at >= 0 and found >= 0 else None


def head_of(window: Window, start: int, end: int) -> int | None:
    """The word of a window that heads the passage `[start, end)`; None if it lies elsewhere."""
    for offset, sentence in zip(window.starts, window.sentences, strict=True):
        inside = [i for i, t in enumerate(sentence.tokens) if t.start < end and t.end > start]
        if inside:
            own = set(inside)
            tops = [i for i in inside if sentence.tokens[i].head not in own]
            content = [
                i for i in tops if sentence.tokens[i].upos not in ("PUNCT", "ADP", "DET", "AUX")
            ]
            return offset + (content or tops or inside)[0]
    return None


def _gold(
    text: str, window: Window, claim: dict[str, Any], word: int, place: tuple[int, int]
) -> Gold:
    gold = Gold(
        word, claim["type"], f"{claim['type']}.{claim['mode'] or ''}", claim["status"], _kind(claim)
    )
    holders = [claim["source_text"]] if claim.get("source_text") else []
    texts = {
        "actors": claim["actor_texts"],
        "recipients": claim["recipient_texts"],
        "holders": holders,
    }
    for role, mentions in texts.items():
        found = [_mention(text, window, m, place[0]) for m in mentions]
        gold.roles[role] = sorted({f for f in found if f is not None})
    return gold


def _kind(claim: dict[str, Any]) -> str:
    return claim["source"] if claim["source"] in ("author", "unnamed") else "actor"


def _mention(text: str, window: Window, mention: str, near: int) -> int | None:
    """The occurrence of a mention that is nearest to the trigger, before it rather than after."""
    low, high = window.sentences[0].start, window.sentences[-1].end
    spots = [m.start() for m in re.finditer(re.escape(mention), text[low:high])]
    if not spots:
        return None
    best = min(spots, key=lambda s: abs(low + s - near) + (100 if low + s > near + 300 else 0))
    return head_of(window, low + best, low + best + len(mention))


assert len(STATUSES) == 4
