"""Incidents for people: a list of them, and one as the matrix of who says what."""

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from casus.cli.console import table
from casus.cli.tables import STATUS_STYLE
from casus.export.records import in_short
from casus.lexicon.labels import Labels, load_labels
from casus.merge.account import Account, holder
from casus.merge.cases import Case
from casus.model import Clash, Decision, Toll, Version
from casus.review import Reviewed


def cases_table(cases: Iterable[Case]) -> RenderableType:
    """One row an incident: best values, who says so, and what is disputed."""
    labels = load_labels()
    rows = table("incident", "when", "where", "what", "losses", "said by", "standing")
    for case in cases:
        it = case.incident
        what = f"{_best(it.actors)}: {labels.word('type', _best(it.type))}, {_best(it.recipients)}"
        losses = ", ".join(_toll(toll, labels) for toll in it.tolls)
        cells = (it.id[:8], _best(it.date), _best(it.place), what, losses, _said(case, labels))
        rows.add_row(*(Text(cell) for cell in cells), Text(standing(case, labels)))
    return rows


def standing(case: Case, labels: Labels) -> str:
    """In words: disputed in what, one-sided, or how many independent sources."""
    it = case.incident
    parts = [it.admiralty]
    if it.disputed:
        parts.append("disputed: " + ", ".join(it.disputed))
    if case.one_sided:
        parts.append("one-sided: nothing from " + ", ".join(map(labels.actor, it.silent)))
    parts.append(f"{it.independent} independent")
    return "; ".join(parts)


def case_view(case: Case) -> RenderableType:
    """The matrix: a row for each claim and each silent side, and the passages under it."""
    labels = load_labels()
    it = case.incident
    head = Text.assemble(("incident ", "dim"), (it.id, "bold"), f"\n{standing(case, labels)}")
    letters = dict(it.reliability)
    rows = table("who says", "stand", "what", "when", "where", "how many", "claim")
    for account in case.accounts:
        rows.add_row(*_row(account, labels, letters))
    for code in it.silent:
        rows.add_row(Text(labels.actor(code)), Text("silent", style="dim"))
    quotes = [_quote(account, labels) for account in case.accounts]
    reports = Text(f"reported {it.first_report or 'undated'} to {it.last_report or 'undated'}")
    return Group(head, _best_known(case, labels), "", rows, "", *quotes, reports)


DAYS = {1: "a day", 2: "up to six days", 3: "a week", 4: "a month", 5: "more than a month"}


def _best_known(case: Case, labels: Labels) -> Text:
    """Best value, range and precision of time, place and losses, a line each."""
    it, place = case.incident, case.place
    lines = []
    if it.date:
        span = f"; all versions: {it.first_day} to {it.last_day}" if len(it.date) > 1 else ""
        precision = DAYS.get(case.date_precision or 0, "no year")
        lines.append(f"when    {it.date[0].value}, known to {precision}{span}")
    if place is not None:
        off = f", within {place.radius_km:g} km" if place.radius_km else ""
        level = f", UCDP precision {place.precision}" if place.precision else ""
        others = ", ".join(version.value for version in it.place[1:])
        lines.append(
            f"where   {in_short(place)}{off}{level}" + (f"; also told: {others}" if others else "")
        )
    lines += [f"losses  {_toll(toll, labels)}; best {toll.best}" for toll in it.tolls]
    return Text("\n".join(lines))


def history(case: Case, reviewed: Reviewed) -> RenderableType:
    """When claims of the incident were recorded, and what reviewers decided, in order."""
    members = set(case.incident.claims)
    lines = [
        (one.kept.time, one.kept.seq, f"claim {one.kept.id[:8]} of {one.kept.claim.doc} recorded")
        for one in reviewed.claims
        if one.kept.id in members
    ]
    stand = reviewed.standing
    told = {d.seq: d for claim in members for d in stand.about(claim)}
    lines += [(d.time, d.seq, in_words(d, stand.undone)) for d in told.values()]
    lines += [("", 0, f"reviewers clash on {c.about}") for c in _clashes(case, reviewed)]
    rows = table("history", "entry", "")
    for time, seq, words in sorted(lines):
        rows.add_row(Text(time[:16]), Text(str(seq or "")), Text(words))
    return Group("", rows)


