"""Claims against coded pages, by the scorer that comes with them, and types on PLOVER sentences.

`gold` pages are coded by the shipped network, which is not trained on them. `train` pages are
coded by the networks of `make crossval`, each of which has not seen the pages it codes; without
them they are left out. `fresh` pages (`eval/coded`) are of our own writing, made after network and
weights, and in none of them. A set is read as one run, as `casus extract` reads a folder: a page
that names no year takes it from one that tells the same events.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from casus.clean import Clean
from casus.coding import Code, event_choice
from casus.coding.choices import Choices, shares
from casus.coding.marked import units_of
from casus.coding.page import view
from casus.export.records import coded_record, encode
from casus.language import Marker, Parse
from casus.language.parser import SHIPPED
from casus.model import TYPES, Block, Coded, Document, Page, Parsed, Role
from casus.pipeline import Pipeline
from casus.resolve.actors import Actors
from casus.resolve.dates_settle import settle_years
from casus.run.outcome import process

FOLDS = 5
NETWORKS = Path("build/cv")
FRESH = Path(__file__).with_name("coded")
Told = dict[str, list[dict[str, Any]]]  # claims by document
FIELDS = ("status", "source", "date", "place", "losses", "mode")


def scorer(gold: Path) -> ModuleType:
    """The scorer that lies with the coded pages.

    Raises:
        FileNotFoundError: it is not there.
    """
    path = gold / "tools" / "score_claims.py"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no scorer there")
    spec = importlib.util.spec_from_file_location("score_claims", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(folder: Path) -> Iterator[Page]:
    """The coded pages of a folder, in order of their names."""
    for path in sorted((folder / "pages").glob("*.txt")):
        content = path.read_bytes()
        yield Page(path.stem, path.name, "text/plain", content, hashlib.sha256(content).hexdigest())


def dated(folder: Path) -> Iterator[Page]:
    """The pages with the day of publication that their claims' file tells, as a feed would."""
    for page in pages(folder):
        told = json.loads((folder / "claims" / f"{page.name}.json").read_text("utf-8"))
        yield replace(page, published=told["published"])


def claims_of(page: Page, pipeline: Pipeline) -> list[dict[str, Any]]:
    """The claims of a page as `casus extract` prints them for it alone."""
    return claims_in_run([(page, pipeline)]).get(page.name, [])


def claims_in_run(read: Iterable[tuple[Page, Pipeline]]) -> Told:
    """The claims of pages read in one run, each by its pipeline: siblings settle open years."""
    coded = [one for page, way in read for one in process(way, page.name, page).results]
    found: Told = {}
    for item in settle_years(coded):
        found.setdefault(item.document.id, []).extend(
            json.loads(encode(coded_record(item)))["claims"]
        )
    return found


def numbers(name: str, result: dict[str, Any]) -> dict[str, float]:
    """The scorer's result as flat numbers."""
    found = {f"{name} {key}": result[key]["f1"] for key in ("F1-type", "F1-who", "F1-full")}
    found |= {f"{name} {field}": result["over_pairs"][field] for field in FIELDS}
    return found | {
        f"{name} {kind}": r["f1"] for kind, r in result["by_type"].items() if kind in TYPES
    }


def country_of_place(judge: ModuleType, told: Told, found: Told) -> float:
    """Share of the rightly found places whose country is the coder's."""
    right = [
        told[doc][i]["place"]["country"] == found[doc][j]["place"]["country"]
        for doc in told
        for i, j, same in judge.pair(told[doc], found.get(doc, []))
        if same["place"] and told[doc][i]["place"]
    ]
    return sum(right) / len(right)


def on_pages(gold: Path) -> Iterator[dict[str, float]]:
    """Scores on `gold` and `fresh`, and cross-validated on `train` where the networks are there."""
    judge, clean, code = scorer(gold), Clean(), Code()

    def scored(name: str, folder: Path, read: Iterable[tuple[Page, Pipeline]]) -> dict[str, float]:
        told, found = judge.load(str(folder / "claims")), claims_in_run(read)
        return numbers(name, judge.score(told, found)) | {
            f"{name} country of place": country_of_place(judge, told, found)
        }

    shipped = Pipeline((clean, Parse(), code))
    yield scored("fresh", FRESH, ((page, shipped) for page in dated(FRESH)))
    if (folder := gold / "gold").is_dir():
        yield scored("gold", folder, ((page, shipped) for page in pages(folder)))
    if (folder := gold / "train").is_dir() and (NETWORKS / str(FOLDS - 1)).is_dir():
        folds = [held_out(clean, NETWORKS / str(number)) for number in range(FOLDS)]
        held = enumerate(pages(folder))
        yield scored("train", folder, ((page, folds[number % FOLDS]) for number, page in held))


def held_out(clean: Clean, folder: Path) -> Pipeline:
    """The whole path with the network and the weights of one fold."""
    marker = Marker(folder, SHIPPED / "tokenizer.json")
    return Pipeline((clean, Parse(marker), Code(Choices.load(folder))))


def on_plover(path: Path) -> dict[str, float]:
    """Type accuracy and macro-F1 on single sentences, each of which has one type."""
    parse, code = Parse(), Code()
    count: Counter[tuple[str, str]] = Counter()
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        guess = _guess(parse, code, record["text"])
        count.update([("gold", record["type"]), ("guess", guess)])
        count["right", record["type"]] += guess == record["type"]
    total = sum(n for (what, _), n in count.items() if what == "gold")
    f1 = [2 * count["right", t] / max(1, count["gold", t] + count["guess", t]) for t in TYPES]
    right = sum(n for (what, _), n in count.items() if what == "right")
    return {"plover type accuracy": right / total, "plover macro-F1": sum(f1) / len(f1)}


def _guess(parse: Parse, code: Code, text: str) -> str:
    """The type of a sentence's surest claim; where none is coded, of its likeliest event word."""
    block = Block(0, len(text), Role.BODY, "given")
    document = Document("sentence", "", text, (block,), None, None, None, "en")
    (parsed,) = parse.map(document)
    assert isinstance(parsed, Parsed)
    chances: dict[str, float] = {}
    for coded in code.map(parsed):
        assert isinstance(coded, Coded)
        chances |= {c.type.value: c.type.score for c in coded.claims}
    if not chances:
        chances = _likeliest(parsed)
    return max(chances, key=lambda kind: chances[kind]) if chances else "none"


def _likeliest(parsed: Parsed) -> dict[str, float]:
    """The types of the words that come nearest to an event, with their probabilities."""
    page = view(parsed, Actors().in_document(parsed.document, parsed.sentences))
    weights, found = Choices.load().event, dict[str, float]()
    for unit in units_of(page):
        names = event_choice.options(unit)
        chances = shares(weights, [event_choice.evidence(unit, name) for name in names])
        for name, chance in zip(names[:-1], chances[:-1], strict=True):
            found[name] = max(found.get(name, 0.0), chance)
    return found


def measure(gold: Path) -> dict[str, float]:
    """All numbers that the folder allows.

    Raises:
        FileNotFoundError: no scorer there.
    """
    found: dict[str, float] = {}
    for part in on_pages(gold):
        found |= part
    plover = gold / "data/plover_gsr/dev.jsonl"
    return found | (on_plover(plover) if plover.is_file() else {})
