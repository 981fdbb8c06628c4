"""Who stands against whom on a page, as the event network's pointers have it."""

from collections.abc import Iterable, Mapping

from casus.model import PARTIES, Mark
from casus.resolve.actors import ActorIndex

Foes = Mapping[str, Mapping[str, float]]
PEACEFUL = frozenset({"AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "REQUEST", "SUPPORT"})


def foes(marks: Iterable[Mark], actors: ActorIndex) -> Foes:
    """How much speaks for every two countries as opponents: country to country to sum of chances.

    The surest phrase of either side of every event that is not a peaceful one counts, by how
    sure the event and both phrases are.
    """
    found: dict[str, dict[str, float]] = {}
    for mark in marks:
        hostile = sum(p for kind, p in mark.types.items() if kind not in PEACEFUL)
        sides = [mark.pointers[role][:1] for role in PARTIES]
        if not (hostile and all(sides)):
            continue
        (actor,), (recipient,) = sides
        sure = hostile * actor.score * recipient.score
        for one in _countries(actors, actor.sentence, actor.token):
            for other in _countries(actors, recipient.sentence, recipient.token) - {one}:
                for left, right in ((one, other), (other, one)):
                    row = found.setdefault(left, {})
                    row[right] = row.get(right, 0.0) + sure
    return found


def _countries(actors: ActorIndex, sentence: int, token: int) -> set[str]:
    return {slot.value.partition(".")[0] for slot in actors.at(sentence, token)}
