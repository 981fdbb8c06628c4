"""Event coreference on ECB+ topics 1-35, gold mentions, topics not given.

    python -m eval.ecb --data ../shared/data/ecb_plus

Cybulska and Vossen 2014; mentions of the sentences that the corpus lists as checked. A mention
that is linked to no other is a group of its own. The score is the CoNLL F1 over the whole corpus.

The grouping stands in for `casus.merge`, which needs coded claims: blocks are pages that tell of
the same happenings (average linkage over their words), the comparison is the head lemma. Baselines
put all mentions of one head lemma together, with and without the topics.
"""

import argparse
import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, parse

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from casus.merge.account import STOP
from eval.coref import b_cubed, ceaf_e, conll, muc

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Mention:
    """An event mention: its page, topic, true group and head lemma."""

    id: str
    doc: str
    topic: str
    group: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Mentions, and the words of every page."""

    mentions: tuple[Mention, ...]
    pages: Mapping[str, tuple[str, ...]]


def read(folder: Path) -> Corpus:
    """Read all topics. XML is that of the corpus on disk, not of strangers."""
    with (folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8") as file:
        checked = {
            (f"{row['Topic']}_{row['File']}", row["Sentence Number"])
            for row in csv.DictReader(file)
        }
    mentions: list[Mention] = []
    pages = {}
    for path in sorted(folder.glob("*/*.xml")):
        root = parse(path).getroot()  # noqa: S314 - see above
        tokens = {
            t.get("t_id", ""): (t.text or "", t.get("sentence", "")) for t in root.iter("token")
        }
        doc = path.stem
        pages[doc] = tuple(stem(word) for word, _ in tokens.values() if is_content(word))
        mentions += mentions_of(doc, path.parent.name, root, tokens, checked)
    return Corpus(tuple(mentions), pages)


def mentions_of(
    doc: str,
    topic: str,
    root: Element,
    tokens: Mapping[str, tuple[str, str]],
    checked: set[tuple[str, str]],
) -> Iterable[Mention]:
    """The event mentions of a page that stand in checked sentences."""
    groups = groups_of(doc, root)
    for mark in root.find("Markables") or ():
        anchors = [a.get("t_id", "") for a in mark.findall("token_anchor")]
        if not anchors or "ACTION" not in mark.tag:
            continue
        number = tokens[anchors[0]][1]
        if (doc, number) not in checked:
            continue
        identity = f"{doc}#{mark.get('m_id')}"
        words = tuple(tokens[a][0] for a in anchors)
        yield Mention(identity, doc, topic, groups.get(identity, identity), stem(head(words)))


def groups_of(doc: str, root: Element) -> dict[str, str]:
    """Mention to group: the instance for links across pages, the target for those within."""
    instance = {mark.get("m_id"): mark.get("instance_id") for mark in root.find("Markables") or ()}
    found = {}
    for relation in root.find("Relations") or ():
        target = relation.find("target")
        name = target.get("m_id") if target is not None else None
        group = instance.get(name) or f"{doc}@{name}"
        for source in relation.findall("source"):
            found[f"{doc}#{source.get('m_id')}"] = group
    return found


IRREGULAR = {
    "shot": "shoot", "shooting": "shoot", "won": "win", "winning": "win", "winner": "win",
    "went": "go", "gone": "go", "died": "die", "death": "die", "dead": "die", "dies": "die",
    "dying": "die", "killed": "kill", "killing": "kill", "said": "say", "says": "say",
    "told": "tell", "found": "find", "held": "hold", "made": "make", "taken": "take",
    "took": "take", "struck": "strike", "hit": "hit", "hitting": "hit", "stole": "steal",
    "stolen": "steal", "left": "leave", "fell": "fall", "fallen": "fall", "broke": "break",
    "broken": "break", "bought": "buy", "sold": "sell", "sale": "sell", "sent": "send",
    "theft": "steal", "robbery": "rob", "acquisition": "acquire", "arrested": "arrest",
    "charged": "charge", "caught": "catch", "fled": "flee", "led": "lead", "lost": "lose",
    "loss": "lose", "met": "meet", "ran": "run", "running": "run", "began": "begin",
    "begun": "begin", "gave": "give", "given": "give", "beat": "beat", "beating": "beat",
    "explosion": "explode", "collision": "collide", "attempt": "attempt", "verdict": "verdict",
    "marriage": "marry", "wedding": "wed", "was": "be", "were": "be", "is": "be", "been": "be",
    "are": "be", "being": "be", "had": "have", "has": "have", "did": "do", "does": "do",
}  # fmt: skip
ENDINGS = (
    ("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ations", ""), ("ation", ""), ("ments", ""),
    ("ment", ""), ("ings", ""), ("ing", ""), ("ions", ""), ("ion", ""), ("ers", ""), ("ed", ""),
    ("er", ""), ("es", ""), ("s", ""), ("e", ""),
)  # fmt: skip


def stem(word: str) -> str:
    """A word without its inflection; good enough to tell same heads from others."""
    plain = word.casefold()
    plain = IRREGULAR.get(plain, plain)
    for ending, rest in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3 and not plain.endswith("ss"):
            cut = plain[: len(plain) - len(ending)] + rest
            return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "lsz" else cut
    return plain


def is_content(word: str) -> bool:
    """Whether a word says something about the event."""
    return bool(re.fullmatch(r"[\w'-]{3,}", word)) and word.casefold() not in STOP


LIGHT = {"up", "out", "off", "down", "in", "on", "to", "into", "over", "away", "back", "for", "of"}


def head(words: tuple[str, ...]) -> str:
    """The last word that is no particle."""
    full = [w for w in words if w.casefold() not in LIGHT]
    return full[-1] if full else words[-1]


def weigh(texts: Mapping[str, Iterable[str]]) -> dict[str, Vector]:
    """Unit vectors of words weighted by rarity (tf-idf)."""
    counts = {name: Counter(words) for name, words in texts.items()}
    spread = Counter(word for count in counts.values() for word in count)
    vectors = {}
    for name, count in counts.items():
        raw = {w: (1 + math.log(n)) * math.log(len(counts) / spread[w]) for w, n in count.items()}
        length = math.sqrt(sum(x * x for x in raw.values())) or 1.0
        vectors[name] = {w: x / length for w, x in raw.items()}
    return vectors


def cosine(left: Vector, right: Vector) -> float:
    """Similarity of two unit vectors."""
    small, large = (left, right) if len(left) < len(right) else (right, left)
    return sum(x * large[w] for w, x in small.items() if w in large)


APART = 0.84  # pages further apart than this tell of different happenings; .80 to .87 is alike


def page_groups(pages: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Group pages by average linkage of their words: what the topics would tell."""
    vectors = weigh(pages)
    names = sorted(vectors)
    apart = np.array([[1 - cosine(vectors[a], vectors[b]) for b in names] for a in names])
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform(apart.clip(0), checks=False), "average")
    return dict(zip(names, map(int, fcluster(tree, APART, "distance")), strict=True))


