"""Round trips: what is written is read back by the programs that people use."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import hxl
import polars
import pytest
from fastkml import KML
from fastkml.validator import validate
from frictionless import Package, system

from casus.export.cited import cite
from casus.export.columns import CLAIMS, INCIDENTS
from casus.export.layouts import Batch, Layout, write
from casus.export.profile import Profile
from casus.export.tabular import claim_rows
from casus.merge import Account, incident_of
from casus.merge.cases import Case
from casus.model import Loss, Place
from tests.claims import Story, Told, claim_of, document_of
from tests.export.shown import DENIED, FEARED, LATER, NOWHERE, SHELLED, TALKS, case

ODD = Told(
    'He said, "they\r\nshelled <b>it</b> & ran" \x00\u2028\U0001f4a3',
    place=Place('O\'Brien; "Łódź"', "AZE", -12.3456789, 179.9999999, precision=2, radius_km=30.0),
    losses=(Loss("killed", 13, None),),
)
PAYLOADS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("x")')
CASES = [case(SHELLED, DENIED), case(TALKS), case(FEARED), case(NOWHERE), case(ODD)]
CASES += [case(Told(p, place=Place(p, "AZE", 1.0, 2.0), losses=SHELLED.losses)) for p in PAYLOADS]
BATCH = Batch(CASES, LATER)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every layout once."""
    made = tmp_path_factory.mktemp("exports")
    for layout in Layout:
        write(layout, BATCH, made / layout.value)
    write(Layout.DATAPACKAGE, BATCH, made / "package.zip")
    return made


def given() -> list[dict[str, Any]]:
    return list(claim_rows(CASES))


def test_polars_reads_parquet_as_it_was_meant(folder: Path) -> None:
    frame = polars.read_parquet(folder / "parquet")
    assert frame.columns == [column.name for column in CLAIMS]
    assert frame.schema["date_start"] == polars.Date
    assert frame.schema["actors"] == polars.List(polars.String)
    rows = [
        {k: tuple(v) if isinstance(v, list) else v for k, v in r.items()} for r in frame.to_dicts()
    ]
    assert rows == given()
    assert polars.read_parquet_metadata(folder / "parquet")["schema"] == "casus-claims/1"


def test_duckdb_reads_parquet_and_csv_alike(folder: Path) -> None:
    wanted = "claim_id, status, source, killed_min, date_start, round(lat, 6)"
    parquet = duckdb.read_parquet(str(folder / "parquet"))
    table = duckdb.read_csv(str(folder / "csv"), header=True)
    told = parquet.order("claim_id").project(wanted).fetchall()
    assert table.order("claim_id").project(wanted).fetchall() == told
    assert len(told) == len(given())
    dead = sum(row["killed_min"] or 0 for row in given())
    assert parquet.sum("killed_min").fetchall() == [(dead,)]


def test_polars_reads_every_csv(folder: Path) -> None:
    for layout in ("csv", "hxl", "acled-layout", "ucdp-layout"):
        frame = polars.read_csv(folder / layout, infer_schema=False)
        with (folder / layout).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert frame.columns == rows[0]
        assert frame.height == len(rows) - 1


def test_libhxl_finds_no_fault(folder: Path) -> None:
    def opened() -> Any:
        return hxl.data(io.BytesIO((folder / "hxl").read_bytes()))

    source = opened()
    assert [column.display_tag for column in source.columns] == [c.tag for c in INCIDENTS]
    rows = list(source)
    assert len(rows) == len(CASES)
    assert rows[0].get("#status+verification") == "denied; occurred"
    assert rows[0].get("#affected+killed") == "2"
    assert hxl.validate(opened())


