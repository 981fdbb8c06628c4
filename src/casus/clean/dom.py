"""HTML to a tree, and the tree to the pieces of visible text in order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import lxml.etree
import lxml.html

from casus.clean.bounds import Bounds

SKIP = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "head", "canvas"}
    | {"audio", "video", "map", "datalist", "title", "link", "meta"}
)
_BREAKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "form", "body"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr"}
    | {"figure", "figcaption", "blockquote", "pre", "hr", "br", "address", "fieldset", "legend"}
    | {"details", "summary", "button", "option", "select", "textarea", "caption", "center", "html"}
)
_CHROME = frozenset({"nav", "footer", "aside", "button", "form", "select", "option", "textarea"})
_BLANK = re.compile(r"\s+")
_FRAMES = re.compile(r"</?(?:frameset|frame|noframes)\b[^<>]{0,2000}>", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of visible text without a block break in it.

    `tag` is the innermost block's tag; `comment` names the comment system or pattern around it,
    `chrome` the page furniture around it, `caption` whether it lies in a caption, `hidden` whether
    the markup keeps it from being shown; None and False where there is none.
    """

    text: str
    tag: str
    comment: str | None
    chrome: str | None
    caption: bool
    hidden: bool = False


class TooComplexError(ValueError):
    """The page's markup is over a bound; the message says which."""


def parse(text: str, bounds: Bounds) -> lxml.html.HtmlElement:
    """Parse HTML.

    Raises:
        TooComplexError: more elements or deeper nesting than the bounds allow, or no element.

    """
    if text.count("<") > 2 * bounds.elements:
        raise TooComplexError(f"has more than {bounds.elements:,} HTML elements")
    text = _FRAMES.sub("", text)  # what lies in <noframes> is the page of those without frames
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise TooComplexError(f"cannot be parsed as HTML ({error})") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooComplexError("is nested too deep to be parsed as HTML")
    if _depth(root) > bounds.nesting:
        raise TooComplexError(f"nests HTML elements more than {bounds.nesting} deep")
    return root


def _depth(root: lxml.html.HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def pieces(
    root: lxml.html.HtmlElement, comments: Mapping[lxml.html.HtmlElement, str]
) -> list[Piece]:
    """Give the visible text of a tree in order, cut at block breaks.

    `comments` are the elements that hold comments, with the reason for each.
    """
    walker = _Walker(comments)
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            walker.enter(element)
        elif event == "end":
            walker.leave(element)
        else:
            walker.add(element.tail)
    walker.flush()
    return walker.found


class _Walker:
    """The state of a walk: what is open around the current place."""

    def __init__(self, comments: Mapping[lxml.html.HtmlElement, str]) -> None:
        self._comments = comments
        self.found: list[Piece] = []
        self._text: list[str] = []
        self._tags: list[str] = []
        self._comment: list[tuple[lxml.html.HtmlElement, str]] = []
        self._chrome: list[tuple[lxml.html.HtmlElement, str]] = []
        self._hidden: list[tuple[lxml.html.HtmlElement, str]] = []
        self._skip = 0
        self._caption = 0

    def enter(self, element: lxml.html.HtmlElement) -> None:
        tag = str(element.tag).lower()
        if tag in SKIP:
            self._skip += 1
        if tag in _BREAKS:
            self.flush()
            self._tags.append(tag)
        elif tag in {"td", "th"}:
            self._text.append("  ")
        if tag == "figcaption":
            self._caption += 1
        why = None if self._comment else self._comments.get(element)
        if why:
            self.flush()
            self._comment.append((element, why))
        if tag in _CHROME:
            self._chrome.append((element, f"in <{tag}>"))
        if _hidden(element):
            self.flush()
            self._hidden.append((element, "hidden"))
        self.add(element.text)

    def leave(self, element: lxml.html.HtmlElement) -> None:
        tag = str(element.tag).lower()
        if tag in _BREAKS:
            self.flush()
            if self._tags:
                self._tags.pop()
        for opened in (self._comment, self._chrome, self._hidden):
            if opened and opened[-1][0] is element:
                self.flush()
                opened.pop()
        if tag == "figcaption":
            self._caption -= 1
        if tag in SKIP:
            self._skip -= 1
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        if text and not self._skip:
            self._text.append(text)

    def flush(self) -> None:
        text = _BLANK.sub(" ", "".join(self._text)).strip()
        self._text.clear()
        if text:
            comment = self._comment[-1][1] if self._comment else None
            chrome = self._chrome[-1][1] if self._chrome else None
            tag = self._tags[-1] if self._tags else "body"
            hidden = bool(self._hidden)
            self.found.append(Piece(text, tag, comment, chrome, self._caption > 0, hidden))


def _hidden(element: lxml.html.HtmlElement) -> bool:
    """Whether an element's own markup keeps it from being shown; style sheets are not read."""
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _UNSEEN.search(style[:2000]))
