"""The shipped model from text to sentences."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.language import LanguageModel, ModelError
from casus.language.features import MAX_WORDS
from casus.model import Sentence

TEXT = (
    "Azerbaijani forces shelled the village of Tegh on Tuesday, killing two soldiers, "
    'the Defence Ministry said. "We didn\'t fire first," Col. Anar Eyvazov told Interfax.'
)


@cache
def model() -> LanguageModel:
    return LanguageModel.load()


def check(text: str, sentences: list[Sentence]) -> None:
    last = 0
    for sentence in sentences:
        assert last <= sentence.start < sentence.end
        assert sentence.start == sentence.tokens[0].start
        assert sentence.end == sentence.tokens[-1].end
        last = sentence.end
        assert [t.text for t in sentence.tokens] == [text[t.start : t.end] for t in sentence.tokens]
        assert all(token.lemma for token in sentence.tokens)
        assert [t.deprel for t in sentence.tokens if t.head < 0] == ["root"]
        assert all(t.deprel != "root" for t in sentence.tokens if t.head >= 0)
        assert all(0 <= e.start < e.end <= len(sentence.tokens) for e in sentence.entities)
        for index in range(len(sentence.tokens)):
            assert reaches_root(sentence, index)


def reaches_root(sentence: Sentence, index: int) -> bool:
    for _ in sentence.tokens:
        index = sentence.tokens[index].head
        if index < 0:
            return True
    return False


@pytest.mark.parametrize("country", ["Chad", "Niger"])
def test_a_perfect_without_been_is_active(country: str) -> None:
    ((sentence,),) = model().parse([f"{country} denied that its army had fired."])
    (subject,) = [t for t in sentence.tokens if t.text == "army"]
    assert (sentence.tokens[subject.head].text, subject.deprel) == ("fired", "nsubj")


def test_a_plain_text() -> None:
    (sentences,) = model().parse([TEXT])
    check(TEXT, sentences)
    assert len(sentences) == 2
    first = {token.text: token for token in sentences[0].tokens}
    assert first["shelled"].lemma == "shell"
    assert sentences[0].tokens[first["forces"].head].text == "shelled"
    assert first["forces"].deprel == "nsubj"
    names = [
        (e.label, TEXT[s.tokens[e.start].start : s.tokens[e.end - 1].end])
        for s in sentences
        for e in s.entities
    ]
    assert ("LOC", "Tegh") in names


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "x",
        "\x00\u200b\ufeff",
        "a" * 20_000,
        "SHELLING " * 2_000,
        ". " * 1_000,
        "🙂🙂 ok",
    ],
)
def test_hostile_text(text: str) -> None:
    (sentences,) = model().parse([text])
    check(text, sentences)
    covered = sum(token.end - token.start for s in sentences for token in s.tokens)
    assert covered == sum(not character.isspace() for character in text)


@given(st.lists(st.text(max_size=60), max_size=4))
@settings(max_examples=15, deadline=None)
def test_any_text(texts: list[str]) -> None:
    for text, sentences in zip(texts, model().parse(texts), strict=True):
        check(text, sentences)


def test_a_text_is_parsed_alike_alone_and_in_company() -> None:
    other = "Two people died. " * 30
    assert model().parse([TEXT, other])[0] == model().parse([TEXT])[0]


def test_only_the_given_zones_are_read() -> None:
    text = "Title here\nSECRET comment.\nThe army left."
    sentences = model().parse_zones(text, [(0, 10), (27, len(text))])
    assert [text[s.start : s.end] for s in sentences] == ["Title here", "The army left."]


def test_given_words_are_kept_even_in_an_endless_sentence() -> None:
    words = MAX_WORDS * 2 + 50
    text = "go " * words
    given_spans = [[(3 * i, 3 * i + 2) for i in range(words)]]
    sentences = model().annotate(text, given_spans)
    check(text, sentences)
    assert len(sentences[0].tokens) == words


def test_a_folder_without_a_model_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelError, match="cannot load"):
        LanguageModel.load(tmp_path)
