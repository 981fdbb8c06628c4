"""Candidates for the date of an event, and the named features that speak for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casus.model import Sentence
from casus.resolve.dates_events import LIMIT, Placed, ancestors, is_saying, price, universal
from casus.resolve.dates_mentions import Mention
from casus.resolve.dates_view import Trigger, clause_verb, form_of

LOCAL, BEFORE, EARLIER, LEAD, NEXT, OTHER = "local", "before", "earlier", "lead", "next", "other"
Evidence = tuple[tuple[str, float], ...]

SPEECH = "speech"
ENTRY, PERIOD, DOCUMENT, NONE = "entry", "period", "document", "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible date. `kind` tells where it stands; `far` is its distance in sentences.

    `alike` tells what its sentence shares with the trigger: its word, its type, or nothing; `seen`
    grades how surely the event network points to it; `manner` is how a date of the sentence is
    read (`dates_codes`), empty as it is written; "counted" one that the sentence sets the event
    apart from (`dates_apart`).
    """

    kind: str
    code: str | None
    mention: Mention | None
    item: Placed | None = None
    far: int = 0
    alike: str = ""
    seen: str = "0"
    manner: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of the whole page: a statement, dated entries, a reported period, its days."""

    statement: bool
    entries: bool
    period: bool
    today: date | None
    main: frozenset[str]


@dataclass(frozen=True, slots=True)
class Event:
    """An event whose date is asked, as it is coded; empty where it is not."""

    type: str = ""
    status: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An event word in its sentence, and what there is to choose from.

    `kinds` are those of the candidates, `dates` how many dates they give; `vague` the kinds of
    words of time in the sentence that name no date.
    """

    tree: Sentence
    sentence: int
    token: int
    trigger: Trigger
    event: Event
    kinds: frozenset[str]
    dates: int
    vague: tuple[str, ...]


def features(asked: Asked, one: Candidate, page: Page) -> Iterator[tuple[str, float]]:
    """Names and strengths of what speaks for or against a candidate."""
    yield one.kind, 1.0
    yield f"{one.kind} seen {one.seen}", 1.0
    yield from _coded(one.kind, asked)
    if one.kind == NONE:
        yield from _left_open(asked)
    else:
        yield f"seen {one.seen}", 1.0
        yield from _age(one, page, asked.event)
        if one.code in page.main:
            yield "main day", 1.0
            yield f"{one.kind} main day", 1.0
    if one.kind == LOCAL and one.item is not None:
        yield from _local(asked, one.item, page, one.manner)
    else:
        yield from _elsewhere(asked, one, page)


def _elsewhere(asked: Asked, one: Candidate, page: Page) -> Iterator[tuple[str, float]]:
    """What speaks for a date from outside the sentence, or for none."""
    trigger = asked.trigger
    yield from _clause(one.kind, trigger)
    if LOCAL in asked.kinds:
        yield f"{one.kind} despite local", 1.0
    if one.mention is not None and one.kind in {BEFORE, EARLIER, LEAD, NEXT, OTHER, SPEECH}:
        yield f"{one.kind} far", float(min(one.far, 6))
        yield from _remote(one, page)
        if one.alike:
            yield f"{one.kind} {one.alike}", 1.0
            if trigger.definite:
                yield f"{one.kind} definite {one.alike}", 1.0
    if page.statement:
        yield f"{one.kind} statement {trigger.form}", 1.0
    if page.entries:
        yield f"{one.kind} entries {trigger.form}", 1.0
    if page.period:
        yield f"{one.kind} in a report", 1.0


_PARTS = ((1, "1"), (4, "2"), (9, "3"), (20, "4"))


def _coded(kind: str, asked: Asked) -> Iterator[tuple[str, float]]:
    """The event as it is coded, and how far down the page it stands."""
    event = asked.event
    teller = event.source if event.source in {"author", "unnamed"} else "a body"
    part = next((name for last, name in _PARTS if asked.sentence <= last), "5")
    yield f"{kind} {event.status}", 1.0
    yield f"{kind} {event.type}", 1.0
    yield f"{kind} told by {teller}", 1.0
    yield f"{kind} in part {part}", 1.0


def _left_open(asked: Asked) -> Iterator[tuple[str, float]]:
    """What a date would have to come from, and words of time that give none."""
    for kind in sorted(asked.kinds - {NONE}):
        yield f"none facing {kind}", 1.0
    yield f"none facing {min(asked.dates, 5)} dates", 1.0
    yield f"none {asked.event.status} {asked.trigger.form}", 1.0
    for name in asked.vague:
        yield f"none with {name}", 1.0


_AGES = ((-1, "ahead"), (0, "same day"), (1, "day before"), (7, "week"), (31, "month"))


def _age(one: Candidate, page: Page, event: Event) -> Iterator[tuple[str, float]]:
    """How long before the page's day a date lies."""
    if one.mention is None or page.today is None or one.mention.reading.low is None:
        return
    days = (page.today - one.mention.reading.low).days
    name = next((name for most, name in _AGES if days <= most), "older")
    yield f"age {name}", 1.0
    yield f"age {name} {event.status}", 1.0


