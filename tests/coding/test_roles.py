"""Who did it to whom, read from the tree alone."""

import pytest

from casus.coding.roles import roles_of
from tests.coding.read import groups, seen

ROWS = [
    ("active", "Azerbaijan attacked Armenian positions.", "Azerbaijan", "positions Armenian"),
    ("passive", "Armenian posts were attacked by Azerbaijan.", "Azerbaijan", "posts Armenian"),
    ("passive, no agent", "Armenian posts were attacked on Monday.", "", "posts Armenian"),
    ("owner of a noun", "Eritrea's attack on Ethiopia shocked all.", "Eritrea", "Ethiopia"),
    ("light verb", "Kenya launched an attack on Somalia.", "Kenya", "Somalia"),
    ("light verb of the sufferer", "Ethiopia suffered an attack.", "", "Ethiopia"),
    ("symmetric verb", "Kenya met with Uganda in Nairobi.", "Kenya Uganda", "Kenya Uganda"),
    ("symmetric subjects", "Kenya and Uganda signed an accord.", "Kenya Uganda", "Kenya Uganda"),
    ("symmetric noun", "Clashes between Chad and Niger began.", "Chad Niger", "Chad Niger"),
    ("control", "Rwanda wants to attack Burundi.", "Rwanda", "Burundi"),
    ("relative clause", "Rwanda, which attacked Burundi, denied it.", "Rwanda", "Burundi"),
    ("participle", "The Russian army, accused by Ukraine, left.", "Ukraine", "army Russian"),
    ("recipient after to", "Chad supplied weapons to Sudan.", "Chad", "Sudan"),
    ("recipient after on", "Sudan called on Ethiopia to leave.", "Sudan", "Ethiopia"),
    ("recipient after from", "France recalled its ambassador from Mali.", "France", "Mali"),
    ("subject suffers", "Rwandan troops stepped on a mine.", "", "troops"),
    ("visit", "Kenya visited Uganda.", "Kenya", "Uganda"),
    ("things do nothing", "The storm attacked the coast.", "", ""),
]


@pytest.mark.parametrize(("kind", "text", "actors", "recipients"), ROWS, ids=[r[0] for r in ROWS])
def test_roles(kind: str, text: str, actors: str, recipients: str) -> None:
    page = seen(text)
    roles = roles_of(page.trees[0], groups(text)[0][0], page.is_actor(0))
    words = page.trees[0].tokens
    assert [words[i].text for i in roles.actors] == actors.split()
    assert [words[i].text for i in roles.recipients] == recipients.split()
