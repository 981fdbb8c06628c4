"""Golden cases: one test item for every expected field; see golden/README.md."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import casus
from casus import Coded, Page
from casus.export import coded_record, encode, read_record

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = sorted(path.parent.name for path in GOLDEN.glob("*/expected.json"))
LOSSES = ("killed", "wounded", "captured")


@cache
def wanted(case: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLDEN / case / "expected.json").read_text("utf-8"))
    return found


@cache
def given(case: str) -> Coded:
    (page,) = casus.read((GOLDEN / case).glob("page.*"))
    assert isinstance(page, Page), page
    return casus.extract(page)


@cache
def printed(case: str) -> dict[str, Any]:
    claims: dict[str, Any] = json.loads(encode(coded_record(given(case))))
    return claims | json.loads(encode(read_record(given(case).document, keep_comments=True)))


def fields() -> Iterator[Any]:
    for case in CASES:
        expected = wanted(case)
        for name in ("title", "published", "language"):
            if name in expected:
                yield pytest.param(case, name, id=f"{case}-{name}")


def roles() -> Iterator[Any]:
    for case in CASES:
        for role, passages in wanted(case)["roles"].items():
            for words in passages:
                yield pytest.param(case, role, words, id=f"{case}-{role}-{words}")


def claims() -> Iterator[Any]:
    for case in CASES:
        for number, claim in enumerate(wanted(case)["claims"]):
            for name in claim:
                if name not in {"passage", "type"}:
                    yield pytest.param(case, number, name, id=f"{case}-claim{number}-{name}")


@pytest.mark.parametrize(("case", "name"), list(fields()))
def test_document(case: str, name: str) -> None:
    assert printed(case)[name] == wanted(case)[name]


@pytest.mark.parametrize(("case", "role", "words"), list(roles()))
def test_roles(case: str, role: str, words: str) -> None:
    found = {b["role"] for b in printed(case)["blocks"] if words in b["text"]}
    assert found == {role}


@pytest.mark.parametrize(("case", "number", "name"), list(claims()))
def test_claim(case: str, number: int, name: str) -> None:
    expected = wanted(case)["claims"][number]
    alike = [
        c
        for c in printed(case)["claims"]
        if c["type"] == expected["type"] and expected["passage"] in c["evidence"]["text"]
    ]
    assert alike, f"no {expected['type']} claim from {expected['passage']!r}"
    assert expected[name] in [_value(claim, name) for claim in alike]


def _value(claim: dict[str, Any], name: str) -> Any:
    place = claim["place"] or {}
    if name == "place":
        return place.get("name")
    if name == "country":
        return place.get("country")
    return claim.get(name) if name in LOSSES else claim[name]


@pytest.mark.parametrize("case", CASES)
def test_silence(case: str) -> None:
    evidence = [claim["evidence"]["text"] for claim in printed(case)["claims"]]
    for words in wanted(case)["silent"]:
        assert not any(words in text for text in evidence)
    if not wanted(case)["claims"]:
        assert not evidence
