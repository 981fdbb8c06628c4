"""Weapons that a sentence states, and the modes that follow from word or weapon."""

import pytest

from casus.coding.modes import mode_of
from casus.coding.weapons import weapons
from casus.model import Span
from tests.coding.read import groups, tree_of

ROWS = [
    ("The army fired rockets at the town.", "rocket", "heavy-weapons"),
    ("Soldiers fired mortar shells at the village.", "artillery", "heavy-weapons"),
    ("The army attacked the village with howitzers.", "artillery", "heavy-weapons"),
    ("A missile strike hit the port.", "missile", "heavy-weapons"),
    ("A drone struck the depot.", "drone", "drone"),
    ("Drones attacked the refinery.", "drone", "drone"),
    ("An airstrike hit the camp.", "aircraft", "aerial"),
    ("A roadside bomb killed two policemen.", "explosive", "explosives"),
    ("A landmine wounded a child.", "mine", "explosives"),
    ("A sniper shot a farmer.", "small-arms", "firearms"),
    ("Rebels attacked the convoy.", "", None),
    ("The two armies clashed with rifles.", "small-arms", "clash"),
    ("The police arrested a man with a rifle.", "small-arms", "arrest"),
]


@pytest.mark.parametrize(("text", "stated", "mode"), ROWS, ids=[r[0][:40] for r in ROWS])
def test_weapons_and_modes(text: str, stated: str, mode: str | None) -> None:
    tree = tree_of(text)
    found = [name for name, _ in weapons(tree, range(len(tree.tokens)))]
    assert list(dict.fromkeys(found)) == stated.split()
    slot = mode_of(groups(text)[0][0], found, Span("page", 0, 1))
    assert (slot.value if slot else None) == mode


def test_only_the_words_asked_for_are_read() -> None:
    tree = tree_of("The army fired rockets at the town.")
    assert list(weapons(tree, [0, 1, 2])) == []


def test_the_weapon_that_is_told_is_the_word_of_it() -> None:
    tree = tree_of("The army fired rockets at the town.")
    ((_, token),) = weapons(tree, range(len(tree.tokens)))
    assert tree.tokens[token].text == "rockets"
