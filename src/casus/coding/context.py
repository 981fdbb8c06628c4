"""Who the other side is when the sentence does not say: the nearest other actor of the page."""

from collections.abc import Iterable, Iterator

from casus.coding.page import PageView
from casus.model import Slot

REACH = 6  # sentences back; what was told earlier belongs to another passage
NO_SIDE = frozenset({"MED", "AID", "BUS", "UNK"})


def counterpart(
    page: PageView, sentence: int, token: int, known: Iterable[str]
) -> tuple[Slot[str], ...]:
    """The last actor before a word whose country is none of the known codes'; `()` if none is near.

    Sources and helpers (media, relief bodies) take no side and are passed over.
    """
    taken = {code.partition(".")[0] for code in known}
    for at, head in _before(page, sentence, token):
        for slot in page.actors.at(at, head):
            country, _, rest = slot.value.partition(".")
            if country not in taken and rest.partition(".")[0] not in NO_SIDE:
                return (Slot(slot.value, slot.span, 0.3, f"context:counterpart, {slot.why}"),)
    return ()


def _before(page: PageView, sentence: int, token: int) -> Iterator[tuple[int, int]]:
    """Actor mentions from the nearest to the farthest, the event's own sentence first."""
    mentions = [(m.sentence, m.head) for m in page.actors.mentions()]
    own = sorted((m for m in mentions if m[0] == sentence), key=lambda m: abs(m[1] - token))
    earlier = [m for m in mentions if sentence - REACH <= m[0] < sentence]
    yield from own
    yield from reversed(earlier)
