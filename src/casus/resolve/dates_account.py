"""A document's sentences with their dates, in order: which date an event takes, and what carries.

The choice is a log-linear one among the dates of the sentence, the last date of the paragraph, the
last one before it, the day of the entry, the day of the document, and none. Its weights stand in
`date_choice.tsv`. Candidates that give the same date add up: a day that the paragraph, the lead and
the page's head all name is likelier than each of them says.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from casus.lexicon.weights import softmax
from casus.model import Document, Pointer, Sentence, grade
from casus.resolve.dates_agree import agreement
from casus.resolve.dates_apart import Apart, apart
from casus.resolve.dates_calendar import of_day
from casus.resolve.dates_codes import Codes
from casus.resolve.dates_events import Placed, is_saying, placed, price
from casus.resolve.dates_features import (
    BEFORE,
    DOCUMENT,
    EARLIER,
    ENTRY,
    LEAD,
    LOCAL,
    NEXT,
    NONE,
    OTHER,
    PERIOD,
    SPEECH,
    Asked,
    Candidate,
    Event,
    Evidence,
    Page,
    features,
)
from casus.resolve.dates_frame import Frame
from casus.resolve.dates_head import is_dateline, is_release, period
from casus.resolve.dates_mentions import Mention, headings, heads_line
from casus.resolve.dates_speech import nearest, speaker_of, speeches
from casus.resolve.dates_view import (
    Trigger,
    clause_verb,
    is_statement,
    quoted,
    trigger_of,
    types_at,
    types_in,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A date with the mention that shows it, its probability and the rule."""

    code: str
    mention: Mention | None
    score: float
    why: str