def group(corpus: Corpus) -> list[tuple[str, ...]]:
    """Put together mentions of one head lemma on pages that tell of the same happenings."""
    told = {mention.doc for mention in corpus.mentions}
    happenings = page_groups({doc: corpus.pages[doc] for doc in told})
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for mention in corpus.mentions:
        groups[mention.lemma, happenings[mention.doc]].append(mention.id)
    return [tuple(members) for members in groups.values()]


def same_lemma(corpus: Corpus, *, topics: bool) -> list[tuple[str, ...]]:
    """The baseline: one group a head lemma, or a head lemma and topic."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for m in corpus.mentions:
        groups[m.lemma, m.topic if topics else ""].append(m.id)
    return [tuple(members) for members in groups.values()]


def report(name: str, corpus: Corpus, found: list[tuple[str, ...]]) -> None:
    """Print a grouping's scores."""
    truth: dict[str, list[str]] = defaultdict(list)
    for mention in corpus.mentions:
        truth[mention.group].append(mention.id)
    gold = list(truth.values())
    parts = [f"{m.__name__} {m(gold, found).f1:.3f}" for m in (muc, b_cubed, ceaf_e)]
    print(f"{name}: CoNLL F1 {conll(gold, found):.3f} ({', '.join(parts)})")


def main() -> None:
    """Print the baselines and the grouping."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ecb_plus"))
    corpus = read(parser.parse_args().data)
    print(f"{len(corpus.mentions)} mentions on {len(corpus.pages)} pages")
    report("same lemma", corpus, same_lemma(corpus, topics=False))
    report("same lemma, topics given", corpus, same_lemma(corpus, topics=True))
    report("merging, no topics", corpus, group(corpus))


if __name__ == "__main__":
    main()
