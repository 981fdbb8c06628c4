"""Texts that nobody would write: no crash, evidence that reads back, work that stays bounded."""

import pytest

from casus.coding.page import view
from casus.coding.roles import roles_of
from casus.coding.select import select
from casus.coding.status import status_of
from casus.coding.tree import Tree
from casus.coding.triggers import triggers
from casus.model import Parsed, Sentence, Token
from tests.coding.read import actors, body, claims_in
from tests.coding.trees import flat

TEXTS = {
    "a sentence of 2,000 words": "the Armenian army shelled the village and " * 285,
    "quotation marks never closed": "“ The army “ shelled " * 60,
    "all capitals": "ARMENIAN FORCES SHELLED AZERBAIJANI POSITIONS, KILLING THREE SOLDIERS. " * 8,
    "no punctuation": "armenian forces shelled azerbaijani positions killing three soldiers " * 15,
    "scanning noise": "Arrnenian f0rces she11ed Azerb-\naijani posi tions ,ki1ling thr ee. ~ | ¦ "
    * 5,
    "mixed scripts": "Armenian силы shelled 아르메니아 positions קרב near Սոթք, killing ثلاثة. "
    * 6,
    "brackets": "(((([[[[ Armenia ]]] shelled )) Azerbaijan ((( " * 60,
    "numbers": "killed 1,2,3,4,5 999,999,999,999,999,999 soldiers and 0 wounded -5. " * 6,
    "signs alone": "?!?!…—–•*#§ " * 60,
    "invisible signs": "Armenia\u200b shelled\u202e Azerbaijan\ufeff\u0301. " * 30,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_are_coded(text: str) -> None:
    for claim in claims_in(text):
        assert claim.quote == text[claim.evidence.start : claim.evidence.end]
        assert claim.evidence.start <= claim.trigger.start < claim.trigger.end
        assert claim.trigger.end <= claim.evidence.end
        assert all(loss.value.low >= 0 for loss in claim.losses)


def test_capitals_and_lower_case_still_tell_the_event() -> None:
    assert claims_in("ARMENIAN FORCES SHELLED AZERBAIJANI POSITIONS.")
    assert claims_in("armenian forces shelled azerbaijani positions")


def chain(words: int) -> Sentence:
    """Attacks that hang each on the one before: the deepest tree there can be."""
    tokens = [
        Token(
            9 * n, 9 * n + 8, "attacked", "attack", "VERB", "VBD", n - 1, "ccomp" if n else "root"
        )
        for n in range(words)
    ]
    return Sentence(0, tokens[-1].end, tuple(tokens), ())


@pytest.mark.parametrize("words", [1, 2, 120])
@pytest.mark.parametrize("shape", ["deep", "flat"])
def test_every_tree_is_coded(words: int, shape: str) -> None:
    sentence = chain(words) if shape == "deep" else flat(["attacked"] * words)
    tree = Tree(sentence)
    found = list(triggers(tree, lambda _: True))
    for group in select(tree, found):
        for trigger in group:
            status_of(tree, trigger.token)
            roles_of(tree, trigger, lambda _: True)
    assert len(found) == (words if shape == "deep" else 0)


def test_10000_open_quotations_are_bounded() -> None:
    parts, at = [], 0
    for _ in range(100):
        parts.append(flat(["“", "attacked"] * 50, at))
        at = parts[-1].end + 1
    document = body("x" * at)
    page = view(Parsed(document, tuple(parts)), actors().in_document(document, tuple(parts)))
    assert 0 < len(page.quotes) <= 5000
    held = sum(q.last - q.first + 1 for q in page.quotes)
    assert held <= 20 * len(parts), "a quotation reaches over a bounded number of sentences"
