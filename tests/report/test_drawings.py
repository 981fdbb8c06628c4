"""Timeline and maps: what is drawn, what is left out, and that both are said."""

from datetime import date

import pytest

from casus.lexicon.labels import load_labels
from casus.model import Place
from casus.report.disputes import contradict, disputes
from casus.report.maps import HEIGHT, WIDTH, atlas
from casus.report.outlines import Box, clip, countries
from casus.report.timeline import day_of, timeline
from tests.claims import Story, Told, claim_of

LABELS = load_labels()


def claims(*told: Told) -> list:  # type: ignore[type-arg]
    story = Story("page", told)
    return [claim_of(story, one) for one in told]


def on(*days: str | None) -> list:  # type: ignore[type-arg]
    return claims(*(Told(f"They shelled {n}.", date=day) for n, day in enumerate(days)))


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
def test_the_day_of_a_claim(value: str | None, day: date | None) -> None:
    assert day_of(on(value)[0]) == day


def test_every_dated_claim_is_in_the_table() -> None:
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


def test_a_few_claims_far_away_are_counted_not_drawn() -> None:
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


def at(name: str, lat: float | None, lon: float | None, radius: float = 2.0) -> Told:
    place = Place(name, "AZE", lat, lon, name, 1, 1, radius)
    return Told(f"They shelled {name}.", place=place)


def test_places_far_apart_have_drawings_of_their_own() -> None:
    told = (at("Farukh", 40, 46.8), at("Shusha", 39.8, 46.7), at("Gaza", 31.5, 34.5))
    drawn = atlas(
        claims(*told, at("Nowhere", None, None), Told("They shelled.", place=None)), LABELS
    )
    assert [region.count for region in drawn.regions] == [2, 1]
    assert (drawn.placeless, drawn.unlocated) == (1, 1)
    assert {row[0] for row in drawn.rows} == {"Farukh", "Shusha", "Gaza"}


@pytest.mark.parametrize("lat", [-85.0, 0.0, 40.0, 89.0])
@pytest.mark.parametrize("lon", [-179.9, 0.0, 179.9])
def test_discs_stay_on_the_drawing(lat: float, lon: float) -> None:
    (region,) = atlas(claims(at("Post", lat, lon, 50.0)), LABELS).regions
    (disc,) = region.discs
    assert 0 <= disc.x <= WIDTH
    assert 0 <= disc.y <= HEIGHT
    assert disc.rough


def test_an_uncertain_place_has_a_wide_disc() -> None:
    drawn = atlas(claims(at("Sharp", 40.0, 46.0, 1.0), at("Rough", 40.5, 46.5, 60.0)), LABELS)
    discs = {disc.name: disc for disc in drawn.regions[0].discs}
    assert discs["Rough"].radius > 3 * discs["Sharp"].radius


def test_more_than_six_regions_share_the_last_drawing() -> None:
    told = [at(f"P{n}", 0.0, n * 20.0) for n in range(9)]
    drawn = atlas(claims(*told), LABELS)
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


ASSERTED = Told("They shelled it.")
DENIED = Told("We never shelled it.", status="denied", source="AZE.MIL")


@pytest.mark.parametrize(
    ("denial", "expected"),
    [
        (DENIED, True),
        (Told("No one shelled.", status="denied", source="ARM.MIL"), False),
        (Told("x shelled", status="denied", source="RUS.MIL", date="2022-03-25"), False),
        (Told("x shelled", status="denied", source="RUS.MIL", actors=("ARM.MIL",)), False),
        (Told("x shelled", status="denied", source="RUS.MIL", place=Place("Shusha", "AZE")), False),
        (Told("x shelled", status="denied", source="RUS.MIL", date=None, place=None), True),
    ],
)
def test_what_contradicts_what(denial: Told, expected: bool) -> None:
    left, right = claims(ASSERTED, denial)
    assert contradict(left, right) is expected


def test_disputes_name_both_sides() -> None:
    left, right = claims(ASSERTED, DENIED)
    assert disputes([left, right]) == {left.id: [right], right.id: [left]}
    assert disputes([left]) == {}
