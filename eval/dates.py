"""Yardstick of dates: WikiWars (train) and the dates of coded claims, given their triggers.

    python -m eval.dates GOLD [--errors PREFIX]

GOLD is the folder with `data/wikiwars/train/tml`, `gold/` and `train/`; what is absent is skipped.
The score of a claim's date is the codebook's: the same date or span 1, containment one half.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from casus.language import LanguageModel
from casus.resolve.dates import Dates
from eval.dates_pages import CodedPage, Located, coded_pages
from eval.wikiwars import score


def measure(gold: Path) -> dict[str, float]:
    """WikiWars F1s in percent, and the share of claims whose date is right, by folder."""
    found: dict[str, float] = {}
    files = sorted((gold / "data" / "wikiwars" / "train" / "tml").glob("*.tml"))
    if files:
        found |= score(files)
    folders = [gold / name for name in ("gold", "train") if (gold / name / "claims").is_dir()]
    if folders:
        model = LanguageModel.load()
        pages = {folder.name: list(coded_pages(folder, model)) for folder in folders}
        for name, held in pages.items():
            found |= {f"claims_{name}{key}": value for key, value in event_score(held).items()}
        everything = [page for held in pages.values() for page in held]
        found |= {f"claims{key}": value for key, value in event_score(everything).items()}
    return found


def date_score(gold: str | None, answer: str | None) -> float:
    """1 for the same date, one half for containment, as the codebook's section 5 says."""
    if gold is None or answer is None or gold == answer:
        return float(gold == answer)
    one, other = _span(gold), _span(answer)
    if one == other:
        return 1.0
    inside = one[0] <= other[0] and other[1] <= one[1]
    around = other[0] <= one[0] and one[1] <= other[1]
    return 0.5 if inside or around else 0.0


def _span(code: str) -> tuple[str, str]:
    if code.startswith("--"):
        return code, code
    low, _, high = code.partition("/")
    high = high or low
    return low + "-01-01"[len(low) - 4 :] * (len(low) < 10), high + "-12-31"[len(high) - 4 :] * (
        len(high) < 10
    )


def answers(page: CodedPage) -> list[tuple[Located, str | None, str]]:
    """Every claim with the date that the program gives, and why."""
    index = Dates().in_document(page.document, page.sentences)
    found = []
    for claim in page.claims:
        slot = index.event(claim.sentence, claim.token)
        found.append((claim, slot.value if slot else None, slot.why if slot else ""))
    return found


def event_score(pages: Sequence[CodedPage]) -> dict[str, float]:
    """Mean score over all claims, over those with a date and those without."""
    scored = [(c.date, date_score(c.date, got)) for page in pages for c, got, _ in answers(page)]
    dated = [s for gold, s in scored if gold is not None]
    null = [s for gold, s in scored if gold is None]
    return {
        "": _mean([*dated, *null]),
        "_dated": _mean(dated),
        "_null": _mean(null),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def main() -> None:
    """Print the yardstick, or the errors of the pages whose name begins so."""
    parser = argparse.ArgumentParser(description="Score dates.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", default="", metavar="PREFIX")
    args = parser.parse_args()
    if args.errors:
        model = LanguageModel.load()
        for folder in (args.gold / "gold", args.gold / "train"):
            for page in coded_pages(folder, model):
                if page.document.id.startswith(args.errors):
                    _print_errors(page)
        return
    for name, value in measure(args.gold).items():
        print(f"{name:24} {value}")


def _print_errors(page: CodedPage) -> None:
    for claim, got, why in answers(page):
        if date_score(claim.date, got) < 1:
            head = f"{page.document.id}: {claim.trigger!r} {claim.date} != {got}"
            print(f"{head} [{why}]\n    {claim.evidence[:160]}")


if __name__ == "__main__":
    main()
