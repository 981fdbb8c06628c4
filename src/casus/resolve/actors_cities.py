"""Country of the world's larger cities, from the standard index of places."""

from functools import cached_property

from casus.resolve.folding import fold
from casus.resolve.gazetteer import Gazetteer
from casus.resolve.gazetteer_build import standard
from casus.resolve.gazetteer_cities import city_key


class Cities:
    """A callable: name of a city of 15,000 people or more to its country, alpha-3, or None.

    The first look-up opens the index, and builds it where there is none.
    """

    def __call__(self, name: str) -> str | None:
        """The country of the most populous city of that name."""
        return self._gazetteer.city_country(city_key(name))

    def homonyms(self, name: str) -> tuple[str, ...]:
        """Countries with a place of that name, the one of the most populous place first."""
        return tuple(dict.fromkeys(e.country for e in self._gazetteer.exact(fold(name))))

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return standard()
