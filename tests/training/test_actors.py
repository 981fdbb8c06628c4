import pytest

pytest.importorskip("torch")
from casus.resolve.actors import Actors
from eval.actors import Read
from tests.resolve.small_trees import after, page, tree
from training.actors import antecedent_cases, country_cases, gold_of


def test_the_coder_s_words_tell_which_options_are_right() -> None:
    first = tree("Peru/2/nsubj/PROPN accused/0/root/VERB Kenya/2/obj/PROPN")
    second = after(first, "It/2/nsubj/PRON blamed/0/root/VERB police/2/obj/NOUN")
    document = page(first, second)
    index = Actors(country_of_place={}).in_document(document, [first, second])
    claim = {
        "evidence": [second.start, second.end],
        "actors": ["PER.GOV"],
        "actor_texts": ["It"],
        "recipients": ["KEN.COP"],
        "recipient_texts": ["police"],
        "source": "author",
    }
    gold = gold_of(Read(document.text, (first, second), index), [claim])
    assert gold == {(1, 0): ("PER.GOV",), (1, 2): ("KEN.COP",)}
    (country,) = country_cases(index, gold)
    assert sum(country.right) == 1
    assert len(country.options) == 2
    (antecedent,) = antecedent_cases(index, gold)
    assert sorted(antecedent.right) == [False, True]
