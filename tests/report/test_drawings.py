"""Timeline and maps: what is drawn, what is left out, and that both are said."""

from datetime import date

import pytest

from casus.lexicon.labels import load_labels
from casus.model import Place
from casus.report.drawn import Drawn, firmest
from casus.report.maps import HEIGHT, WIDTH, atlas
from casus.report.outlines import Box, clip, countries
from casus.report.timeline import day_of, timeline

LABELS = load_labels()


def on(*days: str | None) -> list[Drawn]:
    return [Drawn("ASSAULT", "occurred", day, None) for day in days]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022-03-24", date(2022, 3, 24)),
        ("2022-03-24/2022-03-26", date(2022, 3, 24)),
        ("2022-03-01/2022-03-31", None),
        ("2022-03", None),
        ("2022", None),
        ("--03-24", None),
        ("2022-02-30", None),
        (None, None),
    ],
)
def test_the_day_of_a_date(value: str | None, day: date | None) -> None:
    assert day_of(value) == day


def test_every_dated_incident_is_in_the_table() -> None:
    drawn = timeline(on("2022-03-24", "2022-03-24", "2022-03-27", None, "2022"), LABELS)
    assert drawn is not None
    assert drawn.rows == (("24 Mar 2022", 2, 0, 0), ("27 Mar 2022", 1, 0, 0))
    assert (drawn.inexact, drawn.outside, drawn.unit) == (2, 0, "day")


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        ("2022-02-01", "day"),
        ("2022-12-01", "week"),
        ("2027-01-01", "month"),
        ("2060-01-01", "year"),
    ],
)
def test_long_stretches_have_wider_bars(last: str, unit: str) -> None:
    drawn = timeline(on("2022-01-01", last), LABELS)
    assert drawn is not None
    assert drawn.unit == unit
    assert sum(row[1] for row in drawn.rows) == 2


def test_a_few_incidents_far_away_are_counted_not_drawn() -> None:
    drawn = timeline(on("1994-01-01", *["2022-03-01", "2022-03-20"] * 15), LABELS)
    assert drawn is not None
    assert (drawn.outside, drawn.unit) == (1, "day")


def test_bars_stay_on_the_drawing() -> None:
    drawn = timeline(on(*(f"2022-03-{n:02d}" for n in range(1, 29))), LABELS)
    assert drawn is not None
    for bar in drawn.bars:
        assert drawn.left <= bar.x <= bar.x + bar.width <= drawn.width
        assert 0 <= bar.y <= bar.y + bar.height <= drawn.floor + 0.1


def test_no_day_no_drawing() -> None:
    assert timeline(on(None, "2022"), LABELS) is None


def at(
    name: str,
    lat: float | None,
    lon: float | None,
    radius: float | None = 2.0,
    precision: int | None = 1,
) -> Drawn:
    place = Place(name, "AZE", lat, lon, name, 1, precision, radius)
    return Drawn("ASSAULT", "occurred", None, place)


def test_places_far_apart_have_drawings_of_their_own() -> None:
    told = (at("Farukh", 40, 46.8), at("Shusha", 39.8, 46.7), at("Gaza", 31.5, 34.5))
    nowhere = (at("Nowhere", None, None), at("Azerbaijan", 40, 47, 300.0, 6), *on(None))
    drawn = atlas((*told, *nowhere), LABELS)
    assert [region.count for region in drawn.regions] == [2, 1]
    assert (drawn.placeless, drawn.unlocated, drawn.countrywide, drawn.nowhere) == (1, 1, 1, 3)
    assert {row[0] for row in drawn.rows} == {"Farukh", "Shusha", "Gaza"}


@pytest.mark.parametrize("lat", [-85.0, 0.0, 40.0, 89.0])
@pytest.mark.parametrize("lon", [-179.9, 0.0, 179.9])
def test_discs_stay_on_the_drawing(lat: float, lon: float) -> None:
    (region,) = atlas([at("Post", lat, lon, 50.0)], LABELS).regions
    (disc,) = region.discs
    assert 0 <= disc.x <= WIDTH
    assert 0 <= disc.y <= HEIGHT
    assert disc.rough


def test_an_uncertain_place_has_a_wide_disc() -> None:
    drawn = atlas([at("Sharp", 40.0, 46.0, 1.0), at("Rough", 40.5, 46.5, 60.0)], LABELS)
    discs = {disc.name: disc for disc in drawn.regions[0].discs}
    assert discs["Rough"].radius > 3 * discs["Sharp"].radius


def test_a_disc_without_a_radius_is_as_wide_as_its_precision() -> None:
    told = [at("Exact", 40.0, 46.0, None), at("Near", 40.2, 46.2, None, 2)]
    told += [at("Province", 40.4, 46.4, None, 4), at("Somewhere", 40.6, 46.6, None, None)]
    drawn = atlas(told, LABELS)
    discs = {disc.name: disc for disc in drawn.regions[0].discs}
    wide = [discs[name].radius for name in ("Exact", "Near", "Province")]
    assert wide == sorted(wide)
    assert discs["Somewhere"].rough
    assert "known within 25 km" in discs["Near"].title
    assert discs["Near"].radius == pytest.approx(discs["Province"].radius / 4, rel=0.02)


def test_the_firmest_status_is_drawn() -> None:
    assert firmest(["denied", "possible", "planned"]) == "planned"
    assert firmest(["denied", "occurred"]) == "occurred"
    assert firmest(["denied"]) == "denied"


def test_more_than_six_regions_share_the_last_drawing() -> None:
    told = [at(f"P{n}", 0.0, n * 20.0) for n in range(9)]
    drawn = atlas(told, LABELS)
    assert len(drawn.regions) == 6
    assert sum(region.count for region in drawn.regions) == 9


def test_the_outlines_are_closed_and_credited() -> None:
    rings = [ring for country in countries() for ring in country.rings]
    assert len(countries()) > 190
    assert all(ring[0] == pytest.approx(ring[-1]) for ring in rings)
    assert all(-180.1 <= x <= 180.1 and -90 <= y <= 90 for ring in rings for x, y in ring)


def test_clipping_keeps_what_is_inside() -> None:
    square = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
    cut = clip(square, Box(2, 2, 8, 8))
    assert set(cut) == {(2.0, 2.0), (4.0, 2.0), (4.0, 4.0), (2.0, 4.0)}
    assert clip(square, Box(5, 5, 8, 8)) == ()
