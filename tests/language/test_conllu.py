"""CoNLL-U out and in again."""

import pytest

from casus.language.conllu import ConlluError, read, write
from casus.model import Entity, Sentence, Token

TEXT = "Baku's army fired. It left."
SENTENCES = (
    Sentence(
        0,
        18,
        (
            Token(0, 4, "Baku", "Baku", "PROPN", "NNP", 2, "nmod:poss"),
            Token(4, 6, "'s", "'s", "PART", "POS", 0, "case"),
            Token(7, 11, "army", "army", "NOUN", "NN", 3, "nsubj"),
            Token(12, 17, "fired", "fire", "VERB", "VBD", -1, "root"),
            Token(17, 18, ".", ".", "PUNCT", ".", 3, "punct"),
        ),
        (Entity(0, 3, "ORG"),),
    ),
    Sentence(
        19,
        27,
        (
            Token(19, 21, "It", "it", "PRON", "PRP", 1, "nsubj"),
            Token(22, 26, "left", "leave", "VERB", "VBD", -1, "root"),
            Token(26, 27, ".", ".", "PUNCT", ".", 1, "punct"),
        ),
        (),
    ),
)


def test_round_trip() -> None:
    lines = "".join(write(TEXT, SENTENCES)).splitlines()
    again = read(lines)
    assert again.text == "Baku's army fired.\nIt left.\n"
    assert again.sentences == SENTENCES


def test_what_is_written() -> None:
    first = "".join(write(TEXT, SENTENCES, "doc")).splitlines()
    assert first[0] == "# sent_id = doc-1"
    assert first[1] == "# text = Baku's army fired."
    assert first[2] == "1\tBaku\tBaku\tPROPN\tNNP\t_\t3\tnmod:poss\t_\tNer=B-ORG|SpaceAfter=No"
    assert first[3].endswith("Ner=I-ORG")


def test_words_alone_are_read() -> None:
    row = "1\tFire\t_\t_\t_\t_\t_\t_\t_\t_"
    (sentence,) = read([row]).sentences
    assert sentence.tokens == (Token(0, 4, "Fire", "", "", "", -1, ""),)


def test_multiword_lines_are_skipped() -> None:
    rows = ["1-2\tdon't" + "\t_" * 8, "1\tdo" + "\t_" * 7 + "\tSpaceAfter=No", "2\tn't" + "\t_" * 8]
    assert read(rows).text == "don't\n"


@pytest.mark.parametrize("row", ["1\tFire", "1\tFire\t_\t_\t_\t_\tx\t_\t_\t_"])
def test_a_broken_line_is_named(row: str) -> None:
    with pytest.raises(ConlluError, match="line 2"):
        read(["# text", row])
