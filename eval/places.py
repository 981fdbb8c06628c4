"""Yardstick of places: given mentions of LGL, and the place of every coded claim.

    python -m eval.places GOLD [--errors]

GOLD is the folder with `data/lgl/lgl.xml`, `gold/` and `train/`; what is absent is skipped.
Claims are asked with the coder's own trigger words, so that only the place is measured.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casus.language import LanguageModel
from casus.lexicon.events import event_words
from casus.model import Document, Place, Sentence
from casus.resolve.entry import kilometres
from casus.resolve.places import Places

LGL_KM = 161.0


def measure(gold: Path) -> dict[str, float]:
    """Give the share right: `lgl`; `claims`, and apart those with a place and those without."""
    found: dict[str, float] = {}
    places = Places()
    lgl = gold / "data" / "lgl" / "lgl.xml"
    if lgl.is_file():
        found["lgl"] = _share(toponyms(lgl, places))
    asked = list(claims(pages(gold), places))
    if asked:
        found["claims"] = _share(a.right for a in asked)
        found["claims_with_place"] = _share(a.right for a in asked if a.gold)
        found["claims_without_place"] = _share(a.right for a in asked if not a.gold)
    return found


def _share(right: Any) -> float:
    held = list(right)
    return round(sum(held) / len(held), 4) if held else 0.0


def toponyms(path: Path, places: Places) -> Iterator[bool]:
    """Tell for every toponym of LGL that has a point whether it was resolved right."""
    for article in ET.parse(path).getroot():  # noqa: S314 # a file of our own yardsticks
        text = article.findtext("text") or ""
        tops = [t for t in article.iter("toponym") if t.find("gaztag/lat") is not None]
        spans = [(int(t.findtext("start", "0")), int(t.findtext("end", "0"))) for t in tops]
        for top, (place, _) in zip(tops, places.resolve_mentions(text, spans), strict=True):
            yield _near(top, place)


def _near(top: ET.Element, place: Place) -> bool:
    tag = top.find("gaztag")
    if tag is None:
        return False
    if place.geonames_id is not None and tag.get("geonameid") == str(place.geonames_id):
        return True
    if place.lat is None or place.lon is None:
        return False
    lat, lon = float(tag.findtext("lat", "0")), float(tag.findtext("lon", "0"))
    return kilometres(place.lat, place.lon, lat, lon) <= LGL_KM


@dataclass(frozen=True, slots=True)
class CodedPage:
    """A page with its sentences and its coded claims."""

    document: Document
    sentences: Sequence[Sentence]
    claims: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One claim: where it stands, what was coded, what was answered."""

    doc: str
    evidence: str
    trigger: str
    gold: dict[str, Any] | None
    answer: Place | None
    right: bool


def pages(gold: Path) -> list[CodedPage]:
    """Parse the coded pages that have trigger words."""
    files = [f for f in sorted(gold.glob("*/claims/*.json")) if _triggered(f)]
    texts = [f.parent.parent.joinpath("pages", f"{f.stem}.txt").read_text("utf-8") for f in files]
    parsed = LanguageModel.load().parse(texts)
    return [
        CodedPage(
            Document(f.stem, f.stem, t, (), None, None, None, "en"),
            s,
            json.loads(f.read_text("utf-8"))["claims"],
        )
        for f, t, s in zip(files, texts, parsed, strict=True)
    ]


def _triggered(path: Path) -> bool:
    coded = json.loads(path.read_text("utf-8"))["claims"]
    return all(claim.get("trigger") for claim in coded)


def claims(coded: Sequence[CodedPage], places: Places) -> Iterator[Asked]:
    """Ask for the place of every claim, page by page in the order of the text."""
    for page in coded:
        index = places.in_document(page.document, page.sentences)
        for claim, sentence, token in located(page):
            slot = index.event(sentence, token, claim["type"])
            place = slot.value if slot else None
            yield Asked(
                page.document.id, claim["evidence"]["text"], claim["trigger"], claim["place"],
                place,
                same_place(claim["place"], place),
            )  # fmt: skip


def located(page: CodedPage) -> list[tuple[dict[str, Any], int, int]]:
    """Find the trigger token of every claim: (claim, sentence, token), in order of the text."""
    found = []
    for claim in page.claims:
        at = _find(page.document.text, claim["evidence"]["text"])
        inside = _find(claim["evidence"]["text"], claim["trigger"])
        start = max(at, 0) + max(inside, 0)
        place = _token(page.sentences, start, start + len(claim["trigger"]), claim["type"])
        if at >= 0 and place:
            found.append((claim, *place))
    return sorted(found, key=lambda c: (c[1], c[2]))


def _find(text: str, part: str) -> int:
    exact = text.find(part)
    if exact >= 0:
        return exact
    loose = re.search(r"\s+".join(map(re.escape, part.split())), text)
    return loose.start() if loose else -1


def _token(
    sentences: Sequence[Sentence], start: int, end: int, kind: str
) -> tuple[int, int] | None:
    """The event word of the type inside the trigger, or else the word that the others hang on."""
    for number, sentence in enumerate(sentences):
        inside = [i for i, t in enumerate(sentence.tokens) if t.start < end and t.end > start]
        if inside:
            fitting = [i for i in inside if _names(sentence, i, kind)]
            top = [i for i in inside if sentence.tokens[i].head not in inside]
            return number, (fitting or top or inside)[0]
    return None


def _names(sentence: Sentence, index: int, kind: str) -> bool:
    token = sentence.tokens[index]
    words = event_words().get((token.lemma.lower(), "v" if token.upos == "VERB" else "n"), ())
    return any(w.type == kind for w in words)


def same_place(gold: dict[str, Any] | None, place: Place | None) -> bool:
    """Compare as the claim scorer does: one of the names, folded."""
    if not gold or place is None:
        return not gold and place is None
    names = {_fold(gold["name"]), *(_fold(n) for n in gold.get("also") or [])}
    return bool(names & ({_fold(place.name), _fold(place.canonical or "")} - {""}))


def _fold(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in flat if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


def main() -> None:
    """Print the yardstick, and with --errors every claim that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    for name, value in measure(args.gold).items():
        print(f"{name}\t{value:.4f}")
    for asked in claims(pages(args.gold), Places()) if args.errors else ():
        if not asked.right:
            print(
                asked.doc,
                asked.trigger,
                asked.gold,
                asked.answer and asked.answer.name,
                asked.evidence,
                sep=" | ",
            )


if __name__ == "__main__":
    main()
