"""Rows of other data sets as claims: what they say, no more certain than others; nothing lost."""

import gzip
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.export.acled import CLASSES
from casus.export.layouts import Batch, Layout, write
from casus.ingest import Limits
from casus.ingest.datasets import LAYOUTS, read_datasets
from casus.ingest.datasets.acled import COLUMNS as ACLED
from casus.ingest.datasets.countries import by_fips, by_name, by_number
from casus.ingest.datasets.parties import party
from casus.lexicon.datasets import acled_events, cameo_events
from casus.model import Claim, Coded, Problem
from tests.export.shown import LATER, SHELLED, case
from tests.ingest.tables import acled, gdelt, gdelt_1, ucdp

Items = list[Coded | Problem]


def items(tmp_path: Path, content: bytes, name: str = "table.csv") -> Items:
    path = tmp_path / name
    path.write_bytes(content)
    return list(read_datasets([path]))


def claims(tmp_path: Path, content: bytes) -> list[Claim]:
    found = items(tmp_path, content)
    assert not [item for item in found if isinstance(item, Problem) and item.fatal], found
    return [claim for item in found if isinstance(item, Coded) for claim in item.claims]


def codes(claim: Claim) -> tuple[list[str], list[str]]:
    return [slot.value for slot in claim.actors], [slot.value for slot in claim.recipients]


def dead(claim: Claim) -> list[tuple[int, int | None]]:
    return [(slot.value.low, slot.value.high) for slot in claim.losses]


def test_an_acled_row_is_a_claim_of_acled(tmp_path: Path) -> None:
    (item,) = items(tmp_path, acled({}))
    assert isinstance(item, Coded)
    (claim,) = item.claims
    assert (item.document.id, item.document.outlet) == ("acled:AZE1001", "ACLED")
    assert item.document.published is not None
    assert item.document.published.value == "2022-03-30"
    assert (claim.type.value, claim.status.value, claim.source.value) == (
        "ASSAULT",
        "occurred",
        "author",
    )
    assert claim.mode is not None
    assert claim.mode.value == "clash"
    assert codes(claim) == (["AZE.MIL", "ARM.MIL"], ["AZE.MIL", "ARM.MIL"])
    assert claim.date is not None
    assert claim.date.value == "2022-03-24"
    assert claim.place is not None
    place = claim.place.value
    assert (place.name, place.country, place.lat, place.lon) == ("Farukh", "AZE", 39.99, 46.83)
    assert place.precision == 1
    assert dead(claim) == [(3, 3)]


@pytest.mark.parametrize("content", [acled({}), ucdp({}), gdelt({})])
def test_every_field_shows_its_cell(tmp_path: Path, content: bytes) -> None:
    for item in items(tmp_path, content):
        assert isinstance(item, Coded)
        text = item.document.text
        for claim in item.claims:
            evidence = claim.evidence
            assert text[evidence.start : evidence.end] == claim.quote
            assert evidence.start <= claim.trigger.start < claim.trigger.end <= evidence.end
            assert claim.place is not None
            place = claim.place.span
            assert place is not None
            assert text[place.start : place.end].startswith(claim.place.value.name)
            slots = (claim.type, claim.status, claim.source, *claim.actors, claim.date)
            assert all(slot is not None and slot.score <= 0.5 for slot in slots)
        covered = [text[block.start : block.end] for block in item.document.blocks]
        assert "\n".join(covered) == text


def test_every_cell_stands_in_the_text(tmp_path: Path) -> None:
    (item,) = items(tmp_path, acled({"tags": "crowd size=no report"}))
    assert isinstance(item, Coded)
    assert 'notes: On 24 March 2022, forces "clashed" near Farukh.' in item.document.text
    assert "tags: crowd size=no report" in item.document.text
    assert "clashed" not in item.claims[0].quote


@pytest.mark.parametrize(
    ("precision", "day", "coded"),
    [
        ("1", "24 March 2022", "2022-03-24"),
        ("2", "2022-03-24", "2022-03-21/2022-03-27"),
        ("3", "2022-03-16", "2022-03"),
    ],
)
def test_acled_time_precision(tmp_path: Path, precision: str, day: str, coded: str) -> None:
    (claim,) = claims(tmp_path, acled({"time_precision": precision, "event_date": day}))
    assert claim.date is not None
    assert claim.date.value == coded


def test_acled_place_precision_and_unknown_dead(tmp_path: Path) -> None:
    (claim,) = claims(tmp_path, acled({"geo_precision": "3", "fatalities": "0"}))
    assert claim.place is not None
    assert claim.place.value.precision == 4
    assert claim.losses == ()


