"""All places that are known: our own tables before the gazetteer, countries by all their names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from casus.lexicon.actors import load_named
from casus.lexicon.place_words import place_words
from casus.lexicon.places import PlaceRow, place_rows
from casus.lexicon.table import table
from casus.resolve.entry import WATERS, Entry, distance_km
from casus.resolve.folding import fold
from casus.resolve.gazetteer import Found, Gazetteer
from casus.resolve.gazetteer_build import standard

SETTLED = frozenset({"village", "town", "city"})
SAME_KM = 15.0
BODIES = ("armed_groups", "bodies", "forces")
ARTICLES = ("al ", "el ", "as ", "ar ", "an ", "at ", "ad ", "ash ", "az ")


class Atlas:
    """Looks names up. Opening it reads nothing; the first look-up opens the index.

    `lexicon` are further folders whose `places/*.tsv` are added to our own tables.
    """

    def __init__(self, lexicon: Sequence[Path] = (), gazetteer: Gazetteer | None = None) -> None:
        self._lexicon = tuple(lexicon)
        self._given = gazetteer

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The index, built on first use."""
        return self._given or standard()

    @cached_property
    def own(self) -> dict[str, tuple[Entry, ...]]:
        """Our own rows by folded name and alias."""
        found: dict[str, list[Entry]] = {}
        for row in place_rows(self._lexicon):
            entry = _entry(row)
            for name in {fold(n) for n in (row.name, *row.aliases)}:
                found.setdefault(name, []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    @cached_property
    def countries(self) -> dict[str, str]:
        """ISO codes by folded country name and alias."""
        rows = table("countries.tsv", ("code", "name", "aliases"))
        return {
            fold(n): row["code"]
            for row in rows
            for n in (row["name"], *row["aliases"].split("|"))
            if n
        }

    @cached_property
    def nationalities(self) -> dict[str, str]:
        """ISO codes by folded adjective and name of the people."""
        found: dict[str, str] = {}
        for row in table("countries.tsv", ("code", "adjectives", "people")):
            for word in (*row["adjectives"].split("|"), *row["people"].split("|")):
                if word:
                    found.setdefault(fold(word), row["code"])
        return found

    @cached_property
    def _bodies(self) -> frozenset[str]:
        return frozenset(n for row in load_named(BODIES, self._lexicon) for n in row.names)

    def is_body(self, name: str) -> bool:
        """Whether a name is an armed group's, a force's or an international body's.

        The gazetteer has a village for most of them (ELN, Sedena); what a table of ours has as a
        place is one.
        """
        folded = fold(name)
        return name in self._bodies and folded not in self.own and folded not in self.countries

    @cached_property
    def capitals(self) -> dict[str, str]:
        """ISO codes by folded capital."""
        rows = table("countries.tsv", ("code", "capitals"))
        return {fold(n): row["code"] for row in rows for n in row["capitals"].split("|") if n}

    def exact(self, name: str) -> list[Found]:
        """Places of this name, as it stands or without its article or common noun."""
        found: list[Found] = []
        for variant, likeness in _variants(fold(name)):
            for entry in (*self.own.get(variant, ()), *self.gazetteer.exact(variant)):
                if not any(_joined(found, i, entry) for i in range(len(found))):
                    found.append(Found(entry, likeness))
        return found

    def alike(self, name: str, countries: Collection[str]) -> list[Found]:
        """Places of `countries` that sound like a name that none of them bears."""
        for variant, _ in _variants(fold(name)):
            alike = self.gazetteer.alike(variant, countries)
            if alike:
                return alike[:10]
        return []

    def country(self, code: str) -> Entry | None:
        """Give the country of a code as a place; None for an entity without one."""
        for name, other in self.countries.items():
            if other == code:
                for found in self.exact(name):
                    if found.entry.kind in ("country", "entity") and found.entry.country == code:
                        return found.entry
        return None


def _variants(folded: str) -> list[tuple[str, float]]:
    """Spellings to try, with how sure each is."""
    found = [(folded, 1.0)]
    words = folded.split()
    if len(words) > 1 and words[0] == "the":
        found.append((" ".join(words[1:]), 1.0))
    for article in ARTICLES:
        if folded.startswith(article) and len(folded) > len(article) + 2:
            found.append((folded.removeprefix(article), 0.97))
            found += [
                (other + folded.removeprefix(article), 0.96)
                for other in ("al ", "el ")
                if other != article
            ]
            break
    else:
        found.append((f"al {folded}", 0.9))
    noun = place_words().get(words[-1]) if len(words) > 1 else None
    if noun and noun.kind not in WATERS:  # Red Sea is not Red
        found.append((" ".join(words[:-1]), 0.95))
    if len(words) > 2 and words[0] in place_words() and words[1] == "of":
        found.append((" ".join(words[2:]), 0.95))
    return found


def _joined(found: list[Found], index: int, entry: Entry) -> bool:
    """Whether an entry is a place already found; what it knows more goes over to our own row."""
    held = found[index].entry
    if held == entry:
        return True
    same = held.own and held.kind in SETTLED and entry.kind == "populated"
    if not same or held.country != entry.country or distance_km(held, entry) > SAME_KM:
        return False
    if held.geonames_id is None:
        known = replace(held, geonames_id=entry.geonames_id, population=entry.population)
        found[index] = Found(replace(known, admin1=entry.admin1), found[index].likeness)
    return True


def _entry(row: PlaceRow) -> Entry:
    return Entry(
        row.name, row.country, row.kind, row.lat, row.lon, row.radius_km,
        controller=row.controller, source=row.source, own=True,
    )  # fmt: skip


def nearer(entry: Entry, lat: float, lon: float) -> Entry:
    """The same place at another point (a county placed by its page)."""
    return replace(entry, lat=lat, lon=lon)
