"""From documents, incidents and problems to everything the page shows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from casus.lexicon.labels import Labels, load_labels
from casus.merge.cases import Case
from casus.model import Document, Problem, Role
from casus.report.claims import day_words
from casus.report.drawn import drawn
from casus.report.incidents import by_day, incident_view
from casus.report.maps import Atlas, atlas
from casus.report.timeline import Timeline, timeline
from casus.report.view import DayGroup, PageView

MOST_CLAIMS = 3000  # a browser still scrolls this smoothly


@dataclass(frozen=True, slots=True)
class Heading:
    """The caller's words at the top: a title, when and with what the page was made."""

    title: str = "Conflict incidents"
    made: str = ""
    tool: str = "casus"


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the template shows."""

    heading: Heading
    incidents: int
    claims: int
    documents: int
    outlets: int
    sources: int
    statuses: tuple[tuple[str, str, int], ...]
    disputed: int
    one_sided: int
    rejected: int
    left_out: int
    timeline: Timeline | None
    atlas: Atlas
    days: tuple[DayGroup, ...]
    pages: tuple[PageView, ...]
    quarantined: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def content_of(
    documents: Iterable[Document],
    cases: Iterable[Case],
    problems: Iterable[Problem] = (),
    heading: Heading | None = None,
    rejected: int = 0,
) -> Content:
    """Arrange all that is shown.

    The drawings count every incident; the list stops at 3,000 claims. `rejected` is the number of
    claims that reviewers rejected, which are not among the incidents.
    """
    labels, told, met = load_labels(), list(cases), list(problems)
    claims = [account.claim for case in told for account in case.accounts]
    counts = Counter(claim.doc for claim in claims)
    pages = [_page(d, n, counts[d.id], labels) for n, d in enumerate(documents, 1)]
    by_name = {page.name: page for page in pages}
    shown = _latest(told)
    views = {case.incident.id: incident_view(case, by_name, labels) for case in shown}
    statuses = Counter(claim.status.value for claim in claims)
    events = [drawn(case) for case in told]
    return Content(
        heading=heading or Heading(),
        incidents=len(told),
        claims=len(claims),
        documents=len(pages),
        outlets=len({page.outlet for page in pages if page.outlet}),
        sources=len({c.source.value for c in claims} - {"author", "unnamed"}),
        statuses=tuple((s, labels.word("status", s), n) for s, n in statuses.most_common()),
        disputed=sum(bool(case.incident.disputed) for case in told),
        one_sided=sum(case.one_sided for case in told),
        rejected=rejected,
        left_out=len(told) - len(shown),
        timeline=timeline(events, labels),
        atlas=atlas(events, labels),
        days=by_day(shown, views),
        pages=tuple(sorted(pages, key=lambda p: (-p.claims, p.name))),
        quarantined=tuple(p for p in met if p.fatal),
        remarks=tuple(p for p in met if not p.fatal),
    )


def _latest(cases: Sequence[Case]) -> list[Case]:
    """All incidents, or the latest if they have too many claims; the undated go first."""
    ordered = sorted(cases, key=lambda c: c.incident.last_day or "", reverse=True)
    shown: list[Case] = []
    room = MOST_CLAIMS
    for case in ordered:
        room -= len(case.accounts)
        if room < 0 and shown:
            break
        shown.append(case)
    return shown


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


def _web_address(url: str | None) -> str:
    """The address if it is http or https, else nothing: no other scheme becomes a link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return (url or "") if parts.scheme in {"http", "https"} and parts.netloc else ""
