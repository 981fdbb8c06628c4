"""The incident computed from its claims: versions side by side, disputes, tolls, credibility."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from statistics import median_low

from casus.lexicon.datasets import compiled
from casus.merge.account import Account, fold, holder, party, side
from casus.merge.disputes import disputes
from casus.model import Incident, Loss, Slot, Toll, Version, content_id

COPY = 0.8  # share of words from which two passages count as one text
TOLD_BY_NOBODY = "unnamed"
COMPILED = "outlet:data sets"  # those that compile, counted together
NOBODY: Mapping[str, str] = {}
CODE = re.compile(r"[A-Z]{3}\.[A-Z]{3}(\..+)?")


def incident_of(
    accounts: Iterable[Account],
    owners: Mapping[str, str] = NOBODY,
    reliability: Mapping[str, str] = NOBODY,
) -> Incident:
    """Compute an incident.

    `owners` maps outlets to owners: outlets of one owner count once, and one whose owner is an
    actor code counts as that actor. `reliability` maps outlets and actor codes to declared letters.

    Raises:
        ValueError: no claims.
    """
    told = sorted(accounts, key=lambda a: a.id)
    if not told:
        raise ValueError("an incident needs at least one claim")
    asserted = [a for a in told if a.claim.status.value != "denied"]
    denied = [a for a in told if a.claim.status.value == "denied"]
    parties = frozenset(one for a in told for one in a.parties)
    holders = independent(asserted or told, owners, parties)
    fields = {name: versions(told, of) for name, of in FIELDS.items()}
    tolls = tuple(_tolls(told))
    tellers = {holder(a) for a in told}
    disputed = disputes(told, fields, tolls, denied=bool(asserted and denied) and len(tellers) > 1)
    days = [a.days for a in told if a.days]
    reports = sorted(a.published for a in told if a.published)
    return Incident(
        id=content_id("incident", told[0].id),
        claims=tuple(a.id for a in told),
        **fields,
        tolls=tolls,
        asserted_by=_holders(asserted),
        denied_by=_holders(denied),
        silent=tuple(sorted(parties - {party(_voice(a, owners)) for a in told})),
        disputed=disputed,
        independent=len(holders),
        opposed=_opposed(asserted),
        credibility=credibility(asserted, denied, holders),
        first_day=min(first for first, _ in days).isoformat() if days else None,
        last_day=max(last for _, last in days).isoformat() if days else None,
        first_report=reports[0] if reports else None,
        last_report=reports[-1] if reports else None,
        reliability=tuple(sorted(_letters(told, reliability))),
    )


def versions(told: Sequence[Account], of: Callable[[Account], str]) -> tuple[Version, ...]:
    """The values of a field, the one with most holders first; claims without it are left out."""
    groups: dict[str, list[Account]] = defaultdict(list)
    words: dict[str, str] = {}
    for account in told:
        if value := of(account):
            groups[fold(value) or value].append(account)
            words.setdefault(fold(value) or value, value)
    found = [Version(words[key], _ids(group), _holders(group)) for key, group in groups.items()]
    return tuple(sorted(found, key=lambda v: (-len(v.holders), -len(v.claims), v.value)))


def _codes(slots: tuple[Slot[str], ...]) -> str:
    return " + ".join(sorted({slot.value for slot in slots}))


FIELDS: dict[str, Callable[[Account], str]] = {
    "type": lambda a: a.claim.type.value,
    "mode": lambda a: a.mode,
    "date": lambda a: a.claim.date.value if a.claim.date else "",
    "place": lambda a: a.claim.place.value.name if a.claim.place else "",
    "actors": lambda a: _codes(a.claim.actors),
    "recipients": lambda a: _codes(a.claim.recipients),
}


def _ids(told: Iterable[Account]) -> tuple[str, ...]:
    return tuple(sorted(a.id for a in told))


def _holders(told: Iterable[Account]) -> tuple[str, ...]:
    return tuple(sorted({holder(a) for a in told}))


def _tolls(told: Sequence[Account]) -> Iterable[Toll]:
    """Losses by the side that suffered them and by kind."""
    groups: dict[tuple[str, str], list[tuple[Account, Loss]]] = defaultdict(list)
    for account in told:
        if account.claim.status.value == "denied":
            continue
        whose = " + ".join(sorted(account.victims))
        for slot in account.claim.losses:
            groups[whose, slot.value.kind].append((account, slot.value))
    for (whose, kind), items in sorted(groups.items()):
        by_value: dict[str, list[Account]] = defaultdict(list)
        by_holder: dict[str, list[int]] = defaultdict(list)
        for account, loss in items:
            by_value[_range(loss)].append(account)
            by_holder[holder(account)].append(loss.low)
        found = [Version(v, _ids(group), _holders(group)) for v, group in by_value.items()]
        highs = [loss.high for _, loss in items]
        yield Toll(
            side=whose,
            kind=kind,
            low=min(loss.low for _, loss in items),
            high=None if None in highs else max(h for h in highs if h is not None),
            best=median_low(max(lows) for lows in by_holder.values()),
            versions=tuple(sorted(found, key=lambda v: (-len(v.holders), v.value))),
        )


def _range(loss: Loss) -> str:
    if loss.high is None:
        return f"{loss.low}+"
    return str(loss.low) if loss.low == loss.high else f"{loss.low}-{loss.high}"


def _letters(told: Sequence[Account], reliability: Mapping[str, str]) -> set[tuple[str, str]]:
    """Holders with their declared letter: by outlet, code, or the beginning of a code."""
    found = set()
    for who in {holder(account) for account in told}:
        name = who.removeprefix("outlet:")
        parts = name.split(".") if name == who else [name]
        known = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        letter = next((reliability[one] for one in known if one in reliability), None)
        found |= {(who, letter)} if letter else set()
    return found


def independent(
    told: Sequence[Account],
    owners: Mapping[str, str] = NOBODY,
    parties: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Holders that count: one vote a holder, owner or agency, none for what repeats another page.

    All bodies of a country that takes part (`parties`) have one vote together, those who fight or
    oppose it another. An unnamed source counts for nobody. Data sets that compile what others
    report have one vote together, and none beside another source.
    """
    reports = [account for account in told if holder(account) not in _compilers()]
    if not reports and told:
        return (COMPILED,)
    countries = {one.partition(".")[0] for one in parties}
    counted: dict[str, Account] = {}
    heard: dict[str, set[str]] = defaultdict(set)  # pages, and which of them print their words
    for account in sorted(reports, key=lambda a: (bool(a.copies), a.published or "9999", a.id)):
        repeats = any(heard[page] - {account.claim.doc} for page in account.copies)
        for page in (account.claim.doc, *account.copies):
            heard[page].add(account.claim.doc)
        who = _voice(account, owners)
        who = party(who) if side(who) in countries else who
        if who == TOLD_BY_NOBODY or who in counted or repeats:
            continue
        if not any(_copied(account, other) for other in counted.values()):
            counted[who] = account
    return tuple(sorted(counted))