def _clause(kind: str, trigger: Trigger) -> Iterator[tuple[str, float]]:
    yield f"{kind} {trigger.form}", 1.0
    yield f"{kind} {'verbal' if trigger.verbal else 'material'}", 1.0
    yield f"{kind} {trigger.form} {'verbal' if trigger.verbal else 'material'}", 1.0
    if trigger.opening:
        yield f"{kind} {trigger.opening}", 1.0
    for name, holds in (("definite", trigger.definite), ("pronoun", trigger.pronoun)):
        if holds:
            yield f"{kind} {name}", 1.0
    if trigger.depth in {"noun", "acl", "advcl", "ccomp", "xcomp"}:
        yield f"{kind} as {trigger.depth}", 1.0
    for name, holds in (
        ("negated", trigger.negated),
        ("quoted", trigger.quoted),
        ("we", trigger.first_person),
        ("reported", trigger.reported >= 0),
    ):
        if holds:
            yield f"{kind} {name}", 1.0


def _remote(one: Candidate, page: Page) -> Iterator[tuple[str, float]]:
    """What kind of date the text has named before."""
    assert one.mention is not None
    reading = one.mention.reading
    yield f"{one.kind} grain {reading.grain}", 1.0
    if reading.low and page.today:
        if reading.low > page.today:
            yield f"{one.kind} ahead", 1.0
        elif (page.today - reading.low).days > 30:
            yield f"{one.kind} old", 1.0
    if one.item is not None and one.item.first <= 2:
        yield f"{one.kind} opens its sentence", 1.0


def _local(asked: Asked, item: Placed, page: Page, manner: str) -> Iterator[tuple[str, float]]:
    """How a date of the same sentence hangs together with the trigger."""
    sentence, token, trigger = asked.tree, asked.token, asked.trigger
    mention = item.mention
    cost = min(price(sentence, token, item), LIMIT + 4)
    yield "local price", cost
    yield "local distance", min(abs(item.first - token), 30) / 10
    way = relation(sentence, token, trigger, item)
    yield f"local {way}", 1.0
    if way.startswith("of saying"):
        yield f"local of saying {'verbal' if trigger.verbal else 'material'}", 1.0
        if trigger.quoted:
            yield "local of saying quoted", 1.0
    yield f"local grain {mention.reading.grain}", 1.0
    yield f"local {trigger.form}", 1.0
    if manner:
        yield f"local {manner}", 1.0
        yield f"local {manner} {trigger.form}", 1.0
    if mention.reading.weak:
        yield "local weak", 1.0
    if mention.expression.lead:
        yield f"local lead {mention.expression.lead}", 1.0
    yield from _time(trigger, item, page)
    if item.first <= 1:
        yield "local opens its sentence", 1.0
    if trigger.negated:
        yield "local negated", 1.0


def _time(trigger: Trigger, item: Placed, page: Page) -> Iterator[tuple[str, float]]:
    """Whether the side of the date fits the tense of the event."""
    low = item.mention.reading.low
    if low is None or page.today is None:
        return
    ahead = low > page.today
    if ahead and trigger.form in {"past", "perfect", "pluperfect"}:
        yield "local ahead of a past event", 1.0
    if not ahead and trigger.form == "modal":
        yield "local behind a coming event", 1.0


def relation(  # noqa: PLR0911 # one return a way
    sentence: Sentence, token: int, trigger: Trigger, item: Placed
) -> str:
    """The way from the trigger to the mention, in a word."""
    if item.holds(token):
        return "itself"
    governor = sentence.tokens[item.head].head
    spoken = speech_over(sentence, item.head)
    if spoken >= 0 and spoken != token and (spoken == trigger.reported or trigger.quoted):
        return f"of saying {form_of(sentence, trigger.verb)}"
    if governor == token or (governor >= 0 and item.holds(governor)):
        return "own"
    verb = clause_verb(sentence, item.head)
    if verb == trigger.verb:
        return "clause" if governor == verb else "in the clause"
    up, way = ancestors(sentence, token), ancestors(sentence, verb)
    if verb in up:
        if is_saying(sentence, verb):
            return f"of saying {form_of(sentence, trigger.verb)}"
        return f"above {_joint(sentence, up, verb)}"
    if trigger.verb in way:
        return f"below {_hanging(sentence, verb)}"
    if verb == trigger.reported:
        return f"of saying {form_of(sentence, trigger.verb)}"
    return "beside"


def _hanging(sentence: Sentence, verb: int) -> str:
    """How a clause hangs below the trigger's; a bare participle shares its time."""
    token = sentence.tokens[verb]
    own = {universal(t.deprel) for t in sentence.tokens if t.head == verb}
    if token.xpos in {"VBG", "VBN"} and not own & {"mark", "nsubj", "case"}:
        return f"participle {universal(token.deprel)}"
    return universal(token.deprel)


def speech_over(sentence: Sentence, index: int) -> int:
    """The verb of saying that a date dates, also by way of its statement; else -1."""
    for above in ancestors(sentence, index)[1:]:
        if is_saying(sentence, above):
            return above
        token = sentence.tokens[above]
        if universal(token.deprel) not in {"obl", "nmod", "acl", "obj", "appos"}:
            return -1
    return -1


def _joint(sentence: Sentence, up: list[int], verb: int) -> str:
    """The relation by which the trigger's clause hangs on a higher verb."""
    return universal(sentence.tokens[up[up.index(verb) - 1]].deprel) if verb != up[0] else "same"
