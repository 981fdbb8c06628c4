"""Builders of pages, documents and claims for tests."""

import hashlib
from dataclasses import dataclass, field

from casus.model import (
    Block,
    Claim,
    Coded,
    Document,
    Loss,
    Page,
    Place,
    Role,
    Slot,
    Span,
    When,
)

FARUKH = Place("Farukh", "AZE", 39.99, 46.83, "Farrux", 1, 1, 2.0, "XNK", ("Khramort",))


@dataclass(frozen=True, slots=True)
class Told:
    """A claim in short: what a test wants to say about it."""

    quote: str
    type: str = "ASSAULT"
    mode: str | None = "heavy-weapons"
    status: str = "occurred"
    actors: tuple[str, ...] = ("AZE.MIL",)
    recipients: tuple[str, ...] = ("XNK.CVL",)
    source: str = "ARM.MIL"
    date: str | None = "2022-03-24"
    place: Place | None = FARUKH
    losses: tuple[Loss, ...] = ()
    weapons: tuple[str, ...] = ("artillery",)
    trigger: str = "shelled"


@dataclass(frozen=True, slots=True)
class Story:
    """A page in short."""

    name: str
    told: tuple[Told, ...] = ()
    published: str | None = "2022-03-25"
    outlet: str | None = "Example Gazette"
    title: str = "A headline"
    comment: str = "What a lie!"
    url: str | None = None
    origin: str = ""
    extra: tuple[str, ...] = field(default=())


def page_of(story: Story) -> Page:
    content = text_of(story).encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(content).hexdigest()
    return Page(story.name, story.origin, "text/plain", content, digest, story.url)


def text_of(story: Story) -> str:
    lines = (story.title, *(t.quote for t in story.told), *story.extra, story.comment)
    return "\n".join(lines)


def document_of(story: Story) -> Document:
    text, blocks, at = text_of(story), [], 0
    for number, line in enumerate(text.split("\n")):
        role = Role.TITLE if number == 0 else Role.BODY
        role = Role.COMMENT if number == text.count("\n") else role
        blocks.append(Block(at, at + len(line), role, "test"))
        at += len(line) + 1
    return Document(
        id=story.name,
        sha256=page_of(story).sha256,
        text=text,
        blocks=tuple(blocks),
        title=story.title,
        outlet=story.outlet,
        published=When(story.published, "meta", 0.9) if story.published else None,
        language="en",
        url=story.url,
        origin=story.origin,
    )


def claim_of(story: Story, told: Told) -> Claim:
    text = text_of(story)
    start = text.index(told.quote)
    span = Span(story.name, start, start + len(told.quote))
    at = start + max(told.quote.find(told.trigger), 0)
    trigger = Span(story.name, at, min(at + len(told.trigger), span.end))
    return Claim(
        doc=story.name,
        type=Slot(told.type, trigger, 0.9, "lexicon:shell"),
        mode=Slot(told.mode, trigger, 0.8, "lexicon:shell") if told.mode else None,
        status=Slot(told.status, trigger, 0.9, "tense:past"),
        actors=tuple(Slot(c, span, 0.8, "tree:nsubj") for c in told.actors),
        recipients=tuple(Slot(c, span, 0.7, "tree:obj") for c in told.recipients),
        source=Slot(told.source, span, 0.9, "say-verb"),
        chain=(),
        date=Slot(told.date, span, 0.9, "anchor") if told.date else None,
        place=Slot(told.place, span, 0.9, "gazetteer") if told.place else None,
        losses=tuple(Slot(x, span, 0.9, "number") for x in told.losses),
        weapons=tuple(Slot(w, span, 0.9, "lexicon") for w in told.weapons),
        trigger=trigger,
        evidence=span,
        quote=told.quote,
    )


def coded_of(story: Story) -> Coded:
    return Coded(document_of(story), tuple(claim_of(story, t) for t in story.told))


def stories(count: int, claims: int = 3) -> list[Story]:
    """Many different pages."""
    return [
        Story(f"page-{n}", tuple(Told(f"On day {n} they shelled post {k}.") for k in range(claims)))
        for n in range(count)
    ]