CIVIL = {"actor2": "Civilians (Azerbaijan)", "inter2": "Civilians"}
VAC = {"event_type": "Violence against civilians", "sub_event_type": "Attack"}
SHELL = {
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
}
PROTEST = {"event_type": "Protests", "sub_event_type": "Excessive force against protesters"}


@pytest.mark.parametrize(
    ("row", "actors", "recipients"),
    [
        (VAC | CIVIL, ["AZE.MIL"], ["AZE.CVL"]),
        (SHELL | CIVIL, ["AZE.MIL"], ["AZE.CVL"]),
        (SHELL, ["AZE.MIL", "ARM.MIL"], ["AZE.MIL", "ARM.MIL"]),
        (PROTEST | {"actor1": "Protesters (Armenia)"}, ["ARM.MIL"], ["ARM.CVL"]),
        (
            PROTEST | {"sub_event_type": "Peaceful protest", "actor1": "Protesters (Armenia)"},
            ["ARM.CVL"],
            [],
        ),
    ],
)
def test_acled_has_no_direction_but_that_of_its_types(
    tmp_path: Path, row: Mapping[str, str], actors: list[str], recipients: list[str]
) -> None:
    (claim,) = claims(tmp_path, acled(row))
    assert codes(claim) == (actors, recipients)


def test_a_ucdp_row_is_its_total_and_its_parts(tmp_path: Path) -> None:
    total, ours, theirs = claims(tmp_path, ucdp({}))
    assert (codes(total), dead(total)) == (
        (["AZE.MIL", "ARM.MIL"], ["AZE.MIL", "ARM.MIL"]),
        [(4, 6)],
    )
    assert (codes(ours), dead(ours)) == ((["ARM.MIL"], ["AZE.MIL"]), [(1, 1)])
    assert (codes(theirs), dead(theirs)) == ((["AZE.MIL"], ["ARM.MIL"]), [(3, 3)])
    assert total.date is not None
    assert total.date.value == "2022-03-24/2022-03-26"
    assert total.place is not None
    assert (total.place.value.precision, total.place.value.radius_km) == (2, 25.0)
    assert total.mode is None


def test_one_sided_violence_is_one_claim_with_its_range(tmp_path: Path) -> None:
    row = {
        "type_of_violence": "3",
        "side_a": "Islamic State – Khurasan Province",
        "side_b": "Civilians",
        "country": "Afghanistan",
        "deaths_a": "0",
        "deaths_b": "0",
        "deaths_civilians": "5",
        "best": "5",
        "low": "4",
        "high": "9",
        "date_end": "2022-03-24",
    }
    (claim,) = claims(tmp_path, ucdp(row))
    assert codes(claim) == (["AFG.REB.ISKP"], ["AFG.CVL"])
    assert dead(claim) == [(4, 9)]
    assert claim.date is not None
    assert claim.date.value == "2022-03-24"


def test_the_middle_of_a_country_is_no_place(tmp_path: Path) -> None:
    row = {"where_prec": "6", "where_coordinates": "Azerbaijan"}
    (first, *_) = claims(tmp_path, ucdp(row))
    assert first.place is not None
    assert (first.place.value.lat, first.place.value.precision) == (None, 6)


@pytest.mark.parametrize("table", [gdelt, gdelt_1])
def test_a_gdelt_row_is_directed(tmp_path: Path, table: Callable[..., bytes]) -> None:
    (item,) = items(tmp_path, table({}), "20220325.export.CSV")
    assert isinstance(item, Coded)
    (claim,) = item.claims
    assert codes(claim) == (["AZE.MIL"], ["ARM.UNK"])
    assert claim.mode is not None
    assert (claim.type.value, claim.mode.value) == ("ASSAULT", "heavy-weapons")
    assert claim.date is not None
    assert (claim.date.value, claim.date.score) == ("2022-03-24", 0.5)
    assert claim.place is not None
    assert (claim.place.value.name, claim.place.value.country) == ("Farukh", "AZE")
    assert claim.place.value.precision == 2
    assert item.document.url == "https://gazette.example/farukh"


def test_gdelts_day_of_adding_is_doubtful(tmp_path: Path) -> None:
    (claim,) = claims(tmp_path, gdelt({"SQLDATE": "20220325"}))
    assert claim.date is not None
    assert claim.date.score < 0.5


@pytest.mark.parametrize(
    ("code", "type_", "mode"),
    [
        ("0841", "RETREAT", "release"),
        ("1823", "ASSAULT", None),
        ("057", "AGREE", "sign"),
        ("1122", "ACCUSE", "allege"),
        ("190", "ASSAULT", None),
        ("1953", "ASSAULT", "aerial"),
        ("043", "CONSULT", "visit"),
    ],
)
def test_cameo_codes(tmp_path: Path, code: str, type_: str, mode: str | None) -> None:
    (claim,) = claims(tmp_path, gdelt({"EventCode": code}))
    assert (claim.type.value, claim.mode.value if claim.mode else None) == (type_, mode)


