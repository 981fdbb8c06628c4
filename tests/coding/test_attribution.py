"""Who says what: sources, cues and contents on the sentences of each construction."""

import sys
import time
from types import FrameType
from typing import Any

import pytest

from casus.coding import Spanned, attributions_of
from casus.coding.quotes import quotes
from casus.language import LanguageModel
from casus.model import Sentence
from tests.coding.read import seen
from tests.coding.trees import flat, sentence


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.load()


def told(text: str, model: LanguageModel) -> list[tuple[str, str, str]]:
    found = attributions_of(text, model.parse([text])[0])
    return [(_words(text, a.source), _words(text, a.cue), _words(text, a.content)) for a in found]


def _words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " ".join(text[start:end] for start, end in spans)


CASES = [
    (
        "The ministry said that two soldiers had been killed.",
        ("The ministry", "said", "that two soldiers had been killed"),
    ),
    (
        "Two soldiers were killed near Aghdam on Friday, the ministry said.",
        ("the ministry", "said", "Two soldiers were killed near Aghdam on Friday"),
    ),
    (
        "A shell hit the mill and the bakery burned down, according to the ministry.",
        ("the ministry", "according to", "A shell hit the mill and the bakery burned down"),
    ),
    (
        "On Friday new fighting set the army against the rebels, who took two villages in the "
        "north, according to sources reached from Bunia, the capital of the province.",
        (
            "sources",
            "according to",
            "On Friday new fighting set the army against the rebels, who took two villages in the "
            "north",
        ),
    ),
    (
        "The union is preparing further visa bans against officials, diplomats in Brussels said.",
        (
            "diplomats in Brussels",
            "said",
            "The union is preparing further visa bans against officials",
        ),
    ),
    (
        "Two shells hit the town, the mayor, a former soldier, said on Monday.",
        ("the mayor, a former soldier", "said", "Two shells hit the town"),
    ),
    (
        "The army sold its guns, tanks and other vehicles, said lobbyist and strategist Omar Musa.",
        ("Omar Musa", "said", "The army sold its guns, tanks and other vehicles"),
    ),
    (
        "Its guns, the army claimed, had not fired.",
        ("the army", "claimed", "Its guns , had not fired"),
    ),
    (
        "Ten posts were taken on Friday, the ministry makes known.",
        ("the ministry", "makes known", "Ten posts were taken on Friday"),
    ),
    (
        "According to the ministry, two soldiers were killed.",
        ("the ministry", "According to", "two soldiers were killed"),
    ),
    (
        "“We shall answer every shot,” the general said.",
        ("the general", "said", "“We shall answer every shot,”"),
    ),
    (
        "The rebels have denied that they shelled the town.",
        ("The rebels", "have denied", "that they shelled the town"),
    ),
    (
        "The president called for an end of the siege.",
        ("The president", "called for", "an end of the siege"),
    ),
    (
        "The governor hopes that the bridge will be opened.",
        ("The governor", "hopes", "that the bridge will be opened"),
    ),
    (
        "The governor wrote on Telegram that a drone hit the depot.",
        ("The governor", "wrote", "that a drone hit the depot"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_constructions(text: str, expected: tuple[str, str, str], model: LanguageModel) -> None:
    assert expected in told(text, model)


def test_thoughts_are_flagged(model: LanguageModel) -> None:
    text = "The president called for an end of the siege."
    assert [a.kind for a in attributions_of(text, model.parse([text])[0])] == ["stance"]


def test_a_quotation_over_sentences_has_one_speaker(model: LanguageModel) -> None:
    text = "“They came at dawn,” the mayor said. “Nobody warned us. The school burned down.”"
    contents = [content for _, _, content in told(text, model)]
    assert any("They came" in c and "The school burned down" in c for c in contents)


def test_nothing_is_looked_for_inside_a_quotation(model: LanguageModel) -> None:
    text = "“I think that they want peace and say so,” the mayor said."
    assert [cue for _, cue, _ in told(text, model)] == ["said"]


def test_a_paragraph_without_a_mark_ends_an_open_quotation() -> None:
    parts = [flat(["“", "They", "came"]), flat(["Later", "he", "left", "”"], 20)]
    assert [(q.first, q.last) for q in quotes(parts, {1})] == [(0, 0)]


def test_a_paragraph_with_a_mark_goes_on_with_it() -> None:
    parts = [flat(["“", "They", "came"]), flat(["“", "We", "ran", "”"], 20)]
    assert [(q.first, q.last) for q in quotes(parts, {1})] == [(0, 1)]


def test_a_tree_is_enough() -> None:
    parts = sentence(
        "Baku/Baku/PROPN/NNP/2/nsubj said/say/VERB/VBD/0/root it/it/PRON/PRP/4/nsubj "
        "fired/fire/VERB/VBD/2/ccomp ././PUNCT/./2/punct"
    )
    expected = Spanned(((0, 4),), ((5, 9),), ((10, 18),), "verb")
    assert attributions_of("Baku said it fired .", [parts]) == (expected,)


HOSTILE = {
    "a sentence of 2,000 words": "the army said that " * 500,
    "10,000 quotation marks": '" he said “ ' * 5000,
    "all capitals": "THE MINISTRY SAID THAT TWO SOLDIERS HAD BEEN KILLED. " * 40,
    "no punctuation": "the ministry said two soldiers were killed and the army denied it " * 40,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_give_spans_inside_the_text(text: str) -> None:
    for one in attributions_of(text, hung(text)):
        spans = [*one.source, *one.cue, *one.content]
        assert all(0 <= start < end <= len(text) for start, end in spans)


def hung(text: str) -> list[Sentence]:
    """Sentences of at most 120 words, as the splitter gives them, without a model."""
    words = text.split()
    parts, at = [], 0
    for first in range(0, len(words), 120):
        part = words[first : first + 120]
        parts.append(flat(part, at))
        at = parts[-1].end + 1
    return parts


def test_work_grows_with_the_marks_and_not_with_their_square() -> None:
    def lines(marks: int) -> int:
        parts = hung("“ said " * marks)
        run = 0

        def count(frame: FrameType, event: str, _: object) -> Any:
            nonlocal run
            run += event == "line"
            return count

        before = sys.gettrace()
        sys.settrace(count)
        try:
            assert len(list(quotes(parts))) >= 1
            attributions_of("x" * parts[-1].end, parts)
        finally:
            sys.settrace(before)
        return run

    assert lines(4000) < 12 * lines(500)


def test_one_sentence_of_2000_words() -> None:
    words = ["said", "that", "he"] * 700
    began = time.process_time()
    attributions_of(" ".join(words), [flat(words)])
    assert time.process_time() - began < 5


def test_a_statement_printed_whole_is_said_by_whoever_issued_it() -> None:
    text = (
        'The ministry of Kenya issued a statement. It reads:\n\n"The border is closed.\n\n'
        'The army patrols it. Nobody was hurt.\n\nThe ministry regrets the delay."\n\nIt rained.'
    )
    page = seen(text)
    (quote,) = page.quotes
    assert "regrets" in [t.text for t in page.trees[quote.last].tokens]
    speaker = page.speaker(quote)
    assert speaker is not None
    assert page.trees[speaker.sentence].tokens[speaker.cue].text == "reads"


def test_a_mark_that_nobody_closes_does_not_reach_the_next_paragraph() -> None:
    page = seen('"The border is closed.\n\nThe army patrols it. He said "no" to them all.')
    assert page.quotes[0].last == 0
