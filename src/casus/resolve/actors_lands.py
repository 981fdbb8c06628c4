"""Which country a place name means on a page that names other countries and places besides."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

CountryOf = Callable[[str], str | None]
Homonyms = Callable[[str], Sequence[str]]

ALONE = 1
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """What is known of place names: codes of countries are alpha-3.

    `homonyms` gives all countries that have a place of a name, the one of the largest place first;
    `country_of` the country of a name where the page tells nothing; `resolved` those of the names
    that are resolved already.
    """

    homonyms: Homonyms
    country_of: CountryOf
    resolved: Mapping[str, str] = field(default_factory=dict)


class Lands:
    """A callable: place name to country, alpha-3, or None; it knows one page.

    Among places of one name, those in a country that the page speaks of go before larger ones.
    """

    def __init__(
        self,
        known: PlaceNames,
        support: Counter[str],
        names: Collection[str],
    ) -> None:
        """Take the page's countries and place names.

        Args:
            known: what is known of names.
            support: how often the page names each country.
            names: what its sentences mark as places.
        """
        self._homonyms = cache(known.homonyms)
        self._country_of = cache(known.country_of)
        self._resolved = known.resolved
        self._support = support
        self._places = Counter(c for n in names if (c := self._country_of(n)))

    def __call__(self, name: str) -> str | None:
        """The country of a place; short words in capitals are codes and no names."""
        if name.isupper() and len(name) < SHORTEST:
            return None
        if self._support[resolved := self._resolved.get(name, "")]:
            return resolved
        around = {c: self._support[c] + self._places[c] for c in self._homonyms(name)}
        known = max(around, key=lambda c: around[c], default="")
        if known and self._support[known]:
            return known
        return self._country_of(name)

    def sure(self, country: str) -> bool:
        """Does the page name the country, or several of its places?"""
        return bool(self._support[country]) or self._places[country] > ALONE
