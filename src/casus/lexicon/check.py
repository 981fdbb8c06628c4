"""All tables read at once, so that a wrong line is found before a run."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from casus.lexicon.actors import load_actors, unarmed
from casus.lexicon.agencies import agencies
from casus.lexicon.cues import cues
from casus.lexicon.datasets import acled_events, cameo_actors, cameo_events, compiled
from casus.lexicon.events import event_words, word_classes
from casus.lexicon.page_words import page_words
from casus.lexicon.place_words import place_words
from casus.lexicon.places import place_rows
from casus.lexicon.weapons import weapon_words


def check_tables(folders: Sequence[Path] = ()) -> dict[str, int]:
    """Read every packaged table, and those of further folders, and count what they hold.

    Raises:
        LexiconError: a table or a line that cannot be read; the message names file and line.
    """
    actors = load_actors(folders)
    tables: Mapping[str, Callable[[], int]] = {
        "countries": lambda: len(actors.countries),
        "countries without an army": lambda: len(unarmed()),
        "sector words": lambda: len(actors.words),
        "named actors": lambda: len(actors.named),
        "office-holders": lambda: len(actors.holders),
        "event words": lambda: sum(map(len, event_words().values())),
        "classes of words": lambda: len(word_classes()),
        "cues of saying": lambda: len(cues()),
        "weapon words": lambda: len(weapon_words()),
        "news agencies": lambda: len(set(agencies().values())),
        "codes of other data sets": lambda: (
            len(acled_events()) + len(cameo_events()) + len(cameo_actors()) + len(compiled())
        ),
        "page words": lambda: len(page_words()),
        "place words": lambda: len(place_words()),
        "places": lambda: sum(1 for _ in place_rows(folders)),
    }
    return {name: count() for name, count in tables.items()}
