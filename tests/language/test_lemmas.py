"""The shipped lemma table."""

import pytest

from casus.language.lemmas import Edit, Lemmatiser
from casus.language.parser import SHIPPED

TABLE = Lemmatiser.load(SHIPPED / "lemmas.tsv")


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("shelled", "VBD", "shell"),
        ("Shelling", "VBG", "shell"),
        ("seized", "VBN", "seize"),
        ("fled", "VBD", "flee"),
        ("withdrew", "VBD", "withdraw"),
        ("denied", "VBD", "deny"),
        ("provoked", "VBN", "provoke"),
        ("planned", "VBN", "plan"),
        ("killing", "VBG", "kill"),
        ("was", "VBD", "be"),
        ("forces", "NNS", "force"),
        ("FORCES", "NNS", "force"),
        ("casualties", "NNS", "casualty"),
        ("men", "NNS", "man"),
        ("Azerbaijani", "JJ", "Azerbaijani"),
        ("Big", "JJ", "big"),
        ("Yerevan", "NNP", "Yerevan"),
        ("n't", "RB", "not"),
        ("me", "PRP", "I"),
        ("qzxv", "NN", "qzxv"),
        ("word", "NO-SUCH-TAG", "word"),
    ],
)
def test_table(word: str, tag: str, lemma: str) -> None:
    assert TABLE.lemma(word, tag) == lemma


def test_an_edit_longer_than_the_word_leaves_it() -> None:
    assert Edit(5, "x").apply("abc") == "abc"
