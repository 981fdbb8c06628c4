"""All attributions of a text with their extents: acts of saying, stands, quotations, headlines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from casus.coding.attribution import Attribution, attributions, speaker_of_quote
from casus.coding.extents import (
    Stretches,
    content_words,
    cue_words,
    joined,
    source_words,
    stretches,
)
from casus.coding.quotes import Quote, quotes
from casus.coding.stances import stands
from casus.coding.tree import Tree
from casus.model import Sentence

LEAST_QUOTE = 3  # words; shorter ones are irony or titles
# "Pence: …" in a headline, "WALLACE: …" in a transcript
_LABEL = re.compile(
    r"[ \t\"“]*((?:[^\W\d_][\w.'’()-]*[ \t]+){0,4}[^\W\d_][\w.'’()-]*)[ \t]?(:)[ \t]"
)


@dataclass(frozen=True, slots=True)
class Spanned:
    """Who says what, as stretches `[start, end)` of code points; an unnamed source is empty.

    `kind` is verb, noun, according, adverb, label ("X: …"), or stance for thinking, wanting and
    judging, which are no source of a claim. `denies` is true for cues that deny their content.
    """

    source: Stretches
    cue: Stretches
    content: Stretches
    kind: str
    denies: bool = False


def attributions_of(text: str, sentences: Sequence[Sentence]) -> tuple[Spanned, ...]:
    """The attributions of a text in order of their cues; none is looked for inside a quotation."""
    trees = [Tree(sentence) for sentence in sentences]
    labelled = list(_labels(text, sentences))
    spoken = [s for one in labelled for s in one.content]
    held = [q for q in quotes(sentences, breaks(text, sentences)) if q.words() > LEAST_QUOTE]
    found = _outside(trees, held, spoken)
    more = _quoted(trees, held, found)
    made = [
        _spanned(text, trees, one, more.get((one.sentence, one.cue), []))
        for n in found
        for one in n
    ]
    return tuple(sorted([*labelled, *(m for m in made if m.content)], key=lambda m: m.cue))


def breaks(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Numbers of the sentences that begin a line."""
    gaps = (text[a.end : b.start] for a, b in pairwise(sentences))
    return frozenset(n for n, gap in enumerate(gaps, 1) if "\n" in gap)


def _outside(
    trees: Sequence[Tree], held: Sequence[Quote], spoken: Stretches | list[tuple[int, int]]
) -> list[list[Attribution]]:
    """Attributions by sentence whose cue stands in no quotation and in no labelled speech."""
    inside: list[set[int]] = [set() for _ in trees]
    for quote in held:
        for number in range(quote.first, quote.last + 1):
            first = quote.first_token if number == quote.first else 0
            last = quote.last_token if number == quote.last else len(trees[number].tokens) - 1
            inside[number].update(range(first, last + 1))
    found: list[list[Attribution]] = []
    ahead = 0
    for number, tree in enumerate(trees):
        while ahead < len(spoken) and spoken[ahead][1] <= tree.sentence.start:
            ahead += 1
        if ahead < len(spoken) and spoken[ahead][0] <= tree.sentence.end:
            found.append([])
            continue
        merged: dict[int, Attribution] = {}
        for one in (*attributions(number, tree), *stands(number, tree)):
            if one.cue not in inside[number] and one.cue not in merged:
                merged[one.cue] = one
        found.append([merged[cue] for cue in sorted(merged)])
    return found


def _quoted(
    trees: Sequence[Tree], held: Sequence[Quote], found: Sequence[Sequence[Attribution]]
) -> dict[tuple[int, int], list[Stretches]]:
    """The quotations of each attribution, by sentence and cue.

    A quotation with no cue of its own goes on with the speaker of the one before it, when that
    stood in this sentence or the two before.
    """
    more: dict[tuple[int, int], list[Stretches]] = {}
    before: tuple[int, Attribution] | None = None
    for quote in held:
        one = speaker_of_quote(quote, found)
        if one is None and before is not None and quote.first - before[0] <= 2:
            one = before[1]
        if one is not None:
            more.setdefault((one.sentence, one.cue), []).append(_stretches(trees, quote))
            before = quote.last, one
    return more


def _stretches(trees: Sequence[Tree], quote: Quote) -> Stretches:
    start = trees[quote.first].tokens[quote.first_token].start
    return ((start, trees[quote.last].tokens[quote.last_token].end),)


def _spanned(text: str, trees: Sequence[Tree], one: Attribution, more: list[Stretches]) -> Spanned:
    tree = trees[one.sentence]
    content = stretches(tree, content_words(tree, one))
    return Spanned(
        stretches(tree, source_words(tree, one)),
        stretches(tree, cue_words(tree, one)),
        joined([content, *more], text),
        one.kind,
        one.denies,
    )


def _labels(text: str, sentences: Sequence[Sentence]) -> Iterator[Spanned]:
    """Headlines and transcripts: a line that begins with a speaker's name and a colon."""
    names = {s.tokens[e.start].start for s in sentences for e in s.entities}
    ends = 0
    for line in re.finditer(r"[^\n]+", text):
        label = _LABEL.match(line[0])
        if label is None:
            continue
        start = line.start() + label.start(1)
        said = line[0][label.end() :].strip()
        if start in names and len(said.split()) > LEAST_QUOTE and start >= ends:
            begin = line.start() + len(line[0]) - len(line[0][label.end() :].lstrip())
            ends = begin + len(said)
            colon = line.start() + label.start(2)
            yield Spanned(
                ((start, line.start() + label.end(1)),),
                ((colon, colon + 1),),
                ((begin, ends - 1 if said.endswith(".") else ends),),
                "label",
            )
