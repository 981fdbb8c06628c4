"""What the choice of an event's date looks at: clause, tense, surroundings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from casus.lexicon.events import event_words
from casus.model import Sentence
from casus.resolve.dates_events import ancestors, is_saying, universal

_VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_MODALS = frozenset(
    ["will", "would", "may", "might", "could", "can", "shall", "should", "must", "'ll", "wo"]
)
_NOT = frozenset(["not", "n't", "never", "no", "deny", "denies", "neither", "nor"])
_FORMS = {
    "VBD": "past",
    "VBN": "participle",
    "VBZ": "present",
    "VBP": "present",
    "VBG": "ing",
    "VB": "infinitive",
}
_FUTURE_VERBS = frozenset(
    [
        "plan",
        "intend",
        "expect",
        "schedule",
        "set",
        "due",
        "prepare",
        "want",
        "hope",
        "seek",
        "threaten",
        "vow",
        "promise",
        "agree",
    ]
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word in its clause.

    `form` is past, perfect, pluperfect, present, modal, infinitive, ing, participle or noun;
    `verb` the clause's verb; `reported` the verb of saying above it, -1 if none.
    """

    form: str
    verb: int
    verbal: bool
    reported: int
    negated: bool
    quoted: bool
    first_person: bool
    definite: bool
    depth: str
    type: str = ""
    opening: str = ""
    pronoun: bool = False


@cache
def event_types(lemma: str, pos: str) -> frozenset[str]:
    """The types that the event table gives a word."""
    return frozenset(row.type for row in event_words().get((lemma, pos), ()))


def types_in(sentence: Sentence) -> frozenset[str]:
    """The types of all event words of a sentence."""
    return frozenset().union(*(types_at(sentence, i) for i in range(len(sentence.tokens))))


def types_at(sentence: Sentence, index: int) -> frozenset[str]:
    """The types of one token."""
    token = sentence.tokens[index]
    return event_types(token.lemma.lower(), "v" if token.upos in {"VERB", "AUX"} else "n")


@cache
def event_kind(lemma: str, pos: str) -> str:
    """`verbal`, `material` or `` for a word of the event table."""
    rows = event_words().get((lemma, pos), ())
    return "" if not rows else "verbal" if rows[0].type in _VERBAL else "material"


def clause_verb(sentence: Sentence, token: int) -> int:
    """The verb that governs a token, itself if it is one; the root for want of one."""
    for index in ancestors(sentence, token):
        if sentence.tokens[index].upos in {"VERB", "AUX"}:
            return index
    return ancestors(sentence, token)[-1]


def form_of(sentence: Sentence, verb: int) -> str:
    """The tense of a verb with its auxiliaries."""
    helpers = [
        t for t in sentence.tokens if t.head == verb and universal(t.deprel) in {"aux", "cop"}
    ]
    lemmas = {t.lemma.lower() for t in helpers} | {t.text.lower() for t in helpers}
    if lemmas & _MODALS:
        return "modal"
    if "have" in lemmas:
        return "pluperfect" if any(t.text.lower() in {"had", "'d"} for t in helpers) else "perfect"
    finite = next((t for t in helpers if t.xpos in {"VBD", "VBZ", "VBP"}), None)
    if finite is not None:
        return "past" if finite.xpos == "VBD" else "present"
    token = sentence.tokens[verb]
    form = _FORMS.get(token.xpos, "noun")
    above = sentence.tokens[token.head].lemma.lower() if token.head >= 0 else ""
    return "modal" if form == "infinitive" and above in _FUTURE_VERBS else form


def trigger_of(sentence: Sentence, token: int, quoted: bool) -> Trigger:
    """Read the surroundings of an event word."""
    verb = clause_verb(sentence, token)
    word = sentence.tokens[token]
    pos = "v" if word.upos in {"VERB", "AUX"} else "n"
    kind = event_kind(word.lemma.lower(), pos) or event_kind(
        sentence.tokens[verb].lemma.lower(), "v"
    )
    below = [t for t in sentence.tokens if t.head in {verb, token}]
    return Trigger(
        form_of(sentence, verb),
        verb,
        kind == "verbal",
        _reported(sentence, token),
        any(t.lemma.lower() in _NOT or t.text.lower() in _NOT for t in below)
        or word.lemma.lower() == "deny",
        quoted,
        any(t.text.lower() in {"we", "our", "us"} for t in below),
        _definite(sentence, token),
        _depth(sentence, token, verb),
        _type(sentence, token, verb),
        _OPENINGS.get(sentence.tokens[0].text.lower(), ""),
        any(
            t.head == verb and universal(t.deprel) == "nsubj" and t.upos == "PRON"
            for t in sentence.tokens
        ),
    )


_OPENINGS = {
    word: kind
    for kind, words in {
        "goes on": "also then later afterwards thereafter soon he she it they its their his",
        "turns": "but however yet still nevertheless meanwhile elsewhere separately",
        "looks back": "earlier previously before since",
    }.items()
    for word in words.split()
}


def _type(sentence: Sentence, token: int, verb: int) -> str:
    """The first type that the event table gives the word, else its clause's verb."""
    for index in (token, verb):
        word = sentence.tokens[index]
        pos = "v" if word.upos in {"VERB", "AUX"} else "n"
        if rows := event_words().get((word.lemma.lower(), pos)):
            return rows[0].type
    return "unknown"


def _definite(sentence: Sentence, token: int) -> bool:
    """Whether the event is one already spoken of: "the raid", "this attack killed"."""
    heads = {token} | {
        i
        for i, t in enumerate(sentence.tokens)
        if t.head == token
        and universal(t.deprel) == "nsubj"
        and event_kind(t.lemma.lower(), "n") == "material"
    }
    return any(
        t.head in heads and t.text.lower() in {"the", "this", "these", "that", "those"}
        for t in sentence.tokens
        if t.upos == "DET" and sentence.tokens[t.head].upos in {"NOUN", "PROPN"}
    )


def _reported(sentence: Sentence, token: int) -> int:
    way = ancestors(sentence, token)
    for below, above in pairwise(way):
        relation = universal(sentence.tokens[below].deprel)
        if relation in {"ccomp", "parataxis", "xcomp"} and is_saying(sentence, above):
            return above
    for index, item in enumerate(sentence.tokens):
        if (
            item.head in way
            and universal(item.deprel) == "parataxis"
            and is_saying(sentence, index)
        ):
            return index
    return -1


def _depth(sentence: Sentence, token: int, verb: int) -> str:
    """How the trigger stands in the sentence: root, coordinated, a clause by kind, or a noun."""
    if token != verb and sentence.tokens[token].upos not in {"VERB", "AUX"}:
        return "noun"
    return universal(sentence.tokens[verb].deprel)


def quoted(text: str, start: int, end: int, at: int) -> bool:
    """Whether a place of a paragraph stands between quotation marks."""
    before = text[start:at]
    curly = before.count("“") - before.count("”")
    return curly > 0 or (text[start:end].count('"') >= 1 and before.count('"') % 2 == 1)


def is_statement(sentences: Sequence[Sentence]) -> bool:
    """Whether a page speaks for itself: "we", "our" outside quotations in several sentences."""
    own = 0
    for sentence in sentences:
        words = [t.text.lower() for t in sentence.tokens]
        own += bool({"we", "our"} & set(words)) and not {'"', "“", "”"} & set(words)
    return own >= 2
