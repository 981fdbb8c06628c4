"""Yardstick of `clean`: zones of scraped text, article bodies of HTML, dates.

    python -m eval.clean --gold ../shared

Lines: precision, recall and F1 of chrome and comments taken together, against the `chrome` lists of
the coded pages; a byline block counts as neither, and how many lines that are is told. Words:
how many words of the article's lines stand in title, body and caption, and how many words there
are the article's. `unmarked` repeats it with every marker line of a comment section taken out.
HTML: the measure of scrapinghub/article-extraction-benchmark (multisets of four-word shingles,
normalised by page, precision and recall averaged over pages).
"""

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casus.clean import Clean
from casus.clean.rules import Kind, judge
from casus.clean.units import split_units
from casus.model import Document, Page, Role

SHINGLE = 4
_TOKEN = re.compile(r"\w+")
FOLDERS = ("gold", "train")


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded page: its text, its chrome and comment lines, and the date that it shows."""

    name: str
    text: str
    chrome: frozenset[str]
    published: str | None


def coded_pages(folder: Path) -> Iterator[Coded]:
    """Read the coded pages of a folder with `pages/*.txt` and `claims/*.json`."""
    for path in sorted((folder / "pages").glob("*.txt")):
        claims = folder / "claims" / f"{path.stem}.json"
        if claims.exists():
            entry = json.loads(claims.read_text("utf-8"))
            chrome = frozenset(line.strip() for line in entry["chrome"])
            yield Coded(path.stem, path.read_text("utf-8"), chrome, entry.get("published"))


def without_markers(page: Coded) -> Coded:
    """Take out every line that marks a comment section."""
    marks = {Kind.COMMENTS, Kind.THREAD}
    doomed = [u for u in split_units(page.text) if judge(u).kind in marks]
    text = page.text
    for unit in reversed(doomed):
        text = text[: unit.start] + text[unit.end :]
    return Coded(page.name, text, page.chrome, page.published)


def cleaned(name: str, content: bytes, media_type: str, url: str | None = None) -> Document | None:
    """Run the stage on one page; None when it gives no document."""
    digest = hashlib.sha256(content).hexdigest()
    page = Page(name, name, media_type, content, digest, url=url)
    found = [item for item in Clean().map(page) if isinstance(item, Document)]
    return found[0] if found else None


def ratio(part: float, whole: float) -> float:
    """Divide, with 1 for nothing of nothing."""
    return part / whole if whole else 1.0


def zones(pages: Sequence[Coded]) -> dict[str, float]:
    """Measure the zones of plain text."""
    tally: Counter[str] = Counter()
    for page in pages:
        document = cleaned(page.name, page.text.encode(), "text/plain")
        for block in document.blocks if document else ():
            line = document.text[block.start : block.end] if document else ""
            size = len(_TOKEN.findall(line))
            gold = line in page.chrome
            taken = block.role in {Role.CHROME, Role.COMMENT}
            if not size or block.role is Role.BYLINE:
                tally["byline"] += bool(size)
                tally["byline chrome"] += bool(size) and gold
                continue
            tally["hit"] += taken and gold
            tally["false"] += taken and not gold
            tally["missed"] += gold and not taken
            tally["article"] += 0 if gold else size
            tally["kept"] += 0 if gold or taken else size
            tally["given"] += 0 if taken else size
    precision = ratio(tally["hit"], tally["hit"] + tally["false"])
    recall = ratio(tally["hit"], tally["hit"] + tally["missed"])
    return {
        "line precision": precision,
        "line recall": recall,
        "line f1": ratio(2 * precision * recall, precision + recall),
        "article words kept": ratio(tally["kept"], tally["article"]),
        "article words precision": ratio(tally["kept"], tally["given"]),
        "byline lines": tally["byline"],
        "byline lines that gold calls chrome": tally["byline chrome"],
    }


def dates(pages: Sequence[Coded]) -> dict[str, float]:
    """Measure publication dates on plain text: right among the given, given among the known."""
    given = right = known = 0
    for page in pages:
        document = cleaned(page.name, page.text.encode(), "text/plain")
        found = document.published.value if document and document.published else None
        given += found is not None
        known += page.published is not None
        right += found is not None and found == page.published
    return {"date precision": ratio(right, given), "date recall": ratio(right, known)}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the four-word shingles of a text, as the benchmark does."""
    words = _TOKEN.findall(text)
    ends = range(max(1, len(words) - SHINGLE + 1)) if words else ()
    return Counter(tuple(words[at : at + SHINGLE]) for at in ends)


def articles(folder: Path) -> dict[str, float]:
    """Measure article bodies of HTML pages."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    precisions, recalls = [], []
    for key, entry in sorted(truth.items()):
        html = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
        document = cleaned(key, html, "text/html", entry.get("url"))
        body = (
            "\n".join(
                document.text[b.start : b.end] for b in document.blocks if b.role is Role.BODY
            )
            if document
            else ""
        )
        wanted, found = shingles(entry["articleBody"]), shingles(body)
        shared = (wanted & found).total()
        if found:
            precisions.append(shared / found.total())
        if wanted:
            recalls.append(shared / wanted.total())
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    f1 = 2 * precision * recall / (precision + recall)
    return {"html precision": precision, "html recall": recall, "html f1": f1}


# the own pages whose mastheads, menus and footers were coded line by line; the later ones are coded
# for their claims alone
ZONED = "abcd"


def measure(gold: Path) -> dict[str, float]:
    """Measure everything that the folder holds; what it lacks is left out."""
    found: dict[str, float] = {}
    own = Path(__file__).parent.parent / "training/coded"
    folders = {name: gold / name for name in FOLDERS} | {"own": own}
    for name, folder in folders.items():
        pages = list(coded_pages(folder))
        if folder == own:
            pages = [page for page in pages if page.name[0] in ZONED]
        if pages:
            plain, unmarked = zones(pages), zones([without_markers(p) for p in pages])
            found |= {f"{name}: {key}": value for key, value in plain.items()}
            found |= {f"{name}, unmarked: {key}": value for key, value in unmarked.items()}
            found |= {f"{name}: {key}": value for key, value in dates(pages).items()}
    benchmark = gold / "data/article_extraction"
    if benchmark.exists():
        found |= articles(benchmark)
    return found


def main() -> None:
    """Print the numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="the folder of shared data")
    gold: Path = parser.parse_args().gold
    if not gold.exists():
        print(f"skipped: {gold} does not exist")
        return
    for name, value in measure(gold).items():
        print(f"{value:10.4f}  {name}" if isinstance(value, float) else f"{value:10}  {name}")


if __name__ == "__main__":
    main()
