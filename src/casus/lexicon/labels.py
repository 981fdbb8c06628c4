"""Codes in readable words, for people: types, modes, statuses, sectors, actors.

The words are neutral: a de facto entity's name says nothing about its status.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from casus.lexicon.actors import load_actors
from casus.lexicon.table import table


@dataclass(frozen=True, slots=True)
class Labels:
    """Readable words by kind and code; a code without words stands for itself."""

    words: Mapping[tuple[str, str], str]
    countries: Mapping[str, str]
    named: Mapping[str, str]

    def word(self, kind: str, code: str) -> str:
        """The words of a code of that kind (`type`, `status`, `sector`, `weapon` …)."""
        return self.words.get((kind, code), code)

    def mode(self, type_: str, mode: str) -> str:
        """The words of a mode of a type."""
        return self.word("mode", f"{type_}.{mode}").removeprefix(f"{type_}.")

    def country(self, code: str) -> str:
        """The name of a country, a de facto entity, or a kind of international body."""
        return self.words.get(("area", code)) or self.countries.get(code, code)

    def actor(self, code: str) -> str:
        """An actor code as words: `AZE.MIL` is "Azerbaijan, armed forces"."""
        if (special := self.words.get(("source", code))) is not None:
            return special
        area, _, rest = code.partition(".")
        sector, _, name = rest.partition(".")
        if name:
            own = self.named.get(code, name.replace("-", " "))
            return own if area in {"IGO", "NGO"} else f"{own} ({self.country(area)})"
        if not sector:
            return self.country(area)
        return f"{self.country(area)}, {self.word('sector', sector)}"


@cache
def load_labels() -> Labels:
    """Read the packaged tables.

    Raises:
        LexiconError: a table is missing or malformed.
    """
    rows = table("labels.tsv", ("kind", "code", "label"))
    words = {(row["kind"], row["code"]): row["label"] for row in rows}
    lexicon = load_actors()
    countries = {country.code: country.names[0] for country in lexicon.countries}
    named: dict[str, str] = {}
    for body in lexicon.named:
        named.setdefault(body.code, body.names[0])
    return Labels(words, countries, named)
