"""What codes of other event data sets are in the codebook's terms: ACLED, CAMEO (GDELT).

Methods: ACLED's codebook (2024); Schrodt, CAMEO codebook 1.1b3 (2012); PLOVER's manual (2021).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from casus.lexicon.table import LexiconError, Row, table
from casus.model import TYPES

DIRECTIONS = ("both", "forward", "back", "alone", "harm")


@dataclass(frozen=True, slots=True)
class EventCode:
    """A foreign code as type and mode (None: none is told).

    `direction` says who acted towards whom (`acled_events.tsv` explains its words); `weapons` are
    those that the code itself names.
    """

    type: str
    mode: str | None
    direction: str = "forward"
    weapons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A data set that compiles what others report; `share` is whether it may be published."""

    name: str
    key: str
    share: bool
    licence: str


@cache
def acled_events() -> Mapping[tuple[str, str], EventCode | None]:
    """Event and sub-event type, in lower case, with their code; None is not coded.

    Raises:
        LexiconError: a row has an unknown type or direction.
    """
    columns = ("event_type", "sub_event_type", "type", "mode", "direction", "weapons")
    found: dict[tuple[str, str], EventCode | None] = {}
    for row in table("acled_events.tsv", columns):
        code = _code(row, row["direction"], tuple(filter(None, row["weapons"].split("|"))))
        found[row["event_type"].lower(), row["sub_event_type"].lower()] = code
    return found


@cache
def cameo_events() -> Mapping[str, EventCode | None]:
    """CAMEO codes with ours; None is not coded.

    Raises:
        LexiconError: a row has an unknown type.
    """
    rows = table("cameo_events.tsv", ("code", "type", "mode"))
    return {row["code"]: _code(row, "forward", ()) for row in rows}


@cache
def cameo_actors() -> Mapping[tuple[str, str], str]:
    """Kind (role, group, country) and CAMEO code, with our sector, actor code or country.

    Raises:
        LexiconError: a value is no code of ours.
    """
    forms = {"role": "[A-Z]{3}", "group": r"[A-Z]{3}\.[A-Z]{3}\.\S+", "country": "[A-Z]{3}"}
    found = {}
    for row in table("cameo_actors.tsv", ("kind", "code", "value")):
        if not re.fullmatch(forms.get(row["kind"], "never"), row["value"]):
            raise LexiconError(f"{row.where}: {row['value']!r} is no value of a {row['kind']!r}")
        found[row["kind"], row["code"]] = row["value"]
    return found


@cache
def compiled() -> Mapping[str, Compiled]:
    """The data sets by their keys.

    Raises:
        LexiconError: `share` is neither yes nor no.
    """
    found = {}
    for row in table("datasets.tsv", ("name", "key", "share", "licence")):
        if row["share"] not in {"yes", "no"}:
            raise LexiconError(f"{row.where}: share {row['share']!r} is neither yes nor no")
        share = row["share"] == "yes"
        found[row["key"]] = Compiled(row["name"], row["key"], share, row["licence"])
    return found


def _code(row: Row, direction: str, weapons: tuple[str, ...]) -> EventCode | None:
    if not row["type"]:
        return None
    if row["type"] not in TYPES or direction not in DIRECTIONS:
        raise LexiconError(f"{row.where}: {row['type']!r} or {direction!r} is unknown")
    return EventCode(row["type"], row["mode"] or None, direction, weapons)
