"""From a page view to claims: trigger by trigger, field by field, each with its passage."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from casus.coding.losses import Counted, losses
from casus.coding.modes import mode_of
from casus.coding.page import PageView
from casus.coding.roles import roles_of
from casus.coding.select import select
from casus.coding.sources import source_of
from casus.coding.status import status_of
from casus.coding.triggers import Trigger, triggers
from casus.coding.weapons import weapons
from casus.model import Claim, Loss, Slot, Span
from casus.resolve.dates import DateIndex
from casus.resolve.places import PlaceIndex

FORCEFUL = frozenset({"ASSAULT", "MOBILIZE"})
COUNTS = {"ASSAULT": ("killed", "wounded", "captured"), "COERCE": ("captured",)}


class Coder:
    """Codes one document. `dates` and `places` answer for the same document as `page`."""

    def __init__(self, page: PageView, dates: DateIndex, places: PlaceIndex) -> None:
        self.page = page
        self.dates = dates
        self.places = places

    def claims(self) -> Iterator[Claim]:
        """Yield the claims sentence by sentence; repeats are not taken out yet."""
        for number, tree in enumerate(self.page.trees):
            found = list(triggers(tree, self.page.is_actor(number)))
            groups = select(tree, found)
            counted = list(losses(tree))
            for group in groups:
                yield self._claim(number, group, _share(tree, counted, group, groups))

    def _claim(self, number: int, group: Sequence[Trigger], counted: Sequence[Counted]) -> Claim:
        page, tree = self.page, self.page.trees[number]
        first = group[0]
        sentence = tree.sentence
        sourced = source_of(page, number, first.token)
        status = status_of(tree, first.token)
        actors, recipients = self._who(number, group, sourced.chain)
        found = list(weapons(tree, self._clause(number, group)))
        token = tree.tokens[first.token]
        trigger = Span(page.document.id, token.start, token.end)
        return Claim(
            doc=page.document.id,
            type=Slot(first.type, trigger, first.score, first.why),
            mode=mode_of(first, [w for w, _ in found], trigger),
            status=Slot(status.value, self._span(number, status.token), 0.8, status.why),
            actors=actors,
            recipients=recipients,
            source=sourced.source,
            chain=sourced.chain,
            date=self.dates.event(number, first.token),
            place=self.places.event(number, first.token),
            losses=tuple(
                Slot(Loss(c.kind, c.count.low, c.count.high), self._span(number, c.head), 0.8, "losses:counted")
                for c in _once(counted)
            ),
            weapons=tuple(
                Slot(w, self._span(number, at), 0.8, "weapons:word") for w, at in dict(found).items()
            ),
            trigger=trigger,
            evidence=Span(page.document.id, sentence.start, sentence.end),
            quote=page.document.text[sentence.start : sentence.end],
        )

    def _who(
        self, number: int, group: Sequence[Trigger], speakers: tuple[Slot[str], ...]
    ) -> tuple[tuple[Slot[str], ...], tuple[Slot[str], ...]]:
        actors: dict[str, Slot[str]] = {}
        recipients: dict[str, Slot[str]] = {}
        tree = self.page.trees[number]
        for trigger in group:
            roles = roles_of(tree, trigger, self.page.is_actor(number))
            military = trigger.type in FORCEFUL
            for into, heads, armed in ((actors, roles.actors, military), (recipients, roles.recipients, False)):
                if not into:
                    for head in heads:
                        for slot in self.page.actors.at(number, head, military=armed, speaker=speakers[-1:]):
                            into.setdefault(slot.value, slot)
        symmetric = group[0].word is not None and group[0].word.flag == "sym"
        if not symmetric:
            for code in set(actors) & set(recipients):
                del recipients[code]
        return tuple(actors.values()), tuple(recipients.values())

    def _clause(self, number: int, group: Sequence[Trigger]) -> set[int]:
        tree = self.page.trees[number]
        found: set[int] = set()
        for trigger in group:
            found.update(tree.subtree(trigger.token))
            governor = tree.tokens[trigger.token].head
            if governor >= 0 and tree.tokens[trigger.token].upos == "NOUN":
                found.update(tree.subtree(governor))
        return found

    def _span(self, number: int, token: int | None) -> Span | None:
        if token is None:
            return None
        start, end = self.page.trees[number].span(token)
        return Span(self.page.document.id, start, end)


def _share(
    tree: object, counted: Sequence[Counted], group: Sequence[Trigger], groups: Sequence[Sequence[Trigger]]
) -> list[Counted]:
    """The losses that belong to a group: of its own words, or of the nearest event that can hurt."""
    kinds = COUNTS.get(group[0].type, ())
    able = [g for g in groups if COUNTS.get(g[0].type)]
    mine = []
    for one in counted:
        if one.kind not in kinds:
            continue
        fit = [g for g in able if one.kind in COUNTS[g[0].type]]
        nearest = min(fit, key=lambda g: min(abs(t.token - one.word) for t in g))
        if nearest is group:
            mine.append(one)
    return mine


def _once(counted: Sequence[Counted]) -> list[Counted]:
    """One entry a kind: the parts of a coordination add up."""
    found: dict[str, Counted] = {}
    for one in counted:
        if one.kind not in found:
            found[one.kind] = one
        elif found[one.kind].head != one.head:
            a, b = found[one.kind].count, one.count
            high = None if a.high is None or b.high is None else a.high + b.high
            found[one.kind] = replace(found[one.kind], count=type(a)(a.low + b.low, high))
    return list(found.values())
