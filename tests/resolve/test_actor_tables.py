import csv
from importlib.resources import files
from pathlib import Path

import pytest

from casus.lexicon.actors import NAMED_TABLES, load_actors
from casus.lexicon.table import LexiconError
from casus.resolve.actors import Actors
from tests.resolve.small_trees import page, tree

LEXICON = load_actors()
HEADER = "name\taliases\tcode\tsince\tuntil\tsource\n"


def test_every_country_of_the_world_and_the_de_facto_entities_have_a_row() -> None:
    codes = {c.code for c in LEXICON.countries}
    assert {"XNK", "XAB", "XSO", "XTR", "XNC", "XSL", "XDP", "XLP", "XKX"} <= codes
    assert len(codes) == len(LEXICON.countries) > 250


def test_there_are_many_armed_groups_and_office_holders() -> None:
    groups = {n.code for n in LEXICON.named if ".REB." in n.code}
    assert len(groups) >= 600
    assert len(LEXICON.holders) >= 2000


@pytest.mark.parametrize("name", ["countries", "sectors", "office_holders", *NAMED_TABLES])
def test_no_row_stands_twice_and_each_says_where_it_is_from(name: str) -> None:
    text = files("casus.lexicon").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len({tuple(r.items()) for r in rows}) == len(rows)
    assert all(r["source"] for r in rows)


def test_every_named_country_exists() -> None:
    codes = {c.code for c in LEXICON.countries} | {"IGO", "NGO"}
    assert {n.code[:3] for n in LEXICON.named} <= codes
    assert {h.code[:3] for h in LEXICON.holders} <= codes


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("Blue Army\t\tXYZ.FOO\t\t\tmine", "no code"),
        ("Blue Army\t\tUSA.MIL\tsoon\t\tmine", "no date"),
        ("\t\tUSA.MIL\t\t\tmine", "empty"),
        ("Blue Army\tUSA.MIL", "cells"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, row: str, complaint: str) -> None:
    (tmp_path / "forces.tsv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=complaint) as caught:
        load_actors([tmp_path])
    assert "forces.tsv:2" in str(caught.value)


def test_a_projects_own_rows_are_added(tmp_path: Path) -> None:
    (tmp_path / "armed_groups.tsv").write_text(
        HEADER + "Sons of the Lake\tSOTL\tFJI.REB.SOTL\t\t\tmine\n", encoding="utf-8"
    )
    sentence = tree("SOTL/2/compound/PROPN fighters/0/root/NOUN")
    index = Actors([tmp_path]).in_document(page(sentence), [sentence])
    assert [s.value for s in index.at(0, 1)] == ["FJI.REB.SOTL"]
