"""Train the choice of an event's date on coded pages.

    python -m training.date_choice FOLDER… [--check FOLDER…]

Each folder holds `pages/NAME.txt` and `claims/NAME.json` with triggers. The model is a softmax over
the candidates of `casus.resolve.dates_account`; the target is every candidate that the gold date
equals. Weights go to `src/casus/lexicon/date_choice.tsv`, rounded, without those near zero.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from casus.language import LanguageModel
from casus.resolve.dates import Dates
from casus.resolve.dates_account import Account
from casus.resolve.dates_features import LOCAL, features
from eval.dates import event_score
from eval.dates_pages import CodedPage, Located, coded_pages

TABLE = Path("src/casus/lexicon/date_choice.tsv")
HEADER = "# Log-linear choice of an event's date; see training/date_choice.py.\nfeature\tweight\n"
Case = tuple[list[dict[str, float]], list[bool]]


def cases(page: CodedPage) -> list[Case]:
    """Candidates of every claim as features, and which of them are right."""
    account = Dates().in_document(page.document, page.sentences).account
    return [case for claim in page.claims if (case := _case(account, page, claim))]


def _case(account: Account, page: CodedPage, claim: Located) -> Case | None:
    options = account.candidates(claim.sentence, claim.token)
    local = sum(o.kind == LOCAL for o in options)
    trigger = account.trigger(claim.sentence, claim.token)
    tree = page.sentences[claim.sentence]
    right = [o.code == claim.date for o in options]
    if not any(right):
        return None
    rows = []
    for option in options:
        row: dict[str, float] = defaultdict(float)
        for name, size in features(tree, claim.token, trigger, option, local, account.page):
            row[name] += size
        rows.append(dict(row))
    return rows, right


def fit(data: list[Case], decay: float = 0.02, steps: int = 400) -> dict[str, float]:
    """Gradient ascent on the log-likelihood of the right candidates, with L2 decay."""
    names = sorted({name for rows, _ in data for row in rows for name in row})
    column = {name: i for i, name in enumerate(names)}
    matrix, owner, right = _matrix(data, column)
    weight = np.zeros(len(names))
    velocity = np.zeros(len(names))
    for _ in range(steps):
        gradient = _gradient(matrix, owner, right, weight, len(data)) - decay * weight / 10
        velocity = 0.9 * velocity + gradient
        weight += 0.5 * velocity
    return {n: round(float(w), 3) for n, w in zip(names, weight, strict=True) if abs(w) >= 0.02}


Floats = npt.NDArray[np.float64]


def _matrix(
    data: list[Case], column: dict[str, int]
) -> tuple[Floats, npt.NDArray[np.int64], Floats]:
    rows = [row for case, _ in data for row in case]
    matrix = np.zeros((len(rows), len(column)))
    for i, row in enumerate(rows):
        for name, size in row.items():
            matrix[i, column[name]] = size
    owner = np.repeat(np.arange(len(data)), [len(case) for case, _ in data])
    right = np.array([float(flag) for _, flags in data for flag in flags])
    return matrix, owner, right


def _gradient(
    matrix: Floats, owner: npt.NDArray[np.int64], right: Floats, weight: Floats, cases_: int
) -> Floats:
    score = np.exp(np.clip(matrix @ weight, -30, 30))
    share = score / np.bincount(owner, score, cases_)[owner]
    hit = score * right
    target = hit / np.bincount(owner, hit, cases_)[owner]
    return np.asarray((target - share) @ matrix / cases_)


def main() -> None:
    """Train, write the table, and print the score on the folders to check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--check", nargs="*", type=Path, default=[])
    parser.add_argument("--decay", type=float, default=0.02)
    args = parser.parse_args()
    model = LanguageModel.load()
    data = [
        case
        for folder in args.folders
        for page in coded_pages(folder, model)
        for case in cases(page)
    ]
    table = fit(data, args.decay)
    TABLE.write_text(
        HEADER + "".join(f"{n}\t{w}\n" for n, w in sorted(table.items())), encoding="utf-8"
    )
    print(f"{len(data)} claims, {len(table)} weights")
    for folder in args.check:
        print(folder, event_score(list(coded_pages(folder, model))))


if __name__ == "__main__":
    main()
