"""Which news agency a page credits: "(AP) -", "via Reuters", "Source: TASS"."""

import re
from functools import cache

from casus.lexicon.agencies import agencies
from casus.model import Document, Role

_EDGE = 3
"""Lines from the top and from the end of an article where a credit stands."""
_READ = frozenset({Role.BODY, Role.BYLINE, Role.CHROME})


def credit(document: Document) -> str | None:
    """The agency whose report a page says it prints; None where it says so of none.

    "Reuters reported that" in running text credits one sentence, not the page, and does not count.
    """
    for text in _lines(document):
        if found := _credits().search(_ends(text)):
            return agencies()[next(name for name in found.groups() if name)]
    return None


def _lines(document: Document) -> list[str]:
    """Bylines and furniture beside the article, its first lines and its last."""
    text, blocks = document.text, [b for b in document.blocks if b.role in _READ]
    body = [at for at, block in enumerate(blocks) if block.role is Role.BODY]
    near = {at + step for at in (body[:1] + body[-1:]) for step in range(-_EDGE, _EDGE + 1)}
    near |= set(body[:_EDGE] + body[-_EDGE:])
    return [text[b.start : b.end] for at, b in enumerate(blocks) if at in near]


def _ends(text: str) -> str:
    """A line, or the beginning and the end of a long one."""
    return text if len(text) <= 400 else f"{text[:200]}\n{text[-150:]}"


@cache
def _credits() -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in sorted(agencies(), key=len, reverse=True))
    one = rf"({names})(?!\w)"
    return re.compile(
        rf"^[^\n()]{{0,90}}\({one}[^()\n]{{0,30}}\)\s*[-–—:]"  # Baku, March 3 (Reuters) -
        rf"|^(?:[A-Z][A-Z .,'/-]{{2,40}}[^\n()a-z]{{0,20}})?\({one}\)"  # BAKU (AP) Troops
        rf"|^[A-Z][^\n]{{0,60}} [-–—/]+ {one} [-–—]"
        rf"|^\W{{0,3}}(?:[Vv]ia|[Bb]y|[Ss]ource|SOURCE|[Cc]redit|[Ff]rom|[Oo]riginally by)"
        rf":?\s+(?:the\s+)?{one}\W{{0,3}}$"
        rf"|(?:\bvia|[(\[](?:[Ss]ource|[Vv]ia|[Ww]ith)):?\s+(?:the\s+)?{one}\W{{0,3}}$"
        rf"|[.”\"]\s*[-–—(]+\s*{one}\)?\W{{0,2}}$"  # ... the ministry said. — AFP
        rf"|^\W{{0,3}}{one}(?:\s+contributed\b[^\n]*)?\W{{0,3}}$"
    )
