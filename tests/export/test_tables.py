"""Rows and features: nothing is lost, nothing runs, every file tells its layout's version."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from casus.export.columns import CLAIMS, DOCUMENTS, INCIDENTS, Column
from casus.export.geojson import write_geojson
from casus.export.hxl import incident_rows, write_hxl
from casus.export.profile import Profile
from casus.export.tabular import claim_row, claim_rows, document_rows, safe, write_claims
from casus.merge import Account
from casus.model import Correction, Loss, Place, Review
from tests.claims import Story, Told, claim_of
from tests.export.shown import DENIED, LATER, NOWHERE, SHELLED, TALKS, case

TOLD = Told("They shelled it.", losses=(Loss("killed", 2, None), Loss("wounded", 3, 9)))
CORRECTED = Correction("date", '"2022-03-24"', "Bert", "typing error", 7)
BARE = Told("=cmd() shelled", place=None, date=None, mode=None, status="denied", weapons=())


def table() -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    assert write_claims([case(TOLD), case(BARE)], out) == 2
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_a_row_holds_the_claim() -> None:
    row, bare = table()
    assert list(row) == [column.name for column in CLAIMS]
    assert row["status"] == "occurred"
    assert (row["actors"], row["recipients"], row["source"]) == ("AZE.MIL", "XNK.CVL", "ARM.MIL")
    assert (row["killed_min"], row["killed_max"]) == ("2", "")
    assert (row["wounded_min"], row["wounded_max"]) == ("3", "9")
    assert (row["lat"], row["lon"], row["place_precision"]) == ("39.99", "46.83", "1")
    assert (row["document"], row["url"]) == ("page0", "https://gazette.example/0")
    assert len(row["sha256"]) == 64
    assert row["schema"] == "casus-claims/1"
    assert bare["quote"] == "'=cmd() shelled"
    assert (bare["place"], bare["date_start"], bare["status"]) == ("", "", "denied")


def test_claims_of_one_incident_share_its_id() -> None:
    (one, other), (third,) = (
        list(claim_rows([case(*told)])) for told in ((SHELLED, DENIED), (TALKS,))
    )
    assert one["incident_id"] == other["incident_id"] != third["incident_id"]


@pytest.mark.parametrize(
    ("given", "first", "last", "precision"),
    [
        ("2022-03-24", date(2022, 3, 24), date(2022, 3, 24), 1),
        ("2022-03-24/2022-03-26", date(2022, 3, 24), date(2022, 3, 26), 2),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28), 4),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), 5),
        ("--03-24", None, None, None),
    ],
)
def test_dates_are_days_with_a_precision(
    given: str, first: date | None, last: date | None, precision: int | None
) -> None:
    (row,) = claim_rows([case(Told("They shelled it.", date=given))])
    assert (row["date"], row["date_start"], row["date_end"]) == (given, first, last)
    assert row["date_precision"] == precision


@pytest.mark.parametrize("columns", [CLAIMS, INCIDENTS, DOCUMENTS])
def test_columns_have_names_and_tags_of_their_own(columns: tuple[Column, ...]) -> None:
    assert len({c.name for c in columns}) == len({c.tag for c in columns}) == len(columns)
    assert all(c.tag.startswith("#") for c in columns)
    assert {c.kind for c in columns} <= {"string", "integer", "number", "date", "list"}
    assert columns[-1].name == "schema"


def test_rows_have_exactly_the_columns() -> None:
    cases = [case(SHELLED, DENIED), case(NOWHERE)]
    for rows, columns in (
        (claim_rows(cases), CLAIMS),
        (incident_rows(cases), INCIDENTS),
        (document_rows(cases), DOCUMENTS),
    ):
        names = {column.name for column in columns}
        assert all(row.keys() == names for row in rows)


def test_hxl_tags_stand_under_the_names() -> None:
    out = io.StringIO(newline="")
    assert write_hxl([case(SHELLED, DENIED), case(TALKS)], out) == 2
    names, tags, first, second = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert tags == [column.tag for column in INCIDENTS]
    row = dict(zip(tags, first, strict=True))
    assert row["#status+verification"] == "denied; occurred"
    assert (row["#affected+killed"], row["#affected+killed+max"]) == ("2", "3")
    assert (row["#date+start"], row["#date+year"], row["#geo+precision"]) == (
        "2022-03-24",
        "2022",
        "1",
    )
    assert row["#meta+source"] == "Armenia, armed forces; Azerbaijan, armed forces"
    assert dict(zip(names, second, strict=True))["killed"] == ""


def test_pages_are_counted_once() -> None:
    rows = list(document_rows([case(SHELLED, DENIED), case(TALKS)]))
    assert [(row["document"], row["claims"]) for row in rows] == [("page0", 2), ("page1", 1)]
    assert rows[0]["title"] == "A headline"


RISKY = ["=1+1", "+x", "-x", "@SUM(A1)", "\t=1", "\r=1", " =1", "-1+1", "\n=1", "＝1", "＠x"]


@pytest.mark.parametrize("cell", RISKY)
def test_formulas_are_neutralised(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-1", "+2.5", "-0.13", "plain", "2022-03-24", "a=b"])
def test_other_cells_stay(cell: str) -> None:
    assert safe(cell) == cell


REVIEW = Review("x", "approved", "approved", ("Anna",), corrections=(CORRECTED,))


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        (Profile(LATER, public=False), "approved by Anna; date corrected by Bert (entry 7)"),
        (Profile(LATER), "approved; date corrected"),
    ],
)
def test_reviewers_names_are_not_published(profile: Profile, told: str) -> None:
    story = Story("page", (TOLD,))
    account = Account(claim_of(story, TOLD), review=REVIEW)
    (shown,) = profile.show([account])
    row = claim_row(shown)
    assert (row["claim_id"], row["review"]) == ("x", told)


def features(*told: Told) -> dict[str, Any]:
    out = io.StringIO()
    assert write_geojson([case(one) for one in told], out) == len(told)
    body: dict[str, Any] = json.loads(out.getvalue())
    return body


def test_features_have_longitude_first_or_no_geometry() -> None:
    body = features(TOLD, BARE)
    first, second = body["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [46.83, 39.99]}
    assert first["properties"]["uncertainty_km"] == 2.0
    assert first["properties"]["date_start"] == "2022-03-24"
    assert second["geometry"] is None
    assert second["properties"]["status"] == "denied"
    assert body["schema"] == "casus-claims/1"
    assert "crs" not in body


def test_no_position_stands_for_a_country() -> None:
    wide = Told("They shelled it.", place=Place("Azerbaijan", "AZE", 40.3, 47.7, precision=6))
    (made,) = features(wide)["features"]
    assert made["geometry"] is None
    assert made["properties"]["place"] == "Azerbaijan"
    (row,) = claim_rows([case(wide)])
    assert (row["lat"], row["lon"], row["place_precision"]) == (None, None, 6)
