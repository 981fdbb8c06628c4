"""What programs read on standard output."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from casus.export import DocumentRecord, KeptRecord, ReadRecord, encode
from casus.export.parts import AttributionsRecord, DatesRecord, PlacesRecord
from casus.language import conllu
from casus.model import STATUSES, TYPES
from tests.command import PAGES, Call

PAGE = PAGES / "syunik-gazette-shorzha.html"
CODEBOOK = {
    "type", "mode", "status", "actors", "recipients", "source", "date", "place", "weapons",
    "evidence",
}  # fmt: skip
LOSSES = {"killed", "wounded", "captured"}


def documents(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


@pytest.mark.parametrize(
    ("command", "record"),
    [
        ("read", ReadRecord),
        ("dates", DatesRecord),
        ("places", PlacesRecord),
        ("attributions", AttributionsRecord),
    ],
)
def test_a_line_is_exactly_its_record(casus: Call, command: str, record: Any) -> None:
    result = casus(command, PAGE, "--format", "jsonl")
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    assert encode(msgspec.json.decode(result.stdout, type=record)) == result.stdout.encode()


def test_extract_prints_one_object_a_document(extracted: str) -> None:
    for line in extracted.splitlines():
        record = msgspec.json.decode(line, type=DocumentRecord)
        assert encode(record).decode().rstrip("\n") == line
    names = [d["doc"] for d in documents(extracted)]
    files = [p.stem for p in sorted(PAGES.iterdir()) if p.suffix != ".jsonl"]
    assert sorted(names) == sorted([*files, "wire-hormuz", "wire-batken"])


def test_claims_have_the_fields_of_the_codebook(extracted: str) -> None:
    for document in documents(extracted):
        assert set(document) == {"doc", "published", "claims"}
        for claim in document["claims"]:
            assert set(claim) - LOSSES == CODEBOOK | {"slots"}
            assert claim["type"] in TYPES
            assert claim["status"] in STATUSES
            assert set(claim["evidence"]) == {"text", "start", "end"}


def test_read_has_the_fields_that_were_promised(casus: Call) -> None:
    (document,) = documents(casus("read", PAGE).stdout)
    assert document["published"] == "2024-05-17"
    assert document["language"] == "en"
    assert {b["role"] for b in document["blocks"]} >= {"title", "byline", "body", "chrome"}
    assert set(document["blocks"][0]) == {"role", "start", "end", "text"}


def test_parse_prints_conllu_that_reads_back(casus: Call) -> None:
    printed = casus("parse", PAGE, "--format", "conllu").stdout
    found = conllu.read(printed.splitlines())
    assert len(found.sentences) > 5
    for sentence in found.sentences:
        heads = [token.head for token in sentence.tokens]
        assert heads.count(-1) == 1
    assert any(sentence.entities for sentence in found.sentences)


def test_parse_keeps_given_words(casus: Call, tmp_path: Path) -> None:
    given = tmp_path / "given.conllu"
    words = ["Troops", "entered", "Mar-Nur", "on", "3.5.", "Monday", "."]
    rows = (f"{n}\t{w}" + "\t_" * 8 for n, w in enumerate(words, 1))
    given.write_text("\n".join(rows) + "\n\n", encoding="utf-8")
    result = casus("parse", "--tokenized", given, "--format", "conllu")
    assert result.exit_code == 0
    read = [line.split("\t") for line in result.stdout.splitlines() if line[:1].isdigit()]
    assert [row[1] for row in read] == words
    assert all(row[7] != "_" for row in read)


def test_a_broken_conllu_line_is_named(casus: Call, tmp_path: Path) -> None:
    given = tmp_path / "given.conllu"
    given.write_text("1\tTroops\n", encoding="utf-8")
    result = casus("parse", "--tokenized", given)
    assert result.exit_code == 1
    assert "given.conllu" in result.stderr
    assert "line 1" in result.stderr


def test_given_places(casus: Call, tmp_path: Path) -> None:
    mentions = tmp_path / "given.jsonl"
    line = {"doc": "a", "text": "Troops left Baku for Paris.", "spans": [[12, 16], [21, 26]]}
    mentions.write_text(json.dumps(line) + "\n", encoding="utf-8")
    (found,) = documents(casus("places", "--mentions", mentions).stdout)
    assert [(p["text"], p["country"]) for p in found["places"]] == [
        ("Baku", "AZE"),
        ("Paris", "FRA"),
    ]
    mentions.write_text('{"doc": "a", "text": "Baku", "spans": [[0, 9]]}\n', encoding="utf-8")
    assert "given.jsonl:1" in casus("places", "--mentions", mentions).stderr


def test_standard_input(casus: Call) -> None:
    content = (PAGES / "tyre-wire-blue-line.txt").read_bytes()
    (document,) = documents(casus("extract", "-", stdin=content).stdout)
    assert document["doc"] == "stdin"
    assert document["published"] == "2023-11-12"
    assert document["claims"]


def test_tables_are_for_people(casus: Call) -> None:
    for command in ("extract", "read", "parse", "dates", "places", "attributions"):
        result = casus(command, PAGES / "wires.jsonl", "--format", "table")
        assert result.exit_code == 0
        assert not result.stdout.startswith("{")


def test_claims_of_a_ledger(casus: Call, filled: Path) -> None:
    result = casus("claims", "--ledger", filled, "--format", "jsonl")
    kept = [msgspec.json.decode(line, type=KeptRecord) for line in result.stdout.splitlines()]
    assert kept
    only = casus("claims", "--ledger", filled, "--type", "ASSAULT", "--format", "jsonl")
    assert len(only.stdout.splitlines()) == sum(k.claim.type == "ASSAULT" for k in kept)
    shown = casus("show", kept[0].claim.slots.id, "--ledger", filled)
    assert shown.exit_code == 0
    assert kept[0].claim.slots.id in shown.stdout
