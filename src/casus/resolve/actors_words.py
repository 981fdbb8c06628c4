"""The phrase book: every lexicon phrase in one tree over folded words, and its longest matches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from casus.lexicon.actors import ActorLexicon, Country, Holder
from casus.model import Token
from casus.resolve.actors_fold import phrase, pieces, skeleton

COUNTRY_KINDS = frozenset({"country", "adjective", "demonym", "capital", "metonym"})
ROLE_KINDS = frozenset({"organ", "person", "people", "thing", "platform", "frame"})
NAME_KINDS = frozenset({"named", "holder"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase can stand for.

    `kind` is a kind of country word, of sector word, `named`, `holder` or `surname`; `code` an
    actor code, a country or a sector; `weak` senses need the same actor named in another way.
    """

    kind: str
    code: str
    form: str
    since: str = ""
    until: str = ""
    weak: bool = False
    table: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `[start, end)` of a sentence with all the senses of their words."""

    start: int
    end: int
    senses: tuple[Sense, ...]

    def of(self, kinds: frozenset[str]) -> tuple[Sense, ...]:
        """The senses of some kinds."""
        return tuple(s for s in self.senses if s.kind in kinds)


@dataclass(slots=True)
class _Node:
    below: dict[str, "_Node"] = field(default_factory=dict)
    senses: list[Sense] = field(default_factory=list)


class Phrasebook:
    """All phrases of an actor lexicon. Built once; `hits` is pure."""

    def __init__(self, lexicon: ActorLexicon) -> None:
        self._root = _Node()
        self._long: list[Sense] = []
        self._bones: dict[str, list[Sense]] = {}
        self.called: dict[str, frozenset[str]] = {}
        for word in lexicon.words:
            self._add(word.words, Sense(word.kind, word.sector, word.words))
        for country in lexicon.countries:
            self._country(country)
        for row in lexicon.named:
            words = {_head(name) for name in row.names if " " in name}
            self.called[row.code] = self.called.get(row.code, frozenset()) | words
            for name in row.names:
                self._name(
                    name, Sense("named", row.code, name, row.since, row.until, False, row.table)
                )
        for holder in lexicon.holders:
            self._holder(holder)

    def _country(self, country: Country) -> None:
        for kind, names in (
            ("country", country.names),
            ("adjective", country.adjectives),
            ("demonym", country.people),
            ("capital", country.capitals),
            ("metonym", country.metonyms),
        ):
            for name in names:
                weak = name.endswith("?")
                self._add(name.rstrip("?"), Sense(kind, country.code, name.rstrip("?"), weak=weak))

    def _holder(self, holder: Holder) -> None:
        for name in holder.names:
            sense = Sense(
                "holder", holder.code, name, holder.since, holder.until, False, holder.office
            )
            self._name(name, sense)
        if holder.surname:
            sense = Sense("surname", holder.code, holder.surname, holder.since, holder.until)
            self._add(holder.surname, sense)

    def _name(self, name: str, sense: Sense) -> None:
        weak = name.endswith("?")
        if weak:
            name = name.rstrip("?")
            sense = Sense(sense.kind, sense.code, name, sense.since, sense.until, True, sense.table)
        self._add(name, sense)
        if " " in name and len(name) > 10:
            self._long.append(sense)

    def _add(self, name: str, sense: Sense) -> None:
        for form in {name, name.replace("'", " ' ")}:  # N'Djamena may be two tokens
            node = self._root
            for part in phrase(form):
                node = node.below.setdefault(part, _Node())
            if sense not in node.senses:
                node.senses.append(sense)

    def hits(self, tokens: Sequence[Token]) -> tuple[Hit, ...]:
        """Longest matches from left to right, without overlap."""
        parts = [(part, i) for i, t in enumerate(tokens) for part in pieces(t.text)]
        found: list[Hit] = []
        at = 0
        while at < len(parts):
            hit, width = self._longest(tokens, parts, at)
            if hit is not None:
                found.append(hit)
            at += max(width, 1)
        return tuple(found)

    def _longest(
        self, tokens: Sequence[Token], parts: Sequence[tuple[str, int]], at: int
    ) -> tuple[Hit | None, int]:
        best: tuple[Hit | None, int] = (None, 0)
        for width, node in self._walk(tokens, parts, at):
            start, end = parts[at][1], parts[at + width - 1][1] + 1
            senses = tuple(s for s in node.senses if _cased(s, tokens[start:end]))
            if senses:
                best = (Hit(start, end, senses), width)
        return best

    def _walk(
        self, tokens: Sequence[Token], parts: Sequence[tuple[str, int]], at: int
    ) -> Iterator[tuple[int, _Node]]:
        node: _Node | None = self._root
        for width, (part, index) in enumerate(parts[at:], start=1):
            assert node is not None
            below = node.below
            node = below.get(part) or below.get(tokens[index].lemma.lower())
            if node is None:
                return
            if node.senses:
                yield width, node

    def exactly(self, parts: Sequence[str]) -> tuple[Sense, ...]:
        """The senses of a whole folded phrase."""
        node: _Node | None = self._root
        for part in parts:
            node = node.below.get(part) if node else None
        return tuple(node.senses) if node else ()

    def spelt_like(self, words: Sequence[str]) -> tuple[Sense, ...]:
        """Names of several words that differ from `words` only by transliteration."""
        parts = tuple(part for word in words for part in pieces(word))
        if len(parts) < 2 or sum(map(len, parts)) < 10:
            return ()
        if not self._bones:
            self._index_bones()
        return tuple(self._bones.get(skeleton(parts), ()))

    def _index_bones(self) -> None:
        """Built when first asked for: most pages never need it."""
        for sense in self._long:
            parts = phrase(sense.form)
            if len(parts) > 1 and sum(map(len, parts)) > 9:
                self._bones.setdefault(skeleton(parts), []).append(sense)


def _head(name: str) -> str:
    """What kind of body a name says it is: "mission" of "United Nations Mission in Liberia"."""
    words = name.split()
    joints = [i for i, word in enumerate(words) if word.lower() in _JOINTS and i]
    parts = phrase(words[(joints[0] if joints else len(words)) - 1])
    return parts[0] if parts else ""


_JOINTS = frozenset({"of", "for", "in", "on", "to", "at", "and", "against", "de", "du", "des"})


def _cased(sense: Sense, tokens: Sequence[Token]) -> bool:
    """A name wants its capital letter, an acronym all of them; common nouns take any case."""
    if sense.kind in ROLE_KINDS:
        return True
    written = "".join(t.text for t in tokens).replace(".", "").replace("'", "").replace("’", "")
    form = sense.form.replace(".", "").replace(" ", "").replace("'", "").replace("’", "")
    letters = "".join(c for c in form if c.isalpha())
    if letters.isupper() and len(letters) <= 6:
        return written.replace("-", "") == form.replace("-", "")
    if not any(c.isupper() for c in form):
        return True
    return any(c.isupper() for t in tokens for c in t.text if len(t.text) > 1 or len(tokens) == 1)
