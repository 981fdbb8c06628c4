"""What an HTML page declares about itself: JSON-LD, meta elements, links, times."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html

_BLANK = re.compile(r"\s+")
_JSON_CAP = 300_000
_ARTICLES = re.compile(r"(?:Article|Posting|Report|Reportage|Blog)$")


@dataclass(frozen=True, slots=True)
class Meta:
    """Declared facts; each is None or empty when the page does not declare it.

    `article` is the text of the article in JSON-LD.
    `dates` are pairs of the source (`json-ld-page`, `meta`, `json-ld`, `time`) and the text there.
    """

    title: str | None
    headings: tuple[str, ...]
    site: str | None
    url: str | None
    description: str | None
    article: str | None
    dates: tuple[tuple[str, str], ...]


_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date.published",
    "publishdate",
    "publish_date",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "article.published",
    "article.created",
    "published",
    "date",
    "publication_date",
    "citation_publication_date",
)


def read_meta(root: lxml.html.HtmlElement) -> Meta:
    """Read the declarations of a tree (before anything was taken out of it)."""
    named = _named(root)
    linked = list(_linked(root))
    dates = [("json-ld-page", d) for d in _values(linked, "datePublished", pages=True)]
    dates += [("meta", named[key]) for key in _PUBLISHED if named.get(key)]
    dates += [("json-ld", d) for d in _values(linked, "datePublished", pages=False)]
    dates += [("time", d) for d in _times(root)]
    headings = [_flat("".join(h.itertext())) for h in root.iter("h1")]
    titles = [_flat("".join(t.itertext())) for t in root.iter("title")]
    title = named.get("og:title") or named.get("twitter:title") or next(iter(titles), None)
    canonical = root.xpath("//link[@rel='canonical']/@href")
    return Meta(
        title=title or None,
        headings=tuple(h for h in headings if h),
        site=named.get("og:site_name") or named.get("application-name") or _publisher(linked),
        url=named.get("og:url") or (str(canonical[0]) if canonical else None),
        description=named.get("og:description") or named.get("description"),
        article=_article(linked),
        dates=tuple(dates[:20]),
    )


def _named(root: lxml.html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = _flat(element.get("content") or "")
        if key and value:
            found.setdefault(key.strip().lower(), value[:1000])
    return found


def _times(root: lxml.html.HtmlElement) -> list[str]:
    found = []
    for element in root.iter("time"):
        value = element.get("datetime") or "".join(element.itertext())
        if value and value.strip():
            found.append(_flat(value)[:100])
    return found[:1]


def _linked(root: lxml.html.HtmlElement) -> Iterator[dict[str, object]]:
    for script in root.xpath("//script[@type='application/ld+json']")[:20]:
        text = (script.text or "")[:_JSON_CAP].strip()
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(value)


def _objects(value: object) -> Iterator[dict[str, object]]:
    todo = [value]
    for _ in range(500):
        if not todo:
            return
        item = todo.pop(0)
        if isinstance(item, list):
            todo.extend(item)
        elif isinstance(item, dict):
            yield item
            todo.extend(item[key] for key in ("@graph", "mainEntity") if key in item)


def _values(linked: list[dict[str, object]], key: str, *, pages: bool) -> list[str]:
    found = []
    for item in linked:
        kinds = item.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        page = any(str(name).endswith("WebPage") for name in names)
        article = any(_ARTICLES.search(str(name)) for name in names)
        value = item.get(key)
        if isinstance(value, str) and ((pages and page) or (not pages and article)):
            found.append(value)
    return found


def _article(linked: list[dict[str, object]]) -> str | None:
    """The longest text of an article, or that of a live blog's entries, the latest first."""
    texts = []
    for item in linked:
        entries = item.get("liveBlogUpdate")
        entries = entries if isinstance(entries, list) else []
        bodies = [e.get("articleBody") for e in (item, *entries) if isinstance(e, dict)]
        texts.append("\n\n".join(body for body in bodies if isinstance(body, str)))
    return max(texts, key=len, default="").strip() or None


def _publisher(linked: list[dict[str, object]]) -> str | None:
    for item in linked:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return _flat(str(publisher["name"]))[:100]
    return None


def _flat(text: str) -> str:
    return _BLANK.sub(" ", text).strip()
