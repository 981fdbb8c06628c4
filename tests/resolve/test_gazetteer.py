"""The index: folding, sounds, building, importing, and what happens when files are broken."""

from contextlib import closing
from pathlib import Path

import pytest

from casus.lexicon.places import iso_codes, place_rows
from casus.lexicon.table import LexiconError
from casus.resolve import gazetteer_build
from casus.resolve.entry import PRECISION
from casus.resolve.folding import fold, skeleton
from casus.resolve.gazetteer import Gazetteer, GazetteerError, Writer
from casus.resolve.gazetteer_build import create
from casus.resolve.gazetteer_import import import_geonames, import_whosonfirst

ROWS = [
    (1, "Kalbajar", "AZE", "26", "populated", 40.1, 46.0, 1.0, 8400, 586268, "test"),
    (2, "Gegharkunik", "ARM", "04", "populated", 40.2, 45.1, 1.0, 1790, 616688, "test"),
    (3, "Tripoli", "LBY", "77", "populated", 32.9, 13.2, 10.0, 1150989, 2210247, "test"),
    (4, "Tripoli", "LBN", "09", "populated", 34.4, 35.8, 8.0, 229398, 266826, "test"),
]
LINE = (
    "587084\tBaku\tBaku\tBaki,Bakı,Баку\t40.37767\t49.89201\tP\tP"
    "PLC\tAZ\t\t09\t\t\t\t1116513\t\t-24\tAsia/Baku\t2023-01-01"
)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    path = tmp_path / "index.sqlite"
    with closing(create(path)) as db:
        writer = Writer(db)
        writer.add(ROWS, [(row[0], row[1]) for row in ROWS])
        writer.done("test")
    return path


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Kəlbəcər", "kalbacar"),
        ("Mek'ele", "mekele"),
        ("Mek’ele", "mekele"),
        ("Deir al-Zor", "deir al zor"),
        ("Rîbnița", "ribnita"),
        ("Баку", "баку"),
        ("", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kelbadzhar", "Kalbajar"),
        ("Gegarkunik", "Gegharkunik"),
        ("Hankendi", "Khankendi"),
        ("Nakhichevan", "Nakhchivan"),
    ],
)
def test_transliterations_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(fold(one)) == skeleton(fold(other))


def test_namesakes_come_by_population(index: Path) -> None:
    assert [e.country for e in Gazetteer(index).exact("tripoli")] == ["LBY", "LBN"]


def test_sounds_only_inside_given_countries(index: Path) -> None:
    gazetteer = Gazetteer(index)
    assert [f.entry.name for f in gazetteer.alike("gegarkunik", {"ARM"})] == ["Gegharkunik"]
    assert gazetteer.alike("gegarkunik", {"AZE"}) == []
    assert gazetteer.alike("gegarkunik", ()) == []


def test_import_geonames(index: Path, tmp_path: Path) -> None:
    source = tmp_path / "AZ.txt"
    source.write_text(LINE + "\n", encoding="utf-8")
    assert import_geonames(source, index)["places"] == 1
    assert Gazetteer(index).exact("баку")[0].geonames_id == 587084
    assert Gazetteer(index).exact("kalbajar")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LINE + "\nonly\tthree\tcells\n", ":2: 3 cells"),
        (LINE.replace("40.37767", "140.3") + "\n", ":1: 140.3 degrees"),
        (LINE.replace("40.37767", "nan") + "\n", ":1: nan degrees"),
        ("", "holds no places"),
    ],
)
def test_a_broken_file_changes_nothing(index: Path, tmp_path: Path, text: str, says: str) -> None:
    before = index.read_bytes()
    source = tmp_path / "broken.txt"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(GazetteerError, match=says):
        import_geonames(source, index)
    assert index.read_bytes() == before
    assert [p for p in index.parent.iterdir() if p.suffix == ".part"] == []


def test_import_whosonfirst(index: Path, tmp_path: Path) -> None:
    source = tmp_path / "place.geojson"
    source.write_text(
        '{"properties": {"wof:name": "Farukh", "iso:country": "AZ", "wof:placetype": "locality",'
        ' "geom:latitude": 40.0, "geom:longitude": 46.8, "name:hye_x_preferred": ["Parukh"]}}',
        encoding="utf-8",
    )
    assert import_whosonfirst(source, index)["places"] == 1
    assert Gazetteer(index).exact("parukh")[0].country == "AZE"


def test_import_whosonfirst_meta(index: Path, tmp_path: Path) -> None:
    source = tmp_path / "meta.csv"
    source.write_text(
        "name,country,placetype,geom_latitude,geom_longitude\nLachin,AZ,locality,x,1\n",
        encoding="utf-8",
    )
    with pytest.raises(GazetteerError, match=r"meta\.csv:2"):
        import_whosonfirst(source, index)


def test_no_index_and_a_broken_one(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no gazetteer index"):
        Gazetteer(tmp_path / "none.sqlite")
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database" * 100)
    with pytest.raises(GazetteerError, match="not a gazetteer index"):
        Gazetteer(broken)


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(gazetteer_build, "_fill", lambda path: create(path).close())
    monkeypatch.setattr(gazetteer_build.tempfile, "gettempdir", lambda: str(tmp_path))
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    assert gazetteer_build.standard(blocked / "cache").path.parent.parent == tmp_path
    assert "CASUS_CACHE" in caplog.text


def test_our_own_tables() -> None:
    rows = list(place_rows())
    assert len(rows) >= 1500
    keys = [(fold(r.name), r.country, r.kind) for r in rows]
    assert len(keys) == len(set(keys))
    codes = {*iso_codes().values(), ""}
    for row in rows:
        assert row.kind in PRECISION, row.where
        assert row.country in codes, row.where
        assert 0 < row.radius_km <= 4000, row.where
        assert row.source, row.where


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("X\t\tAZE\t\tvillage\t91\t1\t1\town", r"mine\.tsv:2: lat 91"),
        ("X\t\tAZERB\t\tvillage\t1\t1\t1\town", r"mine\.tsv:2: country"),
        ("X\t\tAZE\t\tvillage\t1\tx\t1\town", r"mine\.tsv:2: lon 'x'"),
        ("X\tAZE", r"mine\.tsv:2: 2 cells"),
    ],
)
def test_a_table_with_a_bad_line(tmp_path: Path, line: str, says: str) -> None:
    folder = tmp_path / "places"
    folder.mkdir()
    header = "name\taliases\tcountry\tcontroller\tkind\tlat\tlon\tradius_km\tsource"
    (folder / "mine.tsv").write_text(f"{header}\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        list(place_rows([tmp_path]))
