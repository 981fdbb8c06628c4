"""The places of one page, and the place of each of its events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from casus.lexicon.weights import softmax
from casus.model import Document, Place, Pointer, Sentence, Slot, Span, grade
from casus.resolve.atlas import Atlas
from casus.resolve.entry import PRECISION
from casus.resolve.folding import fold
from casus.resolve.places_back import Antecedents
from casus.resolve.places_event import Option, evidence, none_evidence, type_of
from casus.resolve.places_mention import Choice, PlaceMention
from casus.resolve.places_role import Role, role_of
from casus.resolve.places_tree import Ways

NEAR_TOKENS = 5
SURE = 0.7  # probability from which others may rest on which place a name is
COUNTRY = PRECISION["country"]
NEAR_SENTENCES = 2  # how far a place is, to speak half as loud for its country as one beside it
PAGE = 0.2  # how loud it speaks from anywhere
WHOLE = 0.3  # how loud the name of a country itself does


class PlaceIndex:
    """Answers where an event was. Ask the events of a page in the order of the text."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[PlaceMention],
        atlas: Atlas,
        weights: Mapping[str, float],
    ) -> None:
        self._document = document
        self._sentences = sentences
        self._atlas = atlas
        self._weights = weights
        self._ways: dict[int, Ways] = {}
        self._last: tuple[int, PlaceMention] | None = None
        self._pointers: Sequence[Pointer] = ()
        self._mentions = tuple(mentions)
        self._antecedents = Antecedents(sentences, self._mentions, atlas)

    @property
    def mentions(self) -> tuple[PlaceMention, ...]:
        """All place names of the page in order."""
        return self._mentions

    def countries(self) -> dict[str, str]:
        """The countries, alpha-3, of the names that surely stand for places smaller than one."""
        return {
            m.text: m.place.country
            for m in self._mentions
            if m.place.country and (m.place.precision or COUNTRY) < COUNTRY and m.score >= SURE
        }

    def ways(self, sentence: int) -> Ways:
        """Give the tree of a sentence."""
        if sentence not in self._ways:
            self._ways[sentence] = Ways(self._sentences[sentence])
        return self._ways[sentence]

    def event(
        self,
        sentence: int,
        token: int,
        type: str | None = None,  # noqa: A002 # the codebook's word
        pointers: Sequence[Pointer] = (),
    ) -> Slot[Place] | None:
        """Tell where the event with the trigger `token` was; None when the text gives no place.

        `type` is the event's type where the caller knows it; `pointers` are those of the event
        network to its place.
        """
        ways = self.ways(sentence)
        kind = type or type_of(ways, token)
        choices = self.choices(sentence, token, pointers)
        values = [self._sum(evidence(ways, token, c.option, kind)) for c in choices]
        values.append(self._sum(none_evidence(ways, token, kind, [c.option for c in choices])))
        shares = softmax(values)
        ways_to: dict[str, list[tuple[float, Choice]]] = {}
        for share, choice in zip(shares, choices, strict=False):
            ways_to.setdefault(_key(choice.mention), []).append((share, choice))
        best = max(ways_to.values(), key=lambda held: sum(s for s, _ in held), default=[])
        score = sum(share for share, _ in best)
        if score <= shares[-1]:
            return None
        choice = max(best, key=lambda held: held[0])[1]
        self.remember(sentence, choice.mention)
        role = choice.option.role.kind if choice.option.role else "before"
        why = f"place:{choice.option.back}:{role}"
        return Slot(self._with_others(choice, sentence), choice.span, min(1.0, score), why)

    def remember(self, sentence: int, mention: PlaceMention) -> None:
        """Note where the event of a sentence was; later events may point back to it."""
        self._last = (sentence, mention)

    def choices(self, sentence: int, token: int, pointers: Sequence[Pointer] = ()) -> list[Choice]:
        """Give all places that the event may have: named here, pointed to, or known from before."""
        self._pointers = pointers
        found = [self._named(m) for m in self._mentions if m.sentence == sentence]
        found += self._pointed(sentence)
        return found + self._carried(sentence, token, bool(found))

    def _sum(self, names: Iterable[str]) -> float:
        return sum(self._weights.get(name, 0.0) for name in names)

    def _named(self, mention: PlaceMention) -> Choice:
        role = role_of(self.ways(mention.sentence), mention.start, mention.end)
        return Choice(self._option(mention, mention.start, role, "name", 0), mention, mention.span)

    def _option(
        self, mention: PlaceMention, start: int, role: Role | None, back: str, gap: int
    ) -> Option:
        return Option(
            start=start,
            role=role,
            back=back,
            gap=gap,
            precision=mention.place.precision or 1,
            capital=fold(mention.text) in self._atlas.capitals,
            known=mention.place.lat is not None,
            dateline=self._dateline(mention),
            last=self._last is not None and _same(self._last[1], mention),
            main=self._antecedents.main(mention),
            named=mention.word,
            heading=self._heading(mention),
            seen=self._seen(mention),
        )

    def _seen(self, mention: PlaceMention) -> str:
        """How surely the network points to the name or to the noun it completes."""
        role = role_of(self.ways(mention.sentence), mention.start, mention.end)
        words = {*range(mention.start, mention.end), role.head}
        return grade(self._pointers, mention.sentence, words)

    def _heading(self, mention: PlaceMention) -> bool:
        """Whether the name stands alone on its line or opens it as a heading (Doha: …)."""
        tokens = self._sentences[mention.sentence].tokens
        after = tokens[mention.end].text if mention.end < len(tokens) else ""
        return mention.start <= 1 and (not after or after in ("|", ":", "–", "—", "-"))

    def _dateline(self, mention: PlaceMention) -> bool:
        """Whether the name opens a report: YEREVAN, Armenia (AP) —."""
        if mention.start > 4:
            return False
        texts = [t.text for t in self._sentences[mention.sentence].tokens[mention.end :][:12]]
        dashed = any(t in ("—", "–", "--", "-") for t in texts)
        return dashed and ("(" in texts or mention.text.isupper())

    def _carried(self, sentence: int, token: int, named: bool) -> list[Choice]:
        """Places of the text before: of the last event, the last one named, the page's main one."""
        found = []
        suffix = "+" if named else ""
        if self._last:
            at, mention = self._last
            option = self._option(mention, token, None, f"last{suffix}", sentence - at)
            found.append(Choice(option, mention, mention.span))
        for mention in self._antecedents.recent(sentence):
            gap = sentence - mention.sentence
            option = self._option(mention, token, None, f"near{suffix}", gap)
            found.append(Choice(option, mention, mention.span))
        return found

    def _pointed(self, sentence: int) -> list[Choice]:
        """Words that mean an earlier place: "there", "the village"."""
        found = []
        ways = self.ways(sentence)
        last = self._last[1] if self._last else None
        for index, token in enumerate(self._sentences[sentence].tokens):
            for rank, mention in enumerate(self._antecedents.of(ways, sentence, index, last)):
                role = role_of(ways, index, index + 1)
                if token.text.lower() in ("there", "here", "nearby"):
                    role = replace(role, kind="there")
                span = Span(self._document.id, token.start, token.end)
                option = self._option(mention, index, role, f"word{min(rank, 2)}", 0)
                option = replace(option, seen=grade(self._pointers, sentence, (index,)))
                found.append(Choice(option, mention, span))
        return found

    def _with_others(self, choice: Choice, sentence: int) -> Place:
        """Fill `also` with the names coordinated with the place and those that hold it."""
        mention, place = choice.mention, choice.mention.place
        also: list[str] = []
        end = mention.end
        for m in self._mentions:
            if m.sentence == mention.sentence and 0 <= m.start - end <= NEAR_TOKENS:
                also.append(m.text)
                end = m.end
        names = tuple(n for n in dict.fromkeys(also) if fold(n) != fold(place.name))
        return replace(place, also=names, country=place.country or self._country(sentence))

    def _country(self, sentence: int) -> str | None:
        """Give the country that the places around speak for, for a name that no table has."""
        weight: defaultdict[str, float] = defaultdict(float)
        for m in self._mentions:
            if m.place.country:
                near = PAGE + 1 / (1 + abs(m.sentence - sentence) / NEAR_SENTENCES)
                whole = (m.place.precision or 1) >= COUNTRY
                weight[m.place.country] += m.score * near * (WHOLE if whole else 1.0)
        return max(weight, key=lambda land: weight[land], default=None)


def _key(mention: PlaceMention) -> str:
    """Mentions with one key are one place: Donetsk, Donetsk region."""
    return fold(mention.place.canonical or mention.text)


def _same(one: PlaceMention, other: PlaceMention) -> bool:
    return _key(one) == _key(other)
