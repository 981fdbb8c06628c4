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
