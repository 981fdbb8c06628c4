"""Actors as ACLED and UCDP name them, as actor codes.

A name that says its kind and country is coded by that ("Military Forces of Kenya (2013-2022)",
"Civilians (Kenya)"); a group with a name of its own by the actor tables, else as an armed group of
the country where the event was, which the name of the group goes with.
"""

import re
import unicodedata
from functools import cache

from casus.ingest.datasets.countries import by_name
from casus.lexicon.actors import load_actors

_YEARS = re.compile(r"\s*\(\s*(\d{4})?\s*-\s*(\d{4})?\s*\)")
_FORCES = re.compile(r"(Military|Police) Forces of (?:the )?(.+)", re.IGNORECASE)
_STATE = re.compile(r"Government of (?:the )?(.+)", re.IGNORECASE)
_OF = re.compile(r"(.+?)\s*\(([^()]+)\)\s*$")
_PEOPLE = {
    "civilians": "CVL",
    "protesters": "CVL",
    "rioters": "CVL",
    "refugees/idps": "CVL",
    "students": "CVL",
    "journalists": "MED",
    "aid workers": "AID",
    "health workers": "AID",
    "private security forces": "BUS",
    "prisoners": "CVL",
}
_KINDS = {
    "1": "MIL",
    "state forces": "MIL",
    "2": "REB",
    "rebel group": "REB",
    "rebel groups": "REB",
    "3": "REB",
    "political militia": "REB",
    "political militias": "REB",
    "4": "REB",
    "identity militia": "REB",
    "identity militias": "REB",
    "5": "CVL",
    "rioters": "CVL",
    "6": "CVL",
    "protesters": "CVL",
    "7": "CVL",
    "civilians": "CVL",
    "8": "UNK",
    "external/other forces": "UNK",
}


def party(name: str, kind: str, country: str | None) -> str | None:
    """The code of an actor.

    `kind` is ACLED's inter code or its words, empty if there is none; `country` the place's, None
    if unknown. None where neither the name nor the place tells a country.
    """
    plain = _YEARS.sub(" ", name).strip()
    return _spoken(plain) or _named().get(plain.casefold()) or _group(plain, kind, country)


def state(name: str) -> str | None:
    """The armed forces of "Government of X", as UCDP names a side; None for another name."""
    found = _STATE.fullmatch(name.strip())
    code = by_name(found[1]) if found else None
    return f"{code}.MIL" if code else None


def _spoken(name: str) -> str | None:
    """The code of a name that says its kind and country."""
    if (force := _FORCES.match(name)) and (code := _leading_country(force[2])):
        return f"{code}.{'COP' if force[1].lower() == 'police' else 'MIL'}"
    if (government := _STATE.match(name)) and (code := _leading_country(government[1])):
        return f"{code}.GOV"
    if (kind := _OF.match(name)) and (code := by_name(kind[2])):
        unknown = kind[1].lower().startswith("unidentified")
        sector = "UNK" if unknown else _PEOPLE.get(kind[1].lower())
        return f"{code}.{sector}" if sector else None
    return None


def _leading_country(words: str) -> str | None:
    """The country that a name begins with: units follow it ("Ukraine Air Force")."""
    parts = words.split()
    tries = (" ".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((code for one in tries if (code := by_name(one))), None)


def _group(name: str, kind: str, country: str | None) -> str | None:
    sector = _KINDS.get(kind.strip().lower(), "REB")
    area = country
    if (within := _OF.match(name)) and (own := by_name(within[2])):
        name, area = within[1], own
    if area is None:
        return None
    words = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    label = re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-")
    return f"{area}.{sector}.{label}" if sector == "REB" and label else f"{area}.{sector}"


@cache
def _named() -> dict[str, str]:
    """Names of bodies and groups; the first row of a name holds."""
    found: dict[str, str] = {}
    for body in load_actors().named:
        for name in body.names:
            found.setdefault(name.rstrip("?").casefold(), body.code)
    return found
