"""Are actors resolved to the right country and sector?

    python -m eval.actors --gold ../shared [--own training/coded] [--misses]

(a) On coded pages: the words that the coder marked as actor, recipient or source are found in the
page, the head token of them is resolved, and its codes are compared with the coder's. A slot is
right by country when one of its codes has the country of one of the coder's (XNK counts as ARM,
XDP and XLP as RUS, as in the codebook's scorer), by sector when country and sector agree.
(b) On PLOVER's gold sentences: the country of every actor whose words are given.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from casus.language import LanguageModel
from casus.model import Block, Document, Role, Sentence, When
from casus.resolve.actors import ActorIndex, Actors
from casus.resolve.places import Places

PATRON = {"XNK": "ARM", "XDP": "RUS", "XLP": "RUS"}
FORCE = frozenset({"ASSAULT", "MOBILIZE"})
PLOVER_CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "NGO": "IGO", "IMG": "IMG"}


@dataclass(slots=True)
class Tally:
    """Counts of slots by kind, and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def rates(self) -> dict[str, float]:
        """Shares right, with the number of slots beside them."""
        kinds = sorted({k.partition(":")[0] for k in self.counts})
        result: dict[str, float] = {}
        for kind in kinds:
            total = self.counts[f"{kind}:all"]
            result[f"{kind}_n"] = total
            for what in ("country", "sector", "exact"):
                if total and f"{kind}:{what}" in self.counts:
                    result[f"{kind}_{what}"] = round(self.counts[f"{kind}:{what}"] / total, 3)
        return result


@dataclass(frozen=True, slots=True)
class Read:
    """A page with its sentences and its actors."""

    text: str
    sentences: tuple[Sentence, ...]
    index: ActorIndex


@dataclass(frozen=True, slots=True)
class Tools:
    """What a page is read with."""

    model: LanguageModel
    actors: Actors
    places: Places


def tools() -> Tools:
    """The shipped ones."""
    return Tools(LanguageModel.load(), Actors(), Places())


def read_page(by: Tools, text: str, record: Mapping[str, object]) -> Read:
    """Parse a page without its chrome and resolve its actors."""
    name = str(record.get("doc", ""))
    date = record.get("true_published") or record.get("published")
    chrome = record.get("chrome") or []
    assert isinstance(chrome, list)
    zones, at, skip = [], 0, {line.strip() for line in chrome}
    for line in text.splitlines(keepends=True):
        if line.strip() and line.strip() not in skip:
            zones.append((at, at + len(line)))
        at += len(line)
    when = When(str(date), "gold", 1.0) if date else None
    blocks = tuple(Block(a, b, Role.BODY, "gold") for a, b in zones)
    document = Document(name, "", text, blocks, None, None, when, "en")
    sentences = tuple(by.model.parse_zones(text, zones))
    named = by.places.in_document(document, sentences).countries()
    return Read(text, sentences, by.actors.in_document(document, sentences, named))


def head_of(read: Read, start: int, end: int) -> tuple[int, int] | None:
    """Sentence and head token of a stretch of text: its first nominal governed from outside."""
    for number, sentence in enumerate(read.sentences):
        if not sentence.start <= start < sentence.end:
            continue
        inside = [i for i, t in enumerate(sentence.tokens) if t.start < end and t.end > start]
        tops = [i for i in inside if sentence.tokens[i].head not in inside]
        tops = [
            i for i in tops if sentence.tokens[i].upos not in {"PUNCT", "ADP", "DET", "CCONJ"}
        ] or tops
        return (number, tops[0]) if tops else None
    return None


def find(text: str, words: str, around: tuple[int, int]) -> int | None:
    """Where `words` stand: in the evidence, else nearest to it."""
    places, at = [], text.find(words)
    while at >= 0:
        before = (
            text[at - 1 : at].isalnum() or text[at + len(words) : at + len(words) + 1].isalnum()
        )
        if not before:
            places.append(at)
        at = text.find(words, at + 1)
    start, end = around
    return min(places, key=lambda p: (not start <= p < end, abs(p - start)), default=None)


def evidence_of(claim: dict[str, object], text: str) -> tuple[int, int]:
    """The code points of a claim's evidence."""
    evidence = claim["evidence"]
    if isinstance(evidence, dict):
        start = evidence.get("start", text.find(str(evidence.get("text", ""))))
        return int(start), int(start) + len(str(evidence.get("text", "")))
    assert isinstance(evidence, list)
    return int(evidence[0]), int(evidence[1])


