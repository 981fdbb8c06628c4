"""From documents, claims and problems to everything the page shows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from casus.lexicon.labels import Labels, load_labels
from casus.model import Claim, Document, Problem, Role
from casus.report.claims import by_day, claim_view, day_words
from casus.report.disputes import disputes
from casus.report.maps import Atlas, atlas
from casus.report.timeline import Timeline, timeline
from casus.report.view import ClaimView, DayGroup, PageView

MOST_CLAIMS = 3000  # a browser still scrolls this smoothly


@dataclass(frozen=True, slots=True)
class Heading:
    """The caller's words at the top: a title, when and with what the page was made."""

    title: str = "Conflict claims"
    made: str = ""
    tool: str = "casus"


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the template shows."""

    heading: Heading
    claims: int
    documents: int
    outlets: int
    sources: int
    statuses: tuple[tuple[str, str, int], ...]
    disputed: int
    left_out: int
    timeline: Timeline | None
    atlas: Atlas
    days: tuple[DayGroup, ...]
    pages: tuple[PageView, ...]
    quarantined: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def content_of(
    documents: Iterable[Document],
    claims: Iterable[Claim],
    problems: Iterable[Problem] = (),
    heading: Heading | None = None,
) -> Content:
    """Arrange all that is shown. The drawings count every claim; the list stops at 3,000."""
    labels, told, met = load_labels(), list(claims), list(problems)
    counts = Counter(claim.doc for claim in told)
    pages = [_page(d, n, counts[d.id], labels) for n, d in enumerate(documents, 1)]
    by_name = {page.name: page for page in pages}
    against = disputes(told)
    shown = _latest(told)
    views = {c.id: _view(c, by_name, labels, against.get(c.id, [])) for c in shown}
    statuses = Counter(claim.status.value for claim in told)
    return Content(
        heading=heading or Heading(),
        claims=len(told),
        documents=len(pages),
        outlets=len({page.outlet for page in pages if page.outlet}),
        sources=len({c.source.value for c in told} - {"author", "unnamed"}),
        statuses=tuple((s, labels.word("status", s), n) for s, n in statuses.most_common()),
        disputed=len(against),
        left_out=len(told) - len(shown),
        timeline=timeline(told, labels),
        atlas=atlas(told, labels),
        days=by_day(shown, views),
        pages=tuple(sorted(pages, key=lambda p: (-p.claims, p.name))),
        quarantined=tuple(p for p in met if p.fatal),
        remarks=tuple(p for p in met if not p.fatal),
    )


def _latest(claims: Sequence[Claim]) -> list[Claim]:
    """All claims, or the latest if there are too many; the undated go first."""
    unique = list({claim.id: claim for claim in claims}.values())
    if len(unique) <= MOST_CLAIMS:
        return unique
    ordered = sorted(unique, key=lambda c: c.date.value if c.date else "", reverse=True)
    return ordered[:MOST_CLAIMS]


def _view(
    claim: Claim, pages: dict[str, PageView], labels: Labels, against: Sequence[Claim]
) -> ClaimView:
    page = pages.get(claim.doc) or _page_of_claim(claim.doc)
    others = [(labels.actor(c.source.value), c.id) for c in against]
    return claim_view(claim, page, labels, others)


def _page(document: Document, number: int, claims: int, labels: Labels) -> PageView:
    words: Counter[Role] = Counter()
    for block in document.blocks:
        # a comment whose words were forgotten counts as one
        words[block.role] += len(document.text[block.start : block.end].split())
    published = document.published
    return PageView(
        anchor=f"page-{number}",
        name=document.id,
        title=document.title or document.id,
        outlet=document.outlet or "",
        published=day_words(published.value) if published else "",
        published_source=published.source if published else "",
        language=document.language,
        link=_web_address(document.url),
        words=tuple((labels.word("role", r), words[r]) for r in Role if words[r]),
        claims=claims,
        sha256=document.sha256,
    )


def _page_of_claim(name: str) -> PageView:
    """A claim whose document is not among those given."""
    return PageView("", name, name, "", "", "", "", "", (), 0, "")


def _web_address(url: str | None) -> str:
    """The address if it is http or https, else nothing: no other scheme becomes a link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return (url or "") if parts.scheme in {"http", "https"} and parts.netloc else ""
