"""Which earlier mention a pronoun goes back to: weighed evidence for each of the last ones.

The choice is a log-linear one (a conditional logit); the weights are those of
`antecedent_choice.tsv`, fitted by `python -m training.actors`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from casus.resolve import actors_recall as recall
from casus.resolve.actors_page import Mention, PageState

REACH = 5  # sentences back
OFTEN = 4
CLASSES = (("he", recall.HE), ("it", recall.IT), ("they", recall.THEY))
Weights = Mapping[str, float]


@dataclass(slots=True)
class Antecedents:
    """Chooses antecedents on one page."""

    page: PageState
    weights: Weights
    asked: list[tuple[str, int, int, Mention | None]] = field(default_factory=list)

    def choose(self, word: str, number: int, head: int, ruled: Mention | None) -> Mention | None:
        """The likeliest earlier mention that `word` means; `ruled` is what plain rules take."""
        self.asked.append((word, number, head, ruled))
        get = self.weights.get
        sums = [
            (sum(get(name, 0.0) for name in rows), -order, mention)
            for order, (mention, rows) in enumerate(self.options(word, number, head, ruled))
        ]
        return max(sums, key=lambda s: s[:2])[2] if sums else ruled

    def options(
        self, word: str, number: int, head: int, ruled: Mention | None
    ) -> Iterator[tuple[Mention, Iterator[str]]]:
        """The mentions of the last sentences, the nearest first, with the evidence for each."""
        kind = next((name for name, words in CLASSES if word in words), "")
        held: list[Mention] = []
        page = self.page
        for back in range(REACH + 1):
            at = number - back
            if at < 0 or (page.round_up and page.paragraph[at] != page.paragraph[number]):
                break
            found = [m for m in page.in_sentence.get(at, ()) if back or m.head < head]
            held += reversed(found)
        if ruled and ruled not in held:
            held.append(ruled)
        for order, mention in enumerate(held):
            rows = [f"order {order}"] if order < OFTEN else []
            if mention is ruled:
                rows += ["ruled", f"{kind} ruled", f"{kind} {self._role(number, head)} ruled"]
            yield mention, chain(rows, self._evidence(kind, number, head, mention))

    def _role(self, number: int, head: int) -> str:
        phrases = self.page.phrases[number]
        owns = phrases.tokens[head].deprel == "nmod:poss"
        return "subject" if phrases.is_subject(head) else "poss" if owns else "other"

    def _evidence(self, kind: str, number: int, head: int, mention: Mention) -> Iterator[str]:
        phrases, role = self.page.phrases[number], self._role(number, head)
        back = min(number - mention.sentence, REACH)
        yield from (f"back {back}", f"{kind} back {back}")
        rank = f"rank {mention.rank} {'back' if back else 'here'}"
        yield from (f"{role} {rank}", f"{kind} {rank}")
        yield from self._nature(kind, mention)
        yield from self._words(kind, mention, back)
        if role == "other" and mention.parts[0].code in self._doers(number, head):
            yield f"{kind} to itself"
        if not back:
            verb = phrases.verb(head)
            if mention.verb == verb:
                yield from (f"{role} clause", f"{role} clause {mention.rank}")
            elif mention.head in phrases.below[head] or head in phrases.below[mention.head]:
                yield f"{role} beside"
        elif self.page.paragraph[mention.sentence] != self.page.paragraph[number]:
            yield f"{kind} paragraph"

    def _doers(self, number: int, head: int) -> set[str]:
        """Codes of the subject of the pronoun's clause: "we asked it" is no word to ourselves."""
        verb = self.page.phrases[number].verb(head)
        return {
            part.code
            for mention in self.page.in_sentence.get(number, ())
            if mention.verb == verb and not mention.rank and mention.head < head
            for part in mention.parts
        }

    def _nature(self, kind: str, mention: Mention) -> Iterator[str]:
        """What the mention is, and how often the page has spoken of it."""
        part, several = mention.parts[0], "several" if mention.plural else "one"
        yield from (f"{kind} {part.kind}", f"{kind} {part.sector}", f"{kind} {several}")
        yield f"{kind} {part.kind} {several}"
        if len(mention.parts) > 1:
            yield f"{kind} parts"
        if part.why.startswith("context"):
            yield f"{kind} guess"
        yield f"{kind} times {min(self.page.times[part.code], OFTEN)}"

    def _words(self, kind: str, mention: Mention, back: int) -> Iterator[str]:
        """How the mention is worded, and what it stands for in its sentence."""
        there = self.page.phrases[mention.sentence]
        token = there.tokens[mention.head]
        before = next((name for name, words in CLASSES if token.text.lower() in words), "")
        if before:
            yield "same pronoun" if before == kind else "other pronoun"
            yield f"{kind} after {before}"
        elif token.text.lower() in recall.WE:
            yield f"{kind} after we"
        elif token.upos == "PROPN":
            yield f"{kind} name"
        elif there.definite(mention.head):
            yield f"{kind} definite"
        if self.page.in_sentence[mention.sentence][0] is mention:
            yield f"first {min(back, 2)}"
        if mention.rank == 0 and there.tokens[mention.verb].lemma.lower() in recall.SPEECH:
            yield f"speaks {min(back, 2)}"
