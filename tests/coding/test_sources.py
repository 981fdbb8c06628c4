"""Who tells of an event: innermost holders, deniers, nobody by name, bodies of whole pages."""

import pytest

from casus.clean import Clean
from casus.coding.page import PageView, view
from casus.coding.sources import source_of
from casus.coding.tellers import issuer_of
from casus.language.parse import shipped
from casus.model import Document, Page, Parsed
from tests.coding.read import actors, seen

TOLD = [  # text, word of the event, its type, source
    (
        "A bomb hit the market and two shops burned down, according to the Malian army.",
        "hit",
        "ASSAULT",
        "MLI.MIL",
    ),
    (
        "Its guns, the Kenyan army claimed, had not fired at the village.",
        "fired",
        "ASSAULT",
        "KEN.MIL",
    ),
    (
        "The rebels shelled the town on Monday, one of the Kenyan officers said on condition of "
        "anonymity.",
        "shelled",
        "ASSAULT",
        "KEN.MIL",
    ),
    ("Troops shelled the town of Aru on Monday, diplomats said.", "shelled", "ASSAULT", "unnamed"),
    ("Troops shelled the town of Aru, Kenyan diplomats said.", "shelled", "ASSAULT", "KEN.GOV"),
    ("The Kenyan government denied it.", "denied", "AGREE", "KEN.GOV"),
    ("The Kenyan army disputes the shelling.", "disputes", "ASSAULT", "KEN.MIL"),
    (
        "The Kenyan army denied reports that its planes had bombed the village of Aru.",
        "bombed",
        "ASSAULT",
        "KEN.MIL",
    ),
    ("The Kenyan army said that Ethiopia had condemned the raid.", "condemned", "ACCUSE", "author"),
    ("The Kenyan army denied the patrol passage.", "denied", "COERCE", "author"),
]


def _at(page: PageView, word: str) -> tuple[int, int]:
    return next(
        (number, index)
        for number, tree in enumerate(page.trees)
        for index, token in enumerate(tree.tokens)
        if token.text == word
    )


@pytest.mark.parametrize(("text", "word", "kind", "source"), TOLD, ids=[t[0][:40] for t in TOLD])
def test_who_tells(text: str, word: str, kind: str, source: str) -> None:
    page = seen(text)
    assert source_of(page, *_at(page, word), kind).source.value == source


STATEMENT = """Republic of Kenya
Ministry of Foreign Affairs
Press statement

Nairobi, 4 May 2023

On Tuesday Ethiopian aircraft bombed the market of the town of Moyale,
which lies inside our country, and set two lorries on fire.

The Ministry condemns this attack in the strongest terms. We have summoned the
ambassador of Ethiopia and asked him for an explanation. Our forces arrested two drivers
near the border.

We call on all countries of the region to keep the peace, and we
thank those that have done so.
"""


def _page(text: str) -> PageView:
    raw = Page("page", "page.txt", "text/plain", text.encode(), "0" * 64)
    document = next(d for d in Clean().map(raw) if isinstance(d, Document))
    zones = [(b.start, b.end) for b in document.evidence_blocks]
    sentences = tuple(shipped().parse_zones(document.text, zones))
    return view(Parsed(document, sentences), actors().in_document(document, sentences))


def test_what_others_do_is_told_by_the_body_whose_page_it_is() -> None:
    page = _page(STATEMENT)
    issuer = issuer_of(page)
    assert issuer is not None
    assert (issuer.slot.value, issuer.how) == ("KEN.GOV", "masthead")
    assert source_of(page, *_at(page, "bombed"), "ASSAULT", issuer).source.value == "KEN.GOV"
    assert source_of(page, *_at(page, "arrested"), "COERCE", issuer).source.value == "author"


def test_news_has_no_issuer() -> None:
    text = (
        "Aircraft bomb border town\n\nNAIROBI, 4 May 2023\n\n"
        "Ethiopian aircraft bombed the market of Moyale on Tuesday, the Kenyan army said. "
        "Two lorries were set on fire, residents said. Ethiopia said that it knew of no raid.\n"
    )
    assert issuer_of(_page(text)) is None


def test_kin_of_an_issuer() -> None:
    issuer = issuer_of(_page(STATEMENT))
    assert issuer is not None
    kin = [issuer.kin(c) for c in ("KEN.GOV", "KEN.MIL", "ETH.GOV", "IGO.GOV.UN")]
    assert kin == ["body", "state", "", ""]