def risky(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula, by the rule as OWASP words it."""
    return cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and not re.fullmatch(r"-?[0-9.]+", cell)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_any_table_is_a_formula(tmp_path: Path, payload: str) -> None:
    story = Story(payload, (Told(payload, losses=SHELLED.losses),), title=payload, outlet=payload)
    told = replace(story.told[0], source="author", place=Place(payload, "AZE", -1.5, 2.0))
    claim = claim_of(story, told)
    page = replace(cite(document_of(story)), url=payload)
    shown = Profile(LATER, public=False).show([Account(claim, payload, payload)], {claim.id: page})
    batch = Batch([Case(incident_of(shown), tuple(shown))], LATER)
    files = [tmp_path / layout for layout in ("csv", "hxl", "acled-layout", "ucdp-layout")]
    for file in files:
        write(Layout(file.name), batch, file)
    write(Layout.DATAPACKAGE, batch, tmp_path / "package")
    for file in (*files, *(tmp_path / "package").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.reader(opened))
        assert len(rows) >= 2, file
        assert not [cell for row in rows for cell in row if risky(cell)], file


def test_geojson_follows_rfc_7946(folder: Path) -> None:
    body = json.loads((folder / "geojson").read_text("utf-8"))
    assert list(faults(body)) == []
    assert len({feature["id"] for feature in body["features"]}) == len(given())
    broken = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {}}]}
    assert list(faults(broken))


def faults(body: Any) -> Iterator[str]:
    """What RFC 7946 forbids in a collection of points (sections 3, 3.1, 3.2, 3.3, 4, 7.1)."""
    if body.get("type") != "FeatureCollection" or not isinstance(body.get("features"), list):
        yield "no FeatureCollection"
        return
    if {"crs", "coordinates", "geometry", "properties"} & body.keys():
        yield "a member of another type, or a coordinate reference system"
    for feature in body["features"]:
        if feature.get("type") != "Feature" or not {"geometry", "properties"} <= feature.keys():
            yield "no Feature"
        if not isinstance(feature.get("properties"), dict | None):
            yield "properties are no object"
        if not isinstance(feature.get("id", ""), str | int | float):
            yield "the id is no text or number"
        if feature.get("geometry") is not None:
            yield from _geometry_faults(feature["geometry"])


def _geometry_faults(geometry: Any) -> Iterator[str]:
    place = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(place, list) or len(place) not in {2, 3}:
        yield "no Point"
    elif not (-180 <= place[0] <= 180 and -90 <= place[1] <= 90):
        yield "not longitude and latitude in degrees"


def test_kml_follows_its_schema(folder: Path) -> None:
    assert validate(file_to_validate=folder / "kml")
    document = KML.parse(folder / "kml").features[0]
    placed, unplaced = document.features
    assert len(placed.features) + len(unplaced.features) == len(CASES)
    assert len(unplaced.features) == 1
    mark = placed.features[0]
    told = {data.name: data.value for data in mark.extended_data.elements}
    assert told["status"] == "denied; occurred"
    assert told["place_precision"] == "1"
    assert mark.begin.dt == date(2022, 3, 24)
    assert next(mark.geometry.geoms).coords == ((46.83, 39.99),)


@pytest.mark.parametrize("name", ["datapackage/datapackage.json", "package.zip"])
def test_frictionless_finds_no_fault(folder: Path, name: str) -> None:
    with system.use_context(trusted=True):
        package = Package(str(folder / name))
        report = package.validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
        rows = package.get_resource("claims").read_rows()
    assert [row["claim_id"] for row in rows] == [row["claim_id"] for row in given()]
    assert rows[0]["date_start"] == date(2022, 3, 24)
    descriptor = package.to_descriptor()
    assert descriptor["licenses"][0]["name"] == "other-closed"
    assert {"title": "Outlet 0", "path": "https://gazette.example/"} in descriptor["sources"]


def test_a_package_is_the_same_in_both_forms(folder: Path) -> None:
    with zipfile.ZipFile(folder / "package.zip") as archive:
        names = sorted(archive.namelist())
        assert names == sorted(path.name for path in (folder / "datapackage").iterdir())
        for name in names:
            assert archive.read(name) == (folder / "datapackage" / name).read_bytes()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("layout", ["csv", "hxl", "acled-layout", "ucdp-layout"])
def test_libreoffice_runs_no_formula(folder: Path, tmp_path: Path, layout: str) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes((folder / layout).read_bytes())
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "fods", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "table:formula" not in (tmp_path / "in.fods").read_text("utf-8")


def test_without_polars_parquet_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(OSError, match=r'pip install "casus-monitor\[parquet\]"'):
        write(Layout.PARQUET, BATCH, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_no_error(tmp_path: Path) -> None:
    empty: list[Case] = []
    for layout in Layout:
        assert write(layout, Batch(empty, LATER), tmp_path / layout.value) == 0
    assert polars.read_parquet(tmp_path / "parquet").height == 0
    with system.use_context(trusted=True):
        assert Package(str(tmp_path / "datapackage" / "datapackage.json")).validate().valid
