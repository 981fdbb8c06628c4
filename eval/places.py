"""Yardstick of places: the given mentions of LGL.

    python -m eval.places GOLD

GOLD is the folder with `data/lgl/lgl.xml`; what is absent is skipped. The places of events hang on
the event network too and are measured over pairs of claims (`eval.coding`).
"""

from __future__ import annotations

import argparse
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casus.model import Place
from casus.resolve.entry import kilometres
from casus.resolve.places import Places

LGL_KM = 161.0


def measure(gold: Path) -> dict[str, float]:
    """Give the share right."""
    found: dict[str, float] = {}
    places = Places()
    lgl = gold / "data" / "lgl" / "lgl.xml"
    if lgl.is_file():
        found["lgl"] = _share(toponyms(lgl, places))
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
    """Print the yardstick."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    for name, value in measure(parser.parse_args().gold).items():
        print(f"{name}\t{value:.4f}")


if __name__ == "__main__":
    main()
