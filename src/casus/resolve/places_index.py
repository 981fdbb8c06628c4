"""The places of one page, and the place of each of its events."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from casus.lexicon.place_words import place_words
from casus.model import Document, Place, Sentence, Slot, Span
from casus.resolve.atlas import Atlas
from casus.resolve.folding import fold
from casus.resolve.places_event import Option, evidence, none_evidence, type_of, weights
from casus.resolve.places_role import Role, role_of
from casus.resolve.places_tree import Ways

LOOK_BACK = 3
_SAME = frozenset({"the", "this", "that", "same", "its", "their", "those", "these"})


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name: where it stands (tokens `[start, end)` of `sentence`), what it was resolved to.

    `score` is the probability of the chosen place among the candidates, 0 when there were none;
    `kind` is a key of `entry.PRECISION`, or ''; `word` the noun of its kind beside it.
    """

    span: Span
    sentence: int
    start: int
    end: int
    text: str
    place: Place
    score: float
    kind: str
    word: str

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The places considered and not chosen."""
        return self.place.alternatives


@dataclass(frozen=True, slots=True)
class Choice:
    """An option with the mention it stands for and the words that point to it."""

    option: Option
    mention: PlaceMention
    span: Span


class PlaceIndex:
    """Answers where an event was. Ask the events of a page in the order of the text."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[PlaceMention],
        atlas: Atlas,
    ) -> None:
        self._document = document
        self._sentences = sentences
        self._atlas = atlas
        self._ways: dict[int, Ways] = {}
        self._last: tuple[int, PlaceMention] | None = None
        self._mentions = tuple(mentions)

    @property
    def mentions(self) -> tuple[PlaceMention, ...]:
        """All place names of the page in order."""
        return self._mentions

    def ways(self, sentence: int) -> Ways:
        """The tree of a sentence."""
        if sentence not in self._ways:
            self._ways[sentence] = Ways(self._sentences[sentence])
        return self._ways[sentence]

    def event(self, sentence: int, token: int, type: str | None = None) -> Slot[Place] | None:  # noqa: A002 # the codebook's word
        """Where the event whose trigger is `token` happened; None when the text gives no place.

        `type` is the event's type where the caller knows it.
        """
        ways = self.ways(sentence)
        kind = type or type_of(ways, token)
        choices = self.choices(sentence, token)
        scored = [(_sum(evidence(ways, token, c.option, kind)), c) for c in choices]
        nothing = _sum(none_evidence(ways, token, kind, len(choices)))
        best = max(scored, key=lambda s: s[0], default=None)
        if best is None or best[0] <= nothing:
            return None
        total = math.exp(nothing - best[0]) + sum(math.exp(value - best[0]) for value, _ in scored)
        choice = best[1]
        self._last = (sentence, choice.mention)
        why = f"place:{choice.option.back}:{choice.option.role.kind if choice.option.role else 'before'}"
        return Slot(self._with_others(choice, sentence), choice.span, 1 / total, why)

    def choices(self, sentence: int, token: int) -> list[Choice]:
        """All places that the event may have."""
        found = [self._named(m) for m in self._mentions if m.sentence == sentence]
        found += self._pointed(sentence)
        before = self._before(sentence)
        if before:
            found.append(self._carried(sentence, token, before))
        return found

    def _named(self, mention: PlaceMention) -> Choice:
        role = role_of(self.ways(mention.sentence), mention.start, mention.end)
        return Choice(self._option(mention, mention.start, role, "name", 0), mention, mention.span)

    def _option(
        self, mention: PlaceMention, start: int, role: Role | None, back: str, gap: int
    ) -> Option:
        capital = fold(mention.text) in self._atlas.capitals
        return Option(
            0, start, role, back, gap, mention.place.precision or 1, capital, mention.place.lat is not None,
            self._dateline(mention),
        )  # fmt: skip

    def _dateline(self, mention: PlaceMention) -> bool:
        """Whether the name opens a report: YEREVAN, Armenia (AP) —."""
        if mention.start > 4:
            return False
        tokens = self._sentences[mention.sentence].tokens[mention.end : mention.end + 12]
        texts = [t.text for t in tokens]
        return any(t in ("—", "–", "--", "-") for t in texts[:12]) and (
            "(" in texts or mention.text.isupper()
        )

    def _before(self, sentence: int) -> PlaceMention | None:
        """The place that the text was at before this sentence."""
        if self._last and sentence - self._last[0] <= LOOK_BACK:
            return self._last[1]
        return None

    def _carried(self, sentence: int, token: int, before: PlaceMention) -> Choice:
        at = self._last[0] if self._last else sentence
        return Choice(self._option(before, token, None, "last", sentence - at), before, before.span)

    def _pointed(self, sentence: int) -> list[Choice]:
        """Words that mean an earlier place: "there", "the village"."""
        found = []
        ways = self.ways(sentence)
        for index, token in enumerate(self._sentences[sentence].tokens):
            mention = self._antecedent(sentence, index)
            if mention:
                role = role_of(ways, index, index + 1)
                role = replace(role, kind="at") if token.text.lower() in ("there", "here") else role
                span = Span(self._document.id, token.start, token.end)
                option = self._option(mention, index, role, "word", sentence - mention.sentence)
                found.append(Choice(option, mention, span))
        return found

    def _antecedent(self, sentence: int, index: int) -> PlaceMention | None:
        token = self._sentences[sentence].tokens[index]
        ways = self.ways(sentence)
        if token.text.lower() in ("there", "nearby") and token.deprel != "expl":
            return self._latest(sentence, index, frozenset("*"))
        word = place_words().get(token.text.lower()) or place_words().get(ways.lemma(index))
        if word is None or not word.back or self._inside(sentence, index):
            return None
        marks = {self._sentences[sentence].tokens[c].text.lower() for c in ways.below[index]}
        if not marks & _SAME or any(ways.tokens[c].upos == "PROPN" for c in ways.below[index]):
            return None
        return self._latest(sentence, index, word.back)

    def _inside(self, sentence: int, index: int) -> bool:
        """Whether a place name hangs on the noun or holds it ("the village of Farukh")."""
        for m in self._mentions:
            if m.sentence == sentence and (
                m.start <= index < m.end or (abs(m.start - index) <= 3 and m.word)
            ):
                return True
        return False

    def _latest(self, sentence: int, index: int, kinds: frozenset[str]) -> PlaceMention | None:
        """The last event's place if it is of these kinds, else the last mention that is."""
        if self._last and _fits(self._last[1], kinds):
            return self._last[1]
        for mention in reversed(self._mentions):
            earlier = (mention.sentence, mention.start) < (sentence, index)
            if earlier and sentence - mention.sentence <= 2 * LOOK_BACK and _fits(mention, kinds):
                return mention
        return None

    def _with_others(self, choice: Choice, sentence: int) -> Place:
        """The place with those coordinated with it, and those that hold it, in `also`."""
        mention, place = choice.mention, choice.mention.place
        near = [
            m.text for m in self._mentions
            if m.sentence == mention.sentence and m is not mention and 0 <= m.start - mention.end <= 5
        ]  # fmt: skip
        also = dict.fromkeys(n for n in near if fold(n) != fold(place.name))
        return replace(place, also=tuple(also), country=place.country or self._country(sentence))

    def _country(self, sentence: int) -> str | None:
        """The country of the nearest resolved place, for a name that no table has."""
        placed = [m for m in self._mentions if m.place.country]
        nearest = min(placed, key=lambda m: abs(m.sentence - sentence), default=None)
        return nearest.place.country if nearest else None


def _fits(mention: PlaceMention, kinds: frozenset[str]) -> bool:
    if "*" in kinds:
        return mention.kind != "country"
    return mention.kind in kinds or (
        mention.word in place_words() and place_words()[mention.word].kind in kinds
    )


def _sum(names: Iterable[str]) -> float:
    table = weights()
    return sum(table.get(name, 0.0) for name in names)
