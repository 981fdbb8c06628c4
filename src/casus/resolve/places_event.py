"""Which place belongs to an event: evidence for every candidate, weighed, against "none"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casus.lexicon.events import event_words
from casus.resolve.places_role import Role
from casus.resolve.places_tree import Ways, plain

CLAUSES = frozenset({"advcl", "acl", "ccomp", "parataxis", "csubj"})


@dataclass(frozen=True, slots=True)
class Option:
    """A place that an event may have.

    `role` is None for a place of the text before; `back` tells how the words point to it: name;
    word0, word1 ("the village", "there": first, second reading); last (place of the last event),
    near (named shortly before), with `+` when the sentence has places of its own. `gap` is the
    number of sentences between; `last` and `main` tell that it is the place of the last event,
    or the one that the page names most; `named` is the noun of its kind;
    `heading` tells that it opens a line as its heading (Doha: …); `seen` grades how surely the
    event network points to it.
    """

    start: int
    role: Role | None
    back: str
    gap: int
    precision: int
    capital: bool
    known: bool
    dateline: bool
    last: bool
    main: bool
    named: str
    heading: bool
    seen: str = "0"


def evidence(ways: Ways, trigger: int, option: Option, kind: str | None) -> Iterator[str]:
    """Name what speaks for or against a place being that of the event at `trigger`."""
    level = _level(option)
    yield f"back={option.back}"
    yield f"level={level}"
    yield f"level={level}&type={kind}"
    yield f"seen={option.seen}"
    yield f"seen={option.seen}&{option.back}"
    if not option.known:
        yield "unknown"
    if option.last:
        yield f"last&{option.back}"
    if option.main:
        yield f"main&{option.back}"
    if option.dateline:
        yield f"dateline&{option.back}"
    if option.heading:
        yield f"heading&{option.back}"
        yield f"heading&{option.back}&type={kind}"
    if option.role is None:
        yield from _carried(ways, trigger, option, kind)
        return
    yield f"role={option.role.kind}"
    yield f"role={option.role.kind}&level={level}"
    yield f"role={option.role.kind}&type={kind}"
    if option.role.noun or option.named:
        yield "noun"
    yield from _way(ways, trigger, option.role)
    yield f"far={_bin(abs(option.start - trigger))}"
    yield "after" if option.start > trigger else "before"


def _carried(ways: Ways, trigger: int, option: Option, kind: str | None) -> Iterator[str]:
    """Evidence about a place of the text before."""
    yield f"gap={min(option.gap, 5)}&{option.back}"
    yield f"{option.back}&type={kind}"
    yield f"{option.back}&level={_level(option)}"
    yield f"{option.back}&start={_opening(ways, trigger)}"


def _opening(ways: Ways, trigger: int) -> str:
    """How the event's words point back: a definite noun, a pronoun as subject, or neither."""
    below = [ways.tokens[c] for c in ways.below[trigger]]
    if ways.tokens[trigger].upos != "VERB":
        return "the" if any(t.text.lower() in ("the", "this", "these") for t in below) else "noun"
    subjects = [t for t in below if plain(t.deprel) == "nsubj"]
    if not subjects:
        return "none"
    if subjects[0].upos == "PRON":
        return "pronoun"
    own = ways.below[ways.tokens.index(subjects[0])]
    return "definite" if any(ways.tokens[c].text.lower() == "the" for c in own) else "other"


def none_evidence(
    ways: Ways, trigger: int, kind: str | None, options: Sequence[Option]
) -> Iterator[str]:
    """Name what speaks for the event having no place."""
    yield "none"
    yield f"none&type={kind}"
    pos = ways.tokens[trigger].upos
    yield f"none&pos={pos if pos in ('VERB', 'NOUN') else 'X'}"
    yield f"none&named={min(sum(o.back == 'name' for o in options), 3)}"
    yield f"none&start={_opening(ways, trigger)}"
    yield f"none&seen={max((o.seen for o in options), default='0')}"


def type_of(ways: Ways, trigger: int) -> str | None:
    """The event type that the trigger's word has most often, None when the table lacks it."""
    pos = "v" if ways.tokens[trigger].upos == "VERB" else "n"
    words = event_words().get((ways.lemma(trigger), pos), ())
    return words[-1].type if words else None


def _level(option: Option) -> str:
    if option.precision == 6:
        return "country"
    if option.capital:
        return "capital"
    return "wide" if option.precision >= 4 else "spot"


def _bin(tokens: int) -> str:
    return next((str(edge) for edge in (3, 6, 10, 16, 25) if tokens <= edge), "more")


def _way(ways: Ways, trigger: int, role: Role) -> Iterator[str]:
    """The path from the place's phrase to the trigger."""
    if role.head == trigger:
        yield "path=self"
        return
    steps = ways.way(role.head, trigger)
    if steps is None:
        yield "path=none"
        return
    ups = [plain(s.relation) for s in steps if s.up]
    downs = [plain(s.relation) for s in steps if not s.up]
    crossed_up = [r for r in ups[1:] if r in CLAUSES]
    crossed_down = [r for r in downs if r in CLAUSES]
    if not downs:
        direct = "direct" if len(ups) == 1 else "under" if not crossed_up else "deep"
        yield f"path={direct}"
        yield f"path={direct}&role={role.kind}"
    else:
        yield f"path={'side' if not crossed_up and not crossed_down else 'other'}"
        yield f"side={downs[-1]}"
        yield f"side={downs[-1]}&role={role.kind}"
        if not ups:
            yield "path=above"
    yield f"up-clauses={min(2, len(crossed_up))}"
    yield f"down-clauses={min(2, len(crossed_down))}"
    yield f"steps={min(6, len(steps))}"
    if "conj" in downs[-1:]:
        yield f"conj&role={role.kind}"
