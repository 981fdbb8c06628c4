"""Claims that stand, and those that do not when all their fields are known."""

from dataclasses import replace

import pytest

from casus.coding import Code
from casus.coding.choices import Choices
from casus.coding.standing import evidence, standing
from casus.language import Parse
from casus.model import Claim, Coded, Document, Parsed
from tests.claims import Story, Told, claim_of, document_of
from tests.coding.read import body

QUOTE = "On Monday they shelled the village of Farukh."


def _told(published: str | None = "2022-03-25", **changes: object) -> tuple[Claim, Document]:
    told = Told(QUOTE, **changes)  # type: ignore[arg-type]
    story = Story("page", told=(told,), published=published)
    return claim_of(story, told), document_of(story)


AGES = [
    ("2022-03-25", "2022-03-24", "new"),
    ("2022-03-25", "2021-03-25", "new"),
    ("2022-03-25", "2021-03-24", "old"),
    ("2022-03-25", "2020-09-27/2020-11-10", "old"),
    ("2022-03-25", "2020-09-27/2021-11-10", "new"),
    ("2022-03-25", "2021", "new"),
    ("2022-03-25", "2020", "old"),
    ("2022-03-25", "--09-27", "unknown"),
    ("2022-03-25", None, "unknown"),
    ("--03-25", "2020-09-27", "unknown"),
    (None, "2020-09-27", "unknown"),
]


@pytest.mark.parametrize(("published", "date", "age"), AGES)
def test_what_lies_more_than_a_year_back_is_old(
    published: str | None, date: str | None, age: str
) -> None:
    assert f"age={age}" in set(evidence(*_told(published, date=date)))


def test_no_name_speaks_for_or_against_a_claim() -> None:
    told = Told("The Armenian Khramort shelled Farukh again.")
    story = Story("page", told=(told,))
    found = set(evidence(claim_of(story, told), document_of(story)))
    assert {"before=", "after="} <= found
    assert {"before=they", "after=the"} <= set(evidence(*_told()))


def test_a_claim_stands_from_the_threshold_on() -> None:
    claim, document = _told()
    weights = {"claim": 1.0, "threshold": 0.7}
    (stands,) = standing([claim], document, weights)
    assert stands == replace(claim, type=replace(claim.type, score=stands.type.score))
    assert stands.type.score == pytest.approx(0.731, abs=0.001)
    assert not list(standing([claim], document, weights | {"threshold": 0.74}))


def test_the_shipped_weights_take_a_bygone_event_for_less_likely() -> None:
    weights = Choices.load().claim
    free = {**weights, "threshold": 0.0}
    chances = [
        next(standing([claim], document, free)).type.score
        for claim, document in (_told(date=day) for day in ("2022-03-24", "2020-03-24"))
    ]
    assert chances[0] > chances[1]


def test_what_is_read_of_a_page_is_judged() -> None:
    sentence = "Kenyan troops shelled Ugandan positions near Busia on Monday."
    (parsed,) = (p for p in Parse().map(body(sentence)) if isinstance(p, Parsed))
    shipped = Choices.load()
    _, (candidate,) = Code(shipped).candidates(parsed)
    expected = standing([candidate], parsed.document, shipped.claim)
    strict = replace(shipped, claim={**shipped.claim, "threshold": 1.0})
    coded = [next(iter(Code(weights).map(parsed))) for weights in (shipped, strict)]
    assert [c.claims for c in coded if isinstance(c, Coded)] == [tuple(expected), ()]