@cache
def _compilers() -> frozenset[str]:
    return frozenset(f"outlet:{one.name}" for one in compiled().values())


def _voice(account: Account, owners: Mapping[str, str]) -> str:
    """Who stands behind a claim: its source, the agency, or the outlet's declared owner."""
    who = holder(account)
    if account.agency and who.startswith("outlet:"):
        who = f"outlet:{account.agency}"
    name = who.removeprefix("outlet:")
    owner = owners.get(name)
    if owner is None:
        return who
    return owner if who == name or CODE.fullmatch(owner) else f"outlet:{owner}"


def _copied(left: Account, right: Account) -> bool:
    """Whether two pages tell it in the same words."""
    if left.claim.doc == right.claim.doc:
        return False
    either = len(left.words | right.words)
    return either > 0 and len(left.words & right.words) / either >= COPY


def _opposed(asserted: Sequence[Account]) -> bool:
    """Whether both a doing and a suffering side assert it."""
    tellers = {party(a.claim.source.value) for a in asserted}
    return any(
        tellers & a.did and tellers & a.suffered and len(tellers & (a.did | a.suffered)) > 1
        for a in asserted
    )


def credibility(
    asserted: Sequence[Account], denied: Sequence[Account], holders: tuple[str, ...]
) -> int:
    """The Admiralty digit by rule.

    1 if both sides assert it, or two independent holders that are no party to it, and nobody
    denies it; else 6, which says that the machine cannot judge.
    """
    if denied or any(a.claim.status.value != "occurred" for a in asserted):
        return 6
    parties = {s.split(".")[0] for a in asserted for s in a.did | a.suffered}
    outside = [who for who in holders if who.startswith("outlet:") or side(who) not in parties]
    return 1 if _opposed(asserted) or len(outside) >= 2 else 6
