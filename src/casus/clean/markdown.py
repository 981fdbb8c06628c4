"""Markdown to the text that a reader sees, line by line."""

import re

_FRONT = re.compile(r"\A---\n(.{0,20000}?)\n---\n", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_MARKS = re.compile(r"(\*\*|__|~~|`)")
_EMPHASIS = re.compile(r"(?<![\w*])[*_](?=\S)([^*_\n]{1,500})(?<=\S)[*_](?![\w*])")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_QUOTE = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:[-*_=][ \t]*){3,}$", re.MULTILINE)
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_DATE = re.compile(r"^(?:date|published):\s*[\"']?([\d-]{8,10})", re.MULTILINE)


def render(text: str) -> tuple[str, str | None, str | None]:
    """Take the markup out of Markdown.

    Returns:
        The visible text with its lines as they were; the title (front matter, or the first
        heading of level 1) and the date of the front matter, each None without one.

    """
    front = _FRONT.match(text)
    head = front.group(1) if front else ""
    body = text[front.end() :] if front else text
    title = _TITLE.search(head)
    date = _DATE.search(head)
    heading = re.search(r"^#[ \t]+(.+?)[ \t]*#*$", body, re.MULTILINE)
    body = _IMAGE.sub(lambda m: f"Image: {m.group(1)}" if m.group(1) else "", body)
    body = _LINK.sub(r"\1", body)
    body = _RULE.sub("", body)
    body = _HEADING.sub(r"\1", body)
    body = _QUOTE.sub("", body)
    body = _EMPHASIS.sub(r"\1", _MARKS.sub("", body))
    found = title.group(1) if title else (heading.group(1) if heading else None)
    return body, _MARKS.sub("", found) if found else None, date.group(1) if date else None
