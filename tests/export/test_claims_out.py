"""Rows and features: nothing is lost, nothing runs."""

import csv
import io
import json

import pytest

from casus.export.geojson import write_geojson
from casus.export.tabular import COLUMNS, safe, write_csv
from casus.model import Claim, Loss
from tests.claims import Story, Told, claim_of

TOLD = Told("They shelled it.", losses=(Loss("killed", 2, None), Loss("wounded", 3, 9)))
BARE = Told("=cmd() shelled", place=None, date=None, mode=None, status="denied", weapons=())


def claims() -> list[Claim]:
    story = Story("page", (TOLD, BARE))
    return [claim_of(story, told) for told in story.told]


def table(*, hxl: bool = False) -> list[list[str]]:
    out = io.StringIO(newline="")
    assert write_csv(claims(), out, hxl=hxl) == 2
    return list(csv.reader(io.StringIO(out.getvalue(), newline="")))


def test_a_row_holds_the_claim() -> None:
    header, first, second = table()
    row = dict(zip(header, first, strict=True))
    assert row["status"] == "occurred"
    assert (row["actors"], row["recipients"], row["source"]) == ("AZE.MIL", "XNK.CVL", "ARM.MIL")
    assert (row["killed_min"], row["killed_max"]) == ("2", "")
    assert (row["wounded_min"], row["wounded_max"]) == ("3", "9")
    assert (row["lat"], row["lon"], row["place_precision"]) == ("39.99", "46.83", "1")
    bare = dict(zip(header, second, strict=True))
    assert bare["quote"] == "'=cmd() shelled"
    assert (bare["place"], bare["date_start"], bare["status"]) == ("", "", "denied")


def test_hxl_tags_stand_under_the_names() -> None:
    lines = table(hxl=True)
    assert lines[1] == list(COLUMNS.values())
    assert all(tag.startswith("#") for tag in lines[1])
    assert len(set(lines[1])) == len(lines[1])


@pytest.mark.parametrize("cell", ["=1+1", "+x", "-x", "@SUM(A1)", "\t=1", "\r=1", " =1", "-1+1"])
def test_formulas_are_neutralised(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-1", "+2.5", "-0.13", "plain", "2022-03-24", "a=b"])
def test_other_cells_stay(cell: str) -> None:
    assert safe(cell) == cell


def test_features_have_longitude_first_or_no_geometry() -> None:
    out = io.StringIO()
    assert write_geojson(claims(), out) == 2
    body = json.loads(out.getvalue())
    first, second = body["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [46.83, 39.99]}
    assert first["properties"]["uncertainty_km"] == 2.0
    assert second["geometry"] is None
    assert second["properties"]["status"] == "denied"
    assert "crs" not in body
