"""Merging of claims against gold incidents: claims of the gold files are merged as they stand.

    python -m eval.merging --gold ../shared/gold

A claim whose `incident` is null belongs to no incident told elsewhere: it is a group of its own.
Pairs are those across documents, as the incidents were marked across documents.
"""

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casus.merge import Account, Merger
from casus.model import Claim, Loss, Place, Slot, Span
from eval.coref import Score, b_cubed, pairs_of, pairwise


@dataclass(frozen=True, slots=True)
class Gold:
    """Accounts, and the incident of each claim id (its own id where gold has none)."""

    accounts: tuple[Account, ...]
    incident: dict[str, str]


def read_gold(folder: Path) -> Gold:
    """Read the gold claims as the program's own records."""
    accounts, incident = [], {}
    for path in sorted((folder / "claims").glob("*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        for number, raw in enumerate(body["claims"]):
            account = Account(claim_of(body["doc"], number, raw), body["published"])
            accounts.append(account)
            incident[account.id] = raw.get("incident") or account.id
    return Gold(tuple(accounts), incident)


def claim_of(doc: str, number: int, raw: dict[str, Any]) -> Claim:
    """A gold claim as a record; offsets only tell claims of one passage apart."""
    quote = raw["evidence"]["text"]
    span = Span(doc, number, number + len(quote))

    def slot(value: Any) -> Slot[Any]:
        return Slot(value, span, 1.0, "gold")

    place = raw.get("place")
    losses = [(kind, raw[kind]) for kind in ("killed", "wounded", "captured") if raw.get(kind)]
    return Claim(
        doc=doc,
        type=slot(raw["type"]),
        mode=slot(raw["mode"]) if raw["mode"] else None,
        status=slot(raw["status"]),
        actors=tuple(slot(code) for code in raw["actors"]),
        recipients=tuple(slot(code) for code in raw["recipients"]),
        source=slot(raw["source"]),
        chain=(),
        date=slot(raw["date"]) if raw["date"] else None,
        place=slot(place_of(place)) if place else None,
        losses=tuple(slot(Loss(kind, n["min"], n["max"])) for kind, n in losses),
        weapons=tuple(slot(weapon) for weapon in raw["weapons"]),
        trigger=span,
        evidence=span,
        quote=quote,
    )


def place_of(raw: dict[str, Any]) -> Place:
    """A gold place; its further names are spellings and further places alike."""
    name, country, also = raw["name"], raw.get("country"), tuple(raw.get("also", ()))
    return Place(name, country, raw.get("lat"), raw.get("lon"), also=also)


def evaluate(gold: Gold) -> tuple[Score, Score, list[tuple[str, ...]]]:
    """Pairwise score across documents, B-cubed over all claims, and the groups."""
    merger = Merger()
    merger.add(gold.accounts)
    found = merger.groups()
    truth = defaultdict(list)
    for identity, name in gold.incident.items():
        truth[name].append(identity)
    doc = {account.id: account.claim.doc for account in gold.accounts}

    def across(groups: Any) -> set[tuple[str, str]]:
        return {(a, b) for a, b in pairs_of(groups) if doc[a] != doc[b]}

    score = pairwise(across(truth.values()), across(found))
    return score, b_cubed(truth.values(), found), found


def measure(gold: Path) -> dict[str, float]:
    """F1 of pairs across documents and of B-cubed, on the coded claims with their incidents.

    Raises:
        FileNotFoundError: no coded pages there.
    """
    folder = gold / "gold"
    if not (folder / "claims").is_dir():
        raise FileNotFoundError(f"{folder}/claims: no coded pages there")
    pairs, cubed, _ = evaluate(read_gold(folder))
    return {"pairs across documents": pairs.f1, "b-cubed": cubed.f1}


def main() -> None:
    """Print the scores, and with --errors the pairs that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    gold = read_gold(arguments.gold)
    pairs, cubed, found = evaluate(gold)
    print(f"claims {len(gold.accounts)}, groups {len(found)}")
    for name, score in (("pairs across documents", pairs), ("B-cubed", cubed)):
        print(f"{name}: F1 {score.f1:.3f} (P {score.precision:.3f}, R {score.recall:.3f})")
    if arguments.errors:
        show_errors(gold, found)


def show_errors(gold: Gold, found: list[tuple[str, ...]]) -> None:
    """Print the groups that are not as in gold."""
    by_id = {account.id: account for account in gold.accounts}
    for group in found:
        names = {gold.incident[identity] for identity in group}
        if len(group) == 1 and gold.incident[group[0]] == group[0]:
            continue
        print("--", "mixed" if len(names) > 1 else "pure", len(group))
        for identity in group:
            claim, name = by_id[identity].claim, gold.incident[identity]
            who = (
                "|".join(s.value for s in claim.actors),
                "|".join(s.value for s in claim.recipients),
            )
            date = claim.date.value if claim.date else "-"
            print("  ", name[:32], claim.doc[:10], claim.type.value, *who, date, claim.quote[:80])


if __name__ == "__main__":
    main()
