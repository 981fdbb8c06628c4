"""What the words around a capitalised name tell: a place, a person, a body, a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casus.lexicon.place_words import LOCATIVE, place_words
from casus.model import Sentence

_JOINTS = frozenset(
    """- – ' ’ / al el as ash ar ad et ez de del la las los le of the e and bin du des d i sur
    au aux""".split()  # noqa: SIM905
)
# A body's name, not a place's, when one of these ends it ("Gaza Health Ministry").
_BODIES = frozenset(
    """
    ministry army forces force government police council agency news times post journal
    university party front movement brigade brigades battalion division corps command mission
    office court congress senate parliament committee commission union association group
    company bank club united fc guard guards network institute centre center foundation press
    tv radio telegraph herald tribune gazette administration authority
    """.split()  # noqa: SIM905
)


CALENDAR = frozenset(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday ramadan easter christmas eid""".split()  # noqa: SIM905
)
# Prepositions after which an unknown name without another reading is a place.
_FREE = {"in": {"", "PER"}, "near": {"", "PER", "ORG"}, "towards": {"", "PER"}}
_TAKES_PLACES = frozenset(
    """
    besiege bomb bombard capture encircle enter evacuate leave liberate occupy overrun pound raid
    reach recapture retake seize shell storm strafe
    """.split()  # noqa: SIM905
)
_SIDE = "(?:(?:north|south|(?:(?:north|south)-?)?(?:east|west))(?:ern)?|central)"
_PART = re.compile(rf"(?:\bthe (?P<side>{_SIDE} of )|\b(?P<part>{_SIDE} ))$")
_STRONG = frozenset({"in", "near", "at", "inside", "outside", "towards", "toward", "around"})


def strangers(sentence: Sentence, labels: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    """Names that nobody knows, where the words before tell a place: in Yohmor al-Shaqeef."""
    index = 1
    tokens = sentence.tokens
    while index < len(tokens):
        before = tokens[index - 1].text.lower()
        strong = before in _STRONG or of_place(sentence, index)
        if strong and capital(sentence, index) and labels.get(index, "") in _FREE.get(before, {""}):
            end = run(sentence, index, labels)
            if end and not part_of_body(sentence, end):
                yield index, end, ""
                index = end
        index += 1


def run(sentence: Sentence, start: int, labels: dict[int, str]) -> int:
    """The end of the capitalised words from `start`; 0 when they are a day, month or adjective."""
    end = start + 1
    while end < len(sentence.tokens) and joins(sentence, end) and labels.get(end) != "LOC":
        end += 1
    while end > start and not (
        capital(sentence, end - 1) or sentence.tokens[end - 1].text.isdigit()
    ):
        end -= 1
    words = [t for t in sentence.tokens[start:end] if t.text[:1].isupper()]
    dated = any(
        t.text.lower() in CALENDAR or (t.text.isdigit() and len(t.text) == 4) for t in words
    )
    named = bool(words) and all(t.upos in ("PROPN", "NOUN", "X") for t in words)
    return end if named and not dated else 0


def capital(sentence: Sentence, index: int) -> bool:
    """Whether a name can begin at a token."""
    text = sentence.tokens[index].text
    return text[:1].isupper() or (text.lower() in ("al", "el") and index + 1 < len(sentence.tokens))


def joins(sentence: Sentence, index: int) -> bool:
    """Whether a name can go on with a token."""
    token = sentence.tokens[index]
    return token.text[:1].isupper() or token.text.lower() in _JOINTS or token.text.isdigit()


def trimmed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Without the article, the possessive and stray marks at the edges."""
    while start < end and (
        sentence.tokens[start].text.lower() == "the"
        or not sentence.tokens[start].text[:1].isalnum()
    ):
        start += 1
    while end > start and (
        sentence.tokens[end - 1].xpos == "POS" or not sentence.tokens[end - 1].text[-1:].isalnum()
    ):
        end -= 1
    return start, end


def noun_after(sentence: Sentence, end: int) -> str:
    """The place noun right after a name: Kizilyurt DISTRICT."""
    if end >= len(sentence.tokens):
        return ""
    text, lemma = sentence.tokens[end].text.lower(), sentence.tokens[end].lemma.lower()
    return text if text in place_words() else lemma if lemma in place_words() else ""


def noun_before(sentence: Sentence, start: int) -> str:
    """The place noun of which a name is the complement: the VILLAGE of Farukh, the TOWN Sotk."""
    index = start - 1
    while index >= 0 and sentence.tokens[index].text.lower() in ("of", "the", "“", '"', "(", ","):
        index -= 1
    if index < 0 or (start - index > 1 and sentence.tokens[index + 1].text == ","):
        return ""
    text, lemma = sentence.tokens[index].text.lower(), sentence.tokens[index].lemma.lower()
    word = text if text in place_words() else lemma
    return word if word in place_words() and not sentence.tokens[index].text[:1].isupper() else ""


def of_place(sentence: Sentence, start: int) -> bool:
    """Whether a name completes a place noun (the village of Farukh)."""
    return bool(noun_before(sentence, start))


def part_of_country(before: str) -> int:
    """How many characters of the text before a country's name tell which part of it is meant.

    NORTHERN Syria, south-EASTERN Turkey, in the EAST OF Ukraine; not: 100 km east of Taiwan.
    """
    match = _PART.search(before)
    return len(match["side"] or match["part"]) if match else 0


def shown(sentence: Sentence, start: int) -> bool:
    """Whether a locative preposition or a place noun stands before the name."""
    index = start - 1
    if index >= 0 and sentence.tokens[index].text.lower() == "the":
        index -= 1
    if index < 0:
        return False
    return sentence.tokens[index].text.lower() in LOCATIVE - {"by", "for", "on", "to"} or of_place(
        sentence, start
    )


def struck(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name is the object of a verb that has places for objects: "shelled Yohmor"."""
    tokens = sentence.tokens
    for token in tokens[start:end]:
        if token.deprel in ("obj", "nsubj:pass") and token.head >= 0:
            return tokens[token.head].lemma.lower() in _TAKES_PLACES
    return False


def part_of_body(sentence: Sentence, end: int) -> bool:
    """Whether the name goes on to be that of a ministry, force or newspaper."""
    for index in range(end - 1, min(len(sentence.tokens), end + 3)):
        token = sentence.tokens[index]
        if not token.text[:1].isupper():
            return False
        if token.text.lower() in _BODIES:
            return True
    return False


def title(sentence: Sentence, start: int) -> bool:
    """Whether a title stands before it (General X, Mr. X)."""
    if start == 0:
        return False
    text = sentence.tokens[start - 1].text
    return text.rstrip(".") in {
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "General",
        "Gen",
        "Colonel",
        "Col",
        "President",
        "Minister",
    }
