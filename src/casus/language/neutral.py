"""Names of countries, their people and capitals give way to stand-ins, in the order they appear.

The event network learned what happens from pages on some countries more than on others. It reads
every page with the same few names in the same order, so that it cannot tell one side from another
by name: swapping the sides' names in a page leaves what it reads unchanged.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from casus.lexicon.actors import load_countries

# name, adjective, people, capital of countries of which the language model knows every form
STAND_INS = (
    ("Norway", "Norwegian", "Norwegians", "Oslo"),
    ("Peru", "Peruvian", "Peruvians", "Lima"),
    ("Finland", "Finnish", "Finns", "Helsinki"),
    ("Chile", "Chilean", "Chileans", "Santiago"),
    ("Portugal", "Portuguese", "Portuguese", "Lisbon"),
    ("Denmark", "Danish", "Danes", "Copenhagen"),
    ("Ecuador", "Ecuadorian", "Ecuadorians", "Quito"),
    ("Austria", "Austrian", "Austrians", "Vienna"),
    ("Bolivia", "Bolivian", "Bolivians", "Sucre"),
    ("Ireland", "Irish", "Irish", "Dublin"),
)
NAME, ADJECTIVE, PEOPLE, CAPITAL = range(4)
LONGEST = 5  # words of a name
FILLER = "the"  # stands for the other words of a name of several


@cache
def _known() -> dict[tuple[str, ...], tuple[str, int]]:
    """Country and form of every name, by its lower-case words."""
    found: dict[tuple[str, ...], tuple[str, int]] = {}
    for country in load_countries():
        forms = (
            (CAPITAL, country.capitals),
            (PEOPLE, country.people),
            (ADJECTIVE, country.adjectives),
            (NAME, country.names),
        )
        for form, names in forms:
            for name in names:
                found[tuple(name.lower().split())] = (country.code, form)
    return found


def neutral(words: Sequence[str]) -> list[str]:
    """The same number of words, with stand-ins for the names of countries."""
    result, order = list(words), dict[str, int]()
    for start, end, code, form in _names(words):
        number = order.setdefault(code, len(order)) % len(STAND_INS)
        result[start : end - 1] = [FILLER] * (end - 1 - start)
        result[end - 1] = STAND_INS[number][form]
    return result


def _names(words: Sequence[str]) -> Iterator[tuple[int, int, str, int]]:
    """Start, end, country and form of every name, the longest at each place."""
    lowered, known, at = [word.lower() for word in words], _known(), 0
    while at < len(words):
        end = at + 1
        if words[at][:1].isupper():
            for stop in range(min(at + LONGEST, len(words)), at, -1):
                if found := known.get(tuple(lowered[at:stop])):
                    yield at, stop, *found
                    end = stop
                    break
        at = end