def _clashes(case: Case, reviewed: Reviewed) -> list[Clash]:
    members = set(case.incident.claims)
    own = [c for a in case.accounts if a.review for c in a.review.clashes]
    pairs = [
        clash
        for clash in reviewed.standing.clashes
        if any(members & {one for pair in d.pairs for one in pair} for d in clash.decisions)
    ]
    return [*own, *pairs]


def in_words(decision: Decision, undone: frozenset[int] = frozenset()) -> str:
    """A decision as one line: who, what about which claim, and why."""
    claim = decision.claim[:8]
    what = {
        "state": f"{decision.value}: claim {claim}",
        "correct": f"{decision.field} of claim {claim} is {decision.value}",
        "add": f"added claim {claim}",
        "note": f"note on claim {claim}: {decision.value}",
        "undo": f"took back entry {decision.undoes}",
    }.get(decision.action, f"{decision.action} event: {_named(decision)}")
    back = " (taken back)" if decision.seq in undone else ""
    return f"{decision.by}: {what}{f' - {decision.why}' if decision.why else ''}{back}"


def _named(decision: Decision) -> str:
    claims = sorted({claim[:8] for pair in decision.pairs for claim in pair})
    return ", ".join(claims)


def _row(account: Account, labels: Labels, letters: Mapping[str, str]) -> tuple[Text, ...]:
    claim = account.claim
    status = claim.status.value
    word = {"denied": "denies", "occurred": "agrees"}.get(status, f"agrees ({status})")
    stand = Text(word, style="red" if status == "denied" else "green")
    mode = f" {account.mode}" if account.mode else ""
    actors = " + ".join(slot.value for slot in claim.actors) or "?"
    recipients = " + ".join(slot.value for slot in claim.recipients) or "?"
    what = f"{claim.type.value}{mode}: {actors} > {recipients}"
    when = claim.date.value if claim.date else ""
    where = in_short(claim.place.value) if claim.place else ""
    losses = ", ".join(in_short(slot.value) for slot in claim.losses)
    who = holder(account)
    named = _holder(who, labels) + (f" ({letters[who]})" if who in letters else "")
    cells = (what, when, where, losses, account.id[:8])
    return (Text(named), stand, *(Text(cell) for cell in cells))


def _quote(account: Account, labels: Labels) -> RenderableType:
    who = _holder(holder(account), labels)
    passage = "\u201c" + " ".join(account.claim.quote.split()) + "\u201d"
    style = STATUS_STYLE.get(account.claim.status.value, "")
    day = f", {account.published}" if account.published else ""
    origin = account.review.origin if account.review else ""
    review = f"\n  review: {origin}" if origin else ""
    where = f" ({account.claim.doc}{day}, claim {account.id[:8]})\n  "
    return Text.assemble((who, "bold"), where, (passage, style), review)


def passages(case: Case, field: str, given: Iterable[Version]) -> RenderableType:
    """The versions of one field of an incident with the passages that give them."""
    labels = load_labels()
    rows = table("value", "who says", "claim", "passage", "score", "why")
    for version in given:
        for account in case.accounts:
            if account.id in version.claims:
                rows.add_row(Text(version.value), *_evidence(account, field, labels))
    return rows


def _evidence(account: Account, field: str, labels: Labels) -> tuple[Text, ...]:
    found = getattr(account.claim, field)
    slot = (found[0] if found else None) if isinstance(found, tuple) else found
    score, why = (f"{slot.score:.2f}", slot.why) if slot else ("", "")
    quote = " ".join(account.claim.quote.split())
    cells = (_holder(holder(account), labels), account.id[:8], quote, score, why)
    return tuple(Text(cell) for cell in cells)


def _best(given: tuple[Version, ...]) -> str:
    return given[0].value if given else "?"


def _said(case: Case, labels: Labels) -> str:
    it = case.incident
    said = ", ".join(_holder(one, labels) for one in it.asserted_by)
    denied = ", ".join(_holder(one, labels) for one in it.denied_by)
    return "; ".join(part for part in (said, f"denied by {denied}" if denied else "") if part)


def _holder(code: str, labels: Labels) -> str:
    outlet = code.removeprefix("outlet:")
    return outlet if outlet != code else labels.actor(code)


def _toll(toll: Toll, labels: Labels) -> str:
    most = "more" if toll.high is None else str(toll.high)
    span = str(toll.low) if most == str(toll.low) else f"{toll.low} to {most}"
    whose = ", ".join(labels.country(code) for code in toll.side.split(" + ") if code)
    return f"{span} {toll.kind}" + (f" ({whose})" if whose else "")
