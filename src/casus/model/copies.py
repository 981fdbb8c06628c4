"""Who copied from whom, and which documents tell something of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from casus.model.text import Span

OWN = 0.5
"""Containment from which a document only repeats another."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Document `copy` holds text of document `original`, which was published or seen earlier.

    `containment` is the share of the copy's word groups that stand in the original, `coverage` the
    share of the original's that stand in the copy; `spans` are the copied passages of the copy.
    `credit` is the agency that the copy names, None where it names none.
    """

    copy: str
    original: str
    containment: float
    coverage: float
    spans: tuple[Span, ...]
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Whose words documents print: copies among them, and for each the agency it credits."""

    links: tuple[Copy, ...] = ()
    agencies: Mapping[str, str] = field(default_factory=dict)


def independent(
    documents: Iterable[str], links: Iterable[Copy], credited: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Choose one document for each text: which names count as sources of their own, in order.

    Args:
        documents: names of documents, those first that shall stand for their copies.
        links: copies; one whose own text is mostly new (`containment` under `OWN`) stays a source.
        credited: for each document the agency it prints; an agency counts once.

    """
    names = tuple(dict.fromkeys(documents))
    leader = {name: name for name in names}
    for link in links:
        if link.containment >= OWN:
            _join(leader, link.copy, link.original)
    for name, agency in (credited or {}).items():
        _join(leader, name, f"agency:{agency}")
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(_lead(leader, name), name)
    return tuple(first.values())


def _join(leader: dict[str, str], left: str, right: str) -> None:
    leader[_lead(leader, left)] = _lead(leader, right)


def _lead(leader: dict[str, str], name: str) -> str:
    """The root of a name's family; the way to it is shortened."""
    leader.setdefault(name, name)
    while leader[name] != name:
        leader[name] = leader[leader[name]]
        name = leader[name]
    return name
