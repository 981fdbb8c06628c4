"""The actor tables: countries, words of sectors, named bodies and office-holders.

Every table is a TSV file with a header. A project's own folder may hold files of the same names;
their rows are added after the packaged ones. Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; an empty
cell means open. A name that ends in `?` is weak: it counts only on a page that names the same
actor in another way.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casus.lexicon.table import LexiconError, Row, table
from casus.model import SECTORS

KINDS = frozenset({"organ", "person", "people", "thing", "platform", "frame"})
PERSONAL = frozenset({"person", "people"})
NAMED_TABLES = ("armed_groups", "bodies", "forces", "media", "parties")

_CODE = re.compile(r"[A-Z]{3}(\.[A-Z]{3}(\.[A-Za-z0-9-]+)?)?")
_DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or de facto entity and the words that stand for it."""

    code: str
    iso2: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorWord:
    """A common noun or title. `sector` is empty when it takes that of its complement."""

    words: str
    sector: str
    kind: str


@dataclass(frozen=True, slots=True)
class Named:
    """A body with a name of its own. `code` is a full actor code; `table` the file it is from."""

    names: tuple[str, ...]
    code: str
    since: str
    until: str
    table: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in public office for a time."""

    names: tuple[str, ...]
    surname: str
    code: str
    office: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """All actor tables, in the order of their files."""

    countries: tuple[Country, ...]
    words: tuple[SectorWord, ...]
    named: tuple[Named, ...]
    holders: tuple[Holder, ...]


def load_actors(folders: Sequence[Path] = ()) -> ActorLexicon:
    """Read the packaged tables and those of the same names in `folders`.

    Raises:
        LexiconError: a row is malformed; the message names file, line and remedy.
    """
    return ActorLexicon(
        load_countries(folders),
        _read("sectors", folders),
        load_named(NAMED_TABLES, folders),
        _read("office_holders", folders),
    )


def load_named(tables: Sequence[str], folders: Sequence[Path] = ()) -> tuple[Named, ...]:
    """Read some of `NAMED_TABLES`, packaged and in `folders`.

    Raises:
        LexiconError: as for `load_actors`.
    """
    return tuple(row for name in tables for row in _read(name, folders))


def load_countries(folders: Sequence[Path] = ()) -> tuple[Country, ...]:
    """Read the packaged table of countries and those in `folders`.

    Raises:
        LexiconError: as for `load_actors`.
    """
    return _read("countries", folders)


@cache
def unarmed() -> frozenset[str]:
    """Codes of countries that have no armed forces of their own.

    Raises:
        LexiconError: the packaged table is malformed.
    """
    return frozenset(row["code"] for row in table("unarmed.tsv", ("code",)))


@cache
def person_words() -> frozenset[str]:
    """Nouns of one word that mean a person or people, as the packaged table has them."""
    words: tuple[SectorWord, ...] = _packaged("sectors")
    return frozenset(word.words for word in words if word.kind in PERSONAL)


@cache
def actor_cues() -> dict[str, frozenset[str]]:
    """Closed word classes by name (`actor_cues.tsv`)."""
    return {
        _filled(row, "cue"): frozenset(_several(row["words"]))
        for row in table("actor_cues.tsv", ("cue", "words"))
    }


@cache
def organisation_words() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Country ("" for the page's own), sector and words of `organisation_words.tsv`, in order."""
    return tuple(
        (row["country"].strip("-"), row["sector"], frozenset(_several(row["words"])))
        for row in table("organisation_words.tsv", ("country", "sector", "words"))
    )


def _read(name: str, folders: Sequence[Path]) -> tuple[Any, ...]:
    """The records of a packaged table and of those of the same name in `folders`."""
    holding = (folder for folder in folders if (folder / f"{name}.tsv").is_file())
    return (*_packaged(name), *(record for folder in holding for record in _records(name, folder)))


@cache
def _packaged(name: str) -> tuple[Any, ...]:
    """Read once: actors, places, losses and stand-in names ask for the same tables."""
    return tuple(_records(name, None))


def _records(name: str, folder: Path | None) -> Iterator[Any]:
    columns, build = _TABLES[name]
    return map(build, table(f"{name}.tsv", columns, folder))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for raw in cell.split("|") if (part := raw.strip()))


def _filled(row: Row, column: str) -> str:
    if not row[column]:
        raise LexiconError(f"{row.where}: the cell {column!r} is empty")
    return row[column]


def _country(row: Row) -> Country:
    if not re.fullmatch(r"[A-Z]{3}", row["code"]):
        raise LexiconError(f"{row.where}: {row['code']!r} is not a code of three capital letters")
    return Country(
        row["code"],
        row["iso2"],
        (_filled(row, "name"), *_several(row["aliases"])),
        _several(row["adjectives"]),
        _several(row["people"]),
        _several(row["capitals"]),
        _several(row["metonyms"]),
    )


def _word(row: Row) -> SectorWord:
    sector, kind = row["sector"], row["kind"]
    if sector and sector not in SECTORS:
        raise LexiconError(f"{row.where}: sector {sector!r} is none of {' '.join(sorted(SECTORS))}")
    if kind not in KINDS:
        raise LexiconError(f"{row.where}: kind {kind!r} is none of {' '.join(sorted(KINDS))}")
    return SectorWord(_filled(row, "words"), sector, kind)


def _code(row: Row) -> str:
    code = row["code"]
    parts = code.split(".")
    if not _CODE.fullmatch(code) or (len(parts) > 1 and parts[1] not in SECTORS):
        raise LexiconError(
            f"{row.where}: {code!r} is no code COUNTRY.SECTOR or COUNTRY.SECTOR.NAME"
        )
    return code


def _date(row: Row, column: str) -> str:
    if not _DATE.fullmatch(row[column]):
        raise LexiconError(f"{row.where}: {row[column]!r} is no date YYYY, YYYY-MM or YYYY-MM-DD")
    return row[column]


def _named_of(name: str) -> Callable[[Row], Named]:
    def build(row: Row) -> Named:
        names = (_filled(row, "name"), *_several(row["aliases"]))
        return Named(names, _code(row), _date(row, "since"), _date(row, "until"), name)

    return build


def _holder(row: Row) -> Holder:
    return Holder(
        (_filled(row, "name"), *_several(row["aliases"])),
        row["surname"],
        _code(row),
        row["office"],
        _date(row, "since"),
        _date(row, "until"),
    )


_COUNTRY = ("code", "iso2", "name", "aliases", "adjectives", "people", "capitals", "metonyms")
_WORD = ("words", "sector", "kind")
_NAMED = ("name", "aliases", "code", "since", "until")
_HOLDER = ("name", "aliases", "surname", "code", "office", "since", "until")
_TABLES: dict[str, tuple[Sequence[str], Callable[[Row], Any]]] = {
    "countries": (_COUNTRY, _country),
    "sectors": (_WORD, _word),
    "office_holders": (_HOLDER, _holder),
    **{name: (_NAMED, _named_of(name)) for name in NAMED_TABLES},
}
