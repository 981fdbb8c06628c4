"""Yardstick of `clean.copies`: are copies found, and only copies?

    python -m eval.copies --gold ../shared [--size 4000]

Variants of the pages of training/coded and of the gold set, made with a fixed seed: excerpts of
35 %, edited words, paragraphs in another order, agency credits with another headline. Every pair
of pages is a negative (many tell of the same event), and so are pages that quote one statement,
and an excerpt within as many new words. Speed is measured over `--size`
documents that are recombined from the sentences of all pages.
"""

import argparse
import random
import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from casus.clean.copies import Copies
from casus.model import Block, Document, Role, When
from casus.model.copies import Copy

SEED = 20260101
Variant = Callable[[list[str], random.Random], list[str]]
STATEMENT = (
    "“We will not accept any violation of the agreement and we will answer every shot that is "
    "fired at our positions or at our villages,” the minister told reporters on Tuesday evening."
)


def document(name: str, paragraphs: list[str], day: str | None = None) -> Document:
    """A document of body blocks."""
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), Role.BODY, "eval"))
        at += len(paragraph) + 1
    when = When(day, "eval", 1.0) if day else None
    return Document(name, name, "\n".join(paragraphs), tuple(blocks), None, None, when, "en")


def excerpt(paragraphs: list[str], chance: random.Random) -> list[str]:
    """A run of sentences with 35 % of the words."""
    found = sentences(paragraphs)
    wanted = 0.35 * sum(len(s.split()) for s in found)
    fits = [n for n in range(len(found)) if sum(len(s.split()) for s in found[n:]) >= wanted]
    taken: list[str] = []
    for sentence in found[chance.choice(fits) :]:
        taken.append(sentence)
        if sum(len(s.split()) for s in taken) >= wanted:
            break
    return taken


def edited(paragraphs: list[str], chance: random.Random) -> list[str]:
    """One word in twenty replaced, one in fifty left out."""
    words = " ".join(paragraphs).split()

    def edit(word: str) -> str:
        fate = chance.random()
        return chance.choice(words) if fate < 0.05 else "" if fate < 0.07 else word

    return [" ".join(filter(None, map(edit, p.split()))) for p in paragraphs]


def reordered(paragraphs: list[str], chance: random.Random) -> list[str]:
    """All paragraphs in another order, one left out."""
    kept = paragraphs[:]
    chance.shuffle(kept)
    return kept[: max(2, len(kept) - 1)]


def credited(paragraphs: list[str], chance: random.Random) -> list[str]:
    """Another headline, a dateline of an agency, a line of the printing paper."""
    agency = chance.choice(["AP", "Reuters", "AFP", "TASS"])
    return [
        f"BORDER TOWN ({agency}) - {paragraphs[1] if len(paragraphs) > 1 else paragraphs[0]}",
        *paragraphs[2:],
        "Our correspondents will follow the story over the coming days as more details emerge.",
    ]


VARIANTS: dict[str, Variant] = {
    "excerpt": excerpt,
    "edited": edited,
    "reordered": reordered,
    "credited": credited,
}


def sentences(paragraphs: list[str]) -> list[str]:
    """A rough cut, good enough for excerpts."""
    return [s for p in paragraphs for s in re.split(r"(?<=[.!?])\s+", p) if s.strip()]


def pages(gold: Path) -> list[tuple[str, list[str]]]:
    """Articles of more than 60 words: the pages of our own writing, then the gold pages."""
    folders = [Path(__file__).parents[1] / "training" / "coded", gold / "train", gold / "gold"]
    found = []
    for folder in folders:
        for path in sorted((folder / "pages").glob("*.txt")):
            lines = [x.strip() for x in path.read_text("utf-8").splitlines() if x.strip()]
            lines = [x for x in lines if len(x.split()) >= 8]
            if sum(len(x.split()) for x in lines) >= 60:
                found.append((path.stem, lines))
    return found


def corpus(found: list[tuple[str, list[str]]]) -> Iterator[Document]:
    """Every page with its variants, each published on the day after it."""
    chance = random.Random(SEED)  # noqa: S311 - variants, not secrets
    for name, paragraphs in found:
        yield document(name, paragraphs, "2024-05-01")
    for name, paragraphs in found:
        for kind, variant in VARIANTS.items():
            yield document(f"{name}~{kind}", variant(paragraphs, chance), "2024-05-02")
    for (left, one), (_, other) in pairwise(found):
        yield document(f"{left}~quotes", [*one, STATEMENT], "2024-05-03")
        yield document(
            f"{left}~within", [*excerpt(one, chance), *_new(other, chance)], "2024-05-03"
        )


def _new(paragraphs: list[str], chance: random.Random) -> list[str]:
    """As many words in sentences that nobody else has."""
    words = " ".join(paragraphs).split()
    return [" ".join(chance.choices(words, k=30)) for _ in range(2)]


def recombined(found: list[tuple[str, list[str]]], size: int) -> list[Document]:
    """Documents of a page's length with words of all pages, one in five a copy of one before."""
    chance = random.Random(SEED)  # noqa: S311 - see above
    words = " ".join(p for _, paragraphs in found for p in paragraphs).split()
    made: list[Document] = []
    for number in range(size):
        if number % 5 == 4:
            text = edited([made[chance.randrange(number)].text], chance)
        else:
            text = [" ".join(chance.choices(words, k=350))]
        made.append(document(f"d{number}", text))
    return made


def links_of(documents: list[Document]) -> list[Copy]:
    """All links."""
    return [link for link in Copies().whole(documents) if isinstance(link, Copy)]


def right(link: Copy) -> bool:
    """Whether both come from one page."""
    left, other = (name.split("~")[0] for name in (link.copy, link.original))
    return left == other


def measure(gold: Path, size: int = 2000) -> dict[str, float]:
    """Recall by kind of variant, precision, documents a second of processor time."""
    found = pages(gold)
    links = links_of(list(corpus(found)))
    linked = {(link.copy, link.original) for link in links}
    numbers: dict[str, float] = {}
    for kind in VARIANTS:
        hits = [(f"{name}~{kind}", name) in linked for name, _ in found]
        numbers[f"recall {kind}"] = sum(hits) / len(hits)
    numbers["recall"] = sum(numbers.values()) / len(VARIANTS)
    numbers["links"] = float(len(links))
    numbers["precision"] = sum(map(right, links)) / max(1, len(links))
    many = recombined(found, size)
    begun = time.process_time()
    links_of(many)
    numbers["documents per second of one core"] = size / (time.process_time() - begun)
    return numbers


def main() -> None:
    """Print the numbers, and links that look wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--size", type=int, default=4000)
    given = parser.parse_args()
    for name, value in measure(given.gold, given.size).items():
        print(f"{name:36} {value:10.4f}")
    for link in links_of(list(corpus(pages(given.gold)))):
        if not right(link):
            print(f"  {link.copy} <- {link.original} {link.containment:.2f} {link.coverage:.2f}")


if __name__ == "__main__":
    main()
