"""Layouts of other data sets, and the public profile: fixed headers, status and source in sight."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from casus.export import geojson, tabular
from casus.export.acled import COLUMNS as ACLED
from casus.export.acled import write_acled
from casus.export.plover import write_plover
from casus.export.profile import Profile, Shown
from casus.export.ucdp import COLUMNS as UCDP
from casus.export.ucdp import write_ucdp
from casus.export.whole import ExportError, whole_file
from casus.merge import Account, incident_of
from casus.merge.cases import Case
from casus.model import Loss, Place
from tests.claims import Story, Told, claim_of

LATER = date(2024, 1, 1)
SOON = date(2022, 3, 30)
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
SHELLED = Told("=They shelled it.", losses=(Loss("killed", 2, 3),))
DENIED = Told("Nobody shelled it.", status="denied", source="AZE.MIL")
TALKS = Told("They met.", type="CONSULT", mode="visit", recipients=("ARM.GOV",))
FEARED = Told("They may have shelled it again.", status="possible", date="2022-05-01")


def case(*told: Told, profile: Profile | None = None) -> Case:
    accounts = [
        Account(claim_of(Story(f"page{n}", (t,)), t), "2022-03-25", f"Outlet {n}")
        for n, t in enumerate(told)
    ]
    shown = (profile or Profile(LATER, public=False)).show(accounts)
    return Case(incident_of(shown), tuple(shown))


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
    out = io.StringIO(newline="")
    tabular.write_shown([shown], out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert row["profile"] == "public 2022-03-30"
    assert "place (to 0.1 degrees)" in row["withheld"]
    assert row["claim_id"] == case(named, DENIED).accounts[0].id
    for written in (out.getvalue(), str(acled(made)), str(ucdp(made)), _features(shown)):
        assert "Farukh" not in written
        assert "2022-03-24" not in written
        assert "withheld" in written


def _features(shown: Shown) -> str:
    out = io.StringIO()
    geojson.write_shown([shown], out)
    return out.getvalue()


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


def test_a_failed_file_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")

    def fill() -> None:
        with whole_file(target) as out:
            out.write("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(ExportError, match="No space left"):
        fill()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(ExportError), whole_file(tmp_path / "none" / "out.csv"):
        pass
