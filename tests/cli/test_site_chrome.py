"""What a site's pages share is no evidence, in whatever command and however they come."""

import json
from pathlib import Path

import pytest

from casus.ledger import Ledger
from tests.command import Call

TEASER = "Rebels shell the capital, forty civilians killed"
PLACES = ("Dhobley", "Afmadow", "Kismayo", "Garissa")


def write_site(folder: Path) -> list[Path]:
    """Four saved pages of one site, each with the same other headline inside its article."""
    paths = []
    for number, place in enumerate(PLACES):
        own = f"Kenyan troops shelled the town of {place} on Monday, the ministry said. "
        own += f"Officials in {place} said that {number + 3} houses burned down."
        html = (
            f"<html><head><title>Fighting in {place}</title>"
            f'<link rel="canonical" href="https://news.example/{number}"></head><body><article>'
            f"<h1>Fighting in {place}</h1><p>{own}</p><p>{TEASER}</p>"
            f"<p>People in {place} fled towards the coast, and trucks took them there.</p>"
            "</article></body></html>"
        )
        paths.append(folder / f"page-{number}.html")
        paths[-1].write_text(html, encoding="utf-8")
    return paths


def quotes(lines: str) -> list[str]:
    return [c["evidence"] for line in lines.splitlines() for c in json.loads(line)["claims"]]


@pytest.mark.parametrize("more", [(), ("--jobs", "2")])
def test_extract_gives_no_claim_from_it(casus: Call, tmp_path: Path, more: tuple[str]) -> None:
    paths = write_site(tmp_path)
    alone = casus("extract", paths[0], "--format", "jsonl")
    assert any(TEASER in str(quote) for quote in quotes(alone.stdout))
    together = casus("extract", *paths, "--format", "jsonl", *more)
    assert len(quotes(together.stdout)) >= 4
    assert not any(TEASER in str(quote) for quote in quotes(together.stdout))


def test_read_shows_it_as_chrome(casus: Call, tmp_path: Path) -> None:
    result = casus("read", *write_site(tmp_path), "--format", "jsonl")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(found) == 4
    for document in found:
        (block,) = [b for b in document["blocks"] if b["text"] == TEASER]
        assert block["role"] == "chrome"


def test_the_ledger_tells_of_a_page_that_comes_later(casus: Call, tmp_path: Path) -> None:
    paths, ledger = write_site(tmp_path), tmp_path / "casus.db"
    assert casus("ingest", *paths[:3], "--ledger", ledger).exit_code == 0
    assert casus("ingest", paths[3], "--ledger", ledger).exit_code == 0
    with Ledger.open(ledger, create=False) as opened:
        quoted = [kept.claim.quote for kept in opened.claims()]
        assert {kept.claim.doc for kept in opened.claims()} >= {"page-0", "page-3"}
    assert not any(TEASER in quote for quote in quoted)
