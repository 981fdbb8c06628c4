"""Claims whose words are another page's, and pages that print an agency's report."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from casus.merge.account import Account
from casus.model import Span
from casus.model.copies import Borrowed, Copy

COVERED = 0.5
"""Share of a passage that must be copied."""

Asked = Callable[[frozenset[str]], Borrowed]
"""Tells what the documents of these names borrow from each other."""


def shared(groups: Iterable[Iterable[Account]]) -> frozenset[str]:
    """Names of the documents that speak of an event together with another."""
    pages = [{account.claim.doc for account in group} for group in groups]
    return frozenset(name for names in pages if len(names) > 1 for name in names)


def with_origins(accounts: Iterable[Account], known: Borrowed) -> list[Account]:
    """The same claims, told whose words they are."""
    by_copy: dict[str, list[Copy]] = defaultdict(list)
    for link in known.links:
        by_copy[link.copy].append(link)
    return [_with_origin(account, by_copy[account.claim.doc], known) for account in accounts]


def _with_origin(account: Account, links: list[Copy], known: Borrowed) -> Account:
    passage = account.claim.evidence
    originals = frozenset(link.original for link in links if _covered(passage, link.spans))
    agency = known.agencies.get(account.claim.doc)
    if not originals and agency is None:
        return account
    return replace(account, copies=originals, agency=agency)


def _covered(passage: Span, spans: Iterable[Span]) -> bool:
    """Whether enough of a passage lies in spans, which do not overlap."""
    size = passage.end - passage.start
    both = (min(s.end, passage.end) - max(s.start, passage.start) for s in spans)
    return size > 0 and sum(n for n in both if n > 0) >= COVERED * size
