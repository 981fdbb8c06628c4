"""Read events with the event table and the event network together.

Table and network name the words of events; which of them are events, of which type and mode, who
did it, to whom and who says so is chosen by the evidence of both (`choices`).
"""

import math
from collections.abc import Iterator

from casus.coding import event_choice, modes, source_choice
from casus.coding.choices import Choices
from casus.coding.denials import with_denials
from casus.coding.event_choice import NONE, Unit
from casus.coding.page import PageView
from casus.coding.parties import heads_of, parties
from casus.coding.party_options import SIDES, Asked
from casus.coding.reading import Reading
from casus.coding.select import select
from casus.coding.sources import source_of
from casus.coding.status import status_of
from casus.coding.tellers import Issuer, issuer_of
from casus.coding.triggers import Trigger, triggers
from casus.coding.weapons import weapons
from casus.model import Slot, Span

LEAST_PAGE = 70  # words
# log odds that a page speaks of a conflict, fitted on 840 held-out pages. Of 1,973 held-out pages
# those with claims have -0.6 or more; of 182 without, on sport, crime, museums or weather in words
# of war, 6 have more than -4. A short real report of gold, of which the network is unsure, has -3.7
OF_EVENTS, OF_CERTAINTY, OF_ACTORS, OF_NOTHING = 6.1, 0.75, 3.46, -38.95
LEAST_ODDS = -4.0
POLITICAL = frozenset({"GOV", "MIL", "PKO", "SPY", "REB", "LEG", "OPP", "PTY", "JUD", "COP"})
SURE = 0.9  # certainty over which the network overrules a rule that found nothing
RULED = 0.95  # how often the rules of status are right on the coded pages
NOBODY: dict[str, frozenset[str]] = dict.fromkeys(SIDES, frozenset())

Slots = tuple[Slot[str], ...]
Group = tuple[Trigger, ...]


def read_marks(page: PageView, choices: Choices) -> list[Reading]:
    """The events of a page sentence by sentence; none where it speaks of no conflict."""
    if not _of_conflict(page):
        return []
    return with_denials(page, list(_chosen(page, choices)))


def _chosen(page: PageView, choices: Choices) -> Iterator[Reading]:
    before: dict[str, dict[str, frozenset[str]]] = {}
    source = ""
    issuer = issuer_of(page)
    for unit in units_of(page):
        kind, chance = event_choice.choose(unit, choices.event)
        if kind == NONE:
            continue
        reader = _Reader(page, issuer, unit, (kind, chance), choices)
        reading = reader.read(before.get(kind, NOBODY), source)
        yield reading
        before[kind] = {
            "actor": frozenset(s.value for s in reading.actors),
            "recipient": frozenset(s.value for s in reading.recipients),
        }
        source = reading.source.value


def _of_conflict(page: PageView) -> bool:
    """Whether a page is about a conflict: what the network sees in it, and whom the tables do.

    A sentence or two given by themselves are too little to tell a page by.
    """
    if _short(page):
        return True
    surest = max(_chances(page), default=0.0)
    parts = (part for mention in page.actors.mentions() for part in mention.parts)
    political = 1000 * sum(part.sector in POLITICAL for part in parts) / _words(page)
    odds = OF_NOTHING + OF_EVENTS * math.log1p(_expected(page))
    odds -= OF_CERTAINTY * math.log(max(1.0 - surest, 0.0) + 1e-4)
    return odds + OF_ACTORS * math.log1p(political) >= LEAST_ODDS


def _words(page: PageView) -> int:
    return sum(len(tree.tokens) for tree in page.trees)


def _short(page: PageView) -> bool:
    return _words(page) < LEAST_PAGE


def _expected(page: PageView) -> float:
    """How many events the network expects in a thousand words of a page."""
    return 1000 * sum(_chances(page)) / max(_words(page), 1)


def _chances(page: PageView) -> Iterator[float]:
    return (sum(mark.types.values()) for held in page.marks for mark in held)


def units_of(page: PageView) -> Iterator[Unit]:
    """The words of a page that may name events, in the order of its sentences."""
    told: set[str] = set()
    for number, tree in enumerate(page.trees):
        groups = select(tree, list(triggers(tree, page.is_actor(number))))
        yield from event_choice.units(tree, groups, page.marks[number], frozenset(told))
        told |= {group[0].type for group in groups}


def manner_of(page: PageView, unit: Unit, kind: str) -> modes.Manner:
    """What the choice of an event's mode is asked."""
    mark = unit.mark
    tree = page.trees[mark.sentence]
    stated = tuple(w for w, _ in weapons(tree, tree.subtree(mark.token)))
    span = Span(page.document.id, tree.tokens[mark.token].start, tree.tokens[mark.token].end)
    ruled = None
    if unit.group and unit.group[0].type == kind:
        ruled = modes.mode_of(unit.group[0], stated, span)
    return modes.Manner(kind, tree.lemma(mark.token), mark, ruled.value if ruled else "", stated)


class _Reader:
    """Reads the fields of one event."""

    def __init__(
        self,
        page: PageView,
        issuer: Issuer | None,
        unit: Unit,
        chosen: tuple[str, float],
        choices: Choices,
    ) -> None:
        """Read `unit` as an event of the chosen type and its probability."""
        self.page, self.issuer, self.choices = page, issuer, choices
        self.kind, self.chance = chosen
        self.unit, self.mark = unit, unit.mark
        named = bool(unit.group) and unit.group[0].type == self.kind
        self.group: Group = unit.group if named else ()
        token = page.trees[self.mark.sentence].tokens[self.mark.token]
        self.span = Span(page.document.id, token.start, token.end)

    def read(self, before: dict[str, frozenset[str]], told_by: str) -> Reading:
        """Choose everything; `before` are the parties of the last event of the type."""
        page, mark, kind = self.page, self.mark, self.kind
        ruled = source_of(page, mark.sentence, mark.token, kind, self.issuer)
        telling = source_choice.Telling(page, mark, kind, ruled, told_by, self.issuer)
        source, chain = source_choice.choose(telling, self.choices.source)
        speaker = source_choice.speaker_of(source, chain)
        heads = heads_of(page, mark, self.group)
        asked = Asked(page, mark, kind, heads, speaker, before)
        mode = modes.choose(manner_of(page, self.unit, kind), self.span, self.choices.mode)
        actors, recipients = parties(asked, mode.value if mode else "", self.choices.party)
        why = self.group[0].why if self.group else "network:type"
        return Reading(
            mark.sentence,
            tuple(t.token for t in self.group) or (mark.token,),
            Slot(kind, self.span, self.chance, why),
            mode,
            self._status(),
            actors,
            recipients,
            source,
            chain,
            mark.pointers["places"],
            mark.pointers["dates"],
        )

    def _status(self) -> Slot[str]:
        """What the tree shows is certain; where it shows nothing, the network may know better."""
        page, mark = self.page, self.mark
        status = max(mark.statuses, key=lambda name: (mark.statuses[name], name))
        ruled = status_of(page.trees[mark.sentence], mark.token)
        if ruled.token is None and mark.statuses[status] >= SURE:
            return Slot(status, self.span, mark.statuses[status], "network:status")
        return Slot(ruled.value, page.span(mark.sentence, ruled.token), RULED, ruled.why)
