"""What was known then, what was ever recorded, and what differs between two times."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from casus.ledger import AmbiguousIdError, Ledger, Run, UnknownIdError
from casus.model import Link, Problem
from tests.claims import Story, Told, coded_of, page_of
from tests.ledger.sites import Site

NEWS = Story("news", (Told("They shelled it."), Told("They denied it.")), origin="news.txt")
FIXED = replace(NEWS, told=(Told("They shelled it."), Told("They shelled it twice.")))
OTHER = Story("other", (Told("They marched."),))
FIRST, SECOND = (claim.id for claim in coded_of(NEWS).claims)
MARCHED = coded_of(OTHER).claims[0].id
JUDGED = Link(FIRST, MARCHED, "same", 0.0, "one day", "ann")


def hour(number: int) -> str:
    return f"2022-04-01T{number:02d}:00:00Z"


def steps(ledger: Ledger) -> Iterator[str]:
    """A history in which everything happens that can; gives the time after each step."""
    times = (Run(hour(n), "casus test", "ann") for n in count(1))
    bad = Problem("ingest", "news.txt", "not text")
    for act in (
        lambda run: ledger.quarantine(bad, run),
        lambda run: ledger.add(coded_of(NEWS), page_of(NEWS), run),
        lambda run: ledger.add(coded_of(OTHER), None, run),
        lambda run: ledger.judge(JUDGED, run),
        lambda run: ledger.append("decision", FIRST, {"state": "approved"}, run),
        lambda run: ledger.add(coded_of(FIXED), page_of(FIXED), run),
        lambda run: ledger.judge(replace(JUDGED, judgement="different"), run),
        lambda run: ledger.append("decision", FIRST, {"state": "rejected"}, run),
        lambda run: ledger.quarantine(bad, run),
        lambda run: ledger.settle("news.txt", run),
        lambda run: ledger.add(coded_of(NEWS), page_of(NEWS), run),
    ):
        run = next(times)
        assert act(run)
        yield run.time


def known(ledger: Ledger, as_of: str | None = None) -> dict[str, Any]:
    return {
        "documents": list(ledger.documents(as_of)),
        "claims": list(ledger.claims(as_of=as_of)),
        "problems": list(ledger.problems(as_of)),
        "links": list(ledger.links(as_of)),
        "entries": list(ledger.entries(as_of=as_of)),
        "counts": ledger.counts(as_of),
    }


def test_it_is_exactly_what_was_known_then(ledger: Ledger) -> None:
    snapshots = {time: known(ledger) for time in steps(ledger)}
    for time, snapshot in snapshots.items():
        assert known(ledger, time) == snapshot
    assert known(ledger, "2022-03-31")["counts"].entries == 0
    assert known(ledger, "2022-04-01") == known(ledger)


def test_a_time_of_another_form_is_refused(ledger: Ledger) -> None:
    for time in ("yesterday", "2022-04-01T12:00:00", "2022-13-01"):
        with pytest.raises(ValueError):  # noqa: PT011 - which of them says what differs by version
            ledger.counts(time)


def test_entries_are_dated_when_they_are_written(site: Site) -> None:
    """A run of two hours: what it kept late was not known early."""
    ticks = iter([hour(1), hour(3), hour(2)])
    run = Run(hour(1))
    with site.open(clock=lambda: next(ticks)) as ledger:
        ledger.add(coded_of(NEWS), None, run)
        ledger.add(coded_of(OTHER), None, run)
        ledger.quarantine(Problem("read", "x", "y"), run)
        assert [k.document.id for k in ledger.documents(hour(2))] == ["news"]
        assert [k.time[11:13] for k in ledger.problems()] == ["03"], "never backwards"


def test_a_claim_has_a_history(ledger: Ledger) -> None:
    list(steps(ledger))
    events = ledger.history(SECOND[:12])
    assert [event.what for event in events] == [
        "recorded",
        "found by a reading of its page",
        "no longer found by a reading",
        "found by a reading of its page",
    ]
    kinds = [event.entry.kind for event in ledger.history(FIRST)]
    assert kinds.count("decision") == kinds.count("link") == 2
    assert [e.entry.seq for e in ledger.history(FIRST)] == sorted(
        e.entry.seq for e in ledger.history(FIRST)
    )


def test_pages_pairs_and_entries_have_one_too(ledger: Ledger) -> None:
    list(steps(ledger))
    page = [event.what for event in ledger.history("news")]
    assert page[0] == "quarantined: not text"
    assert [what for what in page if what.startswith("read")] == [
        "read with 2 claims",
        "read with 2 claims",
        "read whole, settled",
        "read with 2 claims",
    ]
    pair = [event.what for event in ledger.history(f"{JUDGED.left} {JUDGED.right}")]
    assert pair == ["judged same by ann (one day)", "judged different by ann (one day)"]
    assert ledger.history("#1")[0].entry.seq == 1
    (kept,) = [k for k in ledger.documents() if k.document.id == "other"]
    assert [e.what for e in ledger.history(kept.key)] == ["recorded", "read with 1 claims"]


def test_what_has_no_history_is_told(ledger: Ledger) -> None:
    list(steps(ledger))
    for record in ("nothing", "", "#999", "%"):
        with pytest.raises(UnknownIdError, match="nothing is recorded"):
            ledger.history(record)
    for n in range(20):
        story = Story(f"page-{n}", (Told(f"They shelled {n}."),))
        ledger.add(coded_of(story), None, Run(hour(20)))
    with pytest.raises(AmbiguousIdError, match="begins several"):
        ledger.history(next(ledger.claims()).id[0])


def changes(ledger: Ledger, since: int, until: int) -> set[tuple[str, str, str]]:
    return {(d.change, d.kind, d.id) for d in ledger.diff(hour(since), hour(until))}


def test_differences_between_two_times(ledger: Ledger) -> None:
    list(steps(ledger))
    twice = coded_of(FIXED).claims[1].id
    pair = f"{JUDGED.left} {JUDGED.right}"
    assert changes(ledger, 1, 1) == set()
    assert {(c, k) for c, k, _ in changes(ledger, 1, 2)} == {
        ("added", "document"),
        ("added", "claim"),
        ("gone", "problem"),
    }
    of_news = changes(ledger, 5, 6)
    assert ("added", "claim", twice) in of_news
    assert ("gone", "claim", SECOND) in of_news
    assert [c for c, k, _ in of_news if k == "document"] == ["changed"]
    assert changes(ledger, 6, 8) == {("changed", "judgement", pair), ("changed", "decision", FIRST)}
    assert changes(ledger, 8, 9) == {("added", "problem", "news.txt")}
    assert changes(ledger, 9, 10) == {("gone", "problem", "news.txt")}
    assert not {k for _, k, _ in changes(ledger, 3, 11)} & {"document"}, "the old version is back"


def test_differences_of_one_record(ledger: Ledger) -> None:
    list(steps(ledger))

    def of(record: str) -> set[tuple[str, str, str]]:
        return {(d.change, d.kind, d.id) for d in ledger.diff(hour(2), hour(8), record)}

    pair = ("added", "judgement", f"{JUDGED.left} {JUDGED.right}")
    decided = ("added", "decision", FIRST)
    assert of(FIRST) == {pair, decided}
    assert of(SECOND[:12]) == {("gone", "claim", SECOND)}
    assert of("other") == {pair, ("added", "claim", MARCHED), *keyed("added", ledger, "other")}
    assert {c for c, k, _ in of("news") if k in {"document", "claim"}} == {
        "changed",
        "gone",
        "added",
    }
    with pytest.raises(UnknownIdError):
        of("nothing")


def keyed(change: str, ledger: Ledger, name: str) -> set[tuple[str, str, str]]:
    return {(change, "document", k.key) for k in ledger.documents() if k.document.id == name}


def test_an_erasure_is_a_difference(ledger: Ledger) -> None:
    list(steps(ledger))
    ledger.erase("other", "asked", Run(hour(20)))
    found = changes(ledger, 12, 21)
    assert ("erased", "claim", MARCHED) in found
    assert {change for change, _, _ in found} == {"erased"}
