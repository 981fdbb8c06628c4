"""How the text puts an event, and the rule that says so."""

import pytest

from casus.coding.status import status_of
from tests.coding.read import groups, tree_of

ROWS = [
    ("occurred default", "The army shelled the village."),
    ("occurred default", "The army has been shelling the village for days."),
    ("occurred default", "The army had shelled the village."),
    ("occurred default", "The minister said that the army shelled the village."),
    ("denied negation", "The army did not shell the village."),
    ("denied negation", "The army never shelled the village."),
    ("denied negation", "The village was not shelled."),
    ("denied negation", "Without attacking the town, the army left."),
    ("denied nobody", "No soldier was killed."),
    ("denied nobody", "The army killed no civilians."),
    ("denied nobody", "Neither Sudan nor Ethiopia attacked the town."),
    ("denied denial", "The army denied that it shelled the village."),
    ("denied failure", "The army failed to capture the town."),
    ("planned will", "The army will shell the village."),
    ("planned plan", "The army plans to attack the town."),
    ("planned plan", "The minister is expected to visit Moscow."),
    ("planned plan", "Talks between Sudan and Ethiopia are scheduled for Monday."),
    ("planned plan", "The army prepares an attack on the town."),
    ("planned upcoming", "The upcoming talks between Sudan and Ethiopia worry Egypt."),
    ("planned is-to", "The minister is to visit Moscow."),
    ("possible modal", "The army may shell the village."),
    ("possible modal", "The army could shell the village."),
    ("possible modal", "The army would shell the village."),
    ("possible condition", "If the army shells the village, the rebels will retreat."),
    ("possible condition", "Unless the rebels withdraw, the war goes on."),
    ("possible maybe", "The army probably shelled the village."),
    ("possible maybe", "A possible attack on the town worries the officials."),
    ("possible doubt", "Officials fear an attack on the town."),
    ("possible doubt", "There is a risk of an attack on the town."),
]


@pytest.mark.parametrize(("expected", "text"), ROWS, ids=[r[1][:45] for r in ROWS])
def test_status(expected: str, text: str) -> None:
    found = status_of(tree_of(text), groups(text)[0][0].token)
    assert f"{found.value} {found.why.removeprefix('status:')}" == expected


def test_a_condition_does_not_reach_the_main_clause() -> None:
    text = "If the army shells the village, the rebels will retreat."
    assert status_of(tree_of(text), groups(text)[1][0].token).value == "planned"


def test_a_negation_stays_in_its_clause() -> None:
    text = "The army did not say that it shelled the village."
    (group,) = groups(text)
    assert status_of(tree_of(text), group[0].token).value == "occurred"


def test_the_word_that_shows_a_status_is_told() -> None:
    text = "The army may shell the village."
    tree = tree_of(text)
    shown = status_of(tree, groups(text)[0][0].token).token
    assert shown is not None
    assert tree.tokens[shown].text == "may"
