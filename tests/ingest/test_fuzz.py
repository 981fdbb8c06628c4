"""A small part of the fuzz corpus of bench/fuzz.py: nothing is lost, whatever is broken."""

import pytest

from bench.fuzz import ReadMutant, mutant
from bench.seeds import seeds
from casus.model import Page


def test_a_mutant_follows_from_its_number() -> None:
    assert mutant(17) == mutant(17)
    assert len({mutant(n).sha256 for n in range(200)}) > 190


@pytest.mark.parametrize("ending", sorted(set(seeds()) - {"sitemap.xml"}))
def test_every_seed_is_read(ending: str) -> None:
    page = Page(f"a.{ending}", "", "application/octet-stream", seeds()[ending], "")
    (seen,) = ReadMutant().map(page)
    assert seen.documents == seen.pages > 0


def test_mutants_give_a_page_or_a_reason() -> None:
    stage = ReadMutant()
    for number in range(0, 5000, 21):
        (seen,) = stage.map(mutant(number))
        assert seen.documents or seen.problems, number