class Account:
    """Looks up the date of events; built once for a document."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        frame: Frame,
        weights: Mapping[str, float],
    ) -> None:
        self._weights = weights
        self.document = document
        self.sentences = sentences
        self.frame = frame
        events = [m for m in mentions if not is_dateline(document.text, m.expression)]
        self.placed: list[list[Placed]] = []
        self._apart: list[list[Apart]] = []
        for number, sentence in enumerate(sentences):
            held, counted = apart(sentence, _placed(events, number, sentence), frame)
            self.placed.append(held)
            self._apart.append(counted)
        self._codes = Codes(document, sentences, self.placed, frame)
        self.code = self._codes.first
        self._where = {id(item.mention): item for row in self.placed for item in row}
        starts = [b.start for b in document.evidence_blocks]
        self.blocks = [max(bisect_right(starts, s.start) - 1, 0) for s in sentences]
        self.entries = _entries(document, mentions)
        self._mains = [self._nearest_root(number) for number in range(len(sentences))]
        self._lead = next(((n, m) for n, m in enumerate(self._mains) if m), None)
        self._lemmas = [frozenset(t.lemma.lower() for t in s.tokens) for s in sentences]
        self._types = [types_in(s) for s in sentences]
        self._speeches = speeches(sentences, self.placed)
        self.period = period(document, mentions)
        own = is_statement(sentences) or is_release(document)
        self.page = Page(
            own, len(self.entries) > 1, self.period is not None, frame.now, self._main_days()
        )

    def date_of(
        self,
        sentence: int,
        token: int,
        event: Event,
        pointers: Sequence[Pointer] = (),
    ) -> Choice | None:
        """The codebook's date, the mention that shows it, a probability, and the rule.

        It is the date of the greatest expected agreement: one that lies within the right one, or
        around it, is half right, and no date is only right where there is none.
        """
        found, rows = self.case(sentence, token, event, pointers)
        sums = [sum(self._weights.get(name, 0.0) * size for name, size in row) for row in rows]
        chances: dict[str | None, float] = {}
        for one, share in zip(found, softmax(sums), strict=True):
            chances[one.code] = chances.get(one.code, 0.0) + share
        worth = {c: sum(p * agreement(c, other) for other, p in chances.items()) for c in chances}
        code = max(worth, key=lambda c: worth[c])
        if code is None:
            return None
        alike = [number for number, one in enumerate(found) if one.code == code]
        chosen = found[max(alike, key=lambda number: sums[number])]
        mention = chosen.mention
        why = f"{chosen.kind}: {mention.why}" if mention else f"{chosen.kind}'s own day"
        return Choice(code, mention, chances[code], why)

    def case(
        self, sentence: int, token: int, event: Event, pointers: Sequence[Pointer] = ()
    ) -> tuple[list[Candidate], list[Evidence]]:
        """Every candidate, none among them, and the evidence of each."""
        found = self.candidates(sentence, token, pointers)
        asked = Asked(
            self.sentences[sentence],
            sentence,
            token,
            self.trigger(sentence, token),
            event,
            frozenset(c.kind for c in found),
            len({c.code for c in found if c.code}),
            self._vague(sentence),
        )
        return found, [tuple(features(asked, c, self.page)) for c in found]

    def _vague(self, sentence: int) -> tuple[str, ...]:
        """The kinds of a sentence's words of time that name no date: "recently", "every day"."""
        vague = [p.mention for p in self.placed[sentence] if not self.code(p)]
        return tuple(sorted({m.value if m.value.endswith("_REF") else m.type for m in vague}))

    def _main_days(self) -> frozenset[str]:
        """The days that the page names most often, at least twice."""
        readings = [p.mention.reading for row in self.placed for p in row]
        counts = Counter(code for r in readings if r.grain == "D" and (code := r.code))
        most = max(counts.values(), default=0)
        return frozenset(code for code, count in counts.items() if count == most and count > 1)

    def trigger(self, sentence: int, token: int) -> Trigger:
        """The event word with its clause."""
        tree = self.sentences[sentence]
        blocks = self.document.evidence_blocks
        block = blocks[self.blocks[sentence]] if blocks else None
        start, end = (block.start, block.end) if block else (tree.start, tree.end)
        return trigger_of(
            tree, token, quoted(self.document.text, start, end, tree.tokens[token].start)
        )

    def candidates(
        self, sentence: int, token: int, pointers: Sequence[Pointer] = ()
    ) -> list[Candidate]:
        """Every date that an event could take, none among them."""
        found = [
            Candidate(LOCAL, code, p.mention, p, manner=manner)
            for p in self.placed[sentence]
            for manner, code in self._codes.every(p)
        ]
        found += [
            Candidate(LOCAL, self.code(one.item), one.item.mention, one.item, manner="counted")
            for one in self._apart[sentence]
            if token in one.inside
        ]
        found += self._earlier(sentence)
        found += self._beyond(sentence)
        found += self._spoken(sentence, token)
        found = [replace(c, alike=self._alike(sentence, token, c)) for c in found]
        start = self.sentences[sentence].start
        if entry := next((m for m in reversed(self.entries) if m.start <= start), None):
            found.append(Candidate(ENTRY, entry.reading.code, entry))
        if self.period:
            found.append(Candidate(PERIOD, self.period[0], self.period[1]))
        if self.frame.day and self.frame.exact:
            day = of_day(self.frame.day, "", known=self.frame.known)
            found.append(Candidate(DOCUMENT, day.code, None))
        found.append(Candidate(NONE, None, None))
        return [replace(c, seen=self._seen(c, pointers)) for c in found]

    def _seen(self, one: Candidate, pointers: Sequence[Pointer]) -> str:
        """How surely the network points to a candidate; for none, to any word at all."""
        if one.kind == NONE:
            return max((grade((p,), p.sentence, (p.token,)) for p in pointers), default="0")
        item = one.item or (self._where.get(id(one.mention)) if one.mention else None)
        if item is None:
            return "0"
        return grade(pointers, item.sentence, range(item.first, item.last + 1))

    def _alike(self, sentence: int, token: int, one: Candidate) -> str:
        """Whether the sentence of an earlier date speaks of the same word or type of event."""
        if one.item is None or one.kind == LOCAL:
            return ""
        lemma = self.sentences[sentence].tokens[token].lemma.lower()
        there = one.item.sentence
        if lemma in self._lemmas[there]:
            return "same word"
        return (
            "same type"
            if types_at(self.sentences[sentence], token) & self._types[there]
            else "other type"
        )

    def _earlier(self, sentence: int) -> list[Candidate]:
        """The dates of the sentences before, by how near they stand."""
        found: list[Candidate] = []
        for number in range(sentence - 1, max(-1, sentence - 16), -1):
            main = self._main(number)
            for item in self.placed[number]:
                code = self.code(item)
                if code and all(c.code != code for c in found):
                    kind = self._kind(sentence, number, found) if item is main else OTHER
                    found.append(Candidate(kind, code, item.mention, item, sentence - number))
        return found

    def _kind(self, sentence: int, number: int, found: Sequence[Candidate]) -> str:
        kinds = {c.kind for c in found}
        if self.blocks[number] == self.blocks[sentence]:
            return OTHER if BEFORE in kinds else BEFORE
        return OTHER if EARLIER in kinds else EARLIER

    def _spoken(self, sentence: int, token: int) -> list[Candidate]:
        """The day of the dated statement of the same speaker, near the event."""
        speaker = speaker_of(self.sentences[sentence], token)
        speech = nearest(self._speeches, sentence, speaker)
        if speech is None or not (code := self.code(speech.item)):
            return []
        far = abs(speech.item.sentence - sentence)
        return [Candidate(SPEECH, code, speech.item.mention, speech.item, far)]

    def _beyond(self, sentence: int) -> list[Candidate]:
        """The first date of the page's own account, and for its opening the date that follows."""
        found = []
        lead = self._lead if self._lead and self._lead[0] < sentence else None
        if lead and sentence - lead[0] > 1:
            found.append(
                Candidate(LEAD, self.code(lead[1]), lead[1].mention, lead[1], sentence - lead[0])
            )
        after = sentence + 1
        if lead is None and after < len(self.sentences) and (main := self._main(after)):
            found.append(Candidate(NEXT, self.code(main), main.mention, main, 1))
        return found

    def _main(self, number: int) -> Placed | None:
        return self._mains[number]

    def _nearest_root(self, number: int) -> Placed | None:
        """The date of a sentence's main event: nearest to its root, that of a saying last."""
        tree = self.sentences[number]
        root = next((i for i, t in enumerate(tree.tokens) if t.head < 0), 0)
        dated = [p for p in self.placed[number] if self.code(p)]
        return min(dated, key=lambda p: self._main_price(tree, root, p), default=None)

    def _main_price(self, tree: Sentence, root: int, item: Placed) -> float:
        verb = clause_verb(tree, item.head)
        return (
            price(tree, root, item)
            + (2.5 if is_saying(tree, verb) else 0.0)
            + item.mention.reading.weak
        )


def _placed(mentions: Sequence[Mention], number: int, sentence: Sentence) -> list[Placed]:
    return [
        item
        for m in mentions
        if sentence.start <= m.start < sentence.end and (item := placed(m, number, sentence))
        if not _attributive(sentence, item)
    ]


def _attributive(sentence: Sentence, item: Placed) -> bool:
    """Whether a bare year only names a thing: "the 2020 ceasefire agreement"."""
    token = sentence.tokens[item.head]
    bare = item.mention.reading.grain == "Y" and item.first == item.last
    return bare and token.head > item.last and token.deprel in {"compound", "nummod", "amod"}


def _entries(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The dates and times that head the entries of a log, a timeline or a live page."""
    days = headings(document.text, [m.expression for m in mentions])
    return [
        m
        for m in mentions
        if m.reading.code and (m.expression in days or heads_line(document.text, m.expression))
    ]