def slots(claim: dict[str, object]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Kind, words and codes of a claim's filled slots."""
    for kind in ("actor", "recipient"):
        words, codes = claim.get(f"{kind}_texts") or [], claim[f"{kind}s"]
        assert isinstance(words, list)
        assert isinstance(codes, list)
        if words and codes:
            yield kind, words, codes
    source = claim.get("source")
    if claim.get("source_text") and source not in {"author", "unnamed", None}:
        yield "source", [str(claim["source_text"])], [str(source)]


def folded(code: str, depth: int) -> str:
    """The country, or country and sector, with patrons for the entities that the scorer merges."""
    parts = code.split(".")
    parts[0] = PATRON.get(parts[0], parts[0])
    return ".".join(parts[:depth])


def score_page(read: Read, claims: Sequence[dict[str, object]], name: str, tally: Tally) -> None:
    """Compare every filled slot of a page's claims with what its words resolve to."""
    for claim in claims:
        around = evidence_of(claim, read.text)
        for kind, words, codes in slots(claim):
            got: list[str] = []
            for text in words:
                place = find(read.text, text, around)
                head = head_of(read, place, place + len(text)) if place is not None else None
                if head is None:
                    tally.counts["lost:all"] += 1
                    continue
                force = kind == "actor" and claim["type"] in FORCE
                got += [s.value for s in read.index.at(*head, military=force)]
            _judge(tally, kind, codes, got, f"{name} {claim['type']} {kind} {words}")


def _judge(tally: Tally, kind: str, gold: Sequence[str], got: Sequence[str], label: str) -> None:
    country = {folded(c, 1) for c in gold} & {folded(c, 1) for c in got}
    sector = {folded(c, 2) for c in gold} & {folded(c, 2) for c in got}
    exact = {folded(c, 2) for c in gold} == {folded(c, 2) for c in got}
    for group in (kind, "total"):
        tally.counts[f"{group}:all"] += 1
        tally.counts[f"{group}:country"] += bool(country)
        tally.counts[f"{group}:sector"] += bool(sector)
        tally.counts[f"{group}:exact"] += exact
    if not sector:
        mark = "sector " if country else "COUNTRY"
        tally.misses.append(f"{mark} {label}: gold {list(gold)} got {list(got)}")


def coded_pages(folder: Path) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Name, text and record of the coded pages of a folder with `pages` and `claims`."""
    for path in sorted((folder / "claims").glob("*.json")):
        page = folder / "pages" / f"{path.stem}.txt"
        yield path.stem, page.read_text(encoding="utf-8"), json.loads(path.read_text("utf-8"))


def measure(gold: Path, tally: Tally | None = None) -> dict[str, float]:
    """Shares right on the coded pages under `gold` (`train`, or itself) and on PLOVER's sentences.

    Raises:
        FileNotFoundError: there is neither `gold/train/claims` nor `gold/claims`.
    """
    tally = tally or Tally()
    by = tools()
    folder = gold / "train" if (gold / "train" / "claims").is_dir() else gold
    if not (folder / "claims").is_dir():
        raise FileNotFoundError(f"{folder}/claims: no coded pages there")
    for name, text, record in coded_pages(folder):
        claims = record["claims"]
        assert isinstance(claims, list)
        read = read_page(by, text, record)
        score_page(read, claims, name, tally)
    plover = gold / "data" / "plover_gsr" / "dev.jsonl"
    if plover.is_file():
        _plover(plover, by, tally)
    return tally.rates()


def _plover(path: Path, by: Tools, tally: Tally) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        read = read_page(by, record["text"], {"doc": record["id"]})
        sides = [(k, s) for k in ("source", "target") for s in record[k] or ()]
        for side, slot in sides:
            words = str(slot.get("actorText") or "")
            place = find(record["text"], words, (0, len(record["text"]))) if words else None
            head = head_of(read, place, place + len(words)) if place is not None else None
            if head is None:
                tally.counts["plover_lost:all"] += 1
                continue
            code = PLOVER_CODES.get(slot["code"], slot["code"])
            got = [PLOVER_CODES.get(s.value[:3], s.value[:3]) for s in read.index.at(*head)]
            tally.counts[f"plover_{side}:all"] += 1
            tally.counts[f"plover_{side}:country"] += code in got
            if code not in got:
                tally.misses.append(f"PLOVER {record['id']} {words!r}: gold {code} got {got}")


def main() -> None:
    """Print the measures as JSON, and every miss when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    tally = Tally()
    rates = measure(options.gold, tally)
    if options.misses:
        print("\n".join(tally.misses))
    print(json.dumps(rates, indent=1))


if __name__ == "__main__":
    main()
