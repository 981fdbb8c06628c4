"""The lemma table that is learned from examples."""

from pathlib import Path

from casus.language.lemmas import Lemmatiser
from training.corpus import Example
from training.lemmas import write_table

WORDS = ("walked", "talked", "ARE", "are", "worked", "Armenian", "Russian", "Big", "Small")
LEMMAS = ("walk", "talk", "be", "be", "work", "Armenian", "Russian", "big", "small")
TAGS = ("VBD", "VBD", "VBP", "VBP", "VBD", "JJ", "JJ", "JJ", "JJ")


def learned(tmp_path: Path) -> Lemmatiser:
    example = Example(WORDS, LEMMAS, xpos=TAGS)
    write_table([example], ["raze", "razed", "plan", "planned"], tmp_path / "lemmas.tsv")
    return Lemmatiser.load(tmp_path / "lemmas.tsv")


def test_examples_and_the_vocabulary_are_generalised(tmp_path: Path) -> None:
    table = learned(tmp_path)
    assert table.lemma("Barked", "VBD") == "bark"
    assert table.lemma("razed", "VBN") == "raze"
    assert table.lemma("planned", "VBD") == "plan"
    assert table.lemma("Iranian", "JJ") == "Iranian"
    assert table.lemma("fled", "VBD") == "flee"
