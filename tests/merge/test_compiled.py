"""Data sets that compile what others report are nobody's second source."""

import pytest

from casus.merge import Account, incident_of
from tests.claims import Story, Told, claim_of


def account(outlet: str) -> Account:
    told = Told(f"They shelled it, {outlet} says.", source="author", recipients=("ARM.MIL",))
    story = Story(f"page of {outlet}", (told,))
    return Account(claim_of(story, told), "2022-03-25", outlet)


@pytest.mark.parametrize(
    ("outlets", "independent", "credibility"),
    [
        (["Gazette", "Herald Tribune of Example"], 2, 1),
        (["Gazette", "ACLED"], 1, 6),
        (["Gazette", "ACLED", "UCDP GED", "GDELT"], 1, 6),
        (["ACLED", "UCDP GED", "GDELT"], 1, 6),
        (["ACLED"], 1, 6),
    ],
)
def test_they_raise_no_count_and_no_credibility(
    outlets: list[str], independent: int, credibility: int
) -> None:
    incident = incident_of(map(account, outlets))
    assert (incident.independent, incident.credibility) == (independent, credibility)
    assert len(incident.asserted_by) == len(outlets)
