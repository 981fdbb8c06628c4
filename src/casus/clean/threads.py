"""Which HTML elements hold readers' comments: the marks of comment systems and common names."""

import re
from collections import defaultdict
from collections.abc import Iterable

import lxml.etree
import lxml.html

from casus.clean.phrases import fold, phrases

_SYSTEMS = (
    ("wpdiscuz", re.compile(r"^(?:wpdcom|wpd-|wpdiscuz|wc-comment|wc_comm)")),
    ("disqus", re.compile(r"^(?:disqus|dsq-)")),
    ("coral", re.compile(r"^coral(?:[-_]|$)|^talk-(?:stream|comment)")),
    ("facebook", re.compile(r"^(?:fb[-_]comments|ufi(?:list|comment|container|row)|_5mdd)")),
    ("livefyre", re.compile(r"^(?:livefyre|fyre(?:[-_]|$))")),
    ("viafoura", re.compile(r"^(?:viafoura|vf-(?:comment|conversation|widget|content|tray))")),
    ("spot.im", re.compile(r"^(?:spotim|spot-im|spcv_|sppre_|openweb|ow-comment)")),
    ("hyvor", re.compile(r"^hyvor-talk")),
    ("intensedebate", re.compile(r"^(?:idc-|intensedebate)")),
    ("gigya", re.compile(r"^gig-comment")),
    ("vuukle", re.compile(r"^vuukle")),
    ("small systems", re.compile(r"^(?:commento|isso-|remark42|cusdis|giscus|utterances|muut)")),
    ("reddit", re.compile(r"^(?:commentarea|shreddit-comment|nestedlisting)")),
    (
        "forum",
        re.compile(r"^(?:bbp-repl|forum-(?:post|repl|comment)|post-repl|thread-repl|postlist)"),
    ),
    ("forum", re.compile(r"^(?:discourse-comments|topic-repl|p-comments|message-repl)")),
    ("blogger", re.compile(r"^(?:comment-(?:holder|thread|block)|cmt_|bc_0_)")),
    ("drupal", re.compile(r"^(?:comment-wrapper|comment__|field--name-comment|node-comments)")),
)
_POST = re.compile(
    r"^(postbody|postcontainer|postbitlegacy|post_message_|message-body|bbwrapper|topic-post|"
    r"post_wrapper|postarea|ipscomment_content|cpost|js-post__content)(?:$|\d|-)"
)
"""Posts in phpBB, vBulletin, XenForo, Discourse, SMF and Invision."""
_NAME = re.compile(
    r"(?:^|[-_])(?:comments?(?:list|s)?|replies|respond|responses|talkbacks?|kommentare?|"
    r"kommentarer|komentar(?:ze|i|y)?|comentarios?|commentaires?|commenti|reacties|yorum(?:lar)?|"
    r"leserkommentare|usercomments?|readercomments?|commentsection|commentbox|commentblock)"
    r"(?:$|[-_])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT = re.compile(
    r"(?:^|[-_])(?:no|has|with|without|open|closed|enabled|disabled|hide|hidden|show|count|counter|"
    r"number|num|link|links|icon|button|btn|toggle|jump|meta|off|allow|category|cat|tag|tone|type|"
    r"section-front|format|single|post-type|pillar|page-template|js|above|bubble)(?:$|[-_])"
)
_WHOLE = frozenset({"html", "body", "main"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_PROP = re.compile(r"(?:^|/|\s)(?:user)?comments?$", re.IGNORECASE)
_DATA = ("data-component", "data-testid", "data-module", "data-name", "data-widget", "data-type")


def comment_why(element: lxml.html.HtmlElement) -> str | None:
    """Tell why an element holds readers' comments, or None.

    An element that holds the page's headline or article is never taken, whatever it is called.
    """
    tag = str(element.tag).lower()
    if tag in _WHOLE:
        return None
    why = _by_mark(element, tag) or _by_name(element)
    if why is None or _holds_article(element):
        return None
    return f"comment markup: {why}"


def _by_mark(element: lxml.html.HtmlElement, tag: str) -> str | None:
    if element.get("data-spotim-module") or element.get("data-spot-im-module-default"):
        return "spot.im"
    if _PROP.search(element.get("itemtype") or "") or _PROP.search(element.get("itemprop") or ""):
        return "schema.org"
    names = [tag] if "-" in tag else []
    names += _tokens(element)
    for name in names:
        for system, pattern in _SYSTEMS:
            if pattern.match(name.lower()):
                return system
    return None


def _by_name(element: lxml.html.HtmlElement) -> str | None:
    names = _tokens(element) + [element.get(key) or "" for key in _DATA]
    for raw in names:
        name = _CAMEL.sub("-", raw).lower()
        if _NAME.search(name) and not _NOT.search(name):
            return name[:40]
    label = fold(element.get("aria-label") or "")
    if label and len(label) < 40 and phrases().line("comments", label):
        return label
    return None


def _tokens(element: lxml.html.HtmlElement) -> list[str]:
    joined = f"{(element.get('class') or '')[:2000]} {(element.get('id') or '')[:200]}"
    return [token for token in joined.split() if len(token) < 80]


def _holds_article(element: lxml.html.HtmlElement) -> bool:
    found = element.xpath(".//h1 | .//*[@itemprop='articleBody'] | .//main")
    return bool(found)


def comment_elements(root: lxml.html.HtmlElement) -> dict[lxml.html.HtmlElement, str]:
    """Find the outermost elements that hold comments, with the reason for each."""
    found = _posts(root)
    for element in root.iter(lxml.etree.Element):
        why = comment_why(element)
        if why:
            found[element] = why
        elif element.tag in _HEADINGS:
            found |= _under_heading(element)
    return found


def _posts(root: lxml.html.HtmlElement) -> dict[lxml.html.HtmlElement, str]:
    """The posts of a forum's thread: marks that mean so only where they stand more than once."""
    by_mark: dict[str, list[lxml.html.HtmlElement]] = defaultdict(list)
    for element in root.iter("div", "article", "section", "li", "td", "table"):
        for token in _tokens(element):
            if mark := _POST.match(token.lower()):
                by_mark[mark.group(1)].append(element)
    return {
        element: f"comment markup: forum post ({mark})"
        for mark, elements in by_mark.items()
        if len(elements) > 1
        for element in elements
        if not _holds_article(element)
    }


def _under_heading(heading: lxml.html.HtmlElement) -> dict[lxml.html.HtmlElement, str]:
    """A heading that opens comments, with what follows it in the same parent."""
    label = fold(" ".join(heading.itertext())[:80])
    if not label or not opens_comments(label):
        return {}
    followers = [el for el in heading.itersiblings() if isinstance(el.tag, str)]
    if any(_holds_article(el) for el in followers):
        return {}
    return dict.fromkeys([heading, *followers], f"under a heading: {label[:40]}")


def take_out(elements: Iterable[lxml.html.HtmlElement]) -> None:
    """Take elements out of their tree; the text behind them stays."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def opens_comments(label: str) -> bool:
    """Whether a folded heading opens the readers' section."""
    known = phrases()
    return known.line("comments", label) or known.start("comments", label) is not None
