"""Incidents in words: best values, what is disputed, who says what and who says nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from casus.lexicon.labels import Labels
from casus.merge.account import Account, holder
from casus.merge.cases import Case
from casus.model import Incident, Place, Toll, Version
from casus.report.claims import claim_view, day_words, loss_words, place_words
from casus.report.drawn import firmest
from casus.report.view import Cell, ClaimView, DayGroup, IncidentView, Mark, PageView, RowView

DISPUTED = {
    "status": "whether it happened",
    "mode": "how",
    "date": "when",
    "place": "where",
    "actors": "who did it",
    "recipients": "against whom",
}
STANDS = {
    "occurred": "says so",
    "planned": "says that it is planned",
    "possible": "says that it may be",
    "denied": "says that it did not happen",
}


def incident_view(case: Case, pages: Mapping[str, PageView], labels: Labels) -> IncidentView:
    """Put an incident into words; `pages` by the names of documents."""
    it = case.incident
    type_, mode = it.type[0].value, _best(it.mode)
    actors, recipients = (_names(_best(codes), labels) for codes in (it.actors, it.recipients))
    status = firmest(account.claim.status.value for account in case.accounts)
    return IncidentView(
        id=it.id,
        family=labels.word("family", type_),
        what=labels.word("type", type_),
        how=labels.mode(type_, mode) if mode else "",
        status=status,
        status_words=labels.word("status", status),
        actors=actors,
        recipients=recipients,
        mutual=len(actors) > 1 and set(actors) == set(recipients),
        when=day_words(it.date[0].value) if it.date else "Date not stated",
        where=place_words(case.place, labels) if case.place else "Place not stated",
        near=near(case.place),
        losses=tuple(_toll(toll, labels) for toll in it.tolls),
        marks=tuple(_marks(case, labels)),
        sources=_sources(it),
        reported=_reported(it),
        rows=tuple(_row(account, it, labels) for account in _ordered(case)),
        silent=tuple(labels.actor(code) for code in it.silent),
        claims=tuple(_claims(case, pages, labels)),
    )


def near(place: Place | None) -> str:
    """How well the place is known, in words; empty where there is none."""
    if place is None:
        return ""
    if place.lat is None or place.lon is None:
        return "position not known"
    if place.precision == 6:
        return "no more than the country is known"
    return f"known within {place.radius_km:g} km" if place.radius_km else ""


def _best(versions: tuple[Version, ...]) -> str:
    return versions[0].value if versions else ""


def _names(codes: str, labels: Labels) -> tuple[str, ...]:
    return tuple(labels.actor(code) for code in codes.split(" + ") if code)


def _marks(case: Case, labels: Labels) -> Iterable[Mark]:
    """What a reader has to know first, in words."""
    it = case.incident
    if it.disputed:
        fields = ", ".join(dict.fromkeys(_disputed(name, labels) for name in it.disputed))
        yield Mark("contested", f"Disputed: {fields}")
    if case.one_sided:
        silent = " and ".join(labels.actor(code) for code in it.silent)
        yield Mark("onesided", f"One-sided: nothing from {silent}, no second independent source")
    if it.opposed:
        yield Mark("agreed", "Told by both sides")
    if clashes := {clash.about for a in case.accounts if a.review for clash in a.review.clashes}:
        yield Mark("contested", f"Reviewers differ on {', '.join(sorted(clashes))}")


def _disputed(name: str, labels: Labels) -> str:
    kind, _, side = name.partition(":")
    if kind in DISPUTED:
        return DISPUTED[kind]
    whose = " and ".join(labels.country(code) for code in side.split(" + ") if code)
    return f"how many {labels.word('loss', kind)}" + (f" of {whose}" if whose else "")


def _sources(it: Incident) -> str:
    count = it.independent
    named = "1 independent source" if count == 1 else f"{count} independent sources"
    return f"{named}, Admiralty code {it.admiralty}"


def _reported(it: Incident) -> str:
    if it.first_report is None or it.last_report is None:
        return "date of the report not known"
    first, last = day_words(it.first_report), day_words(it.last_report)
    return f"reported {first}" if first == last else f"reported {first} to {last}"


def _toll(toll: Toll, labels: Labels) -> str:
    """Losses of a side: "3 to 9 killed (Armenia)", and what most say where the range is wide."""
    kind = labels.word("loss", toll.kind)
    if toll.high is None:
        span = f"at least {toll.low:,}"
    else:
        span = f"{toll.low:,}" if toll.low == toll.high else f"{toll.low:,} to {toll.high:,}"
    whose = ", ".join(labels.country(code) for code in toll.side.split(" + ") if code)
    best = f", in the middle {toll.best:,}" if len(toll.versions) > 2 else ""
    return f"{span} {kind}" + (f" ({whose}{best})" if whose or best else "")


def _ordered(case: Case) -> list[Account]:
    """Who asserts before who denies; then by name of the holder and day of the report."""
    return sorted(
        case.accounts,
        key=lambda a: (a.claim.status.value == "denied", holder(a), a.published or "", a.id),
    )


def _row(account: Account, it: Incident, labels: Labels) -> RowView:
    claim, who = account.claim, holder(account)
    lost = any(":" in name for name in it.disputed)
    mode = labels.mode(claim.type.value, claim.mode.value) if claim.mode else ""
    what = labels.word("type", claim.type.value) + (f": {mode}" if mode else "")
    parties = " \u2192 ".join(
        ", ".join(labels.actor(slot.value) for slot in slots) or "not said"
        for slots in (claim.actors, claim.recipients)
        if slots or slots is claim.actors
    )
    contested = bool({"mode", "actors", "recipients"} & set(it.disputed))
    losses = ", ".join(loss_words(slot.value, labels) for slot in claim.losses)
    return RowView(
        who=named(who, labels),
        letter=dict(it.reliability).get(who, ""),
        stand=claim.status.value,
        stand_words=STANDS.get(claim.status.value, claim.status.value),
        what=Cell(f"{what}; {parties}", contested),
        when=Cell(day_words(claim.date.value) if claim.date else "", "date" in it.disputed),
        where=Cell(
            place_words(claim.place.value, labels) if claim.place else "", "place" in it.disputed
        ),
        how_many=Cell(losses, lost and bool(losses)),
        claim=account.id,
        review=account.review.origin if account.review else "",
    )


def named(who: str, labels: Labels) -> str:
    """A holder in words."""
    outlet = who.removeprefix("outlet:")
    return f"{outlet} (the article itself)" if outlet != who else labels.actor(who)


def _claims(case: Case, pages: Mapping[str, PageView], labels: Labels) -> Iterable[ClaimView]:
    denied = [a for a in case.accounts if a.claim.status.value == "denied"]
    asserted = [a for a in case.accounts if a not in denied]
    for account in _ordered(case):
        against = asserted if account in denied else denied
        others = [
            (named(holder(other), labels), other.id)
            for other in against
            if holder(other) != holder(account)
        ]
        page = pages.get(account.claim.doc) or page_of_claim(account.claim.doc)
        yield claim_view(account, page, labels, others)


def page_of_claim(name: str) -> PageView:
    """A claim whose document is not among those given."""
    return PageView("", name, name, "", "", "", "", "", (), 0, "")


def by_day(cases: Sequence[Case], views: Mapping[str, IncidentView]) -> tuple[DayGroup, ...]:
    """Group incidents by their best day, latest first and the undated last."""
    ordered = sorted(cases, key=_order, reverse=True)
    groups = []
    for day, members in groupby(ordered, key=_day):
        some = sorted(members, key=lambda c: (-len(c.accounts), c.incident.id))
        groups.append(_group(day, [views[case.incident.id] for case in some]))
    return tuple(groups)


def _day(case: Case) -> str:
    return _best(case.incident.date)


def _order(case: Case) -> tuple[int, str, str]:
    """The undated last, then those without a year, then by first day."""
    value = _day(case)
    rank = 0 if not value else 1 if value.startswith("--") else 2
    return rank, value.partition("/")[0], value


def _group(day: str, incidents: list[IncidentView]) -> DayGroup:
    return DayGroup(
        day=day,
        weekday=_weekday(day),
        heading=day_words(day) if day else "Date not stated",
        anchor=f"day-{day.replace('/', '_')}" if day else "day-none",
        incidents=tuple(incidents),
    )


def _weekday(day: str) -> str:
    try:
        return f"{date.fromisoformat(day):%A}"
    except ValueError:
        return ""
