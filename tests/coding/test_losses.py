"""Numbers in words and figures, and the losses that they count."""

import pytest

from casus.coding.losses import losses
from casus.coding.numbers import number
from tests.coding.read import tree_of

NUMBERS = [
    ("three", 3), ("nineteen", 19), ("ninety", 90), ("twenty-three", 23), ("Ninety-Nine", 99),
    ("hundred", 100), ("23", 23), ("1,500", 1500), ("1.500", 1500), ("12 000", 12000),
    ("1,000,000", 1_000_000), ("soldier", None), ("32-year-old", None), ("1,50", None),
    ("", None), ("-", None), ("3-5", None),
]  # fmt: skip


@pytest.mark.parametrize(("word", "value"), NUMBERS)
def test_numbers(word: str, value: int | None) -> None:
    assert number(word) == value


LOSSES = [
    ("Three soldiers were killed.", "killed 3-3"),
    ("At least five civilians were killed in the shelling.", "killed 5-"),
    ("More than a dozen soldiers were killed.", "killed 13-"),
    ("More than 20 people were injured.", "wounded 21-"),
    ("Over 100 people were killed.", "killed 101-"),
    ("Up to ten soldiers were captured.", "captured 0-10"),
    ("Around 40 people were wounded.", "wounded 40-40"),
    ("Some 30 people were killed.", "killed 30-30"),
    ("Several soldiers were injured.", "wounded 3-9"),
    ("A couple of soldiers were wounded.", "wounded 2-2"),
    ("Both pilots were killed.", "killed 2-2"),
    ("The shelling wounded another.", "wounded 1-1"),
    ("Another 12 soldiers were wounded.", "wounded 12-12"),
    ("Dozens of people were wounded.", "wounded 24-99"),
    ("Scores of people were killed.", "killed 40-99"),
    ("Hundreds of soldiers were captured.", "captured 200-999"),
    ("Thousands were killed.", "killed 2000-"),
    ("Two hundred rebels were killed.", "killed 200-200"),
    ("Twenty-three people died.", "killed 23-23"),
    ("The shelling killed 1,500 people.", "killed 1500-1500"),
    ("A 32-year-old soldier was killed.", "killed 1-1"),
    ("A soldier was wounded.", "wounded 1-1"),
    ("Police arrested 12 activists.", "captured 12-12"),
    ("The blast claimed the lives of three soldiers.", "killed 3-3"),
    ("The death of two soldiers angered the villagers.", "killed 2-2"),
    ("The army lost three soldiers.", "killed 3-3"),
    ("Rebels killed three and wounded five.", "killed 3-3, wounded 5-5"),
    ("One soldier was killed and two were wounded.", "killed 1-1, wounded 2-2"),
    ("Two policemen and a child were killed.", "killed 2-2, killed 1-1"),
    ("Two soldiers were killed and ten wounded on July 29.", "killed 2-2, wounded 10-10"),
    ("At least six were killed and 26 others wounded in the city.", "killed 6-, wounded 26-26"),
    ("A bomb kills two soldiers and wounds eight.", "killed 2-2, wounded 8-8"),
    ("At least 5 killed, 20 wounded in Gaza strike", "killed 5-, wounded 20-20"),
    ("Four soldiers lost their lives and nine were injured.", "killed 4-4, wounded 9-9"),
    ("Azerbaijan put its own dead at 50.", "killed 50-50"),
    ("The wounded are 42.", "wounded 42-42"),
    ("The death toll rose to 45.", "killed 45-45"),
    ("The journalist Lyra McKee was shot dead in Derry in April.", "killed 1-1"),
    ("Two persons were gunned down at Duaath village.", "killed 2-2"),
    ("The ten persons whom the police shot dead that day were volunteers.", "killed 10-10"),
    ("Eight fighters were taken prisoner.", "captured 8-8"),
    ("Rebels took a pilot hostage in February.", "captured 1-1"),
    ("At least nine people were taken to hospital.", "wounded 9-"),
    ("He was arrested in May.", "captured 1-1"),
    ("Six soldiers, five of them conscripts, were wounded.", "wounded 6-6"),
    (
        "Rockets killed one person and wounded three, one of them seriously.",
        "killed 1-1, wounded 3-3",
    ),
    ("A total of 12 civilians were killed.", "killed 12-12"),
    ("Forty-nine soldiers died in the clashes.", "killed 49-49"),
    ("Between 10 and 15 people were killed.", "killed 10-15"),
    ("From five to seven soldiers were wounded.", "wounded 5-7"),
    ("The rebels captured three tanks and 14 soldiers.", "captured 14-14"),
    ("Azerbaijan captured Farukh.", ""),
    ("Azerbaijani forces captured two villages and a hill.", ""),
    ("Officials held a meeting in Aqaba.", ""),
    ("The soldiers held back the crowd.", ""),
    ("He denied that any soldier had been killed.", ""),
    ("We have not lost any drone.", ""),
    ("No one was hurt.", ""),
    ("Should one of its soldiers die, the army may answer.", ""),
    ("If three soldiers die, the army will answer.", ""),
    ("In 2014 the wounded were flown out.", ""),
    ("There were no casualties.", ""),
    ("No civilians were killed.", ""),
    ("Soldiers were killed.", ""),
    ("The army was killed.", ""),
    ("The rebels live in 12 villages.", ""),
]


@pytest.mark.parametrize(("text", "expected"), LOSSES, ids=[r[0][:40] for r in LOSSES])
def test_losses(text: str, expected: str) -> None:
    found = [
        f"{c.kind} {c.count.low}-{'' if c.count.high is None else c.count.high}"
        for c in losses(tree_of(text))
    ]
    assert ", ".join(found) == expected
