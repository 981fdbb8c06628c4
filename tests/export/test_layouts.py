"""Layouts of other data sets, and the public profile: fixed headers, status and source in sight."""

import csv
import io
import json
from collections.abc import Callable

import pytest

from casus.export.acled import COLUMNS as ACLED
from casus.export.acled import write_acled
from casus.export.cited import Cited
from casus.export.geojson import write_geojson
from casus.export.hxl import write_hxl
from casus.export.kml import write_kml
from casus.export.plover import write_plover
from casus.export.profile import Profile, Shown, same_pages
from casus.export.tabular import document_rows, write_claims
from casus.export.ucdp import COLUMNS as UCDP
from casus.export.ucdp import write_ucdp
from casus.merge import Account
from casus.merge.cases import Case
from casus.model import Loss, Place
from tests.claims import Story, Told, claim_of
from tests.export.shown import DENIED, FEARED, LATER, SHELLED, SOON, TALKS, case

ACLED_HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)
UCDP_HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,"
    "side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,where_description,"
    "adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
)


def acled(*cases: Case) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    write_acled(cases, out, LATER)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def ucdp(*cases: Case) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    write_ucdp(cases, out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_the_headers_are_fixed() -> None:
    assert ",".join(ACLED) == ACLED_HEADER
    assert len(ACLED) == 31
    assert ",".join(UCDP) == UCDP_HEADER
    assert len(UCDP) == 49


def test_an_acled_row() -> None:
    (row,) = acled(case(SHELLED, DENIED), case(TALKS), case(FEARED), case(DENIED))
    assert (row["event_type"], row["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
    )
    assert (row["event_date"], row["time_precision"], row["fatalities"]) == ("2022-03-24", "1", "2")
    assert (row["location"], row["geo_precision"], row["country"]) == ("Farukh", "1", "Azerbaijan")
    assert (row["inter1"], row["interaction"]) == ("State forces", "State forces-Civilians")
    assert row["source"] == "Armenia, armed forces; Azerbaijan, armed forces"
    assert row["notes"].startswith("Status: ")
    assert "denied by Azerbaijan, armed forces" in row["notes"]
    assert "disputed=status" in row["tags"]


def test_a_ucdp_row() -> None:
    (row,) = ucdp(case(SHELLED, DENIED), case(Told("They shelled it.")), case(TALKS))
    assert row["code_status"] == "denied; occurred"
    assert (row["type_of_violence"], row["side_b"]) == ("3", "Civilians")
    figures = {name: row[name] for name in ("deaths_civilians", "best", "low", "high")}
    assert figures == {"deaths_civilians": "2", "best": "2", "low": "2", "high": "3"}
    assert row["geom_wkt"] == "POINT (46.83 39.99)"
    assert row["date_start"] == "2022-03-24 00:00:00.000"
    assert row["source_original"] == "Armenia, armed forces; Azerbaijan, armed forces"


def test_no_point_stands_for_a_country() -> None:
    wide = Told("They shelled it.", place=Place("Azerbaijan", "AZE", 40.3, 47.7, precision=6))
    (row,) = acled(case(wide))
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("", "", "3")
    assert row["notes"].endswith("No source gives a number of dead")


def test_plover_records() -> None:
    out = io.StringIO()
    assert write_plover([case(SHELLED, DENIED), case(TALKS)], out) == 2
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert {"id", "date", "actor", "event"} <= first.keys() & second.keys()
    assert first["actor"] == [
        {"code": "AZE", "sector": "MIL", "entity_text": "Azerbaijan, armed forces"}
    ]
    assert (first["quad_code"], second["quad_code"]) == (4, 1)
    assert first["size"]["dead"] == 2
    assert {c["status"] for c in first["x_claims"]} == {"occurred", "denied"}
    assert "denied" in first["x_status"]
    assert "Armenia" in first["source"]


def test_what_is_new_is_coarsened_and_says_so() -> None:
    named = Told("They shelled it.", actors=("AZE.MIL.2-corps",), losses=(Loss("killed", 2, 3),))
    made = case(named, DENIED, profile=Profile(SOON))
    shown = made.accounts[0]
    assert isinstance(shown, Shown)
    assert shown.claim.quote == ""
    assert shown.claim.date is not None
    assert shown.claim.date.value == "2022-03"
    assert shown.claim.actors[0].value == "AZE.MIL"
    assert shown.claim.place is not None
    place = shown.claim.place.value
    assert (place.name, place.lat, place.lon, place.precision) == ("withheld", 40.0, 46.8, 3)
    row = table(made)[0]
    assert row["profile"] == "public 2022-03-30"
    assert "place (to 0.1 degrees)" in row["withheld"]
    assert row["claim_id"] == case(named, DENIED).accounts[0].id
    assert (row["document"], row["url"]) == (f"page-{row['sha256'][:12]}", "")
    texts = (table(made), acled(made), ucdp(made), *(_text(made, w) for w in TEXTS))
    for written in map(str, texts):
        for gone in ("Farukh", "2022-03-24", "2022-03-25", "page0", "gazette.example"):
            assert gone not in written
        assert "withheld" in written
    assert "headline" not in str(list(document_rows([made])))


TEXTS = (write_geojson, write_kml, write_hxl, write_plover)


def _text(made: Case, write: Callable[[list[Case], io.StringIO], int]) -> str:
    out = io.StringIO()
    write([made], out)
    return out.getvalue()


def table(made: Case) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    write_claims([made], out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_a_page_is_named_by_all_of_its_claims_or_by_none() -> None:
    page = Cited("farukh-shelled", "ab" * 32, "https://gazette.example/farukh")
    old, shelter = (
        Account(claim_of(Story("farukh-shelled", (told,)), told), "2020-03-25")
        for told in (Told("They met."), Told("They shelled it.", place=Place("A school", "AZE")))
    )
    pages = {old.id: page, shelter.id: page}
    groups = [Profile(LATER).show([one], pages) for one in (old, shelter)]
    assert groups[0][0].claim.doc == "farukh-shelled"
    (first,), (second,) = same_pages(groups)
    assert first.claim.doc == second.claim.doc == "page-abababababab"
    assert (first.page, first.withheld) == (page.unnamed, ("name and address of the page",))


def test_a_long_passage_alone_does_not_hide_its_page() -> None:
    (row,) = table(case(Told("They shelled it. " * 30), profile=Profile(LATER)))
    assert (row["quote"], row["document"]) == ("", "page0")
    assert row["withheld"] == "quote (longer than 300 characters)"


@pytest.mark.parametrize(
    ("told", "gone"),
    [
        (Told("They shelled it."), False),
        (Told("They shelled the Farukh road.", losses=(Loss("killed", 1, 1),)), False),
        (Told("They shelled it and killed Arman Example there."), True),
        (Told("They shelled it. " * 30), True),
        (Told("They shelled it.", place=Place("Farukh hospital", "AZE", 39.99, 46.83)), True),
    ],
)
def test_passages_of_the_public_profile(told: Told, gone: bool) -> None:
    (shown,) = case(told, profile=Profile(LATER)).accounts
    assert (shown.claim.quote == "") is gone


def test_the_full_profile_withholds_nothing() -> None:
    (shown,) = case(SHELLED, profile=Profile(SOON, public=False)).accounts
    assert isinstance(shown, Shown)
    assert shown.withheld == ()
    assert shown.claim == claim_of(Story("page0", (SHELLED,)), SHELLED)


def test_formulas_are_neutralised_everywhere() -> None:
    bad = Told("=shelled()", place=Place("=cmd", "AZE", 39.99, 46.83), losses=SHELLED.losses)
    made = case(bad)
    (row,) = acled(made)
    assert row["location"] == "'=cmd"
    (row,) = ucdp(made)
    assert row["where_coordinates"] == "'=cmd"


def test_every_layout_tells_its_version() -> None:
    made = case(SHELLED)
    (row,) = acled(made)
    assert row["tags"].endswith("schema=casus-acled-layout/1")
    (row,) = ucdp(made)
    assert row["where_description"].endswith("Schema: casus-ucdp-layout/1")
    assert '"x_schema":"casus-plover/1"' in _text(made, write_plover)
    assert "casus-incidents/1" in _text(made, write_kml)


def test_the_best_date_is_written_not_the_widest() -> None:
    others = (Told("They shelled it.", date="2022", source="RUS.MIL"),)
    made = case(SHELLED, Told("They shelled it.", source="IGO.GOV.UN"), *others)
    (row,) = acled(made)
    assert (row["event_date"], row["time_precision"]) == ("2022-03-24", "1")
    (row,) = ucdp(made)
    assert (row["date_start"], row["date_end"]) == (
        "2022-03-24 00:00:00.000",
        "2022-03-24 00:00:00.000",
    )


@pytest.mark.parametrize(
    ("told", "day", "precision"),
    [
        ("2022-03-21/2022-03-27", "2022-03-24", "2"),
        ("2022-03", "2022-03-16", "3"),
    ],
)
def test_acled_gives_the_middle_of_a_week_or_month(told: str, day: str, precision: str) -> None:
    (row,) = acled(case(Told("They shelled it.", date=told)))
    assert (row["event_date"], row["time_precision"]) == (day, precision)


def test_acled_has_no_row_for_a_year() -> None:
    assert acled(case(Told("They shelled it.", date="2022"))) == []


def test_acled_numbers() -> None:
    (row,) = acled(case(Told("They shelled it.", recipients=())))
    assert (row["iso"], row["interaction"]) == ("31", "State forces only")
