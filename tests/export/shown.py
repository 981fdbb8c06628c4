"""Incidents as exports get them, made of told claims."""

from datetime import date

from casus.export.cited import cite
from casus.export.profile import Profile
from casus.merge import Account, incident_of
from casus.merge.cases import Case
from casus.model import Loss
from tests.claims import Story, Told, claim_of, document_of

LATER = date(2024, 1, 1)
SOON = date(2022, 3, 30)
SHELLED = Told("=They shelled it.", losses=(Loss("killed", 2, 3),))
DENIED = Told("Nobody shelled it.", status="denied", source="AZE.MIL")
TALKS = Told("They met.", type="CONSULT", mode="visit", recipients=("ARM.GOV",))
FEARED = Told("They may have shelled it again.", status="possible", date="2022-05-01")
NOWHERE = Told("They shelled it.", place=None, date=None, mode=None, weapons=())


def case(*told: Told, profile: Profile | None = None) -> Case:
    """One incident of claims, each on a page of its own, in full unless a profile is given."""
    accounts, pages = [], {}
    for number, one in enumerate(told):
        address = f"https://gazette.example/{number}"
        story = Story(f"page{number}", (one,), url=address, outlet=f"Outlet {number}")
        account = Account(claim_of(story, one), "2022-03-25", f"Outlet {number}")
        accounts.append(account)
        pages[account.id] = cite(document_of(story))
    shown = (profile or Profile(LATER, public=False)).show(accounts, pages)
    return Case(incident_of(shown), tuple(shown))
