"""The project's coded pages are well formed, and those no weight was fitted to are read whole."""

import json
from pathlib import Path

import pytest

from casus.pipeline import build
from eval.coding import FRESH, claims_of, pages
from training.check_coded import HERE, check
from training.events.data import read_pages


@pytest.mark.parametrize("folder", [HERE, FRESH], ids=["training", "eval"])
def test_every_claim_follows_the_codebook(folder: Path) -> None:
    stems = [path.stem for path in (folder / "pages").glob("*.txt")]
    assert len(stems) > 300
    assert [problem for stem in stems for problem in check(folder, stem)] == []


def test_a_claim_that_breaks_the_codebook_is_told(tmp_path: Path) -> None:
    page = next(page for page in read_pages(FRESH) if page.claims)
    wrong = [page.claims[0] | {"type": "WAR"}, *page.claims[1:]]
    for part, name, text in (
        ("pages", f"{page.name}.txt", page.text),
        ("claims", f"{page.name}.json", json.dumps({"chrome": [], "claims": wrong})),
    ):
        (tmp_path / part).mkdir()
        (tmp_path / part / name).write_text(text, "utf-8")
    assert check(tmp_path, page.name) == [f"{page.name}#1: unknown type 'WAR'"]


def test_short_reports_have_claims_and_pages_without_an_event_have_none() -> None:
    coded = {page.name: bool(page.claims) for page in read_pages(FRESH)}
    read = [page for page in pages(FRESH) if page.name.startswith("m") or not coded[page.name]]
    assert len(read) > 60
    pipeline = build()
    found = {page.name: bool(claims_of(page, pipeline)) for page in read}
    assert found == {page.name: coded[page.name] for page in read}
