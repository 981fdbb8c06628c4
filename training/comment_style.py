"""Train the weights of the comment-style model (`src/casus/lexicon/comment_style.tsv`).

    python -m training.comment_style --data ../shared

Comments: threads of this project's own writing, comment lines of its coded pages, and the informal
part (answers, reviews, newsgroups) of the EWT treebank. Articles: body lines of the coded pages and
of the article-extraction benchmark. Logistic regression with an L2 penalty and balanced classes.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from casus.clean.rules import Kind, judge
from casus.clean.style import features
from casus.clean.units import Unit, split_units

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/casus/lexicon/comment_style.tsv"
INFORMAL = ("answers", "reviews", "newsgroup")
Row = tuple[dict[str, float], bool, float]


def described(units: Sequence[Unit], *, comment: bool, weight: float) -> Iterator[Row]:
    """Describe a run of lines of one class."""
    for at, unit in enumerate(units):
        before = units[at - 1] if at else None
        after = units[at + 1] if at + 1 < len(units) else None
        yield features(unit, before, after), comment, weight


def from_threads() -> Iterator[Row]:
    """Our own threads."""
    text = (HERE / "comments/threads.txt").read_text("utf-8")
    yield from described(split_units(text), comment=True, weight=2.0)


def from_coded(folder: Path) -> Iterator[Row]:
    """Pages with their `chrome` lists: what follows a comment marker in it is a comment."""
    for page in sorted((folder / "pages").glob("*.txt")):
        claims = folder / "claims" / f"{page.stem}.json"
        if not claims.exists():
            continue
        chrome = {line.strip() for line in json.loads(claims.read_text("utf-8"))["chrome"]}
        units = split_units(page.read_text("utf-8"))
        marked = next(
            (n for n, u in enumerate(units) if n > 3 and judge(u).kind is Kind.COMMENTS), len(units)
        )
        body = [u for u in units if u.text not in chrome and judge(u).kind is Kind.TEXT]
        thread = [u for u in units[marked:] if u.text in chrome and judge(u).kind is Kind.TEXT]
        yield from described(body, comment=False, weight=1.0)
        yield from described(thread, comment=True, weight=2.0)


def from_benchmark(folder: Path, sample: int = 2500) -> Iterator[Row]:
    """Article paragraphs of the article-extraction benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    rows = [
        row
        for entry in truth.values()
        for row in described(split_units(entry["articleBody"]), comment=False, weight=0.1)
    ]
    yield from random.Random(1).sample(rows, min(sample, len(rows)))  # noqa: S311


def sentences(file: Path) -> Iterator[tuple[str, str]]:
    """Give sentence names and texts of a CoNLL-U file, the text put together from its words."""
    name, text = "", ""
    for line in file.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("# sent_id = "):
            name, text = line.removeprefix("# sent_id = "), ""
        elif len(cells) == 10 and cells[0].isdigit():
            text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        elif not line.strip() and text.strip():
            yield name, text.strip()


def from_treebank(folder: Path, sample: int = 2500) -> Iterator[Row]:
    """Informal text of EWT's training part, one to four sentences in a row."""
    chance = random.Random(2)  # noqa: S311
    runs: list[str] = []
    room = 0
    for name, text in sentences(folder / "ewt-train.conllu"):
        if not name.startswith(INFORMAL):
            continue
        if room == 0:
            runs.append("")
            room = chance.randint(1, 4)
        runs[-1] += " " + text
        room -= 1
    units = [Unit(0, len(run), run.strip()) for run in runs]
    for unit in chance.sample(units, min(sample, len(units))):
        yield features(unit, None, None), True, 0.1


def fit(rows: Sequence[Row], l2: float = 3.0, rounds: int = 60) -> dict[str, float]:
    """Fit by Newton's method; the classes get equal total weight."""
    names = list(rows[0][0])
    x = np.array([[row[0][n] for n in names] for row in rows])
    y = np.array([row[1] for row in rows], dtype=float)
    weight = np.array([row[2] for row in rows])
    for side in (0.0, 1.0):
        weight[y == side] *= len(rows) / 2 / weight[y == side].sum()
    beta = np.zeros(len(names))
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (y - p)) - l2 * beta
        curvature = (x * (weight * p * (1 - p))[:, None]).T @ x + l2 * np.eye(len(names))
        beta += np.linalg.solve(curvature, gradient)
    p = 1 / (1 + np.exp(-x @ beta))
    right = ((p > 0.5) == y.astype(bool)) * weight
    print(f"{len(rows)} lines, weighted accuracy {right.sum() / weight.sum():.3f}")
    return dict(zip(names, beta.tolist(), strict=True))


def main() -> None:
    """Train and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of shared data")
    data: Path = parser.parse_args().data
    rows = [
        *from_threads(),
        *from_coded(data / "train"),
        *from_benchmark(data / "data/article_extraction"),
        *from_treebank(data / "data/treebanks"),
    ]
    lines = [
        "# How much a line reads like a reader's comment: weights of a logistic regression.",
        "# Written by training/comment_style.py; positive speaks for a comment.",
        "feature\tweight",
        *(f"{name}\t{value:.4f}" for name, value in fit(rows).items()),
    ]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
