"""Scraped plain text, Markdown and stripped HTML to zones."""

import re
from html import unescape

from casus.clean.bounds import Bounds
from casus.clean.glue import unglue
from casus.clean.units import Unit, split_units
from casus.clean.zones import Zoned, zone
from casus.model import Role

_UNSEEN = ("script", "style", "noscript", "template")
_TAG = re.compile(r"<[^<>]{0,5000}>")
_LINES = re.compile(r"[ \t]*\n\s*")


def zone_text(text: str, bounds: Bounds, title: str | None) -> tuple[list[Zoned], str | None]:
    """Zone a text within bounds.

    Returns:
        The zoned lines, which cover all that is not blank, and a remark when a bound was hit:
        what lies beyond it is chrome and gives no evidence.

    """
    edge = _edge(text, bounds)
    units = unglue(split_units(text[:edge]))
    inside = [unit for unit in units if len(unit.text) <= bounds.line]
    beyond = [unit for unit in units if len(unit.text) > bounds.line]
    rest = text[edge:].strip()
    if rest:
        start = text.index(rest[:1], edge)
        beyond.append(Unit(start, start + len(rest), rest))
    zoned = zone(inside, title=title) if inside else []
    over = [Zoned(unit, Role.CHROME, "beyond a bound") for unit in beyond]
    size = sum(len(unit.text) for unit in beyond)
    remark = f"{size:,} characters lie beyond the bounds and were not read" if beyond else None
    return sorted(zoned + over, key=lambda z: z.unit.start), remark


def _edge(text: str, bounds: Bounds) -> int:
    """Where the lines end that are read: at the bound of lines, or of characters."""
    at = -1
    for _ in range(bounds.lines):
        at = text.find("\n", at + 1, bounds.characters)
        if at < 0:
            return len(text) if len(text) <= bounds.characters else _last_break(text, bounds)
    return at


def _last_break(text: str, bounds: Bounds) -> int:
    at = text.rfind("\n", 0, bounds.characters)
    return at if at > 0 else len(text)


def strip_tags(html: str) -> str:
    """Take the tags out of HTML that could not be parsed, one line a run of text."""
    seen = html
    for tag in _UNSEEN:
        seen = _without(seen, tag)
    return _LINES.sub("\n", unescape(_TAG.sub("\n", seen))).strip()


def _without(html: str, tag: str) -> str:
    """Take out the elements of a tag with what they hold; linear in the length of the page."""
    lowered = html.lower()
    kept, at = [], 0
    while (begin := lowered.find(f"<{tag}", at)) >= 0:
        end = lowered.find(f"</{tag}", begin)
        kept.append(html[at:begin])
        if end < 0:
            return "".join(kept) + "\n" + html[begin:]
        at = end
    return "".join([*kept, html[at:]])
