"""Coded pages to windows with gold: triggers, types, modes, statuses, roles and sources."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casus.clean import Clean
from casus.language import LanguageModel
from casus.language.windows import WINDOW_WORDS, Window, windows
from casus.model import PARTIES, STATUSES, Document, Sentence
from casus.model import Page as RawPage
from casus.resolve.actors import Actors
from training.check_coded import MODES

NAMED = ("lexicon", "metonym", "organisation")  # rules that read a name by itself
SHORT_WORDS = 40  # texts of a sentence or two are read too
KINDS = ("author", "actor", "unnamed")
JOINT_MODES = [f"{kind}.{mode}" for kind, modes in MODES.items() for mode in ["", *modes.split()]]


@dataclass(slots=True)
class Gold:
    """One coded event in a window; word indices count in the window.

    `sides` are the sectors of its parties, by role; `parties` pairs of a word that stands for a
    party with the party's sector.
    """

    word: int
    type: str
    mode: str
    status: str
    source: str
    roles: dict[str, list[int]] = field(default_factory=dict)
    sides: dict[str, list[str]] = field(default_factory=dict)
    parties: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Coded:
    """A window with its gold events."""

    window: Window
    events: list[Gold]


@dataclass(frozen=True, slots=True)
class CodedPage:
    """A coded page in windows of the run time's length, and in windows of a sentence or two."""

    name: str
    long: tuple[Coded, ...]
    short: tuple[Coded, ...]


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


def load(folders: Sequence[Path], model: LanguageModel) -> list[CodedPage]:
    """All pages of the folders, each in long windows and in short ones."""
    pages = [page for folder in folders for page in read_pages(folder)]
    parsed = [model.parse_zones(p.text, p.zones) for p in pages]
    actors, clean = Actors(), Clean()
    found = []
    for page, sentences in zip(pages, parsed, strict=True):
        names = _named(page, sentences, actors, clean)
        cut = (tuple(_coded(page, sentences, names, most)) for most in (WINDOW_WORDS, SHORT_WORDS))
        found.append(CodedPage(page.name, *cut))
    return found


Names = dict[tuple[int, int], list[tuple[str, str, bool]]]


def _named(page: Page, sentences: Sequence[Sentence], actors: Actors, clean: Clean) -> Names:
    """Country, sector and softness of the parts of every name, by sentence and head."""
    content = page.text.encode()
    raw = RawPage(page.name, page.name, "text/plain", content, hashlib.sha256(content).hexdigest())
    document = next(d for d in clean.map(raw) if isinstance(d, Document))
    found: Names = {}
    for mention in actors.in_document(document, sentences).mentions():
        parts = [p for p in mention.parts if p.why.startswith(NAMED)]
        found[mention.sentence, mention.head] = [(p.country, p.sector, p.soft) for p in parts]
    return found


def _names_of(window: Window, names: Names, codes: Sequence[str]) -> list[int]:
    """The words of a window that name one of the codes; those of its country if none does."""
    wanted = {tuple(code.split(".")[:2]) for code in codes if "." in code}
    exact, near = [], []
    for offset, tokens in enumerate(window.sentences):
        for token in range(len(tokens.tokens)):
            for country, sector, soft in names.get((window.first + offset, token), []):
                word = window.starts[offset] + token
                if (country, sector) in wanted or (soft and (country, "MIL") in wanted):
                    exact.append(word)
                elif any(country == c for c, _ in wanted):
                    near.append(word)
    return sorted(set(exact or near))


def _coded(page: Page, sentences: Sequence[Sentence], names: Names, most: int) -> Iterator[Coded]:
    held = [Coded(window, []) for window in windows(sentences, most)]
    for claim in page.claims:
        place = _locate(page.text, claim)
        if place is None:
            continue
        for one in held:
            word = head_of(one.window, *place)
            if word is not None:
                gold = _gold(page.text, one.window, claim, word, place)
                gold.roles |= {
                    "actor_names": _names_of(one.window, names, claim["actors"]),
                    "recipient_names": _names_of(one.window, names, claim["recipients"]),
                    "holder_names": _names_of(one.window, names, [claim["source"]]),
                }
                one.events.append(gold)
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
    texts = {
        "actors": claim["actor_texts"],
        "recipients": claim["recipient_texts"],
        "holders": _alone(claim, "source_text"),
        "places": _alone(claim, "place_text") if claim["place"] else [],
        "dates": _alone(claim, "date_text") if claim["date"] else [],
    }
    for role, mentions in texts.items():
        found = [_mention(text, window, m, place[0]) for m in mentions]
        gold.roles[role] = sorted({f for f in found if f is not None})
        if role in PARTIES:
            gold.sides[role] = sorted(set(_sectors(claim[role])))
            gold.parties += _with_sectors(found, claim[role])
    return gold


def _sectors(codes: Sequence[str]) -> list[str]:
    return [code.split(".")[1] for code in codes if "." in code]


def _with_sectors(words: Sequence[int | None], codes: Sequence[str]) -> list[tuple[int, str]]:
    """Words with the sectors of their codes; none where it is open which word has which code."""
    sectors = _sectors(codes)
    if len(set(sectors)) == 1:
        sectors = sectors[:1] * len(words)
    if len(sectors) != len(words):
        return []
    return [(w, s) for w, s in zip(words, sectors, strict=True) if w is not None]


def _alone(claim: dict[str, Any], name: str) -> list[str]:
    return [claim[name]] if claim.get(name) else []


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