def test_what_the_codebook_has_no_type_for_is_counted(tmp_path: Path) -> None:
    found = items(tmp_path, gdelt({"EventCode": "010"}, {"EventCode": "013"}, {}))
    told = [item for item in found if isinstance(item, Problem)]
    assert [problem.fatal for problem in told] == [False]
    assert told[0].message.startswith("2 rows are of a kind that the codebook does not code")


BAD = [
    (acled({"event_date": "soon"}), 2, "event_date is 'soon'"),
    (acled({"event_date": "0001-01-01"}), 2, "from 1900 to 2099"),
    (acled({}, {"fatalities": "-3"}), 4, "fatalities is '-3'"),
    (acled({"sub_event_type": "Duel"}), 2, "acled_events.tsv"),
    (acled({"latitude": "95"}), 2, "latitude is '95'"),
    (acled({"geo_precision": "9"}), 2, "it must be one of 1, 2, 3"),
    (acled({"event_id_cnty": ""}), 2, "event_id_cnty is empty"),
    (acled({"timestamp": "999999999999"}), 2, "seconds since 1970"),
    (ucdp({"date_end": "2022-03-20"}), 2, "lies before date_start"),
    (ucdp({"best": "9"}), 2, "does not lie between low 4 and high 6"),
    (ucdp({"best": ""}), 2, "is empty"),
    (gdelt({}, {"SQLDATE": "2022"}), 2, "SQLDATE"),
    (gdelt({}) + b"1\t2\t3\n", 2, "has 3 cells instead of 57 or 58 or 61"),
    (gdelt({}, {"EventCode": "hello"}), 2, "must be a code of CAMEO"),
    (acled({}) + b'AZE2,"2022\n', 4, "is no row of CSV"),
    (acled({}) + b"AZE2,2022\n", 4, "has 2 cells instead of 31"),
    (acled({}) + b"\xff\n", 4, "no UTF-8"),
    (acled({}) + b"A\x00\n", 4, "NUL byte"),
]


@pytest.mark.parametrize(("content", "line", "words"), BAD)
def test_a_broken_row_is_told_with_its_line(
    tmp_path: Path, content: bytes, line: int, words: str
) -> None:
    (problem,) = (item for item in items(tmp_path, content) if isinstance(item, Problem))
    assert problem.fatal
    assert problem.stage == "import"
    assert problem.subject == f"{tmp_path / 'table.csv'}!{line}"
    assert f"line {line}" in problem.message
    assert words in problem.message
    assert ":" in problem.message


def test_the_rows_after_a_broken_one_are_read(tmp_path: Path) -> None:
    good = acled({}).split(b"\r\n", 1)[1]
    found = items(tmp_path, acled({}) + b'AZE2,"never closed\r\n' + good.replace(b"1001", b"1002"))
    assert [isinstance(item, Coded) for item in found] == [True, False, True]


def test_an_unknown_column_is_kept_and_told(tmp_path: Path) -> None:
    columns = (*ACLED, "population_best")
    coded, note = sorted(
        items(tmp_path, acled({"population_best": "812"}, columns=columns)),
        key=lambda item: isinstance(item, Problem),
    )
    assert isinstance(note, Problem)
    assert not note.fatal
    assert note.subject.endswith("!1")
    assert "population_best" in note.message
    assert isinstance(coded, Coded)
    assert "population_best: 812" in coded.document.text


def test_older_releases_of_ucdp_call_the_dead_otherwise(tmp_path: Path) -> None:
    content = ucdp({}).replace(b",best,high,low,", b",best_est,high_est,low_est,")
    assert [dead(claim) for claim in claims(tmp_path, content)] == [[(4, 6)], [(1, 1)], [(3, 3)]]
    assert not [item for item in items(tmp_path, content) if isinstance(item, Problem)]


def test_old_columns_of_acled_are_known(tmp_path: Path) -> None:
    found = items(tmp_path, acled({"data_id": "7"}, columns=("data_id", *ACLED)))
    assert all(isinstance(item, Coded) for item in found)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\r\n1,2\r\n", "is no event table of ACLED, UCDP GED, GDELT"),
        (b"", "is no event table"),
        (acled({}, columns=[c for c in ACLED if c != "fatalities"]), "ACLED without fatalities"),
    ],
)
def test_another_table_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (problem,) = items(tmp_path, content)
    assert isinstance(problem, Problem)
    assert problem.fatal
    assert words in problem.message


