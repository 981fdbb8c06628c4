"""Fit the weights by which actors are chosen: countries of phrases, antecedents of pronouns.

    python -m training.actors --pages training/coded

The words that a coder marked as actor, recipient or source of a claim are found in the page; where
the resolver had to choose, the options that have the coder's code are the right ones. The tables
have no folds: on our own pages alone they are fitted, so that a score on given pages rests on none.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from casus.resolve.actors import ActorIndex
from eval.actors import Read, coded_pages, evidence_of, find, head_of, read_page, slots, tools
from training.logit import Case, case, fit, write

LOG = logging.getLogger("training.actors")
LEXICON = Path("src/casus/lexicon")
ABOUT = {
    "country": "Which country a phrase that names none belongs to.",
    "antecedent": "Which earlier mention a pronoun goes back to.",
}
PENALTY = {"country": 8.0, "antecedent": 8.0}
Gold = Mapping[tuple[int, int], tuple[str, ...]]


def gold_of(read: Read, claims: list[dict[str, Any]]) -> Gold:
    """The coder's codes, to the sector, of the phrases of a page by sentence and head token."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for claim in claims:
        around = evidence_of(claim, read.text)
        for _, words, codes in slots(claim):
            for number, text in enumerate(words):
                place = find(read.text, text, around)
                head = head_of(read, place, place + len(text)) if place is not None else None
                own = codes[number : number + 1] if len(codes) == len(words) else codes
                if head:
                    found.setdefault(head, tuple(".".join(c.split(".")[:2]) for c in own))
    return found


def country_cases(index: ActorIndex, gold: Gold) -> Iterator[Case]:
    """Every marked phrase whose country was chosen."""
    countries = index.countries
    for part, number, head in dict.fromkeys(countries.asked):
        if codes := gold.get((number, head)):
            right = {code[:3] for code in codes}
            options = [(c, tuple(rows)) for c, rows in countries.options(part, number, head)]
            yield Case(tuple(rows for _, rows in options), tuple(c in right for c, _ in options))


def antecedent_cases(index: ActorIndex, gold: Gold) -> Iterator[Case]:
    """Every marked pronoun, and every pronoun that owns a marked noun, by its country."""
    antecedents = index.antecedents
    for word, number, head, ruled in antecedents.asked:
        token = index.page.phrases[number].tokens[head]
        owned = token.deprel == "nmod:poss"
        codes = gold.get((number, token.head if owned else head), ())
        depth = 3 if owned else 7
        right = {code[:depth] for code in codes}
        options = list(antecedents.options(word, number, head, ruled))
        if codes and options:
            fits = [any(p.code[:depth] in right for p in m.parts) for m, _ in options]
            yield case([rows for _, rows in options], fits)


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, default=LEXICON)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    by = tools()
    cases: dict[str, list[Case]] = {name: [] for name in ABOUT}
    for folder in arguments.pages:
        for _, text, record in coded_pages(folder):
            claims: Any = record["claims"]
            read = read_page(by, text, record)
            gold = gold_of(read, claims)
            cases["country"] += country_cases(read.index, gold)
            cases["antecedent"] += antecedent_cases(read.index, gold)
    for name, made in cases.items():
        LOG.info("%s: %d cases, %d answerable", name, len(made), sum(any(c.right) for c in made))
        found = fit(made, PENALTY[name])
        write(found, arguments.out / f"{name}_choice.tsv", ABOUT[name], "training.actors")


if __name__ == "__main__":
    main()
