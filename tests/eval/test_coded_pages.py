"""The project's coded pages are well formed, and those no weight was fitted to are read whole."""

import json
from pathlib import Path

import pytest

from casus.pipeline import build
from eval.coding import FRESH, claims_of, pages
from training.check_coded import HERE, check


def coded(name: str) -> bool:
    return bool(json.loads((FRESH / "claims" / f"{name}.json").read_text("utf-8"))["claims"])


READ = [page for page in pages(FRESH) if page.name.startswith("m") or not coded(page.name)]


@pytest.mark.parametrize("folder", [HERE, FRESH], ids=["training", "eval"])
def test_every_claim_follows_the_codebook(folder: Path) -> None:
    stems = [path.stem for path in (folder / "pages").glob("*.txt")]
    assert len(stems) > 300
    assert [problem for stem in stems for problem in check(folder, stem)] == []


def test_a_claim_that_breaks_the_codebook_is_told(tmp_path: Path) -> None:
    for part in ("pages", "claims"):
        (tmp_path / part).mkdir()
    name = READ[0].name
    held = json.loads((FRESH / "claims" / f"{name}.json").read_text("utf-8"))
    other = json.loads((FRESH / "claims" / "a01-reuters-igoeti.json").read_text("utf-8"))
    held["claims"].append(other["claims"][0] | {"type": "WAR"})
    (tmp_path / "pages" / f"{name}.txt").write_bytes(READ[0].content)
    (tmp_path / "claims" / f"{name}.json").write_text(json.dumps(held), "utf-8")
    assert any("unknown type 'WAR'" in problem for problem in check(tmp_path, name))


def test_short_reports_have_claims_and_pages_without_an_event_have_none() -> None:
    pipeline = build()
    found = {page.name: bool(claims_of(page, pipeline)) for page in READ}
    assert len(found) > 60
    assert found == {page.name: coded(page.name) for page in READ}
