"""Words that tell one event stand together; what is asked for or refused is not told."""

import pytest

from tests.coding.read import groups, tree_of

ONE_EVENT = [
    ("The shelling killed three civilians and wounded five.", [["shelling", "killed", "wounded"]]),
    ("Rebels killed three soldiers and wounded five.", [["killed", "wounded"]]),
    ("Two soldiers died in the attack.", [["attack", "died"]]),
    ("The attack claimed the lives of three soldiers.", [["attack", "claimed"]]),
    ("The ministers held talks in Geneva.", [["held", "talks"]]),
    ("An airstrike on the camp killed ten people.", [["airstrike", "killed"]]),
    (
        "The army carried out an airstrike on the camp, killing ten people.",
        [["airstrike", "killing"]],
    ),
    ("Clashes between Sudan and Ethiopia broke out.", [["Clashes", "broke"]]),
]
MORE_EVENTS = [
    ("The army shelled the village and arrested two men.", [["shelled"], ["arrested"]]),
    ("Rebels attacked the base, and the army attacked the camp.", [["attacked"], ["attacked"]]),
    ("The embassy condemned the attack.", [["condemned"], ["attack"]]),
    (
        "If the army shells the village, the rebels will retreat.",
        [["shells"], ["retreat"]],
    ),
]
SWALLOWED = [
    ("Sudan called on Ethiopia to withdraw its troops.", [["called"]]),
    ("Turkey threatened to shell the town.", [["threatened"]]),
    ("Rebels refused to release the prisoners.", [["refused"]]),
    ("The sides agreed to exchange prisoners.", [["agreed"]]),
    ("The sides signed an agreement on Monday.", [["signed"]]),
    ("The minister called off the talks.", [["called"]]),
]
ROWS = ONE_EVENT + MORE_EVENTS + SWALLOWED


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[r[0][:40] for r in ROWS])
def test_events(text: str, expected: list[list[str]]) -> None:
    tokens = tree_of(text).tokens
    assert [[tokens[t.token].text for t in group] for group in groups(text)] == expected


def test_the_deed_comes_before_its_toll() -> None:
    (group,) = groups("Two soldiers died in the shelling.")
    assert group[0].mode == "heavy-weapons"