def test_a_table_without_a_header(tmp_path: Path) -> None:
    bare = ucdp({}, {"id": "7", "side_b": "Front, of the Example"}).split(b"\r\n", 1)[1]
    assert [i.document.id for i in items(tmp_path, bare) if isinstance(i, Coded)] == [
        "ucdp:412345",
        "ucdp:7",
    ]


def test_containers(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("GEDEvent.csv", ucdp({}))
    assert len(claims(tmp_path, held.getvalue())) == 3
    assert len(claims(tmp_path, gzip.compress(gdelt({})))) == 1
    (problem,) = items(tmp_path, held.getvalue()[:-40])
    assert isinstance(problem, Problem)


def test_many_broken_rows_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(acled({}) + b"x\n" * 50)
    found = list(read_datasets([path], limits=Limits(problems=3)))
    told = [item.message for item in found if isinstance(item, Problem)]
    assert len(told) == 4
    assert told[-1] == "has 47 more rows that are broken"


def test_only_the_table_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(ucdp({}))
    (problem,) = read_datasets([path], (LAYOUTS["acled"],))
    assert isinstance(problem, Problem)


def test_a_newer_release_of_a_row_keeps_its_name(tmp_path: Path) -> None:
    old, new = (
        items(tmp_path, acled({"fatalities": dead}), f"{dead}.csv")[0] for dead in ("3", "5")
    )
    assert isinstance(old, Coded)
    assert isinstance(new, Coded)
    assert (old.document.id, old.document.origin) == (new.document.id, new.document.origin)
    assert old.document.sha256 != new.document.sha256


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("Military Forces of Kenya (2013-2022)", "1", "KEN.MIL"),
        ("Military Forces of Ukraine (2019-) Air Force", "State forces", "UKR.MIL"),
        ("Police Forces of the United States (2021-)", "1", "USA.COP"),
        ("Government of Somalia (2012-)", "1", "SOM.GOV"),
        ("Civilians (Kenya)", "7", "KEN.CVL"),
        ("Journalists (Kenya)", "7", "KEN.MED"),
        ("Unidentified Armed Group (Somalia)", "3", "SOM.UNK"),
        ("Red Lake Clan Militia (Kenya)", "Identity militia", "KEN.REB.Red-Lake-Clan-Militia"),
        ("Front of the Example", "2", "SOM.REB.Front-of-the-Example"),
        ("Taliban", "2", "AFG.REB.Taliban"),
        ("A mission", "External/Other forces", "SOM.UNK"),
    ],
)
def test_names_of_parties(name: str, kind: str, code: str) -> None:
    assert party(name, kind, "SOM") == code


def test_a_party_without_a_country_has_no_code() -> None:
    assert party("Front of the Example", "2", None) is None


def test_countries() -> None:
    names = ["DR Congo (Zaire)", "Russia (Soviet Union)", "Myanmar (Burma)", "Yemen (North Yemen)"]
    assert [by_name(name) for name in names] == ["COD", "RUS", "MMR", "YEM"]
    assert (by_number("031"), by_fips("AJ"), by_name("Ruritania")) == ("AZE", "AZE", None)


@pytest.mark.parametrize("layout", [Layout.ACLED, Layout.UCDP])
def test_what_casus_wrote_is_no_row_of_theirs(tmp_path: Path, layout: Layout) -> None:
    assert write(layout, Batch([case(SHELLED)], LATER), tmp_path / "own.csv") == 1
    (problem,) = read_datasets([tmp_path / "own.csv"])
    assert isinstance(problem, Problem)
    assert problem.fatal
    assert "casus wrote this row" in problem.message


def test_the_codes_are_those_of_the_publishers() -> None:
    assert len(acled_events()) == 25
    ours = {(kind.lower(), sub.lower()) for kind, sub in CLASSES.values()}
    assert ours <= acled_events().keys()
    assert {code[:2] for code in cameo_events()} == {f"{n:02d}" for n in range(1, 21)}


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\t"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([acled, ucdp, gdelt]),
    st.integers(0, 60),
    CELLS | st.sampled_from(["-1", "1e9", "9" * 30, "nan", "inf", "NULL", "2022-02-30", '"', "="]),
)
def test_any_cell_gives_a_claim_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, table: Callable[..., bytes], column: int, cell: str
) -> None:
    layout = {acled: "acled", ucdp: "ucdp", gdelt: "gdelt"}[table]
    columns = LAYOUTS[layout].columns
    content = table({columns[column % len(columns)]: cell})
    found = items(tmp_path_factory.mktemp("any"), content)
    assert found
    assert all(isinstance(item, Coded | Problem) for item in found)
