"""Countries of larger cities come from the index, the most populous city first."""

from pathlib import Path

from casus.resolve.gazetteer import Gazetteer, Writer
from casus.resolve.gazetteer_build import create
from casus.resolve.gazetteer_cities import city_countries, city_key


def test_a_city_is_found_in_any_spelling(tmp_path: Path) -> None:
    with_cities(tmp_path / "index.sqlite")
    gazetteer = Gazetteer(tmp_path / "index.sqlite")
    assert gazetteer.city_country(city_key("N’Djamena")) == "TCD"
    assert gazetteer.city_country(city_key("London")) == "GBR"
    assert gazetteer.city_country(city_key("Nowhereville")) is None


def test_keys_are_told_once() -> None:
    keys = [key for key, _ in city_countries()]
    assert len(keys) == len(set(keys)) > 50_000


def with_cities(path: Path) -> None:
    db = create(path)
    Writer(db).add_cities(city_countries())
    db.close()
